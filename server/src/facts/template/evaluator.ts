import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import {
  type Data,
  entry,
  entryIn,
  isList,
  isTable,
  type Known,
  known,
  type List,
  unknown,
  type Value,
} from '../../base/value';
import type { Expression, Loop, Members, Text } from '../../syntax/expression/model';
import { firstOf, functions, plainText } from './functions';
import { binary, unary } from './operators';

/** Variables of loops by name, `each.value` among them. */
export type Locals = ReadonlyMap<string, Value<Data>>;
/** Outside of all loops. */
export const noLocals: Locals = new Map();

/** Finds what a name stands for: `var.size`, `parameters.size`, `size`; `undefined` when it is no name of the file. */
export type Lookup = (path: string) => Value<Data> | undefined;

/** Longer loops are not followed. */
const mostTurns = 128;
/** So many steps a file may take. */
const mostSteps = 200_000;
const deepest = 60;
/** So many items a list may have, so many letters a text: values that are made of themselves again and again double. */
const mostItems = 5_000;
const longest = 200_000;

const isTooLong = (data: Data): boolean =>
  typeof data === 'string' ? data.length > longest : isList(data) && data.items.length > mostItems;

/** Works out the values of expressions as far as their file tells. Never throws, and comes to an end. */
export class Evaluator {
  private steps = mostSteps;
  private depth = 0;

  constructor(
    /** The text whose offsets the expressions have. */
    readonly source: MappedText,
    private readonly lookup: Lookup,
    /** The expression that a name was given in the same text, where there is one. */
    readonly definition: (path: string) => Expression | undefined = () => undefined,
    /** What a text may hold in its turn, for Azure templates: `[...]`. */
    private readonly meaning: (value: Known<Data>) => Value<Data> = value => value,
  ) {}

  spanOf({ start, end }: Span): Span {
    return this.source.span(start, end);
  }

  evaluate(node: Expression, locals: Locals = noLocals): Value<Data> {
    if (this.depth > deepest || this.steps-- <= 0) return this.nothing(node, 'is too much to follow');
    this.depth++;
    const value = this.value(node, locals);
    this.depth--;
    return value.known && isTooLong(value.value) ? this.nothing(node, 'is too much to follow') : value;
  }

  private nothing(node: Expression, why: string): Value<Data> {
    return unknown(this.source.text.slice(node.start, node.end), this.spanOf(node), why);
  }

  private value(node: Expression, locals: Locals): Value<Data> {
    const at = this.spanOf(node);
    switch (node.kind) {
      case 'literal':
        return known(node.value, at, at);
      case 'text':
        return this.text(node, locals);
      case 'items':
        return known({ kind: 'list', items: node.items.flatMap(it => this.item(it, locals)) }, at);
      case 'members':
        return node.more ? this.nothing(node, 'holds another object') : this.object(node, locals);
      case 'name':
      case 'member':
        return this.reference(node, locals);
      case 'index':
        return this.index(node, locals);
      case 'call':
        return this.call(node, locals);
      case 'operation':
        return this.operation(node, locals);
      case 'conditional': {
        const condition = this.evaluate(node.condition, locals);
        const chosen = condition.known && typeof condition.value === 'boolean' ? condition.value : undefined;
        if (chosen !== undefined && (chosen || node.no)) return this.evaluate(chosen ? node.yes : node.no!, locals);
        // What is there only under a condition is read as if it were there.
        return node.no ? this.nothing(node, 'depends on a condition') : this.evaluate(node.yes, locals);
      }
      case 'loop': {
        const turns = this.turns(node, locals);
        return turns ? this.collected(node, turns, at) : this.nothing(node, 'loops over what is unknown');
      }
      case 'missing':
        return this.nothing(node, 'has no value here');
    }
  }

  /** An item of a list; what is spread into it (an index without a place) brings its own items. */
  private item(node: Expression, locals: Locals): readonly Value<Data>[] {
    if (node.kind !== 'index' || node.index) return [this.evaluate(node, locals)];
    const value = this.evaluate(node.of, locals);
    return value.known && isList(value.value) ? value.value.items : [value];
  }

