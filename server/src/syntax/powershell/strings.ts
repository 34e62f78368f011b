import type { ExpandableString, StringLiteral } from './ast';
import {
  Char,
  endsWord,
  isDoubleQuote,
  isLetterOrDigit,
  isNewline,
  isSingleQuote,
  isSpace,
  startsVariable,
} from './chars';
import { undoEscape } from './escapes';
import { parseSubExpression } from './expressions';
import { lineEnd, type Reader } from './reader';
import type { TokenKind } from './tokens';
import { parseVariable } from './variables';

type Part = ExpandableString['parts'][number];

/** Gathers the pieces of a string or word: literal text with escapes undone, variables, subexpressions. */
export class Pieces {
  readonly parts: Part[] = [];
  private value = '';

  /** @param kind what the literal text is taken for. */
  constructor(
    private start: number,
    readonly kind: TokenKind,
  ) {}

  add(text: string): void {
    this.value += text;
  }

  /** Close the literal piece at `end` and let `part` follow, if there is one. */
  flush(end: number, part?: Part): void {
    if (this.value !== '') this.parts.push({ kind: 'Piece', start: this.start, end, value: this.value });
    this.value = '';
    if (part) this.parts.push(part);
    this.start = part ? part.end : end;
  }

  /** The text when nothing needs to be expanded. */
  get literal(): string | undefined {
    if (this.parts.length === 0) return '';
    const only = this.parts[0]!;
    return this.parts.length === 1 && only.kind === 'Piece' ? only.value : undefined;
  }
}

/** `'...'`, `"..."` and the here-strings; the quote, or the `@` before it, stands here. */
export function parseString(r: Reader): StringLiteral | ExpandableString {
  if (r.code === Char.At) return parseHereString(r);
  if (r.quoted && atEscapedQuote(r, r.pos)) return parseEscapedDouble(r);
  return isSingleQuote(r.code) ? parseSingle(r) : parseDouble(r);
}

function parseSingle(r: Reader): StringLiteral {
  const start = r.pos;
  const { text, size } = r;
  let value = '';
  let from = start + 1;
  let i = from;
  let mayCut = r.repair;
  for (; i < size; i++) {
    const c = text.charCodeAt(i);
    if (isSingleQuote(c)) {
      if (!isSingleQuote(r.at(i + 1))) break;
      value += text.slice(from, i);
      from = ++i;
    } else if (mayCut && isNewline(c)) {
      if (looksUnclosed(r, i, isSingleQuote)) break;
      mayCut = false;
    }
  }
  value = from === start + 1 ? text.slice(from, i) : value + text.slice(from, i);
  r.take('string', closeQuote(r, start, i, isSingleQuote));
  return { kind: 'String', start, end: r.last, quote: 'single', value, contentStart: start + 1, contentEnd: i };
}

function parseDouble(r: Reader): StringLiteral | ExpandableString {
  const start = r.pos;
  const contentStart = start + 1;
  const { text, size } = r;
  let mayCut = r.repair;
  let i = contentStart;
  for (; i < size; i++) {
    const c = text.charCodeAt(i);
    if (c === Char.Dollar || c === Char.Backtick) break;
    if (isDoubleQuote(c)) {
      if (isDoubleQuote(r.at(i + 1))) break;
      r.take('string', i + 1);
      const value = text.slice(contentStart, i);
      return { kind: 'String', start, end: i + 1, quote: 'double', value, contentStart, contentEnd: i };
    }
    if (mayCut && isNewline(c)) {
      if (looksUnclosed(r, i, isDoubleQuote)) break;
      mayCut = false;
    }
  }
  const pieces = new Pieces(contentStart, 'string');
  const contentEnd = readDouble(r, pieces, contentStart, mayCut);
  pieces.flush(contentEnd);
  r.take('string', closeQuote(r, start, contentEnd, isDoubleQuote));
  return expandable(pieces, 'double', start, r.last, contentStart, contentEnd);
}

