import { bySpan, type Span } from './span';

/** Replace the text at `span` (empty: insert there) by `text`. Host offsets. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Replace what stands at `span`. */
export const replace = (span: Span, text: string): Edit => ({ span, text });

/** Remove what stands at `span`. */
export const remove = (span: Span): Edit => ({ span, text: '' });

/** Insert `text` before the code unit at `offset`. */
export const insert = (offset: number, text: string): Edit => ({ span: { start: offset, end: offset }, text });

/** Whether two edits touch the same code units, or insert at the same place. */
export const conflicts = (a: Edit, b: Edit): boolean =>
  (a.span.start < b.span.end && b.span.start < a.span.end) ||
  a.span.start === b.span.start ||
  (a.span.start === a.span.end && a.span.start > b.span.start && a.span.start < b.span.end) ||
  (b.span.start === b.span.end && b.span.start > a.span.start && b.span.start < a.span.end);

/**
 * `text` with `edits` made. The edits may come in any order; they must not conflict.
 * @throws RangeError when two conflict or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => bySpan(a.span, b.span));
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    if (edit.span.start < at || edit.span.end > text.length || edit.span.end < edit.span.start) {
      throw new RangeError(`edit at ${edit.span.start}..${edit.span.end} overlaps another or lies outside the text`);
    }
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
