import { LineIndex } from '../../base/lines';
import type { YamlNode } from '../../syntax/yaml/model';
import { parseYaml } from '../../syntax/yaml/parse';
import { isMap, type Plain, type PlainMap, toPlain } from '../../syntax/yaml/plain';
import { at, entries, items, text } from '../../syntax/yaml/read';
import type { Spot } from '../cluster/object';

/** What templates of a chart are given when nobody says otherwise. Plain data: it crosses threads. */
export interface ChartValues {
  readonly values: PlainMap;
  /** Keys below which charts that this one depends on add defaults of their own: what is absent there may be given. */
  readonly shared: readonly string[];
  /** As templates ask for them: `Name`, `Version`, `AppVersion`. */
  readonly chart: PlainMap;
  /** The file of the values, absolute, with forward slashes, and where in it a key stands: `image.tag`. */
  readonly path: string;
  readonly places: Readonly<Record<string, Spot>>;
}

/**
 * The defaults of a chart by its `values.yaml` and `Chart.yaml`; `undefined` where a template makes these.
 * @param path of the values
 */
export function valuesOf(valuesText: string, chartText: string, path = ''): ChartValues | undefined {
  const chart = rootOf(chartText);
  const root = rootOf(valuesText);
  const values = isNothing(root) ? {} : toPlain(root);
  if (!isMap(values) || !chart) return undefined;
  const dependencies = items(at(chart, 'dependencies'));
  // A dependency may hand values up to any key.
  if (dependencies.some(it => at(it, 'import-values'))) return undefined;
  return {
    values,
    shared: ['global', ...dependencies.flatMap(it => text(at(it, 'alias')) ?? text(at(it, 'name')) ?? [])],
    chart: Object.fromEntries(
      chartFields.flatMap(([name, key]) => {
        const value = text(at(chart, key));
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    path,
    places: path === '' ? {} : placesIn(root ?? undefined, new LineIndex(valuesText)),
  };
}

/** So deep keys are pointed at, and so many: aliases may multiply them without end. */
const deepestPlace = 4;
const mostPlaces = 5_000;

function placesIn(root: YamlNode | undefined, lines: LineIndex): Record<string, Spot> {
  const places: Record<string, Spot> = {};
  let left = mostPlaces;
  const add = (node: YamlNode | undefined, prefix: string, depth: number): void => {
    if (depth > deepestPlace) return;
    for (const { key, keySpan, value } of entries(node)) {
      if (left-- <= 0) return;
      places[prefix + key] = { span: keySpan, ...lines.positionOf(keySpan.start) };
      add(value, `${prefix}${key}.`, depth + 1);
    }
  };
  add(root, '', 1);
  return places;
}

const chartFields = [
  ['Name', 'name'],
  ['Version', 'version'],
  ['AppVersion', 'appVersion'],
  ['Type', 'type'],
  ['Description', 'description'],
] as const;

/** So large values are written by nobody. */
const largest = 1_000_000;

/** What a file holds: `null` for nothing at all, `undefined` where that cannot be read. */
function rootOf(source: string): YamlNode | null | undefined {
  if (source.length > largest) return undefined;
  const { documents, problems } = parseYaml(source);
  return problems.length > 0 ? undefined : (documents[0]?.root ?? null);
}

const isNothing = (root: YamlNode | null | undefined): boolean =>
  root === null || (root?.kind === 'scalar' && root.value === null);

/** The value at a path; `null` where there is none, `undefined` where that cannot be known. */
export function valueAt({ values, shared }: ChartValues, path: readonly string[]): Plain {
  let it: Plain = values;
  for (const [index, key] of path.entries()) {
    // What asks for a part of nothing is given the whole by whoever installs the chart.
    if (!isMap(it)) return undefined;
    if (!Object.hasOwn(it, key)) return index === path.length - 1 && !shared.includes(path[0]!) ? null : undefined;
    it = it[key];
  }
  return it;
}