  private text(node: Text, locals: Locals): Value<Data> {
    const at = this.spanOf(node);
    let whole = '';
    let isPlain = true;
    let next = node.inner.start;
    for (const [index, part] of node.parts.entries()) {
      if (part.kind === 'letters') {
        isPlain &&= part.start === next && part.end - part.start === part.text.length;
        whole += part.text;
        next = part.end;
        continue;
      }
      const put = this.evaluate(part.value, locals);
      // A text that is nothing but an expression is what the expression is.
      if (node.parts.length === 1) return { ...put, span: at };
      const text = plainText(put);
      if (text === undefined) {
        const last = node.parts.at(-1);
        return {
          known: false,
          text: this.source.text.slice(node.start, node.end),
          span: at,
          why: put.known ? 'holds what is no text' : put.why,
          ...(whole ? { prefix: whole } : {}),
          ...(last?.kind === 'letters' && index < node.parts.length - 1 ? { suffix: last.text } : {}),
        };
      }
      isPlain = false;
      whole += text;
      next = part.end;
    }
    const literal = isPlain && next === node.inner.end ? this.spanOf(node.inner) : undefined;
    return this.meaning(known(whole, at, literal));
  }

  private object(node: Members, locals: Locals): Value<Data> {
    const entries = node.members.flatMap(({ key, value }) => {
      const name = this.key(key, locals);
      return name === undefined ? [] : [{ key: name, keySpan: this.spanOf(key), value: this.evaluate(value, locals) }];
    });
    return known({ kind: 'table', entries }, this.spanOf(node));
  }

  /** The name of a member: written as such, or worked out. */
  key(key: Expression, locals: Locals): string | undefined {
    return key.kind === 'name' ? key.name : plainText(this.evaluate(key, locals));
  }

  private reference(node: Expression & { kind: 'name' | 'member' }, locals: Locals): Value<Data> {
    const path = pathOf(node);
    const bound = path === undefined ? undefined : locals.get(path);
    if (bound) return bound;
    const named = path === undefined ? undefined : this.lookup(path);
    if (named) return named.known ? { ...named, span: this.spanOf(node) } : this.nothing(node, named.why);
    if (node.kind === 'name') return this.nothing(node, `\`${node.name}\` is not known here`);
    const of = this.evaluate(node.of, locals);
    if (!of.known) return this.nothing(node, of.why);
    if (isList(of.value)) {
      const items = of.value.items.map(it => entryIn(it, node.name));
      return items.every(it => it)
        ? known({ kind: 'list', items: items as Value<Data>[] }, this.spanOf(node))
        : this.nothing(node, 'is of no list');
    }
    return (isTable(of.value) && entry(of.value, node.name)) || this.nothing(node, 'has no such member');
  }

  private index(node: Expression & { kind: 'index' }, locals: Locals): Value<Data> {
    const of = this.evaluate(node.of, locals);
    if (!of.known) return this.nothing(node, of.why);
    if (!node.index) return isTable(of.value) ? this.nothing(node, 'stands for many') : of;
    const index = this.evaluate(node.index, locals);
    if (!index.known) return this.nothing(node, index.why);
    const found = isTable(of.value)
      ? entry(of.value, plainText(index) ?? '')
      : isList(of.value)
        ? of.value.items[Number(index.value)]
        : undefined;
    return found ?? this.nothing(node, 'is not in the collection');
  }

