import type { Span } from '../../base/span';
import type { Expression, Fault } from './model';

/** Deeper nesting than this is no configuration. */
const deepest = 150;
/** After so many faults the text is in another language. */
const mostFaults = 20;

/** How tightly operators bind. */
const binding: Readonly<Record<string, number>> = {
  '??': 1,
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '=~': 3,
  '!~': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const blanks = /[ \t\r\uFEFF]+/y;
const space = /[ \t\r\n\uFEFF]+/y;
const operatorPattern = /\|\||&&|\?\?|[=!][=~]|<=|>=|[<>+\-*/%]/y;
const namePattern = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const plainName = /[\p{L}_][\p{L}\p{N}_]*/uy;
const numberPattern = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** What the expression languages have in common: operators, members, calls, recovery. Reads left to right, never throws. */
export abstract class ExpressionReader {
  protected at = 0;
  readonly faults: Fault[] = [];
  readonly comments: Span[] = [];
  /** Whether the end of a line is mere white space here: inside brackets. */
  protected lines = false;
  private depth = 0;

  constructor(
    protected readonly text: string,
    /** Whether names may hold a hyphen. */
    private readonly hyphens: boolean,
  ) {}

  /** Takes a comment that begins here. */
  protected comment(): string | undefined {
    return undefined;
  }
  /** Texts, lists, objects: what each language writes in its own way. `undefined` when none begins here. */
  protected abstract own(): Expression | undefined;
  /** Skips what may stand before a member, an index or a call. */
  protected beforeMember(): void {
    this.skip();
  }
  /** Takes a sign that says of a value that it is there. */
  protected afterValue(): void {}
  /** Skips what may stand beside an operator: the end of a line too, where the language allows it. */
  protected besideOperator(): void {
    this.skip();
  }

  /** Skips white space and comments, ends of lines only where they mean nothing. */
  protected skip(): void {
    for (;;) {
      this.match(this.lines ? space : blanks);
      const start = this.at;
      const found = this.comment();
      if (found === undefined) return;
      // Where an expression was tried twice, its comments are met again.
      if (start >= (this.comments.at(-1)?.end ?? 0)) this.comments.push({ start, end: start + found.trimEnd().length });
    }
  }

  /** Skips white space, comments and ends of lines. */
  protected skipLines(): void {
    this.with(true, () => this.skip());
  }

  protected fail(message: string, start = this.at, end = Math.min(start + 1, this.text.length)): void {
    if (this.faults.length < mostFaults) this.faults.push({ message, start: Math.min(start, this.text.length), end });
  }

  protected peek(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  protected take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  protected expect(text: string): boolean {
    this.skip();
    if (this.take(text)) return true;
    this.fail(`\`${text}\` is missing here`);
    return false;
  }

  protected match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  protected looksAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  protected name(): string | undefined {
    return this.match(this.hyphens ? namePattern : plainName);
  }

  /** Reads with ends of lines as white space, or as ends. */
  protected with<T>(lines: boolean, read: () => T): T {
    const before = this.lines;
    this.lines = lines;
    const result = read();
    this.lines = before;
    return result;
  }

  protected missing(start = this.at): Expression {
    return { kind: 'missing', start, end: this.at };
  }

  /** One expression. Where there is none the fault is noted and nothing is taken. */
  expression(): Expression {
    this.skip();
    const start = this.at;
    if (this.depth >= deepest) {
      this.fail('This is nested too deeply');
      return this.missing();
    }
    this.depth++;
    const condition = this.binary(1);
    const end = this.at;
    this.besideOperator();
    const chooses = this.peek('?') && !this.peek('??');
    if (!chooses) this.at = end;
    const result = chooses ? this.arms(start, condition) : condition;
    this.depth--;
    return result;
  }

  private arms(start: number, condition: Expression): Expression {
    this.at++;
    this.besideOperator();
    const yes = this.expression();
    this.besideOperator();
    if (!this.expect(':')) return this.missing(start);
    this.besideOperator();
    const no = this.expression();
    return { kind: 'conditional', start, end: this.at, condition, yes, no };
  }

  private binary(least: number): Expression {
    let left = this.unary();
    for (;;) {
      const end = this.at;
      this.besideOperator();
      const operator = this.match(operatorPattern);
      const strength = operator === undefined ? 0 : binding[operator]!;
      if (operator === undefined || strength < least) {
        this.at = end;
        return left;
      }
      this.besideOperator();
      const right = this.binary(strength + 1);
      left = { kind: 'operation', start: left.start, end: this.at, operator, operands: [left, right] };
    }
  }

  private unary(): Expression {
    this.skip();
    const signs: { operator: string; start: number }[] = [];
    while (this.peek('!') || this.peek('-')) {
      signs.push({ operator: this.text[this.at]!, start: this.at });
      this.at++;
      this.skip();
    }
    let result = this.members(this.primary());
    for (const { operator, start } of signs.reverse()) {
      const negative = operator === '-' && result.kind === 'literal' && typeof result.value === 'number';
      result = negative
        ? { kind: 'literal', start, end: this.at, value: -(result as { value: number }).value }
        : { kind: 'operation', start, end: this.at, operator, operands: [result] };
    }
    return result;
  }

  private primary(): Expression {
    const start = this.at;
    const own = this.own();
    if (own) return own;
    if (this.take('(')) {
      const inner = this.with(true, () => {
        const value = this.expression();
        this.expect(')');
        return value;
      });
      return inner;
    }
    const number = this.match(numberPattern);
    if (number !== undefined) return { kind: 'literal', start, end: this.at, value: Number(number) };
    const name = this.name();
    if (name === undefined) {
      this.fail('A value is missing here');
      return this.missing();
    }
    const end = this.at;
    // Azure's templates have `true()`.
    if (this.peek('(')) return { kind: 'name', start, end, name };
    if (name === 'true' || name === 'false') return { kind: 'literal', start, end, value: name === 'true' };
    if (name === 'null') return { kind: 'literal', start, end, value: null };
    return { kind: 'name', start, end, name };
  }

  /** What hangs on an expression: members, indexes, calls. */
  private members(first: Expression): Expression {
    let of = first;
    for (;;) {
      this.afterValue();
      const before = this.at;
      this.beforeMember();
      const next = this.member(of);
      if (!next) {
        this.at = before;
        return of;
      }
      of = next;
    }
  }

  private member(of: Expression): Expression | undefined {
    const { start } = of;
    if (this.peek('(') && (of.kind === 'name' || of.kind === 'member')) {
      const args = this.list('(', ')');
      const outer = of.kind === 'member' ? { of: of.of } : {};
      return { kind: 'call', start, end: this.at, name: of.name, ...outer, args };
    }
    if (this.take('[')) return this.index(of);
    if (this.peek('::')) {
      this.at += 2;
      const name = this.name() ?? '';
      return { kind: 'member', start, end: this.at, of, name };
    }
    if (!this.peek('.') || this.peek('..')) return undefined;
    this.at++;
    this.take('?');
    if (this.take('*')) return { kind: 'index', start, end: this.at, of };
    const name = this.name() ?? this.match(numberPattern);
    if (name === undefined) {
      this.fail('A name is missing here');
      return this.missing(start);
    }
    return { kind: 'member', start, end: this.at, of, name };
  }

  private index(of: Expression): Expression {
    return this.with(true, () => {
      this.take('?');
      this.take('^');
      this.skip();
      const all = this.take('*');
      const index = all ? undefined : this.expression();
      this.expect(']');
      return { kind: 'index', start: of.start, end: this.at, of, ...(index ? { index } : {}) };
    });
  }

  /** Items between brackets, commas or ends of lines between them. */
  protected list(open: string, close: string, item = (): Expression => this.expression()): readonly Expression[] {
    const start = this.at;
    this.at += open.length;
    const items: Expression[] = [];
    this.with(true, () => {
      for (;;) {
        this.skip();
        if (this.take(close)) return;
        const before = this.at;
        if (this.at < this.text.length) items.push(item());
        this.skip();
        this.take('...');
        this.skip();
        const parted = this.take(',') || this.parts(before);
        if (parted || this.peek(close)) continue;
        this.fail(`\`${close}\` is missing here`);
        if (this.at >= this.text.length) this.fail(`\`${open}\` is never closed`, start);
        return;
      }
    });
    return items;
  }

  /** Whether the end of a line, instead of a comma, stands between the item that began at `_from` and the next. */
  protected parts(_from: number): boolean {
    return false;
  }
}
