import type { Declared, Expression, Members } from '../expression/model';
import { ExpressionReader } from '../expression/reader';
import type { BicepFile, Resource, Variable } from './model';
import { textAt } from './texts';
import { skipType } from './types';

/**
 * Parses Bicep (Azure/bicep: docs/grammar.md). Types, functions and outputs are read over. Never throws; what is
 * wrong is noted and left out.
 */
export function parseBicep(text: string): BicepFile {
  const reader = new BicepReader(text);
  reader.file();
  const { parameters, variables, resources, modules, faults, comments } = reader;
  return { parameters, variables, resources, modules, faults, comments };
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const pragma = /#(?:disable-next-line|disable-diagnostics|restore-diagnostics)[^\n]*/y;
const lambda = /(?:\(\s*(?:\w+\s*(?:,\s*\w+\s*)*)?\)|[A-Za-z_]\w*)\s*=>/y;
const statement =
  /(?:param|var|resource|module|output|type|func|metadata|targetScope|import|using|extends|extension|provider|assert|test)\b/y;
/** Statements that give a value to a name, which is of no interest. */
const valued: ReadonlySet<string> = new Set(['output', 'assert', 'targetScope', 'metadata']);
const nested = /resource\s+\w+\s+'/y;
const conditionStart = /if\s*\(/y;
const restOfLine = /[^\n]*/y;

class BicepReader extends ExpressionReader {
  readonly parameters: Variable[] = [];
  readonly variables: Variable[] = [];
  readonly resources: Resource[] = [];
  readonly modules: Resource[] = [];

  constructor(text: string) {
    super(text, false);
  }

  file(): void {
    for (;;) {
      this.skipLines();
      if (this.at >= this.text.length) return;
      if (this.take('@')) this.expression();
      else if (this.looksAt(statement)) this.statement();
      else this.refuse('No statement begins like this');
    }
  }

  protected override comment(): string | undefined {
    return this.match(comment) ?? (this.peek('#') ? this.match(pragma) : undefined);
  }

  /** A member may stand on a line of its own; `...` spreads the next item. */
  protected override beforeMember(): void {
    const start = this.at;
    this.match(/\s+/y);
    if (!this.looksAt(/\.\??\w/y)) this.at = start;
    this.match(/[ \t]+(?=\()/y);
  }

  protected override afterValue(): void {
    if (this.peek('!') && !this.peek('!=') && !this.peek('!~')) this.at++;
  }

  protected override besideOperator(): void {
    const start = this.at;
    this.skip();
    if (!this.peek('\n')) return;
    const end = this.at;
    this.skipLines();
    // A sign before the first item of a line is its own.
    if (!this.looksAt(/&&|\|\||\?|[=!][=~]|[<>+*/%]|:(?!:)/y)) this.at = Math.max(start, end);
  }

  protected override parts(from: number): boolean {
    return this.at > from && /\n/.test(this.text.slice(from, this.at)) && this.at < this.text.length;
  }

  private statement(): void {
    const start = this.at;
    const keyword = this.name()!;
    this.skip();
    if (keyword === 'param') this.variable(start, this.parameters);
    else if (keyword === 'var') this.variable(start, this.variables);
    else if (keyword === 'resource') this.resource(start, this.resources);
    else if (keyword === 'module') this.resource(start, this.modules);
    else if (keyword === 'func') this.typed(/=>/y);
    else if (valued.has(keyword)) this.typed(/=(?![=~>])/y);
    else this.at = skipType(this.text, this.at, undefined);
  }

  /** What has a type, which is read over, and a value, which is of no interest. */
  private typed(sign: RegExp): void {
    this.at = skipType(this.text, this.at, sign);
    if (this.match(sign) === undefined) return;
    this.skipLines();
    this.expression();
    this.endOfLine();
  }

  private variable(start: number, to: Variable[]): void {
    const name = this.name();
    if (name === undefined) {
      this.refuse('A name is missing here');
      return;
    }
    const sign = /=(?![=~>])/y;
    this.at = skipType(this.text, this.at, sign);
    if (this.match(sign) === undefined) {
      to.push({ name, start, end: this.at });
      return;
    }
    this.skipLines();
    const value = this.expression();
    to.push({ name, value, start, end: this.at });
    this.endOfLine();
  }

  private resource(start: number, to: Resource[]): void {
    const name = this.name();
    if (name === undefined) {
      this.refuse('A name is missing here');
      return;
    }
    const declared = this.declaration(start);
    if (declared) to.push({ ...declared, name });
    this.endOfLine();
  }

  private declaration(start: number): Declared | undefined {
    this.skip();
    const type = textAt(this.text, this.at, at => this.putAt(at));
    if (!type) {
      this.refuse('The type of the resource is missing here');
      return undefined;
    }
    this.at = type.end;
    this.skip();
    const existing = this.match(/existing\b/y) !== undefined;
    this.skipLines();
    if (!this.take('=')) {
      this.refuse('`=` is missing here');
      return undefined;
    }
    this.skipLines();
    return { type, existing, value: this.guarded(), start, end: this.at };
  }

  /** An object, perhaps behind `if (...)`, or a loop over such. */
  private guarded(): Expression {
    const start = this.at;
    if (!this.looksAt(conditionStart)) return this.expression();
    this.at += 2;
    this.skip();
    const condition = this.expression();
    this.skipLines();
    const yes = this.expression();
    return { kind: 'conditional', start, end: this.at, condition, yes };
  }

  private endOfLine(): void {
    this.skip();
    if (this.at < this.text.length && !this.peek('\n')) this.refuse('The line should end here');
  }

  private refuse(message: string): void {
    this.fail(message);
    const start = this.at;
    this.match(restOfLine);
    if (this.at === start && this.at < this.text.length) this.at++;
  }

  protected override own(): Expression | undefined {
    const start = this.at;
    const sign = this.text[start]!;
    if (sign === '{') return this.with(false, () => this.object());
    if (sign === '[') {
      this.at++;
      const loop = this.with(true, () => this.loop(start));
      if (loop) return loop;
      this.at = start;
      return { kind: 'items', start, items: this.list('[', ']', () => this.item()), end: this.at };
    }
    if (sign === "'" || sign === '$') {
      const text = textAt(this.text, start, at => this.putAt(at));
      if (!text) return undefined;
      this.at = text.end;
      if (!text.closed) this.fail('The text is never closed', start);
      return text;
    }
    if (sign === undefined || !/[\w(]/.test(sign)) return undefined;
    if (this.match(lambda) === undefined) return undefined;
    this.skipLines();
    this.expression();
    return this.missing(start);
  }

  private item(): Expression {
    const start = this.at;
    if (!this.take('...')) return this.with(false, () => this.expression());
    const of = this.with(false, () => this.expression());
    return { kind: 'index', start, end: this.at, of };
  }

  /** The expression of `${...}` whose brace opens before `at`. */
  private putAt(at: number): { readonly value: Expression; readonly end: number } {
    const before = this.at;
    this.at = at;
    const value = this.with(true, () => this.expression());
    this.with(true, () => this.expect('}'));
    const end = this.at;
    this.at = before;
    return { value, end };
  }

  private object(): Expression {
    const start = this.at++;
    const members: Members['members'][number][] = [];
    const resources: Declared[] = [];
    let more = false;
    for (;;) {
      this.skipLines();
      if (this.take('}')) break;
      if (this.at >= this.text.length) {
        this.fail('`{` is never closed', start);
        break;
      }
      if (this.take('@')) this.expression();
      else if (this.take('...')) {
        more = true;
        this.expression();
      } else if (this.looksAt(nested)) {
        const from = this.at;
        this.match(/resource\s+\w+/y);
        const declared = this.declaration(from);
        if (declared) resources.push(declared);
      } else this.property(members);
      this.skip();
      if (this.take(',') || this.peek('\n') || this.peek('}') || this.at >= this.text.length) continue;
      this.refuse('`,` or the end of the line is missing here');
    }
    const extra = { ...(more ? { more: true as const } : {}), ...(resources.length > 0 ? { resources } : {}) };
    return { kind: 'members', start, end: this.at, members, ...extra };
  }

  private property(members: Members['members'][number][]): void {
    const start = this.at;
    const text = textAt(this.text, start, at => this.putAt(at));
    if (text) this.at = text.end;
    const name = text ? '' : this.name();
    const key: Expression = text ?? { kind: 'name', name: name ?? '', start, end: this.at };
    this.skip();
    if (name === undefined || !this.take(':')) {
      this.refuse(name === undefined ? 'A name is missing here' : '`:` is missing here');
      return;
    }
    this.skipLines();
    members.push({ key, value: this.guarded() });
  }

  private loop(start: number): Expression | undefined {
    this.skip();
    if (!this.looksAt(/for(?:\s+\w|\s*\()/y)) return undefined;
    this.at += 3;
    this.skip();
    const pair = this.take('(');
    this.skip();
    const item = this.name() ?? '';
    let key: string | undefined;
    if (pair) {
      this.skip();
      this.take(',');
      this.skip();
      key = this.name() ?? '';
      this.expect(')');
    }
    this.skip();
    if (this.name() !== 'in') this.fail('`in` is missing here');
    const of = this.expression();
    this.expect(':');
    this.skip();
    const body = this.guarded();
    this.expect(']');
    return { kind: 'loop', start, end: this.at, item, ...(key === undefined ? {} : { key }), of, body };
  }
}
