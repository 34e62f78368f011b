import { isList, type Unknown, type Value } from '../../base/value';
import type { Fact } from '../fact';
import type { Emit, FactKind } from '../facts';

/** The first of the values that is unknown, or holds an item that is. */
export function missing(values: Iterable<Value<unknown> | undefined>): Unknown | undefined {
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

/** Why a value is unknown, with its text where the reason names no variable. */
export const reasonOf = ({ text, why }: Unknown): string =>
  text === '' || text.length > 60 || /[$%]/.test(why) ? why : `${text}: ${why}`;

/** Says of a statement that it would have been a `what`, or more of one, had the first unknown of `values` been known. */
export function emitUnresolved(
  emit: Emit,
  { span, place }: Pick<Fact, 'span' | 'place'>,
  what: FactKind,
  values: Iterable<Value<unknown> | undefined>,
): void {
  const unknown = missing(values);
  if (unknown) emit('unresolved', { span, place, what, why: reasonOf(unknown) });
}
