import type { Span } from './span';

/** A value that the file states, after variables, loops and constants were followed. */
export interface Known<T> {
  readonly known: true;
  readonly value: T;
  /** Where the value is used: `$port` in `-LocalPort $port`. Findings point here. */
  readonly span: Span;
  /** The one literal that the value comes from, quotes excluded, when replacing that text changes just this value. */
  readonly literal?: Span;
  /** Where its first letters are written, when only these stand in one literal: `https://` in `"https://$server/x"`. */
  readonly head?: Span;
}

/** A value that cannot be known from the file. It is never bad and never good. */
export interface Unknown {
  readonly known: false;
  /** The text as written. */
  readonly text: string;
  readonly span: Span;
  /** Why it is unknown, for `npm run tree`: `parameter $Port has no default`. */
  readonly why: string;
  /** Known leading text of a partly known string: `https://` in `"https://$server/x"`. */
  readonly prefix?: string;
  /** Where the prefix, or the beginning of it, is written. */
  readonly head?: Span;
  /** Known trailing text of a partly known string: `/x.zip`. */
  readonly suffix?: string;
  /** The values that it has by the way taken, where it is one of a few. */
  readonly either?: readonly Known<Data>[];
  /** Of a variable: the expression that it was given. */
  readonly origin?: Span;
  /** It is one of what the origin gives, or a property of it. */
  readonly part?: 'item' | 'property';
}

/** A value, as far as the file tells. */
export type Value<T> = Known<T> | Unknown;

/** What a known value of a script or a configuration file can be. */
export type Data = string | number | boolean | null | List | Table | ScriptText | ObjectOf;

/** An array; each item knows its own place. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Value<Data>[];
}

/** A hashtable or mapping, in the order written. Keys compare without case in PowerShell. */
export interface Table {
  readonly kind: 'table';
  readonly entries: readonly { readonly key: string; readonly keySpan: Span; readonly value: Value<Data> }[];
  /** Keys, lower case, that it certainly lacks: other rows of the same list have them. */
  readonly absent?: ReadonlySet<string>;
}

/** A script block used as a value, `{ $true }`: its text between the braces. */
export interface ScriptText {
  readonly kind: 'script';
  readonly text: string;
}

/** An object of which only the type is known: `New-Object Net.WebClient`. The name has no leading `System.`. */
export interface ObjectOf {
  readonly kind: 'object';
  readonly type: string;
}

/** A value that is known. @param literal where it may be replaced */
export const known = <T>(value: T, span: Span, literal?: Span): Known<T> =>
  literal ? { known: true, value, span, literal } : { known: true, value, span };

/** A value that cannot be known, with the text that stands for it. */
export const unknown = (text: string, span: Span, why: string): Unknown => ({ known: false, text, span, why });

/** The value itself when it is known, else `undefined`. */
export const knownValue = <T>(value: Value<T> | undefined): T | undefined => (value?.known ? value.value : undefined);

/** Whether a value is an array. */
export const isList = (data: Data | undefined): data is List =>
  typeof data === 'object' && data !== null && data.kind === 'list';
/** Whether a value is a table. */
export const isTable = (data: Data | undefined): data is Table =>
  typeof data === 'object' && data !== null && data.kind === 'table';
/** Whether a value is a script block. */
export const isScript = (data: Data | undefined): data is ScriptText =>
  typeof data === 'object' && data !== null && data.kind === 'script';
/** Whether a value is an object of which only the type is known. */
export const isObject = (data: Data | undefined): data is ObjectOf =>
  typeof data === 'object' && data !== null && data.kind === 'object';

/** Tables with more entries are given an index when they are asked. */
const smallTable = 32;
const indexes = new WeakMap<Table, ReadonlyMap<string, Value<Data>>>();

/** The value of `key` in a table, compared without case. */
export function entry(table: Table, key: string): Value<Data> | undefined {
  const wanted = key.toLowerCase();
  if (table.entries.length > smallTable) {
    let index = indexes.get(table);
    // The first entry of a name counts.
    if (!index)
      indexes.set(
        table,
        (index = new Map(table.entries.map(it => [it.key.toLowerCase(), it.value] as const).reverse())),
      );
    return index.get(wanted);
  }
  return table.entries.find(it => it.key.toLowerCase() === wanted)?.value;
}

/** What stands at `key` in a value, where it is a table. */
export const entryIn = (value: Value<Data> | undefined, key: string): Value<Data> | undefined =>
  value?.known && isTable(value.value) ? entry(value.value, key) : undefined;

/** So many values are looked at for tables: they may share their parts, again and again. */
const mostValues = 100_000;

/** The tables in some values at any depth, outer ones first. */
export function* tablesIn(roots: readonly Value<Data>[]): Iterable<{ readonly table: Table; readonly span: Span }> {
  const open = [...roots].reverse();
  for (let left = mostValues, it = open.pop(); it && left > 0; it = open.pop(), left--) {
    if (!it.known) continue;
    if (isList(it.value)) open.push(...[...it.value.items].reverse());
    if (!isTable(it.value)) continue;
    yield { table: it.value, span: it.span };
    open.push(...it.value.entries.map(own => own.value).reverse());
  }
}

/** The items of a list, or the value itself as the only item: PowerShell and YAML both let one stand for many. */
export function itemsOf(value: Value<Data> | undefined): readonly Value<Data>[] {
  if (!value) return [];
  if (value.known && isList(value.value)) return value.value.items.flatMap(itemsOf);
  return [value];
}

/** What a pipeline or a loop gets of a value: the items of a list, lists among them as they are, or the value itself. */
export const enumerate = (value: Value<Data>): readonly Value<Data>[] =>
  value.known && isList(value.value) ? value.value.items : [value];

/** A scalar as the text a shell would pass on; `undefined` for lists, tables, scripts and unknown values. */
export function textOf(value: Value<Data> | undefined): string | undefined {
  const data = knownValue(value);
  if (typeof data === 'string') return data;
  if (typeof data === 'number') return String(data);
  if (typeof data === 'boolean') return data ? 'True' : 'False';
  return undefined;
}

/** What a value may be, as far as that can be told: itself, or the few that it is one of. */
export const possible = (value: Value<Data>): readonly Value<Data>[] =>
  value.known ? [value] : (value.either ?? [value]);
