import type { MappedText } from '../../base/mapped-text';
import { join, type Span } from '../../base/span';
import { isSeparator, isSpace } from './chars';
import type { EscapeCharacter, ExecWord, Pair, Word } from './model';

/** `[start, end)` in a text. */
type Range = readonly [start: number, end: number];

/** Arguments parted by white space, quotes meaning nothing: FROM, EXPOSE, COPY. */
export function bareWords(text: MappedText): readonly Word[] {
  const ranges: Range[] = [];
  let at = 0;
  while (at < text.text.length) {
    const start = at;
    const space = isSeparator(text.text[at]);
    while (at < text.text.length && isSeparator(text.text[at]) === space) at++;
    if (!space) ranges.push([start, at]);
  }
  return wordsOf(text, ranges);
}

/** Arguments parted by white space outside quotes: ARG, ENV, LABEL. The quotes stay. */
export function quotedRanges(text: string, escapeChar: EscapeCharacter): readonly Range[] {
  const ranges: Range[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++;
      continue;
    }
    const start = at;
    let quote = '';
    for (; at < text.length && (quote !== '' || !isSpace(text[at])); at++) {
      const char = text[at]!;
      if (char === escapeChar && quote !== "'") at++;
      else if (quote !== '') quote = char === quote ? '' : quote;
      else if (char === '"' || char === "'") quote = char;
    }
    at = Math.min(at, text.length);
    ranges.push([start, at]);
  }
  return ranges;
}

/** Words at these places, each with its gap. */
export function wordsOf(text: MappedText, ranges: readonly Range[]): readonly Word[] {
  const spans = ranges.map(([start, end]) => text.span(start, end));
  const gaps = gapsOf(spans);
  return ranges.map(([start, end], index) => {
    const mapped = text.slice(start, end);
    return { text: mapped.text, span: spans[index]!, mapped, gap: gaps[index]! };
  });
}

/** The strings of an exec form as words. */
export function execWords(exec: readonly ExecWord[]): readonly Word[] {
  const gaps = gapsOf(exec.map(word => word.span));
  return exec.map((word, index) => ({ text: word.value, span: word.span, mapped: word.text, gap: gaps[index]! }));
}

/** `name=value` pairs; words without `=` have no value. */
export function pairsOf(text: MappedText, ranges: readonly Range[]): readonly Pair[] {
  return wordsOf(text, ranges).map(word => {
    const equals = word.text.indexOf('=');
    const name = equals < 0 ? word.text : word.text.slice(0, equals);
    const pair = { name, nameSpan: word.mapped.span(0, name.length), span: word.span, gap: word.gap };
    return equals < 0 ? pair : { ...pair, value: wordsOf(word.mapped, [[equals + 1, word.text.length]])[0]! };
  });
}

/** `ENV name value with spaces`: one pair, parted by white space. `undefined` when there is no value. */
export function spacedPair(text: MappedText): Pair | undefined {
  const all = text.text;
  let end = 0;
  while (end < all.length && !isSeparator(all[end])) end++;
  let start = end;
  while (start < all.length && isSeparator(all[start])) start++;
  if (start === end) return undefined;
  const value = wordsOf(text, [[start, all.length]])[0]!;
  const nameSpan = text.span(0, end);
  const span = join(nameSpan, value.span);
  return { name: all.slice(0, end), nameSpan, value, span, gap: span };
}

/** What to delete for each: from the end of the one before, or up to the one behind for the first. */
function gapsOf(spans: readonly Span[]): readonly Span[] {
  return spans.map((span, index) => {
    const before = spans[index - 1];
    if (before) return { start: before.end, end: span.end };
    return { start: span.start, end: spans[index + 1]?.start ?? span.end };
  });
}
