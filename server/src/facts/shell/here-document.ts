import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

const hereDocument = /<<(-?)[ \t]*(["']?)([A-Za-z_]\w*)\2[^\n]*\n/g;

/** The texts between `<<EOF` and the line that says `EOF`. */
export function hereDocuments(text: string): readonly Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(hereDocument)) {
    const start = match.index + match[0].length;
    if (match.index < from) continue;
    const end = endOf(text, start, match[3]!, match[1] === '-');
    if (end === undefined) continue;
    found.push({ start, end });
    from = end;
  }
  return found;
}

/** Where the line with the marker begins. */
function endOf(text: string, start: number, marker: string, indented: boolean): number | undefined {
  for (let at = text.indexOf(marker, start); at >= 0; at = text.indexOf(marker, at + 1)) {
    const line = text.lastIndexOf('\n', at - 1) + 1;
    const lead = text.slice(line, at);
    const isWhole = /^(?:\r?\n|$)/.test(text.slice(at + marker.length, at + marker.length + 2));
    if (isWhole && (lead === '' || (indented && lead.trim() === ''))) return line;
  }
  return undefined;
}

/** The text with blanks where these parts are: the places of all others stay. */
export function without(text: string, parts: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of parts) {
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}

/** The commands of a text that maps to a file, without what they are fed. */
export function withoutHereDocuments(text: MappedText): MappedText {
  const bodies = text.text.includes('<<') ? hereDocuments(text.text) : [];
  if (bodies.length === 0) return text;
  const ends = [0, ...bodies.map(it => it.end)];
  const rest = ends.map((end, index) => text.slice(end, bodies[index]?.start ?? text.text.length));
  return MappedText.join(rest, '');
}
