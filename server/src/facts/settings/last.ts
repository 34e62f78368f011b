import type { Fact, Way } from '../fact';

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
  // The last statement on each way, with its index; of what runs on the same way, earlier ones say no more.
  const later = new Map<string, Map<Way | undefined, { readonly it: T; readonly at: number }>>();
  for (let at = statements.length - 1; at >= 0; at--) {
    const it = statements[at]!;
    const key = keyOf(it);
    let others = later.get(key);
    if (!others) later.set(key, (others = new Map()));
    let final: { readonly it: T; readonly at: number } | undefined;
    for (let way = it.place.way; ; way = way.outer) {
      const other = others.get(way);
      if (other && (!final || other.at > final.at)) final = other;
      if (!way) break;
    }
    if (!final || stateOf(final.it) === stateOf(it)) kept.push(it);
    if (!others.has(it.place.way)) others.set(it.place.way, { it, at });
  }
  return kept.reverse();
}
