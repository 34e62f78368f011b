import { type Edit, replace } from '../../base/edit';
import { insertAfter, insertBefore } from './edit';
import type { YamlEntry, YamlFile, YamlMap } from './model';

/** A mapping to be written: keys with scalars as they stand in the file, or with further mappings. */
export interface Branch {
  readonly [key: string]: string | Branch;
}

/** Adds the entries of a mapping before `entry`, in the style of the mapping that it stands in. */
export const addBefore = (file: YamlFile, entry: YamlEntry, branch: Branch): Edit =>
  insertBefore(file, entry, entry.map.style === 'flow' ? flowOf(branch) : linesOf(branch));

/** Adds the entries of a mapping behind `entry`, in the style of the mapping that it stands in. */
export const addAfter = (file: YamlFile, entry: YamlEntry, branch: Branch): Edit =>
  insertAfter(file, entry, entry.map.style === 'flow' ? flowOf(branch) : linesOf(branch));

/**
 * Sets the scalar at `path` below `map`, which lacks it: into the innermost mapping of the path that there is.
 * `undefined` where that one is written elsewhere, or is no mapping.
 *
 * @param beside the entry of `map` behind which a first key of the path is put
 */
export function addAt(
  file: YamlFile,
  map: YamlMap,
  path: readonly string[],
  value: string,
  beside: YamlEntry,
): Edit | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  const own = map.entries.find(it => it.key === key);
  const branch = [...path].reverse().reduce<string | Branch>((inner, name) => ({ [name]: inner }), value) as Branch;
  if (!own) return addAfter(file, beside, branch);
  const { value: inner } = own;
  const isHere = inner.span.start >= own.keySpan.end && inner.span.end <= own.span.end;
  if (inner.kind !== 'map' || !isHere || rest.length === 0) return undefined;
  const last = inner.entries.at(-1);
  if (last) return addAt(file, inner, rest, value, last);
  return inner.open || inner.merged.length > 0
    ? undefined
    : replace(inner.span, `{ ${flowOf(branch[key] as Branch)} }`);
}

/** `os: { name: windows }`. */
const flowOf = (branch: Branch): string =>
  Object.entries(branch)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : `{ ${flowOf(value)} }`}`)
    .join(', ');

/** By steps of two, which become those of the file. */
const linesOf = (branch: Branch): string[] =>
  Object.entries(branch).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${key}: ${value}`] : [`${key}:`, ...linesOf(value).map(line => `  ${line}`)],
  );
