import type { Span } from '../../base/span';
import { type Data, isList, isTable, itemsOf, type Known, known, textOf, type Value } from '../../base/value';

type KnownData = Known<Data>;
/** What a function makes of its arguments, all of them known; `undefined` when that is beyond this table. */
type Pure = (args: readonly KnownData[], at: Span) => Data | undefined;

const list = (items: readonly Value<Data>[]): Data => ({ kind: 'list', items });
const text = (value: Value<Data> | undefined): string | undefined => {
  // These languages write truth values in lower case.
  const data = value?.known ? value.value : undefined;
  return typeof data === 'boolean' ? String(data) : textOf(value);
};
const texts = (args: readonly KnownData[]): readonly string[] | undefined => {
  const all = args.map(text);
  return all.some(it => it === undefined) ? undefined : (all as string[]);
};
const mapText =
  (map: (text: string) => string): Pure =>
  ([value]) => {
    const own = text(value);
    return own === undefined ? undefined : map(own);
  };
const itemsAt = (value: KnownData | undefined): readonly Value<Data>[] | undefined =>
  value && isList(value.value) ? value.value.items : undefined;

function concat(args: readonly KnownData[]): Data | undefined {
  if (args.some(it => isList(it.value))) return list(args.flatMap(itemsOf));
  return texts(args)?.join('');
}

function merge(args: readonly KnownData[]): Data | undefined {
  if (args.every(it => isList(it.value))) return list(args.flatMap(itemsOf));
  const entries = args.map(it => (isTable(it.value) ? it.value.entries : undefined));
  if (entries.some(it => !it)) return undefined;
  const all = entries.flatMap(it => it!);
  return {
    kind: 'table',
    entries: all.filter((it, at) => !all.some((other, next) => next > at && other.key === it.key)),
  };
}

/** `format('{0}-{1}', a, b)` of Azure, `format("%s-%d", a, b)` of Terraform. */
function format(args: readonly KnownData[]): Data | undefined {
  const [pattern, ...rest] = texts(args) ?? [];
  if (pattern === undefined) return undefined;
  let next = 0;
  return pattern
    .replace(/\{(\d+)\}/g, (whole, index: string) => rest[Number(index)] ?? whole)
    .replace(/%(?:[sdv]|%)/g, whole => (whole === '%%' ? '%' : (rest[next++] ?? whole)));
}

function flatten([value]: readonly KnownData[]): Data | undefined {
  return value && isList(value.value) ? list(itemsOf(value)) : undefined;
}

function range(args: readonly KnownData[], at: Span): Data | undefined {
  const [first = Number.NaN, second] = args.map(it => Number(it.value));
  const start = second === undefined ? 0 : first;
  const count = second === undefined ? first : second;
  if (!(count >= 0 && count <= 256)) return undefined;
  return list(Array.from({ length: count }, (_, index) => known(start + index, at)));
}

const same: Pure = ([value]) => value?.value;
const asList: Pure = ([value]) => (value && isList(value.value) ? value.value : undefined);
const keys: Pure = ([value], at) =>
  value && isTable(value.value) ? list(value.value.entries.map(it => known(it.key, at))) : undefined;
const values: Pure = ([value]) =>
  value && isTable(value.value) ? list(value.value.entries.map(it => it.value)) : undefined;
const length: Pure = ([value]) => {
  if (!value) return undefined;
  if (isList(value.value)) return value.value.items.length;
  return isTable(value.value) ? value.value.entries.length : text(value)?.length;
};
const split: Pure = (args, at) => {
  const [first, second] = texts(args) ?? [];
  if (first === undefined || second === undefined) return undefined;
  // Terraform names the separator first, Azure the text.
  const [separator, whole] = first.length <= 2 && second.length > first.length ? [first, second] : [second, first];
  return list(whole.split(separator).map(it => known(it, at)));
};
const join: Pure = args => {
  const [first, second] = args;
  const [items, separator] = isList(first?.value) ? [first, second] : [second, first];
  const own = itemsAt(items)?.map(text);
  const between = text(separator);
  return own && between !== undefined && own.every(it => it !== undefined) ? own.join(between) : undefined;
};
const replaced: Pure = args => {
  const [whole, from, to] = texts(args) ?? [];
  return whole === undefined || !from || to === undefined ? undefined : whole.split(from).join(to);
};
const isCollection = (data: Data): boolean => typeof data === 'object' && data !== null;
const edge = (value: KnownData | undefined, index: number): Data | undefined => {
  const item = itemsAt(value)?.at(index);
  return item?.known ? item.value : undefined;
};
const createObject: Pure = args => {
  const entries = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    const key = text(args[index]);
    if (key === undefined) return undefined;
    entries.push({ key, keySpan: args[index]!.span, value: args[index + 1]! });
  }
  return { kind: 'table', entries };
};

/** Functions of Terraform, Bicep and Azure templates by lower-case name (terraform: language/functions, azure-docs: bicep-functions). */
export const functions: ReadonlyMap<string, Pure> = new Map<string, Pure>([
  ['concat', concat],
  ['merge', merge],
  ['union', merge],
  ['format', format],
  ['flatten', flatten],
  ['range', range],
  ['split', split],
  ['join', join],
  ['replace', replaced],
  ['keys', keys],
  ['values', values],
  ['length', length],
  ['tolist', asList],
  ['toset', asList],
  ['distinct', asList],
  ['compact', asList],
  ['sort', asList],
  ['tomap', same],
  ['string', mapText(it => it)],
  ['tostring', mapText(it => it)],
  ['int', ([value]) => Number(text(value)) || undefined],
  ['tonumber', ([value]) => Number(text(value)) || undefined],
  ['lower', mapText(it => it.toLowerCase())],
  ['tolower', mapText(it => it.toLowerCase())],
  ['upper', mapText(it => it.toUpperCase())],
  ['toupper', mapText(it => it.toUpperCase())],
  ['trim', mapText(it => it.trim())],
  ['trimspace', mapText(it => it.trim())],
  ['nonsensitive', same],
  ['sensitive', same],
  ['createarray', args => list(args)],
  ['array', ([value]) => value && (isList(value.value) ? value.value : list([value]))],
  ['createobject', createObject],
  [
    'if',
    ([condition, yes, no]) => (typeof condition?.value === 'boolean' ? (condition.value ? yes : no)?.value : undefined),
  ],
  [
    'equals',
    ([a, b]) => (a && b && !isCollection(a.value) && !isCollection(b.value) ? a.value === b.value : undefined),
  ],
  ['not', ([value]) => (typeof value?.value === 'boolean' ? !value.value : undefined)],
  ['and', args => (args.every(it => typeof it.value === 'boolean') ? args.every(it => it.value) : undefined)],
  ['or', args => (args.every(it => typeof it.value === 'boolean') ? args.some(it => it.value) : undefined)],
  ['empty', args => (length(args, args[0]!.span) as number | undefined) === 0],
  ['first', ([value]) => edge(value, 0)],
  ['last', ([value]) => edge(value, -1)],
  ['element', ([value, index]) => edge(value, Number(index?.value))],
  ['add', ([a, b]) => (typeof a?.value === 'number' && typeof b?.value === 'number' ? a.value + b.value : undefined)],
  ['sub', ([a, b]) => (typeof a?.value === 'number' && typeof b?.value === 'number' ? a.value - b.value : undefined)],
  ['true', () => true],
  ['false', () => false],
  ['null', () => null],
]);

/** Functions that hand on the first argument that has a value. */
export const firstOf: ReadonlySet<string> = new Set(['try', 'coalesce']);

export { text as plainText };
