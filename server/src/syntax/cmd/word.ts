import type { Part, Word } from './model';

/** Where a word ends besides at white space, line breaks and operators. */
export interface Stops {
  /** Inside parentheses an unquoted `)` ends a word. */
  readonly parenthesis: boolean;
  /** Further characters that end it. */
  readonly also?: string;
  /** Letters that stand for loop variables here when written with a single `%`. */
  readonly loops: readonly string[];
  /** White space and operators belong to the word: only a line break or the end of the text ends it. */
  readonly end?: number;
  /** Quotes stay in the text: `set X="a b"`. */
  readonly keepQuotes?: boolean;
}

const variablePattern = /%([^%\s"&|<>^:=,;~*0-9][^%\s"&|<>^:=,;]*)(?::[^%\r\n"]*)?%/y;
const delayedPattern = /!([^!%\s"&|<>^:=,;]+)(?::[^!\r\n"]*)?!/y;
const argumentPattern = /%(?:~[a-z]*(?:\$\w+:)?)?([0-9*])/iy;
const loopPattern = /%%(?:~[a-z]*?(?:\$\w+:)?)?([a-z#?@_$])(?![a-z])/iy;
const digitLoopPattern = /%%(?:~[a-z]*?(?:\$\w+:)?)?(\d)/iy;
const singleLoopPattern = /%(?:~[a-z]*?)?([a-z])(?![a-z])/iy;

/** Reads the word at `start`; empty when a delimiter stands there. */
export function readWord(text: string, start: number, stops: Stops): Word {
  const reader = new WordReader(text, start, stops);
  return reader.read();
}

/** A reference at `at`: what kind, whose, and where it ends. */
export function referenceAt(
  text: string,
  at: number,
  loops: readonly string[],
): { kind: Part['kind']; name: string; end: number } | undefined {
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const found = (kind: Part['kind'], result: RegExpExecArray) => ({
    kind,
    name: result[1]!,
    end: at + result[0].length,
  });
  if (text[at] === '!') {
    const delayed = match(delayedPattern);
    return delayed ? found('delayed', delayed) : undefined;
  }
  if (text[at] !== '%') return undefined;
  const loop = match(loopPattern);
  if (loop) return found('loop', loop);
  const digit = loops.length > 0 ? match(digitLoopPattern) : null;
  if (digit && loops.includes(digit[1]!)) return found('loop', digit);
  const argument = match(argumentPattern);
  if (argument) return found('argument', argument);
  const single = loops.length > 0 ? match(singleLoopPattern) : null;
  if (single && loops.includes(single[1]!.toLowerCase())) return found('loop', single);
  const variable = match(variablePattern);
  return variable ? found('variable', variable) : undefined;
}

class WordReader {
  private text = '';
  private readonly parts: Part[] = [];
  private literal = '';
  private literalStart = 0;
  private literalEnd = 0;
  private quoted = false;

  constructor(
    private readonly source: string,
    private readonly start: number,
    private readonly stops: Stops,
  ) {}

  read(): Word {
    let at = this.start;
    let inQuotes = false;
    while (at < this.source.length && at !== this.stops.end) {
      const char = this.source[at]!;
      const reference = char === '%' || char === '!' ? referenceAt(this.source, at, this.stops.loops) : undefined;
      if (reference) {
        this.refer(reference, at);
        at = reference.end;
      } else if (char === '"') {
        inQuotes = !inQuotes;
        this.quoted = true;
        at++;
        if (this.stops.keepQuotes) this.append(char, at - 1, at);
      } else if (inQuotes ? char === '\n' : this.ends(char)) {
        break;
      } else {
        at = this.plain(at, inQuotes);
      }
    }
    this.flush();
    return { start: this.start, end: at, text: this.text, quoted: this.quoted, parts: this.parts };
  }

  private plain(at: number, inQuotes: boolean): number {
    const char = this.source[at]!;
    if (char === '^' && !inQuotes) {
      const lineBreak = /\^\r?\n/y;
      lineBreak.lastIndex = at;
      if (lineBreak.test(this.source)) return lineBreak.lastIndex;
      const next = this.source[at + 1];
      if (next === undefined) return at + 1;
      this.append(next, at, at + 2);
      return at + 2;
    }
    const size = char === '%' && this.source[at + 1] === '%' ? 2 : 1;
    this.append(char, at, at + size);
    return at + size;
  }

  private ends(char: string): boolean {
    if (char === '\n') return true;
    if (this.stops.end !== undefined) return false;
    if (char === ')') return this.stops.parenthesis;
    return ' \t\r&|<>'.includes(char) || (this.stops.also?.includes(char) ?? false);
  }

  private append(char: string, start: number, end: number): void {
    if (this.literal === '') this.literalStart = start;
    this.literal += char;
    this.literalEnd = end;
    this.text += char;
  }

  private refer(reference: { kind: Part['kind']; name: string; end: number }, start: number): void {
    this.flush();
    const { kind, name, end } = reference;
    const text = this.source.slice(start, end);
    this.parts.push({ kind, text, name, start, end });
    this.text += text;
  }

  private flush(): void {
    if (this.literal === '') return;
    this.parts.push({ kind: 'literal', text: this.literal, start: this.literalStart, end: this.literalEnd });
    this.literal = '';
  }
}
