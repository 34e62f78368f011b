import type { Attribute, Expression, TypeLiteral } from './ast';
import { Char, isLetter, isLetterOrDigit, isNewline, isSpace } from './chars';
import { parseAfter, parseExpression } from './expressions';
import type { Reader } from './reader';

/** Where the type that starts with the bracket at `from` ends, and whether its closing bracket was there. */
function typeEnd(r: Reader, from: number): { readonly end: number; readonly closed: boolean } {
  let depth = 0;
  let solid = from;
  for (let i = from; i < r.size; i++) {
    const c = r.at(i);
    if (c === Char.OpenBracket) depth++;
    else if (c === Char.CloseBracket && --depth === 0) return { end: i + 1, closed: true };
    else if (isNewline(c)) {
      const before = r.at(solid - 1);
      if (before !== Char.Comma && before !== Char.OpenBracket) break;
    } else if (!isSpace(c) && !isLetterOrDigit(c) && !isTypeSign(c)) break;
    if (!isSpace(c) && !isNewline(c)) solid = i + 1;
  }
  return { end: solid, closed: false };
}

/** `. _ + # \ , = - * & : / backtick ]`: what may stand in a type name, assembly names included. */
const isTypeSign = (c: number): boolean =>
  c === Char.Dot ||
  c === Char.Plus ||
  c === Char.Hash ||
  c === Char.Backslash ||
  c === Char.Comma ||
  c === Char.Equals ||
  c === Char.Hyphen ||
  c === Char.Star ||
  c === Char.Ampersand ||
  c === Char.Colon ||
  c === Char.Slash ||
  c === Char.Backtick ||
  c === Char.CloseBracket;

/** `[Net.SecurityProtocolType]`; the bracket stands here. */
export function parseType(r: Reader): TypeLiteral {
  const start = r.pos;
  const { end, closed } = typeEnd(r, start);
  r.take('type', end);
  if (!closed) r.error('The type has no closing bracket.', start, end);
  const inner = r.text.slice(start + 1, closed ? end - 1 : end);
  return { kind: 'Type', start, end, name: /\s/.test(inner) ? inner.replace(/\s+/g, '') : inner };
}

/** Where the generic arguments that start with the bracket at `from` end, -1 when no method call follows them. */
export function genericArgumentsEnd(r: Reader, from: number): number {
  if (!isLetter(r.at(from + 1))) return -1;
  const { end, closed } = typeEnd(r, from);
  return closed && r.at(end) === Char.OpenParen ? end : -1;
}

/** Where the name after the bracket at `from` ends, when it is an attribute such as `[Parameter(`; else -1. */
function attributeNameEnd(r: Reader, from: number): number {
  let i = from + 1;
  while (isSpace(r.at(i)) && i < r.size) i++;
  const start = i;
  while (isLetterOrDigit(r.at(i)) || r.at(i) === Char.Dot) i++;
  let open = i;
  while (isSpace(r.at(open)) && open < r.size) open++;
  return i > start && r.at(open) === Char.OpenParen ? i : -1;
}

/** Whether the bracket here opens an attribute with arguments and not a type. */
export const atAttribute = (r: Reader): boolean => attributeNameEnd(r, r.pos) >= 0;

/** `[Parameter(Mandatory, Position = 0)]` or `[string]`; the bracket stands here. */
export function parseAttributeOrType(r: Reader): Attribute | TypeLiteral {
  const nameEnd = attributeNameEnd(r, r.pos);
  return nameEnd < 0 ? parseType(r) : parseAttribute(r, nameEnd);
}

/** Attributes and types in a row, line ends between them allowed. */
export function parseAttributes(r: Reader): (Attribute | TypeLiteral)[] {
  const attributes: (Attribute | TypeLiteral)[] = [];
  for (r.skipNewlines(); r.code === Char.OpenBracket; r.skipNewlines()) attributes.push(parseAttributeOrType(r));
  return attributes;
}

function parseAttribute(r: Reader, nameEnd: number): Attribute {
  const start = r.pos;
  r.take('punctuation', start + 1);
  r.skipSpace();
  const name = r.text.slice(r.pos, nameEnd);
  r.take('type', nameEnd);
  r.skipSpace();
  r.take('punctuation', r.pos + 1);
  const saved = r.open(Char.CloseParen);
  r.commaSeparates = true;
  const positional: Expression[] = [];
  const named: { name: string; value?: Expression }[] = [];
  for (r.skipNewlines(); !r.atEnd && r.code !== Char.CloseParen; r.skipNewlines()) {
    if (isLetter(r.code)) {
      named.push(parseNamedArgument(r));
    } else {
      const value = parseExpression(r);
      if (!value) break;
      positional.push(value);
    }
    r.skipNewlines();
    if (!r.accept(Char.Comma)) break;
  }
  r.close(Char.CloseParen, saved);
  r.skipNewlines();
  if (!r.accept(Char.CloseBracket)) r.missing('"]"');
  return { kind: 'Attribute', start, end: r.last, name, positional, named };
}

function parseNamedArgument(r: Reader): { name: string; value?: Expression } {
  const start = r.pos;
  let end = start + 1;
  while (isLetterOrDigit(r.at(end))) end++;
  const name = r.text.slice(start, end);
  r.take('member', end);
  r.skipSpace();
  if (r.code !== Char.Equals) return { name };
  r.take('operator', r.pos + 1);
  return { name, value: parseAfter(r, '"="') };
}
