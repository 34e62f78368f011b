import { span } from '../../base/span';
import { type Data, known, unknown, type Value } from '../../base/value';
import type { JsonNode } from '../../syntax/json/parse';

/** A JSON value; an Azure template expression, `[parameters('x')]`, is unknown. */
export function dataOf(node: JsonNode, text: string): Value<Data> {
  const at = span(node.start, node.end);
  if (node.kind === 'array') return known({ kind: 'list', items: node.items.map(it => dataOf(it, text)) }, at);
  if (node.kind === 'object') {
    const entries = node.members.map(it => ({
      key: it.key,
      keySpan: span(it.keyStart, it.keyEnd),
      value: dataOf(it.value, text),
    }));
    return known({ kind: 'table', entries }, at);
  }
  const { value } = node;
  if (typeof value !== 'string') return known(value, at, at);
  // Of a text that has only begun there is one quote.
  const inner = node.end - node.start < 2 ? at : span(node.start + 1, node.end - 1);
  if (/^\[(?!\[).*\]$/s.test(value)) return unknown(value, inner, 'is an expression');
  return known(value, at, text.slice(inner.start, inner.end) === value ? inner : undefined);
}
