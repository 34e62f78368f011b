/**
 * Statements in program order without those that a later one takes back: one that sets the same thing (`keyOf`) to
 * something else (`stateOf`). Two that say the same are both kept.
 */
export function standing<T>(
  statements: readonly T[],
  keyOf: (it: T) => string,
  stateOf: (it: T) => unknown,
): readonly T[] {
  const last = new Map<string, T>();
  for (const it of statements) last.set(keyOf(it), it);
  return statements.filter(it => {
    const final = last.get(keyOf(it))!;
    return final === it || stateOf(final) === stateOf(it);
  });
}
