import type { LineIndex } from '../../base/lines';
import type { Span } from '../../base/span';

/** Keys from the root of the file; `[]` for the item of a list. */
export type Path = readonly string[];

/** Where the cursor is in a settings file that may be half typed. */
export interface PlaceInSettings {
  /** The table or list that holds the place. */
  readonly parents: Path;
  /** The key of the line, where there is one before the cursor or under it. */
  readonly key?: { readonly name: string; readonly span: Span };
  /** Whether a value is to be written: what follows the key and its colon. */
  readonly inValue: boolean;
  /** What stands of the word so far, up to the end of the word. */
  readonly word: Span;
}

const entry =
  /^(?<indent> *)(?<dashes>(?:- +)*)(?:(?<quote>["']?)(?<key>[^\s"'#:][^"'#:]*?)\k<quote>(?<colon> *:(?: +|$)))?/;

/** Reads indentation rather than the grammar, so that an unfinished line does no harm. */
export function placeIn(lines: LineIndex, offset: number): PlaceInSettings {
  const line = lines.lineOf(offset);
  const start = lines.startOf(line);
  const text = lines.textOf(line);
  const groups = entry.exec(text)?.groups ?? {};
  const { indent = '', dashes = '', quote = '', key, colon } = groups;
  const column = indent.length + dashes.length;
  const parents = parentsOf(lines, line, dashes === '' ? column : indent.length, dashes);
  const cursor = offset - start;
  const keyStart = column + quote.length;
  const keyEnd = keyStart + (key?.length ?? 0);
  const valueStart = keyEnd + quote.length + (colon?.length ?? 0);
  const inValue = key !== undefined && cursor >= valueStart;
  const from = inValue ? valueStart : column;
  const wordEnd = inValue ? from + (/^[^\s#]*/.exec(text.slice(from))?.[0].length ?? 0) : Math.max(keyEnd, cursor);
  return {
    parents,
    ...(key === undefined ? {} : { key: { name: key, span: { start: start + keyStart, end: start + keyEnd } } }),
    inValue,
    word: { start: start + Math.min(from, cursor), end: start + Math.max(wordEnd, cursor) },
  };
}

function parentsOf(lines: LineIndex, line: number, column: number, dashes: string): Path {
  const path: string[] = dashes === '' ? [] : ['[]'];
  let limit = column;
  // The key of a list may stand as far left as its dashes.
  let orEqual = dashes !== '';
  for (let at = line - 1; at >= 0 && (limit > 0 || orEqual); at--) {
    const { indent = '', dashes: own = '', key } = entry.exec(lines.textOf(at))?.groups ?? {};
    if (key === undefined) continue;
    const keyColumn = indent.length + own.length;
    if (keyColumn < limit || (orEqual && own === '' && keyColumn === limit)) {
      path.unshift(key);
      limit = keyColumn;
      orEqual = false;
    }
    // The dash of the item whose key this is, or beside whose first key we stand.
    if (own !== '' && keyColumn === limit && indent.length < limit) {
      path.unshift('[]');
      limit = indent.length;
      orEqual = true;
    }
  }
  return path;
}
