import type { Span } from '../../base/span';
import { type Data, type Known, possible, type Unknown, unknown, type Value } from '../../base/value';

/** What may have more values by the way taken is just unknown. */
const mostWays = 8;

/**
 * What is one of several values by the way that the script takes: unknown, but where all of them are constants, with the few
 * that it may be.
 */
export function oneOf(values: readonly (Value<Data> | undefined)[], text: string, span: Span, why: string): Unknown {
  const made = unknown(text, span, why);
  const found: Known<Data>[] = [];
  for (const value of values) {
    if (!value) return made;
    for (const it of possible(value)) {
      if (!it.known || typeof it.value === 'object') return made;
      if (!found.some(({ value }) => value === it.value)) found.push(it);
    }
    if (found.length > mostWays) return made;
  }
  return { ...made, either: found };
}

/**
 * What a function returns that on some ways returned early.
 * @param last what the way that goes to its end puts out
 * @param ends that way ends in a `return`, if there is such a way at all
 */
export function returned(
  early: readonly (Value<Data> | undefined)[],
  last: Value<Data> | undefined,
  ends: boolean,
  at: Span,
): Value<Data> {
  const ways = last || !ends ? [...early, last] : early;
  const [first] = ways;
  const same = (it: Value<Data> | undefined): boolean =>
    it !== undefined && (it === first || (it.known && first?.known === true && it.value === first.value));
  if (first && ways.every(same)) return first;
  return oneOf(ways, '', ways.find(it => it)?.span ?? at, 'what the function returns differs by the way taken');
}
