/** Of the statements that set the same thing, given in program order, the last: it is what stays. */
export function lastOf<T>(statements: readonly T[], keyOf: (statement: T) => string): readonly T[] {
  const last = new Map<string, T>();
  for (const statement of statements) last.set(keyOf(statement), statement);
  return statements.filter(statement => last.get(keyOf(statement)) === statement);
}
