import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Place } from '../fact';
import { commentsAt, gathering } from '../reading';
import type { FileReader } from '../source';
import { looksLikeSpire } from '../spire/look';
import { readSpireText } from '../spire/reader';
import { readPlainShell } from './told';

const place: Place = { os: 'unknown', runs: 'script', encode: text => text };

/** Reads what a shell script tells SPIRE, the images that it takes, and configurations of SPIRE that it writes; nothing else of it. */
export const read: FileReader = ({ text }) => {
  const { facts, emit } = gathering();
  const bodies = hereDocuments(text);
  const whole = MappedText.whole(text);
  for (const { start, end } of bodies) {
    const body = whole.slice(start, end);
    if (looksLikeSpire(body.text)) readSpireText(body, place, emit);
  }
  const commands = without(text, bodies);
  readPlainShell(MappedText.whole(commands), place, emit);
  const comments = [...text.matchAll(comment)].map(({ 0: found, index }) => {
    const start = index + found.indexOf('#');
    return { start, end: index + found.length };
  });
  return { facts, problems: [], comments: commentsAt(comments, text), units: [] };
};

const comment = /(?:^|[ \t;])#[^\r\n]*/gm;
const hereDocument = /<<(-?)[ \t]*(["']?)([A-Za-z_]\w*)\2[^\n]*\n/g;

/** The texts between `<<EOF` and the line that says `EOF`. */
function hereDocuments(text: string): readonly Span[] {
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
function without(text: string, parts: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of parts) {
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}
