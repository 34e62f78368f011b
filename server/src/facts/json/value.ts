import { span } from '../../base/span';
import { type Data, isList, isTable, known, type Table, unknown, type Value } from '../../base/value';
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
  const inner = span(node.start + 1, node.end - 1);
  if (/^\[(?!\[).*\]$/s.test(value)) return unknown(value, inner, 'is an expression');
  return known(value, at, text.slice(inner.start, inner.end) === value ? inner : undefined);
}

/** Every table of a value, outer ones first. */
export function* tablesOf(value: Value<Data>): Iterable<Known> {
  if (!value.known) return;
  if (isTable(value.value)) {
    yield { table: value.value, span: value.span };
    for (const it of value.value.entries) yield* tablesOf(it.value);
  } else if (isList(value.value)) for (const it of value.value.items) yield* tablesOf(it);
}

interface Known {
  readonly table: Table;
  readonly span: Value<Data>['span'];
}
