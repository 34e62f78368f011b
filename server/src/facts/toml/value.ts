import { type Data, known, unknown, type Value } from '../../base/value';
import type { TomlNode } from '../../syntax/toml/parse';

/** A TOML value; a text that a template or a variable fills in is unknown. */
export function dataOf(node: TomlNode, text: string): Value<Data> {
  const at = { start: node.start, end: node.end };
  if (node.kind === 'list') return known({ kind: 'list', items: node.items.map(it => dataOf(it, text)) }, at);
  if (node.kind === 'table') {
    const entries = node.entries.map(it => ({ key: it.key, keySpan: it.keySpan, value: dataOf(it.value, text) }));
    return known({ kind: 'table', entries }, at);
  }
  const { value, inner } = node;
  if (typeof value !== 'string') return known(value, at, at);
  if (/\{\{|\$\{|\$\(/.test(value)) return unknown(value, inner ?? at, 'is filled in later');
  return known(value, at, inner && text.slice(inner.start, inner.end) === value ? inner : undefined);
}