  private call(node: Expression & { kind: 'call' }, locals: Locals): Value<Data> {
    const name = node.name.toLowerCase();
    const args = node.args.map(it => this.evaluate(it, locals));
    const [first] = args;
    if (name === 'parameters' || name === 'variables') {
      const named = first && this.lookup(`${name}.${plainText(first) ?? ''}`);
      if (named) return named.known ? { ...named, span: this.spanOf(node) } : this.nothing(node, named.why);
    }
    if (name === 'copyindex') return this.copyIndex(node, args, locals);
    if (firstOf.has(name))
      return args.find(it => it.known && it.value !== null) ?? this.nothing(node, 'has no known value');
    if (name === 'lookup') {
      const found = entryIn(first, plainText(args[1]) ?? '');
      if (found) return found;
      if (first?.known && args[2]) return args[2];
    }
    const pure = functions.get(name);
    const all = args.filter((it): it is Known<Data> => it.known);
    const made = pure && all.length === args.length ? pure(all, this.spanOf(node)) : undefined;
    if (made === undefined) return this.nothing(node, `is a call of \`${node.name}\``);
    // What is handed on keeps the literal that it was written as.
    const [only] = all;
    return only && all.length === 1 && made === only.value
      ? { ...only, span: this.spanOf(node) }
      : known(made, this.spanOf(node));
  }

  /** The turn of a copy loop: `copyIndex()`, `copyIndex('name')`, `copyIndex(1)`. */
  private copyIndex(node: Expression, args: readonly Value<Data>[], locals: Locals): Value<Data> {
    const numbers = args.map(it => (it.known ? it.value : undefined));
    const name = numbers.find(it => typeof it === 'string');
    const turn = locals.get(name === undefined ? 'copyIndex' : `copyIndex.${name}`);
    const offset = numbers.find(it => typeof it === 'number') ?? 0;
    return turn?.known && typeof turn.value === 'number' && typeof offset === 'number'
      ? known(turn.value + offset, this.spanOf(node))
      : this.nothing(node, 'is the turn of an unknown loop');
  }

  private operation(node: Expression & { kind: 'operation' }, locals: Locals): Value<Data> {
    const left = this.evaluate(node.operands[0]!, locals);
    const right = node.operands[1] && this.evaluate(node.operands[1], locals);
    const at = this.spanOf(node);
    if (!left?.known) return this.nothing(node, 'is worked out of what is unknown');
    if (node.operator === '??') return left.value === null && right ? right : left;
    if (right && !right.known) return this.nothing(node, 'is worked out of what is unknown');
    const made = right ? binary(node.operator, left.value, right.value) : unary(node.operator, left.value);
    return made === undefined ? this.nothing(node, 'is not worked out') : known(made, at);
  }

  /** The turns of a loop with what its variables are in each; `undefined` when what it loops over is not known. */
  turns(node: Loop, locals: Locals): readonly Locals[] | undefined {
    const of = this.evaluate(node.of, locals);
    const pairs = of.known ? pairsOf(of.value, of.span) : undefined;
    if (!pairs || pairs.length > mostTurns) return undefined;
    return pairs
      .map(([key, value]) => new Map([...locals, [node.item, value], ...(node.key ? [[node.key, key] as const] : [])]))
      .filter(turn => {
        const condition = node.condition && this.evaluate(node.condition, turn);
        return !(condition?.known && condition.value === false);
      });
  }

  private collected(node: Loop, turns: readonly Locals[], at: Span): Value<Data> {
    if (!node.name) {
      const items = turns.map(turn => this.evaluate(node.body, turn));
      return known({ kind: 'list', items } satisfies List, at);
    }
    const entries = turns.flatMap(turn => {
      const key = plainText(this.evaluate(node.name!, turn));
      return key === undefined
        ? []
        : [{ key, keySpan: this.spanOf(node.name!), value: this.evaluate(node.body, turn) }];
    });
    return known({ kind: 'table', entries }, at);
  }
}

/** `a.b.c`; `undefined` for what is no path of names. */
export function pathOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'member') return undefined;
  const of = pathOf(node.of);
  return of === undefined ? undefined : `${of}.${node.name}`;
}

/** The keys and values of a collection, of a list its indexes. */
export function pairsOf(data: Data, at: Span): readonly (readonly [Value<Data>, Value<Data>])[] | undefined {
  if (isList(data)) return data.items.map((it, index) => [known(index, at), it] as const);
  return isTable(data) ? data.entries.map(it => [known(it.key, it.keySpan), it.value] as const) : undefined;
}
