import type { Span } from '../../base/span';
import { type Data, entry, isList, isTable, type Table, type Value } from '../../base/value';

/** A setting where it is written. */
export interface Found {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Value<Data>;
  /** From its name to the end of its value. */
  readonly span: Span;
}

const bare = (key: string): string => key.toLowerCase().replace(/_/g, '');

/** The setting at a path of names: in whatever case, `TLSMinVersion` and `tls_min_version` alike. */
export function find(root: Table | undefined, ...path: readonly string[]): Found | undefined {
  let table = root;
  for (const [index, name] of path.entries()) {
    const own = table?.entries.find(it => bare(it.key) === bare(name));
    if (!own) return undefined;
    if (index === path.length - 1) {
      const { key, value, keySpan } = own;
      return { key, keySpan, value, span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) } };
    }
    table = own.value.known && isTable(own.value.value) ? own.value.value : undefined;
  }
  return undefined;
}

/** The text at a path; a template that Consul fills in at its start is none. */
export function textAt(root: Table | undefined, ...path: readonly string[]): string | undefined {
  const value = find(root, ...path)?.value;
  return value?.known && typeof value.value === 'string' && !value.value.includes('{{') ? value.value : undefined;
}

/** The boolean at a path; quoted ones count, as Consul has it. */
export function booleanAt(root: Table | undefined, ...path: readonly string[]): boolean | undefined {
  const value = find(root, ...path)?.value;
  const data = value?.known ? value.value : undefined;
  return data === true || data === 'true' ? true : data === false || data === 'false' ? false : undefined;
}

/** The table at a name. */
export function tableAt(root: Table | undefined, name: string): Table | undefined {
  const value = root && entry(root, name);
  return value?.known && isTable(value.value) ? value.value : undefined;
}

/** A table, or the tables of a list. */
export const tablesOf = (value: Value<Data> | undefined): readonly Table[] => {
  if (!value?.known) return [];
  if (isTable(value.value)) return [value.value];
  return isList(value.value) ? value.value.items.flatMap(tablesOf) : [];
};
