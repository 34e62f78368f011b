/**
 * A half-open range `[start, end)` of UTF-16 code units in the *host* document: the file as the user
 * sees it, whatever language the text inside the range is written in.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span from `start` (inclusive) to `end` (exclusive). */
export const span = (start: number, end: number): Span => ({ start, end });

/** The smallest span that holds both. */
export const join = (a: Span, b: Span): Span => span(Math.min(a.start, b.start), Math.max(a.end, b.end));

/** Whether `inner` lies within `outer`; equal spans do. */
export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Order by start, then by end: the order of findings in a file. */
export const bySpan = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;
