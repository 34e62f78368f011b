/** Names as a message lists them between back-ticks that stand around the whole: `` SSL 3.0`, `TLS 1.0` and `TLS 1.1 ``. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join('`, `')}\` and \`${names.at(-1)}`;
