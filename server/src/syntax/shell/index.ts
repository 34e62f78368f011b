/** One simple command of a POSIX shell line. Offsets are those of the parsed text. */
export interface ShellCommand {
  readonly start: number;
  readonly end: number;
  /** What stands before it; absent on the first. */
  readonly separator?: '&&' | '||' | ';' | '|' | '&' | '\n' | '(' | ')';
  /** The program and its arguments; variable settings before it, reserved words and redirections left out. */
  readonly words: readonly ShellWord[];
  /** The variables that are set for this command alone: `NAME=value`. Absent where there are none. */
  readonly settings?: readonly ShellWord[];
}

/** One word: quotes and backslashes undone in `text`. */
export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether the text is what the shell will see: it holds no `$VAR`, `$(...)` or backquotes. */
  readonly known: boolean;
}

const separators = /&&|\|\||;;|[;|&\n()]/y;
const redirection = /\d*(?:&>>?|>>|>&|<&|<<-?|[<>])[ \t]*/y;
const reserved = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  '!',
  '{',
  '}',
]);

/** Splits what `/bin/sh -c` is given into its simple commands. Never throws. */
export function parseShell(text: string): readonly ShellCommand[] {
  return new Splitter(text).commands();
}

class Splitter {
  private at = 0;

  constructor(private readonly text: string) {}

  commands(): readonly ShellCommand[] {
    const commands: ShellCommand[] = [];
    let separator: string | undefined;
    while (this.at < this.text.length) {
      const command = this.command();
      if (command) commands.push({ ...command, ...(separator && { separator: separator as ';' }) });
      const next = this.match(separators);
      if (commands.length > 0) separator = next === ';;' ? ';' : next;
    }
    return commands;
  }

  private command(): ShellCommand | undefined {
    const words: ShellWord[] = [];
    const settings: ShellWord[] = [];
    for (;;) {
      this.match(/(?:[ \t\r]|\\\r?\n)*/y);
      if (this.text[this.at] === '#') this.match(/[^\n]*/y);
      const char = this.text[this.at];
      if (char === undefined) break;
      if (this.match(redirection) !== undefined) this.word();
      else if (this.peek(separators)) break;
      else {
        const word = this.word();
        const leads = words.length === 0;
        if (leads && /^\w+=/.test(word.text)) settings.push(word);
        else if (!leads || !reserved.has(word.text)) words.push(word);
      }
    }
    const [first] = words;
    const set = settings.length === 0 ? {} : { settings };
    return first && { start: first.start, end: words.at(-1)!.end, words, ...set };
  }

  private word(): ShellWord {
    const start = this.at;
    let text = '';
    let known = true;
    let inQuotes = false;
    while (this.at < this.text.length) {
      const char = this.text[this.at]!;
      if (!inQuotes && /[ \t\r\n&|;<>()]/.test(char)) break;
      const opaque = this.substitution();
      if (opaque > this.at) {
        text += this.text.slice(this.at, opaque);
        known = false;
        this.at = opaque;
        continue;
      }
      this.at++;
      if (char === '"') inQuotes = !inQuotes;
      else if (char === "'" && !inQuotes) {
        const end = this.text.indexOf("'", this.at);
        const close = end < 0 ? this.text.length : end;
        text += this.text.slice(this.at, close);
        this.at = Math.min(close + 1, this.text.length);
      } else if (char === '\\' && (!inQuotes || /["$`\\\n]/.test(this.text[this.at] ?? ''))) {
        const next = this.text[this.at] ?? '';
        if (next !== '\n') text += next;
        this.at = Math.min(this.at + 1, this.text.length);
      } else text += char;
    }
    return { text, start, end: this.at, known };
  }

  /** The end of a `$VAR`, `${VAR}`, `$(...)` or backquoted command at the current place; the place itself if there is none. */
  private substitution(): number {
    const ending = (pattern: RegExp): number => {
      pattern.lastIndex = this.at;
      return pattern.test(this.text) ? pattern.lastIndex : this.at;
    };
    if (this.text[this.at] === '`') return ending(/`[^`]*`?/y);
    if (this.text[this.at] !== '$') return this.at;
    if (this.text[this.at + 1] !== '(') return ending(/\$(?:\w+|\{[^}]*\}?|[@*#?$!-])/y);
    let depth = 0;
    for (let at = this.at + 1; at < this.text.length; at++) {
      if (this.text[at] === '(') depth++;
      else if (this.text[at] === ')' && --depth === 0) return at + 1;
    }
    return this.text.length;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private peek(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }
}
