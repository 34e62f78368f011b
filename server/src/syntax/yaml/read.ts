import type { Span } from '../../base/span';
import { type Data, known, unknown, type Value } from '../../base/value';
import type { YamlEntry, YamlMap, YamlNode } from './model';

/**
 * The node at `path` below `node`. `undefined` says that it is surely absent (or null); where a template may have
 * put it, the answer is an unknown node.
 */
export function at(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let it = node;
  for (const key of path) {
    if (!it || it.kind === 'unknown') return it;
    if (it.kind !== 'map') return undefined;
    const found = entriesNamed(it, key);
    if (found.length > 1 && found.some(entry => entry.value.kind === 'scalar')) {
      // Both arms of a template's condition are there, or the key is a duplicate.
      return { kind: 'unknown', span: found[0]!.keySpan, text: key, why: 'stated more than once' };
    }
    it = found[0]?.value ?? (it.open ? missing(it, key) : undefined);
  }
  return isNull(it) ? undefined : it;
}

/** The entry at `path`, for edits and for findings that point at the key; absent when it is not written there. */
export function entryAt(node: YamlNode | undefined, ...path: readonly string[]): YamlEntry | undefined {
  const parent = path.length > 1 ? at(node, ...path.slice(0, -1)) : node;
  return parent?.kind === 'map' ? parent.entries.find(it => it.key === path[path.length - 1]) : undefined;
}

/** The entries of that name: of the mapping itself, else of what is merged in. */
function entriesNamed(map: YamlMap, key: string): readonly YamlEntry[] {
  const own = map.entries.filter(it => it.key === key);
  if (own.length > 0) return own;
  for (const merged of map.merged) {
    const found = merged.entries.filter(it => it.key === key);
    if (found.length > 0) return found;
  }
  return own;
}

const missing = (map: YamlMap, key: string): YamlNode => ({
  kind: 'unknown',
  span: { start: map.span.start, end: map.span.start },
  text: key,
  why: 'a template may add it',
});

const isNull = (node: YamlNode | undefined): boolean => node?.kind === 'scalar' && node.value === null;

/** The items of a list; empty for anything else. */
export const items = (node: YamlNode | undefined): readonly YamlNode[] => (node?.kind === 'list' ? node.items : []);

/** The entries of a mapping, merged ones behind its own; empty for anything else. */
export function entries(node: YamlNode | undefined): readonly YamlEntry[] {
  if (node?.kind !== 'map') return [];
  if (node.merged.length === 0) return node.entries;
  const all = [...node.entries];
  const keys = new Set(all.map(it => it.key));
  for (const entry of node.merged.flatMap(it => it.entries)) {
    if (!keys.has(entry.key)) all.push(entry);
    keys.add(entry.key);
  }
  return all;
}

/** The text of a scalar, numbers and booleans as written. */
export const text = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && node.value !== null ? node.text : undefined;

const yes = /^(?:y|yes|true|on)$/i;
const no = /^(?:n|no|false|off)$/i;

/** A boolean as Kubernetes reads it, whose YAML is 1.1: `yes`, `on` and `off` count. Quoted words are strings. */
export function boolean(node: YamlNode | undefined): boolean | undefined {
  if (node?.kind !== 'scalar' || node.style !== 'plain') return undefined;
  return yes.test(node.text) ? true : no.test(node.text) ? false : undefined;
}

/** A whole number, quoted or not. */
export function integer(node: YamlNode | undefined): number | undefined {
  const it = text(node);
  return it !== undefined && /^-?\d+$/.test(it) ? Number(it) : undefined;
}

/** Where the value of a node is said: inside its quotes. */
export const placeOf = (node: YamlNode): Span => (node.kind === 'scalar' ? (node.literal ?? node.span) : node.span);

/** A node as the value that facts speak of. */
export function toValue(root: YamlNode): Value<Data> {
  let left = mostNodes;
  const convert = (node: YamlNode): Value<Data> => {
    if (left-- <= 0) return unknown('', node.span, 'is one of too many');
    switch (node.kind) {
      case 'unknown':
        return unknown(node.text, node.span, node.why);
      case 'scalar':
        return known(node.value, node.span, node.literal);
      case 'list':
        return known({ kind: 'list', items: node.items.map(convert) }, node.span);
      case 'map': {
        const own = entries(node).map(it => ({ key: it.key, keySpan: it.keySpan, value: convert(it.value) }));
        return known({ kind: 'table', entries: own }, node.span);
      }
    }
  };
  return convert(root);
}

/** So many nodes are looked at: aliases may multiply them without end. */
const mostNodes = 20_000;

/** A node and all below it, outer ones first. */
export function* nodesIn(root: YamlNode | undefined): Iterable<YamlNode> {
  const open = root ? [root] : [];
  for (let left = mostNodes, node = open.pop(); node && left > 0; node = open.pop(), left--) {
    yield node;
    open.push(...[...items(node), ...entries(node).map(it => it.value)].reverse());
  }
}
