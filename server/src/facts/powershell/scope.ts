import { type Data, isList, isTable, textOf, unknown, type Value } from '../../base/value';

/** Variables of one function call or script, by lower-case name; reads fall through to the caller, as PowerShell's do. */
export class Scope {
  /** What is set, the last layer first: one for the scope, one more for each condition that is being followed. */
  private readonly layers = [new Map<string, Value<Data>>()];
  private readonly given = new Set<string>();

  constructor(private readonly parent?: Scope) {}

  /** Sets a parameter to what a call passes; `argument` tells it from what the function sets itself. */
  bind(name: string, value: Value<Data>): void {
    this.top.set(name, value);
    this.given.add(name);
  }

  /** Whether the variable still is the argument that the call passed. */
  argument(name: string): boolean {
    return this.own(name) ? this.given.has(name) : (this.parent?.argument(name) ?? false);
  }

  get(name: string): Value<Data> | undefined {
    return this.own(name) ?? this.parent?.get(name);
  }

  set(name: string, value: Value<Data>): void {
    this.top.set(name, value);
    this.given.delete(name);
  }

  /** Sets `name` at script level, as `$script:name = ...` does. */
  setGlobal(name: string, value: Value<Data>): void {
    if (this.parent) this.parent.setGlobal(name, value);
    else this.set(name, value);
  }

  /** The environment variables that are set: what a child process gets. */
  environment(): Map<string, Value<string>> {
    const found = this.parent?.environment() ?? new Map<string, Value<string>>();
    for (const [name, value] of this.layers.flatMap(it => [...it])) {
      if (!name.startsWith('env:')) continue;
      const text = textOf(value);
      const known = value.known && text !== undefined ? { ...value, value: text } : undefined;
      found.set(name.slice(4), known ?? unknown(`$${name}`, value.span, 'is not text'));
    }
    return found;
  }

  /** How many functions deep this scope is. */
  get depth(): number {
    return this.parent ? this.parent.depth + 1 : 0;
  }

  /**
   * Runs each way the script can take from here, apart from the others, then joins what they set: a variable that is the
   * same on all ways keeps its value, any other becomes unknown. Costs what the ways set, not what there is.
   */
  branch(ways: readonly (() => void)[]): void {
    const after = ways.map(way => {
      this.layers.push(new Map());
      way();
      return this.layers.pop()!;
    });
    for (const name of new Set(after.flatMap(it => [...it.keys()]))) {
      const before = this.get(name);
      const values = after.map(it => it.get(name) ?? before);
      const first = values.find(it => it !== undefined)!;
      const agree = values.every(it => same(it, first));
      this.top.set(name, agree ? first : joined([first, ...values.filter(it => it !== first)]));
    }
  }

  /** Forgets variables that a loop of unknown length may have changed. */
  forget(names: Iterable<string>): void {
    for (const name of names) {
      const value = this.get(name);
      if (value) this.top.set(name, unknown(`$${name}`, value.span, 'changes in a loop'));
    }
  }

  private get top(): Map<string, Value<Data>> {
    return this.layers[this.layers.length - 1]!;
  }

  private own(name: string): Value<Data> | undefined {
    for (let at = this.layers.length - 1; at >= 0; at--) {
      const value = this.layers[at]!.get(name);
      if (value) return value;
    }
    return undefined;
  }
}

/**
 * What a variable may hold behind several ways: tables with the entries of all of them, lists where one only goes on behind
 * the others. All other differences make it unknown.
 */
function joined(values: readonly (Value<Data> | undefined)[]): Value<Data> {
  const [first] = values;
  const known = values.flatMap(it => (it?.known ? [it] : []));
  if (!first?.known || known.length < values.length) return differs(first!);
  const { value } = first;
  if (isTable(value)) {
    const tables = known.flatMap(it => (isTable(it.value) ? [it.value] : []));
    if (tables.length < known.length) return differs(first);
    const keys = new Set(tables.flatMap(it => it.entries.map(({ key }) => key.toLowerCase())));
    const entries = [...keys].map(key => {
      const given = tables.flatMap(it => it.entries.filter(entry => entry.key.toLowerCase() === key).slice(0, 1));
      const [one] = given;
      return given.every(it => same(it.value, one!.value))
        ? one!
        : { ...one!, value: joined(given.map(it => it.value)) };
    });
    return { ...first, value: { kind: 'table', entries } };
  }
  if (!isList(value)) return differs(first);
  const lists = known.flatMap(it => (isList(it.value) ? [it.value.items] : []));
  const longest = lists.reduce((a, b) => (b.length > a.length ? b : a), []);
  const one = lists.length === known.length && lists.every(it => it.every((item, i) => same(item, longest[i]!)));
  return one ? { ...first, value: { kind: 'list', items: longest } } : differs(first);
}

const differs = (value: Value<Data>): Value<Data> =>
  value.known ? unknown('', value.span, 'differs by the way taken') : value;

function same(a: Value<Data> | undefined, b: Value<Data>): boolean {
  if (a === b) return true;
  return a?.known === true && b.known && a.value === b.value;
}
