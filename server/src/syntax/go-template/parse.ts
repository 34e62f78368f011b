/** What an action of a Go template writes. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `.a.b`, `$.a.b`, `(x).a`; without `of` it begins at the data of the template. An empty path is the data itself. */
  | { readonly kind: 'field'; readonly of?: Expression; readonly root: boolean; readonly path: readonly string[] }
  /** `$name`. */
  | { readonly kind: 'variable'; readonly name: string }
  /** A function; what is piped into it is its last argument. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

const token =
  /\s*(?:(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<number>-?\d+(?:\.\d+)?)(?![\w.])|(?<field>(?:\.[A-Za-z_]\w*)+)|(?<variable>\$\w*)(?<path>(?:\.[A-Za-z_]\w*)*)|(?<dot>\.)(?![\w.])|(?<word>[A-Za-z_]\w*)|(?<sign>[()|]))/y;

/** So deep expressions are nested by nobody, and none has so many words. */
const deepest = 20;
const longest = 200;

/** Reads the expression in `{{ }}`; `undefined` for what writes nothing itself (`if`, `end`, a definition) or is not understood. */
export function parseAction(action: string): Expression | undefined {
  const body = /^\{\{(?:-(?=\s))?([\s\S]*?)(?:\s-)?\}\}$/.exec(action)?.[1];
  return body === undefined ? undefined : parseExpression(body);
}

/** Reads a pipeline: what stands in an action, or behind `if` and `with`. */
export function parseExpression(text: string): Expression | undefined {
  const reader = new Reader(text);
  const found = reader.pipeline(0);
  return reader.ended ? found : undefined;
}

interface Token {
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly start: number;
  readonly end: number;
}

class Reader {
  private readonly tokens: Token[] = [];
  private at = 0;
  private readonly whole: boolean;

  constructor(text: string) {
    token.lastIndex = 0;
    let end = 0;
    for (let match = token.exec(text); match && this.tokens.length < longest; match = token.exec(text)) {
      end = token.lastIndex;
      const start = end - match[0].trimStart().length;
      this.tokens.push({ groups: match.groups!, start, end });
    }
    this.whole = text.slice(end).trim() === '';
  }

  get ended(): boolean {
    return this.whole && this.at === this.tokens.length;
  }

  pipeline(depth: number): Expression | undefined {
    let value = this.command(depth);
    while (value && this.sign('|')) {
      const next = this.command(depth, value);
      if (next?.kind !== 'call') return undefined;
      value = next;
    }
    return value;
  }

  /** An operand, or a function with its operands. @param piped what is handed to it */
  private command(depth: number, piped?: Expression): Expression | undefined {
    const word = this.tokens[this.at]?.groups.word;
    if (word === undefined || constants.has(word)) return piped ? undefined : this.operand(depth);
    this.at++;
    const args: Expression[] = [];
    while (this.at < this.tokens.length && !/^[|)]/.test(this.tokens[this.at]!.groups.sign ?? '')) {
      const arg = this.operand(depth);
      if (!arg) return undefined;
      args.push(arg);
    }
    return { kind: 'call', name: word, args: piped ? [...args, piped] : args };
  }

  private operand(depth: number): Expression | undefined {
    const own = this.tokens[this.at++];
    if (!own || depth > deepest) return undefined;
    const { string, number, field, variable, path, dot, word, sign } = own.groups;
    if (string !== undefined) return literal(unquoted(string));
    if (number !== undefined) return literal(Number(number));
    if (field !== undefined) return { kind: 'field', root: false, path: names(field) };
    if (dot !== undefined) return { kind: 'field', root: false, path: [] };
    if (variable === '$') return { kind: 'field', root: true, path: names(path ?? '') };
    if (variable !== undefined) return below({ kind: 'variable', name: variable }, path ?? '');
    if (word !== undefined)
      return constants.has(word) ? literal(constants.get(word)!) : { kind: 'call', name: word, args: [] };
    if (sign !== '(') return undefined;
    const inner = this.pipeline(depth + 1);
    if (!inner || !this.sign(')')) return undefined;
    const next = this.tokens[this.at];
    if (next?.groups.field === undefined || next.start !== this.tokens[this.at - 1]!.end) return inner;
    this.at++;
    return below(inner, next.groups.field);
  }

  private sign(sign: string): boolean {
    const is = this.tokens[this.at]?.groups.sign === sign;
    if (is) this.at++;
    return is;
  }
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
]);

const names = (path: string): readonly string[] => path.split('.').filter(it => it !== '');

const below = (of: Expression, path: string): Expression =>
  path === '' ? of : { kind: 'field', of, root: false, path: names(path) };

const literal = (value: string | number | boolean | null): Expression => ({ kind: 'literal', value });

function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
}
