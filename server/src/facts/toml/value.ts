import type { MappedText } from '../../base/mapped-text';
import { type Data, known, unknown, type Value } from '../../base/value';
import type { TomlNode } from '../../syntax/toml/parse';

/** A TOML value of a text; one that a template or a variable fills in is unknown. */
export function dataOf(node: TomlNode, text: MappedText): Value<Data> {
  const at = text.span(node.start, node.end);
  if (node.kind === 'list') return known({ kind: 'list', items: node.items.map(it => dataOf(it, text)) }, at);
  if (node.kind === 'table') {
    const entries = node.entries.map(it => ({
      key: it.key,
      keySpan: text.span(it.keySpan.start, it.keySpan.end),
      value: dataOf(it.value, text),
    }));
    return known({ kind: 'table', entries }, at);
  }
  const { value, inner } = node;
  if (typeof value !== 'string') return known(value, at, at);
  const place = inner && text.span(inner.start, inner.end);
  if (/\{\{|\$\{|\$\(/.test(value)) return unknown(value, place ?? at, 'is filled in later');
  return known(value, at, inner && text.text.slice(inner.start, inner.end) === value ? place : undefined);
}
