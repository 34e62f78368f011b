import { isList, type Unknown, unknown, type Value } from '../../base/value';
import type { Fact } from '../fact';
import type { Emit, FactKind } from '../facts';
import type { Command } from './command';

/** The first of the values that is unknown, or holds an item that is. */
function missing(values: Iterable<Value<unknown> | undefined>): Unknown | undefined {
  for (const value of values) {
    if (!value) continue;
    if (!value.known) return value;
    const inner = isList(value.value as never)
      ? missing((value.value as { items: readonly Value<unknown>[] }).items)
      : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** What may stand in a table that is splatted into a command and cannot be known; `undefined` when none is. */
export function splattedInto({ incomplete, args, span }: Command): Unknown | undefined {
  if (!incomplete) return undefined;
  const table = args.find(it => it.text.startsWith('@'));
  if (/^@PSBoundParameters$/i.test(table?.text ?? '')) return unknown('', span, 'a parameter without a known value');
  const why = table && !table.value.known ? table.value.why : 'holds what is not known';
  return unknown('', span, `${table?.text ?? 'the table splatted into it'}: ${why}`);
}

/** Why a value is unknown, with its text where the reason names no variable. */
const reasonOf = ({ text, why }: Unknown): string =>
  text === '' || text.length > 60 || /[$%]/.test(why) ? why : `${text}: ${why}`;

/** Says of a statement that it would have been a `what`, or more of one, had the first unknown of `values` been known. */
export function emitUnresolved(
  emit: Emit,
  { span, place }: Fact,
  what: FactKind,
  values: Iterable<Value<unknown> | undefined>,
): void {
  const unknown = missing(values);
  if (unknown) emit('unresolved', { span, place, what, why: reasonOf(unknown) });
}
