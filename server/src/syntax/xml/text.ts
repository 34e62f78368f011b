import { type Encode, MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

/** A part of an element's text; a raw one is CDATA. */
export interface Piece extends Span {
  readonly raw: boolean;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** How text is written in an element, and in an attribute, which may stand in either quote. */
const encodeText: Encode = text => text.replace(/[&<>]/g, it => escapes[it]!);
const encodeAttribute: Encode = text => text.replace(/[&<>"]/g, it => escapes[it]!).replaceAll("'", '&apos;');
const encodeRaw: Encode = text => (text.includes(']]>') ? undefined : text);

/** The text of an attribute's value. */
export function attributeText(host: MappedText, at: Span): MappedText {
  const builder = MappedText.builder(host, encodeAttribute);
  put(builder, host.text, at);
  return builder.build(at.end);
}

/** The text of an element without the white space around it; comments and elements between its parts are left out. */
export function elementText(host: MappedText, pieces: readonly Piece[], empty: number): MappedText {
  const filled = pieces.filter(it => it.raw || host.text.slice(it.start, it.end).trim() !== '');
  const builder = MappedText.builder(host, filled.some(it => it.raw) ? encodeRaw : encodeText);
  for (const piece of filled) {
    if (piece.raw) builder.copy(piece.start, piece.end);
    else put(builder, host.text, piece);
  }
  return builder.build(filled.at(-1)?.end ?? empty).trim();
}

function put(builder: ReturnType<typeof MappedText.builder>, text: string, { start, end }: Span): void {
  let at = start;
  for (const match of text
    .slice(start, end)
    .matchAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));|\r\n/gi)) {
    const from = start + match.index;
    builder.copy(at, from).put(undone(match), from, from + match[0].length);
    at = from + match[0].length;
  }
  builder.copy(at, end);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function undone([whole, decimal, hexadecimal, name]: RegExpMatchArray): string {
  if (whole === '\r\n') return '\n';
  if (name) return named[name.toLowerCase()] ?? whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal!, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
