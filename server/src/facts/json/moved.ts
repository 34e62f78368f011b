import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, isList, isTable, type Value } from '../../base/value';

/** A value of an embedded text with the places of its host. */
export function moved(value: Value<Data>, text: MappedText): Value<Data> {
  const place = ({ start, end }: Span): Span => text.span(start, end);
  if (!value.known) return { ...value, span: place(value.span) };
  const { literal, value: data } = value;
  // What an escape stands for is not replaced.
  const own = literal && place(literal);
  const isWhole = literal && own && own.end - own.start === literal.end - literal.start;
  const span = place(value.span);
  if (isList(data)) return { known: true, value: { kind: 'list', items: data.items.map(it => moved(it, text)) }, span };
  if (!isTable(data)) return { known: true, value: data, span, ...(isWhole ? { literal: own } : {}) };
  const entries = data.entries.map(it => ({ key: it.key, keySpan: place(it.keySpan), value: moved(it.value, text) }));
  return { known: true, value: { kind: 'table', entries }, span };
}
