import type { Span } from '../../base/span';
import type { YamlEntry, YamlMap, YamlNode } from './model';
import { boolean, entries } from './read';

/** A value without its place. `undefined` is there, but cannot be known. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | PlainMap;
export type PlainMap = { readonly [key: string]: Plain };

/** Whether a value is a mapping. */
export const isMap = (value: Plain): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** So many nodes are copied: aliases may multiply them without end. */
const mostNodes = 50_000;

/** A node as plain data. Booleans are those of Kubernetes, whose YAML is 1.1. */
export function toPlain(root: YamlNode | null | undefined): Plain {
  let left = mostNodes;
  const copy = (node: YamlNode | null | undefined): Plain => {
    if (!node || node.kind === 'unknown' || left-- <= 0) return undefined;
    switch (node.kind) {
      case 'scalar':
        return /^(?:yes|no|on|off)$/i.test(node.text) ? (boolean(node) ?? node.value) : node.value;
      case 'list':
        return node.open ? undefined : node.items.map(copy);
      case 'map':
        // Of keys that are stated twice the last counts.
        return node.open ? undefined : Object.fromEntries(entries(node).map(it => [it.key, copy(it.value)]));
    }
  };
  return copy(root);
}

/** Plain data as nodes, all of which stand at one place: a template writes them there. */
export function fromPlain(value: Plain, span: Span): YamlNode {
  if (value === undefined) return { kind: 'unknown', span, text: '', why: 'a template decides' };
  if (Array.isArray(value)) {
    return { kind: 'list', span, style: 'block', items: value.map(it => fromPlain(it, span)), open: false };
  }
  if (!isMap(value)) {
    const style = typeof value === 'string' ? 'double' : 'plain';
    const text = value === null ? '' : String(value);
    return { kind: 'scalar', span, value: value as string, text, style, assumed: true, content: () => undefined };
  }
  const own: YamlEntry[] = [];
  const map: YamlMap = { kind: 'map', span, style: 'block', entries: own, merged: [], open: false };
  for (const [key, it] of Object.entries(value))
    own.push({ key, keySpan: span, value: fromPlain(it, span), span, map });
  return map;
}
