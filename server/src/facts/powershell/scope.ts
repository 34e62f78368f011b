import { type Data, isList, isTable, type Table, textOf, unknown, type Value } from '../../base/value';
import { oneOf } from './ways';

/** What a variable holds. */
interface Slot {
  readonly value: Value<Data>;
  /** It still is the argument that the call passed. */
  readonly given: boolean;
  /** It may be another when the script runs: a default that a caller can replace. No condition is decided by it. */
  readonly doubtful: boolean;
}

/** A change on a way that is being followed, to be taken back at its end. */
interface Change {
  readonly scope: Scope;
  readonly name: string;
  readonly before: Slot | undefined;
}

/** What all scopes of one script share. */
interface Trail {
  changes: Change[] | undefined;
  doubts: number;
}

/** Variables of one function call or script, by lower-case name; reads fall through to the caller, as PowerShell's do. */
export class Scope {
  /** How many functions deep this scope is. */
  readonly depth: number;
  private readonly slots = new Map<string, Slot>();
  private readonly trail: Trail;

  constructor(private readonly parent?: Scope) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.trail = parent ? parent.trail : { changes: undefined, doubts: 0 };
  }

  /** Counts the reads of variables that may hold something else: what was computed meanwhile is as doubtful. */
  get doubts(): number {
    return this.trail.doubts;
  }

  /** What is computed now may be another when the script runs. */
  doubt(): void {
    this.trail.doubts++;
  }

  /** Sets a parameter to what a call passes; `argument` tells it from what the function sets itself. */
  bind(name: string, value: Value<Data>, doubtful = false): void {
    this.write(name, { value, given: true, doubtful });
  }

  /** A variable with whether it still is the argument that the call passed; as `get`. */
  read(name: string): { readonly value: Value<Data>; readonly given: boolean } | undefined {
    const slot = this.slot(name);
    if (slot?.doubtful) this.trail.doubts++;
    return slot;
  }

  /** Whether the variable still is the argument that the call passed. */
  argument(name: string): boolean {
    return this.slot(name)?.given ?? false;
  }

  get(name: string): Value<Data> | undefined {
    return this.read(name)?.value;
  }

  set(name: string, value: Value<Data>, doubtful = false): void {
    this.write(name, { value, given: false, doubtful });
  }

  /** Sets `name` at script level, as `$script:name = ...` does. */
  setGlobal(name: string, value: Value<Data>, doubtful = false): void {
    this.root.set(name, value, doubtful);
  }

  readGlobal(name: string): ReturnType<Scope['read']> {
    return this.root.read(name);
  }

  /** Changes what a variable holds where it was set: `$list.Add(...)` in a function adds to the caller's list. */
  update(name: string, value: Value<Data>, doubtful = false): void {
    const owner = this.owner(name) ?? this;
    owner.set(name, value, doubtful || (owner.slots.get(name)?.doubtful ?? false));
  }

  /** The environment variables that are set: what a child process gets. */
  environment(): Map<string, Value<string>> {
    const found = this.parent?.environment() ?? new Map<string, Value<string>>();
    for (const [name, { value }] of this.slots) {
      if (!name.startsWith('env:')) continue;
      const text = textOf(value);
      const known = value.known && text !== undefined ? { ...value, value: text } : undefined;
      found.set(name.slice(4), known ?? unknown(`$${name}`, value.span, 'is not text'));
    }
    return found;
  }

  /**
   * Runs each way the script can take from here, apart from the others, then joins what they set: a variable that is the
   * same on all ways keeps its value, any other becomes unknown. Costs what the ways set, not what there is.
   * @param ways each says whether the script ends there, so that nothing that it set is seen behind
   */
  branch(ways: readonly (() => boolean)[]): void {
    const { trail } = this;
    const outer = trail.changes;
    const after: Map<Scope, Map<string, Slot | undefined>>[] = [];
    for (const way of ways) {
      trail.changes = [];
      const ends = way();
      const set = new Map<Scope, Map<string, Slot | undefined>>();
      for (const { scope, name, before } of trail.changes.reverse()) {
        let names = set.get(scope);
        if (!names) set.set(scope, (names = new Map()));
        if (!names.has(name)) names.set(name, scope.slots.get(name));
        if (before) scope.slots.set(name, before);
        else scope.slots.delete(name);
      }
      if (!ends) after.push(set);
    }
    trail.changes = outer;
    for (const set of after) {
      for (const [scope, names] of set) {
        for (const name of names.keys()) {
          if (after.find(it => it.get(scope)?.has(name)) === set) scope.join(name, after);
        }
      }
    }
  }

  /** Forgets variables that a loop of unknown length may have changed. */
  forget(names: Iterable<string>): void {
    for (const it of names) {
      const [name = '', key] = it.split('\0');
      const value = this.slot(name)?.value;
      if (!value?.known) continue;
      const open = unknown(`$${name}`, value.span, `$${name} changes in a loop`);
      if (key === undefined) this.set(name, open);
      else if (isTable(value.value)) this.set(name, { ...value, value: withEntry(value.value, key, open) }, true);
    }
  }

  private join(name: string, ways: readonly ReadonlyMap<Scope, ReadonlyMap<string, Slot | undefined>>[]): void {
    const before = this.slot(name);
    const slots = ways.map(it => it.get(this)?.get(name) ?? before);
    const first = slots.find(it => it !== undefined);
    if (!first) return;
    const doubtful = slots.some(it => it?.doubtful);
    if (slots.every(it => it !== undefined && same(it.value, first.value))) {
      this.write(name, doubtful === first.doubtful ? first : { ...first, doubtful });
    } else this.set(name, joined([first, ...slots.filter(it => it !== first)].map(it => it?.value)), true);
  }

  private write(name: string, slot: Slot): void {
    this.trail.changes?.push({ scope: this, name, before: this.slots.get(name) });
    this.slots.set(name, slot);
  }

  private get root(): Scope {
    let scope: Scope = this;
    while (scope.parent) scope = scope.parent;
    return scope;
  }

  private owner(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) if (scope.slots.has(name)) return scope;
    return undefined;
  }

  private slot(name: string): Slot | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const slot = scope.slots.get(name);
      if (slot) return slot;
    }
    return undefined;
  }
}

