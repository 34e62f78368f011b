import type {
  CmdScript,
  Command,
  Comment,
  Condition,
  For,
  Group,
  If,
  Label,
  Node,
  Redirection,
  Step,
  Word,
} from './model';
import { move } from './move';
import { readWord, type Stops } from './word';

/** Reads a batch file, or the line that `cmd /S /C` is given. Never throws. */
export function parseCmd(text: string): CmdScript {
  const parser = new Parser(text);
  return { start: 0, end: text.length, steps: parser.script(), comments: parser.comments };
}

type Separator = Step['separator'];

/** Deeper nesting is read as plain words. */
const maximumDepth = 200;

/** Commands of cmd.exe itself: what follows need not be parted by white space (`cd..`, `echo.`, `set/p`). */
const builtIn =
  /^(?:assoc|call|cd|chdir|cls|color|copy|date|del|dir|echo|endlocal|erase|exit|ftype|goto|md|mkdir|mklink|move|path|pause|popd|prompt|pushd|rd|ren|rename|rmdir|set|setlocal|shift|start|time|title|type|ver|verify|vol)(?=[./\\:+[\],;=(])/i;

class Parser {
  readonly comments: Comment[] = [];
  private at = 0;
  /** Open parentheses, and open commands altogether. */
  private parentheses = 0;
  private depth = 0;
  private readonly loops: string[] = [];

  constructor(
    private readonly text: string,
    /** It is the command of a loop's set; in those of its own loops no command is looked for. */
    private readonly nested = false,
  ) {}

  /** The whole text. */
  script(): readonly Step[] {
    const steps: Step[] = [];
    while (this.at < this.text.length) {
      this.lines(steps);
      // A `)` that closes nothing: cmd.exe ignores it.
      if (this.text[this.at] === ')') this.at++;
    }
    return steps;
  }

  /** Lines up to a `)` or the end. */
  private lines(steps: Step[]): void {
    for (;;) {
      this.skip(/[\s,;=]*/y);
      if (this.at >= this.text.length || this.text[this.at] === ')') return;
      this.chain(steps, steps.length > 0 ? '\n' : undefined);
    }
  }

  /** Commands joined by `&`, `&&`, `|`, `||` up to the end of the line. */
  private chain(steps: Step[], separator: Separator, first?: Node): void {
    let next = separator;
    let node = first;
    for (;;) {
      node ??= this.command();
      if (node) steps.push(next === undefined ? { node } : { separator: next, node });
      node = undefined;
      this.blanks();
      const operator = this.match(/&&|&|\|\||\|/y);
      if (operator === undefined) return;
      if (steps.length > 0) next = operator as Separator;
      this.blanks();
    }
  }

  private command(): Node | undefined {
    const start = this.at;
    this.blanks();
    const quiet = this.match(/@[@ \t,;=]*/y) !== undefined;
    if (this.text[this.at] === ':') return this.label();
    if (this.peek(/rem(?=[\s,;=:./\\]|$)/iy)) return this.comment(start);
    const redirections = this.redirections();
    if (this.depth < maximumDepth) {
      this.depth++;
      // Of what is made of commands, only a group may have its redirections in front.
      const grouped = this.text[this.at] === '(';
      const plain = redirections.length === 0;
      const node = grouped ? this.group(start, quiet, redirections) : plain ? this.compound(start) : undefined;
      this.depth--;
      if (node) return node;
    }
    return this.simple(start, quiet, redirections);
  }

  private compound(start: number): Node | undefined {
    if (this.peek(/if(?=[\s,;=/])/iy)) return this.conditional(start);
    if (this.peek(/for(?=[\s,;=])/iy)) return this.loop(start);
    return undefined;
  }

  private label(): Label | undefined {
    const start = this.at;
    const line = this.restOfLine();
    if (line.startsWith('::')) {
      this.comments.push({ text: line, start, end: start + line.length });
      return undefined;
    }
    const name = /^:[\s,;=]*([^\s:+,;=]*)/.exec(line)?.[1] ?? '';
    return { kind: 'label', name, start, end: start + line.length };
  }

  private comment(start: number): undefined {
    const text = this.text.slice(start, this.at) + this.restOfLine();
    const trimmed = text.trimStart();
    this.comments.push({ text: trimmed, start: start + text.length - trimmed.length, end: start + text.length });
  }

  private group(start: number, quiet: boolean, before: readonly Redirection[]): Group {
    this.at++;
    this.parentheses++;
    const steps: Step[] = [];
    this.lines(steps);
    this.parentheses--;
    if (this.text[this.at] === ')') this.at++;
    const redirections = [...before, ...this.redirections()];
    return { kind: 'group', quiet, steps, redirections, start, end: this.at };
  }

  private conditional(start: number): If {
    this.at += 2;
    let not = false;
    for (;;) {
      this.blanks();
      const option = this.match(/not(?=[\s,;=])|\/i(?=[\s,;=])/iy);
      if (option === undefined) break;
      if (option.toLowerCase() === 'not') not = true;
    }
    const condition = this.condition();
    const then: Step[] = [];
    const otherwise: Step[] = [];
    this.blanks();
    const first = this.lineIsOver() ? undefined : this.command();
    this.blanks();
    if (first?.kind === 'group' && this.match(/else(?=[\s,;=(]|$)/iy) !== undefined) {
      then.push({ node: first });
      this.chain(otherwise, undefined);
    } else if (first || !this.lineIsOver()) this.chain(then, undefined, first);
    return { kind: 'if', not, condition, then, otherwise, start, end: this.at };
  }

  private condition(): Condition {
    const start = this.at;
    const unary = this.match(/(?:exist|defined|errorlevel|cmdextversion)(?=[\s,;=])/iy);
    if (unary !== undefined) {
      this.blanks();
      const operand = this.word();
      return { test: unary.toLowerCase() as Condition['test'], operands: [operand], start, end: this.at };
    }
    const left = this.word('=');
    const middle = this.at;
    this.skip(/[ \t]*/y);
    const operator = this.match(/==|(?:equ|neq|lss|leq|gtr|geq)(?=[\s,;=])/iy);
    if (operator === undefined) {
      this.at = middle;
      return { test: 'other', operands: [left], start, end: this.at };
    }
    this.blanks();
    const right = this.word();
    return { test: 'compare', operator: operator.toUpperCase(), operands: [left, right], start, end: this.at };
  }

  private loop(start: number): For | undefined {
    const before = this.at;
    this.skip(/for[\s,;=]+/iy);
    let mode = '';
    let options: Word | undefined;
    for (;;) {
      this.blanks();
      const flag = this.match(/\/[fldr](?=[\s,;=])/iy);
      if (flag !== undefined) mode = flag[1]!.toLowerCase();
      else if (mode !== '' && !options && this.text[this.at] !== '%') options = this.word();
      else break;
    }
    const variable = this.match(/%%?[^\s%]/y)?.replace(/^%+/, '');
    this.blanks();
    if (variable === undefined || this.match(/in[\s,;=]*\(/iy) === undefined) {
      this.at = before;
      return undefined;
    }
    const setStart = this.at;
    const set = this.set();
    const command = mode === 'f' ? this.commandIn(setStart, options?.text ?? '') : [];
    this.blanks();
    const body: Step[] = [];
    if (this.match(/do(?=[\s,;=(@]|$)/iy) !== undefined) {
      this.loops.push(variable.toLowerCase());
      this.blanks();
      if (!this.lineIsOver()) this.chain(body, undefined);
      this.loops.pop();
    }
    return { kind: 'for', mode, ...(options && { options }), variable, set, command, body, start, end: this.at };
  }

  /** The command in `('...')`, or between backquotes where the options say so; it is read once more, without its carets. */
  private commandIn(start: number, options: string): readonly Step[] {
    const quote = /\busebackq\b/i.test(options) ? '`' : "'";
    const set = this.text.slice(start, this.at);
    const open = set.indexOf(quote);
    const close = set.lastIndexOf(quote);
    if (open === close || set.slice(0, open).trim() !== '' || this.nested) return [];
    const command = set
      .slice(open + 1, close)
      .replace(/"[^"\n]*"|\^(?=[&|<>()])/g, part => (part === '^' ? ' ' : part));
    const steps = new Parser(command, true).script();
    move(steps, start + open + 1);
    return steps;
  }

  /** The words up to the `)` that ends the set of a loop. */
  private set(): readonly Word[] {
    const words: Word[] = [];
    this.parentheses++;
    for (;;) {
      this.skip(/[\s,;=&|<>]*/y);
      if (this.at >= this.text.length || this.text[this.at] === ')') break;
      words.push(this.word(',;='));
    }
    this.parentheses--;
    if (this.text[this.at] === ')') this.at++;
    return words;
  }

  private simple(start: number, quiet: boolean, before: readonly Redirection[]): Command | undefined {
    const words: Word[] = [];
    const redirections = [...before];
    let end = this.at;
    for (;;) {
      const redirection = this.redirection();
      if (redirection) redirections.push(redirection);
      else if (this.lineIsOver()) break;
      else words.push(words.length === 0 ? this.name() : this.word());
      end = this.at;
    }
    const [name] = words;
    if (!name) return undefined;
    const command = { kind: 'command', quiet, words, redirections, start, end } as const;
    const assignment = name.text.toLowerCase() === 'set' ? this.assignment(name.end, words.at(-1)!.end) : undefined;
    return assignment ? { ...command, assignment } : command;
  }

  private name(): Word {
    const split = builtIn.exec(this.text.slice(this.at, this.at + 12));
    if (split) return this.word(this.text[this.at + split[0].length]!);
    const word = this.word(',;=');
    if (word.end > word.start) return word;
    this.at++;
    return { start: word.start, end: this.at, text: this.text[word.start]!, quoted: false, parts: [] };
  }

  /** `set NAME=value`: white space counts, and quotes around the whole are dropped. */
  private assignment(start: number, end: number): Command['assignment'] {
    const written = this.text.slice(start, end);
    const blanks = /^[\s,;=]*/.exec(written)![0].length;
    if (written[blanks] === '/') return undefined;
    const wrapped = written[blanks] === '"';
    const from = start + blanks + (wrapped ? 1 : 0);
    const lastQuote = start + written.lastIndexOf('"');
    const to = wrapped && lastQuote > from ? lastQuote : end;
    const equals = this.text.indexOf('=', from);
    if (equals < 0 || equals >= to) return undefined;
    const stops = { parenthesis: false, loops: this.loops, end: to, keepQuotes: true };
    return { name: this.text.slice(from, equals).trim(), value: readWord(this.text, equals + 1, stops) };
  }

  private redirections(): readonly Redirection[] {
    const found: Redirection[] = [];
    for (let next = this.redirection(); next; next = this.redirection()) found.push(next);
    return found;
  }

  private redirection(): Redirection | undefined {
    this.blanks();
    const start = this.at;
    const operator = this.match(/[0-9]?(?:>>|>&|<&|>|<)/y);
    if (operator === undefined) return undefined;
    this.skip(/[ \t]*/y);
    const target = this.word();
    const redirection = { operator: operator.replace(/^[0-9]/, ''), start, end: this.at };
    return target.end > target.start ? { ...redirection, target } : redirection;
  }

  private word(also?: string): Word {
    const stops: Stops = { parenthesis: this.parentheses > 0, loops: this.loops, ...(also !== undefined && { also }) };
    const word = readWord(this.text, this.at, stops);
    this.at = word.end;
    return word;
  }

  private lineIsOver(): boolean {
    const char = this.text[this.at];
    if (char === ')') return this.parentheses > 0;
    return char === undefined || char === '\n' || char === '&' || char === '|';
  }

  private restOfLine(): string {
    const newline = this.text.indexOf('\n', this.at);
    const start = this.at;
    this.at = newline < 0 ? this.text.length : newline;
    return this.text.slice(start, this.at).trimEnd();
  }

  /** White space within a line, escaped line breaks included. */
  private blanks(): void {
    this.skip(/(?:[ \t\r]|\^\r?\n)*/y);
  }

  private skip(pattern: RegExp): void {
    this.match(pattern);
  }

  private peek(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
