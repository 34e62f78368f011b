import { type Encode, MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { ScalarStyle } from './model';

/**
 * A scalar's text with its way back, read off `masked`, which stands at the same offsets in the file. Whoever asks
 * compares it with the value that the parser found.
 *
 * @param indent column of the key or item that holds the scalar
 */
export function scalarText(masked: string, span: Span, style: ScalarStyle, newline: string): MappedText {
  const host = MappedText.whole(masked);
  if (style === 'literal' || style === 'folded') return blockText(host, span, style === 'folded', newline);
  if (style === 'plain') return flowText(host, span, encodeScalar(style), () => undefined);
  const inner = { start: span.start + 1, end: span.end - 1 };
  return flowText(host, inner, encodeScalar(style), style === 'single' ? singleEscape : doubleEscape);
}

/** How text is written in a scalar of one line. */
export const encodeScalar = (style: ScalarStyle): Encode =>
  style === 'double' ? doubleEncode : style === 'single' ? singleEncode : plainEncode;

const singleEncode: Encode = text => (/[\r\n]/.test(text) ? undefined : text.replace(/'/g, "''"));

const plainEncode: Encode = text => (/[\r\n]|: |:$| #|^[-?:,[\]{}#&*!|>'"%@`]/.test(text) ? undefined : text);

const doubleEncode: Encode = text =>
  text.replace(/["\\]/g, it => `\\${it}`).replace(/[\x00-\x1f]/g, it => JSON.stringify(it).slice(1, -1));

interface Escape {
  readonly text: string;
  readonly size: number;
}

const singleEscape = (text: string, at: number): Escape | undefined =>
  text.startsWith("''", at) ? { text: "'", size: 2 } : undefined;

const simpleEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function doubleEscape(text: string, at: number): Escape | undefined {
  if (text[at] !== '\\') return undefined;
  const next = text[at + 1] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[next];
  if (digits) {
    const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', size: 2 + digits };
  }
  const folded = /^\r?\n[ \t]*/.exec(text.slice(at + 1, at + 200));
  if (folded) return { text: '', size: 1 + folded[0].length };
  return { text: simpleEscapes[next] ?? next, size: 2 };
}

/** A quoted or plain scalar: escapes undone, line breaks folded. */
function flowText(
  host: MappedText,
  span: Span,
  encode: Encode,
  escapeAt: (text: string, at: number) => Escape | undefined,
): MappedText {
  const text = host.text;
  const builder = MappedText.builder(host, encode);
  let from = span.start;
  let at = span.start;
  const flush = (): void => {
    if (from < at) builder.copy(from, at);
  };
  while (at < span.end) {
    const undone = escapeAt(text, at);
    if (undone) {
      flush();
      builder.put(undone.text, at, at + undone.size);
      from = at += undone.size;
    } else if (text[at] === '\n' || text[at] === '\r') {
      while (at > from && /[ \t]/.test(text[at - 1]!)) at--;
      flush();
      const fold = /[ \t]*(?:\r?\n[ \t]*)+/y;
      fold.lastIndex = at;
      const gap = fold.exec(text)?.[0] ?? text[at]!;
      const breaks = gap.split('\n').length - 1;
      builder.put(breaks > 1 ? '\n'.repeat(breaks - 1) : ' ', at, at + gap.length);
      from = at += gap.length;
    } else at++;
  }
  at = Math.max(from, span.end);
  flush();
  return builder.build(span.end);
}

/** A block scalar: indentation taken off, lines folded when it says so. */
function blockText(host: MappedText, span: Span, folded: boolean, newline: string): MappedText {
  const text = host.text;
  const header = /[|>]([-+1-9]*)[^\n]*(?:\n|$)/y;
  header.lastIndex = span.start;
  const match = header.exec(text);
  const lines = linesOf(text, match ? header.lastIndex : span.end, span.end);
  const explicit = /[1-9]/.exec(match?.[1] ?? '');
  const filled = lines.filter(line => text.slice(line.start, line.end).trim() !== '');
  const indent = explicit
    ? parentIndent(text, span.start) + Number(explicit[0])
    : filled[0]
      ? /^ */.exec(text.slice(filled[0].start, filled[0].end))![0].length
      : 0;
  const clip = match?.[1]?.includes('+') ? 'keep' : match?.[1]?.includes('-') ? 'strip' : 'clip';
  const lead = ' '.repeat(indent);
  const builder = MappedText.builder(host, it => it.replace(/\r?\n/g, newline + lead));
  const last = filled.length ? lines.indexOf(filled[filled.length - 1]!) : -1;
  lines.forEach((line, index) => {
    if (index > last && clip !== 'keep') return;
    builder.copy(Math.min(line.start + indent, line.end), line.end);
    if (index === last && clip === 'strip') return;
    const next = lines[index + 1];
    const joins = folded && index < last && next !== undefined && !breaks(text, line, next, indent);
    // A line break before empty lines is dropped: they stand for the breaks themselves.
    if (folded && index < last && joins && text.slice(next.start, next.end).trim() === '') return;
    if (line.stop > line.end) builder.put(joins && line.end > line.start ? ' ' : '\n', line.end, line.stop);
  });
  return builder.build(lines[last]?.end ?? span.end);
}

interface Line extends Span {
  /** Behind the line break. */
  readonly stop: number;
}

function linesOf(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const feed = text.indexOf('\n', at);
    const stop = feed < 0 || feed >= end ? end : feed + 1;
    const content = feed < 0 || feed >= end ? end : text[feed - 1] === '\r' && feed > at ? feed - 1 : feed;
    lines.push({ start: at, end: content, stop });
    at = stop;
  }
  return lines;
}

/** Whether the break between two lines of a folded scalar stays one: next to indented lines and after empty ones. */
function breaks(text: string, line: Line, next: Line, indent: number): boolean {
  const indented = (it: Line): boolean => /[ \t]/.test(text.slice(it.start + indent, it.end)[0] ?? '');
  const empty = text.slice(line.start, line.end).trim() === '';
  return indented(line) || indented(next) || empty;
}

/** The indentation of the collection whose entry the scalar at `offset` is. */
function parentIndent(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lead = /^(?:[ \t]*-[ \t]+)*[ \t]*/.exec(text.slice(start, offset))![0];
  return lead.length;
}