/** A table with another value of one of its entries. */
function withEntry({ entries }: Table, key: string, value: Value<Data>): Table {
  const at = entries.findIndex(it => it.key.toLowerCase() === key);
  const made = { key: entries[at]?.key ?? key, keySpan: entries[at]?.keySpan ?? value.span, value };
  return { kind: 'table', entries: at < 0 ? [...entries, made] : entries.with(at, made) };
}

/**
 * What a variable may hold behind several ways: tables with the entries of all of them, lists where one only goes on behind
 * the others. All other differences make it unknown.
 */
function joined(values: readonly (Value<Data> | undefined)[]): Value<Data> {
  const [first] = values;
  const known = values.flatMap(it => (it?.known ? [it] : []));
  if (!first?.known || known.length < values.length) return differs(first!, values);
  const { value } = first;
  if (isTable(value)) {
    const tables = known.flatMap(it => (isTable(it.value) ? [it.value] : []));
    if (tables.length < known.length) return differs(first, values);
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
  if (!isList(value)) return differs(first, values);
  const lists = known.flatMap(it => (isList(it.value) ? [it.value.items] : []));
  const longest = lists.reduce((a, b) => (b.length > a.length ? b : a), []);
  const one = lists.length === known.length && lists.every(it => it.every((item, i) => same(item, longest[i]!)));
  return one ? { ...first, value: { kind: 'list', items: longest } } : differs(first, values);
}

const differs = (first: Value<Data>, all: readonly (Value<Data> | undefined)[]): Value<Data> =>
  first.known || first.either ? oneOf(all, '', first.span, 'it differs by the way taken') : first;

function same(a: Value<Data> | undefined, b: Value<Data>): boolean {
  if (a === b) return true;
  return a?.known === true && b.known && a.value === b.value;
}
