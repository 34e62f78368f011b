import { type Fact, follows } from '../fact';

/**
 * Statements in program order without those that a later one takes back: one that sets the same thing (`keyOf`) to
 * something else (`stateOf`) whenever the first has run. Two that say the same are both kept, and so are the two arms
 * of a condition.
 */
export function standing<T extends Fact>(
  statements: readonly T[],
  keyOf: (it: T) => string,
  stateOf: (it: T) => unknown,
): readonly T[] {
  const kept: T[] = [];
  const later = new Map<string, T[]>();
  for (const it of [...statements].reverse()) {
    const key = keyOf(it);
    const others = later.get(key) ?? [];
    const final = others.find(other => follows(other.place, it.place));
    if (!final || stateOf(final) === stateOf(it)) kept.push(it);
    // The list is latest first; what runs on the same way as a later statement says nothing more.
    if (!others.some(other => other.place.way === it.place.way)) later.set(key, [...others, it]);
  }
  return kept.reverse();
}
