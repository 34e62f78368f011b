import type { MappedText } from '../../base/mapped-text';

/** What Go's `unicode.IsSpace` takes for white space: BuildKit trims and splits by it. */
export const isSpace = (char: string | undefined): boolean =>
  char !== undefined && /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(char);

/** White space that parts the keyword from its arguments, and unquoted arguments from each other. */
export const isSeparator = (char: string | undefined): boolean =>
  char === ' ' || char === '\t' || char === '\v' || char === '\f' || char === '\r';

/** `[start, end)` of `text` without the white space at both ends. */
export function trimmed(text: string, start = 0, end = text.length): readonly [start: number, end: number] {
  let from = start;
  let to = end;
  while (from < to && isSpace(text[from])) from++;
  while (to > from && isSpace(text[to - 1])) to--;
  return [from, to];
}

/** The text without the white space at both ends, cut off at `start`. */
export const trim = (text: MappedText, start = 0): MappedText => text.slice(...trimmed(text.text, start));

/** Whether a line goes on after `end`: where its escape character stands, or -1. */
export function continuation(text: string, start: number, end: number, escapeChar: string): number {
  let last = end - 1;
  while (last >= start && (text[last] === ' ' || text[last] === '\t')) last--;
  if (last < start || text[last] !== escapeChar) return -1;
  return last > start && text[last - 1] === escapeChar ? -1 : last;
}
