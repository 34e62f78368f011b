import type { Span } from '../../server/src/base/span';

export { type Marked, unmark } from '../../server/src/base/marks';

/** Puts marks in, for a readable difference. */
export function mark(code: string, spans: readonly Span[]): string {
  let result = code;
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    result = `${result.slice(0, start)}«${result.slice(start, end)}»${result.slice(end)}`;
  }
  return result;
}