/** Whether the quote of a string inside `"$( ... )"` is written twice or after a backtick here. */
const atEscapedQuote = (r: Reader, at: number): boolean =>
  isDoubleQuote(r.at(at + 1)) && (r.at(at) === Char.Backtick || (isDoubleQuote(r.at(at)) && !endsWord(r.at(at + 2))));

/** `""text""` inside `"$( ... )"`: the quotes are escaped once more for the string around it. */
function parseEscapedDouble(r: Reader): StringLiteral | ExpandableString {
  const start = r.pos;
  const contentStart = start + 2;
  const pieces = new Pieces(contentStart, 'string');
  let copied = contentStart;
  let i = contentStart;
  while (i < r.size && !isDoubleQuote(r.at(i)) && !(r.at(i) === Char.Backtick && isDoubleQuote(r.at(i + 1)))) {
    const end = r.at(i) === Char.Backtick || r.at(i) === Char.Dollar ? readSpecial(r, pieces, copied, i) : i;
    if (end > i) copied = i = end;
    else i++;
  }
  pieces.add(r.text.slice(copied, i));
  pieces.flush(i);
  const closed = isDoubleQuote(r.at(i + 1));
  if (!closed) r.error('The string has no closing quote.', start, contentStart);
  r.take('string', closed ? i + 2 : i);
  return expandable(pieces, 'double', start, r.last, contentStart, i);
}

/** Read double-quoted text from `from` up to the closing quote; returns where that stands. */
export function readDouble(r: Reader, pieces: Pieces, from: number, cut: boolean): number {
  const { text, size } = r;
  let mayCut = cut;
  let copied = from;
  let i = from;
  while (i < size) {
    const c = text.charCodeAt(i);
    if (isDoubleQuote(c)) {
      if (!isDoubleQuote(r.at(i + 1))) break;
      pieces.add(text.slice(copied, i + 1));
      copied = i += 2;
    } else if (c === Char.Backtick || c === Char.Dollar) {
      const around = r.quoted;
      r.quoted = true;
      const end = readSpecial(r, pieces, copied, i);
      r.quoted = around;
      if (end > i) copied = end;
      i = end > i ? end : i + 1;
    } else {
      if (mayCut && isNewline(c)) {
        if (looksUnclosed(r, i, isDoubleQuote)) break;
        mayCut = false;
      }
      i++;
    }
  }
  pieces.add(text.slice(copied, i));
  return i;
}

/**
 * Read the escape or the variable at `at`, after the plain text from `copied`. Returns where it ends, or `at` when the
 * dollar sign there is only a dollar sign.
 */
export function readSpecial(r: Reader, pieces: Pieces, copied: number, at: number): number {
  const { text } = r;
  if (text.charCodeAt(at) === Char.Backtick) {
    const undone = undoEscape(text, at);
    pieces.add(text.slice(copied, at) + undone.value);
    return undone.end;
  }
  const next = r.at(at + 1);
  if (next !== Char.OpenParen && next !== Char.OpenBrace && !startsVariable(next)) return at;
  pieces.add(text.slice(copied, at));
  r.take(pieces.kind, at);
  const part = next === Char.OpenParen ? parseSubExpression(r) : parseVariable(r);
  pieces.flush(at, part);
  return r.last;
}

/** The node of a finished string: a literal one when nothing in it is expanded. */
export function expandable(
  pieces: Pieces,
  quote: ExpandableString['quote'],
  start: number,
  end: number,
  contentStart: number,
  contentEnd: number,
): StringLiteral | ExpandableString {
  const value = pieces.literal;
  return value === undefined
    ? { kind: 'ExpandableString', start, end, quote, parts: pieces.parts, contentStart, contentEnd }
    : { kind: 'String', start, end, quote, value, contentStart, contentEnd };
}

/** The end of the string whose content ends at `contentEnd`: after the quote when there is one. */
function closeQuote(r: Reader, start: number, contentEnd: number, isQuote: (c: number) => boolean): number {
  if (contentEnd < r.size && isQuote(r.at(contentEnd))) return contentEnd + 1;
  if (contentEnd >= r.size) r.unclosedString = true;
  r.error('The string has no closing quote.', start, start + 1);
  return contentEnd;
}

