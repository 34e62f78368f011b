import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Data, isList, isTable, type Value } from '../../base/value';
import { literalOf } from '../command/native';

type Plain = boolean | number | string;

/** How to write another value in the notation of the one that stands at a place: `$true`, `1`, `"true"`. */
export function writer(value: Value<Data> | undefined): { readonly setTo?: (value: Plain) => Edit | undefined } {
  const literal = literalOf(value);
  if (!value?.known || !literal || isList(value.value) || isTable(value.value)) return {};
  return writerAt(value.value, literal);
}

/** As `writer`, for a value whose place is known. */
const writerAt = (written: Data, at: Span): { readonly setTo: (value: Plain) => Edit | undefined } => ({
  setTo: value => {
    const text = spell(value, written);
    return text === undefined ? undefined : replace(at, text);
  },
});

/** `value` spelt as `written` is. */
function spell(value: Plain, written: Data): string | undefined {
  if (typeof value === 'string') return typeof written === 'string' ? value : `'${value}'`;
  if (typeof written === 'boolean') return `$${Boolean(value)}`.toLowerCase();
  if (typeof written === 'number') return `${Number(value)}`;
  if (typeof written !== 'string') return undefined;
  if (typeof value === 'number') return `${value}`;
  const text = written.trim().toLowerCase();
  if (/^(0x)?\d+$/.test(text)) return value ? '1' : '0';
  if (text === 'yes' || text === 'no') return value ? 'yes' : 'no';
  if (text === 'on' || text === 'off') return value ? 'on' : 'off';
  const dollar = text.startsWith('$') ? '$' : '';
  const word = value ? 'true' : 'false';
  return dollar + (/^[A-Z]/.test(written.trim()) ? word[0]!.toUpperCase() + word.slice(1) : word);
}
