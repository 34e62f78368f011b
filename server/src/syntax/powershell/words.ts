import type { ExpandableString, Expression, StringLiteral } from './ast';
import { Char, endsWord, isDoubleQuote, isNewline, isSingleQuote } from './chars';
import type { Reader } from './reader';
import { expandable, Pieces, readDouble, readSpecial } from './strings';
import type { TokenKind } from './tokens';

/** Where the plain part of the word that starts at `from` ends: before a backtick, quote, dollar sign or its end. */
function plainEnd(r: Reader, from: number): number {
  let i = from;
  while (i < r.size) {
    const c = r.text.charCodeAt(i);
    if (
      endsWord(c) ||
      c === Char.DoubleQuote ||
      c === Char.Dollar ||
      c === Char.SingleQuote ||
      c === Char.Backtick ||
      c >= 0x2018
    )
      break;
    i++;
  }
  return i;
}

/**
 * A bare word: command name, argument, path, `http://x/$v/y.zip`, `name="a b"`, `$root\bin`. It goes on through quotes
 * and variables until white space, a continued line end or one of `& ( ) , ; { | }`.
 */
export function parseWord(r: Reader, kind: TokenKind): StringLiteral | ExpandableString {
  const start = r.pos;
  const end = plainEnd(r, start);
  if (endsWord(r.at(end)) && end > start) {
    r.take(kind, end);
    return bareWord(r.text.slice(start, end), start, end);
  }
  const pieces = new Pieces(start, kind);
  let copied = start;
  let i = end;
  while (!endsWord(r.at(i)) || (i === start && i < r.size)) {
    const c = r.at(i);
    if (c === Char.Backtick && isNewline(r.at(i + 1)) && i > start) break;
    if (isSingleQuote(c)) {
      pieces.add(r.text.slice(copied, i));
      copied = i = readQuoted(r, pieces, i);
    } else if (isDoubleQuote(c)) {
      pieces.add(r.text.slice(copied, i));
      i = readDouble(r, pieces, i + 1, r.repair);
      if (i < r.size) i++;
      else unclosed(r, start);
      copied = i;
    } else if (c === Char.Backtick || c === Char.Dollar) {
      const special = readSpecial(r, pieces, copied, i);
      if (special > i) copied = i = special;
      else i++;
    } else {
      i++;
    }
  }
  pieces.add(r.text.slice(copied, i));
  pieces.flush(i);
  r.take(kind, i);
  return expandable(pieces, 'bare', start, i, start, i);
}

/** A word that is what it is, without quotes. */
export const bareWord = (value: string, start: number, end: number): StringLiteral => ({
  kind: 'String',
  start,
  end,
  quote: 'bare',
  value,
  contentStart: start,
  contentEnd: end,
});

/** Read `'...'` inside a word; returns where it ends. */
function readQuoted(r: Reader, pieces: Pieces, at: number): number {
  let i = at + 1;
  let copied = i;
  for (; i < r.size; i++) {
    if (!isSingleQuote(r.at(i))) continue;
    pieces.add(r.text.slice(copied, i));
    if (!isSingleQuote(r.at(i + 1))) return i + 1;
    copied = ++i;
  }
  pieces.add(r.text.slice(copied, i));
  unclosed(r, at);
  return i;
}

function unclosed(r: Reader, start: number): void {
  r.unclosedString = true;
  r.error('The string has no closing quote.', start, start + 1);
}

/** Whether the expression is the bare word `value`, case ignored. */
export const isBareWord = (expression: Expression, value: string): boolean =>
  expression.kind === 'String' && expression.quote === 'bare' && expression.value.toLowerCase() === value;