/**
 * Whether a string that reaches the line end at `at` probably lacks its closing quote: there is none further down, or
 * what follows it is more like text inside another string (`"C:\` on this line, `"Name"` somewhere below).
 */
function looksUnclosed(r: Reader, at: number, isQuote: (c: number) => boolean): boolean {
  const quote = r.nextQuote(at, isQuote);
  if (quote < 0) return true;
  const next = r.at(quote + 1);
  return isLetterOrDigit(next) || next === Char.Dollar || next === Char.Backslash || next === Char.Percent;
}

function parseHereString(r: Reader): StringLiteral | ExpandableString {
  const start = r.pos;
  const single = isSingleQuote(r.at(start + 1));
  const isQuote = single ? isSingleQuote : isDoubleQuote;
  let header = start + 2;
  while (header < r.size && isSpace(r.at(header))) header++;
  if (!isNewline(r.at(header))) {
    r.error('Nothing may follow the opening of a here-string on its line.', header, lineEnd(r.text, header));
    return emptyHereString(r, single, lineEnd(r.text, header));
  }
  const contentStart = header + (r.at(header) === Char.CarriageReturn && r.at(header + 1) === Char.LineFeed ? 2 : 1);
  if (r.hereStringEnd(header, isQuote) < 0) {
    r.error('The here-string has no end: a line that begins with its quote and "@" is missing.', start, header);
    return emptyHereString(r, single, header);
  }
  if (single) {
    const footer = r.hereStringEnd(header, isQuote);
    const contentEnd = Math.max(contentStart, footer - lineBreakBefore(r, footer));
    r.take('string', footer + 2);
    const value = r.text.slice(contentStart, contentEnd);
    return { kind: 'String', start, end: r.last, quote: 'single-here', value, contentStart, contentEnd };
  }
  const pieces = new Pieces(contentStart, 'string');
  const around = r.quoted;
  r.quoted = false;
  const footer = readHereDouble(r, pieces, header, contentStart);
  r.quoted = around;
  const contentEnd = footer < 0 ? r.size : Math.max(contentStart, footer - lineBreakBefore(r, footer));
  pieces.flush(contentEnd);
  if (footer < 0) r.error('The here-string has no end.', start, header);
  r.take('string', footer < 0 ? r.size : footer + 2);
  return expandable(pieces, 'double-here', start, r.last, contentStart, contentEnd);
}

/** Read an expandable here-string; returns where its footer stands, -1 when a subexpression swallowed it. */
function readHereDouble(r: Reader, pieces: Pieces, header: number, contentStart: number): number {
  let footer = r.hereStringEnd(header, isDoubleQuote);
  let copied = contentStart;
  let i = contentStart;
  while (footer >= 0 && i < footer) {
    const c = r.at(i);
    const end = c === Char.Backtick || c === Char.Dollar ? readSpecial(r, pieces, copied, i) : i;
    if (end > i) {
      copied = i = end;
      if (end > footer) footer = r.hereStringEnd(end, isDoubleQuote);
    } else {
      i++;
    }
  }
  const end = footer < 0 ? r.size : footer - lineBreakBefore(r, footer);
  if (end > copied) pieces.add(r.text.slice(copied, end));
  return footer;
}

/** Length of the line break that ends before `offset`. */
const lineBreakBefore = (r: Reader, offset: number): number =>
  r.at(offset - 1) === Char.LineFeed && r.at(offset - 2) === Char.CarriageReturn ? 2 : 1;

function emptyHereString(r: Reader, single: boolean, end: number): StringLiteral {
  const start = r.pos;
  r.take('string', end);
  const quote = single ? 'single-here' : 'double-here';
  return { kind: 'String', start, end, quote, value: '', contentStart: end, contentEnd: end };
}

/** Whether a string of any kind starts here. */
export function atString(r: Reader): boolean {
  const c = r.code;
  if (c === Char.At) return isSingleQuote(r.at(r.pos + 1)) || isDoubleQuote(r.at(r.pos + 1));
  return isSingleQuote(c) || isDoubleQuote(c) || (c === Char.Backtick && r.quoted && isDoubleQuote(r.at(r.pos + 1)));
}
