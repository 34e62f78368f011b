import type { Expression } from './ast';
import { parseParenthesised, parseScriptBlock, parseSubExpression } from './brackets';
import { Char, isDigit, isLetter, isLetterOrDigit, isNewline, isSpace, startsVariable } from './chars';
import { parseAfter, parseExpression } from './expressions';
import type { Reader } from './reader';
import { atString, parseString } from './strings';
import { genericArgumentsEnd } from './types';
import { parseVariable } from './variables';
import { bareWord } from './words';

/** The members, indices and calls that follow `target` without white space. */
export function parsePostfix(r: Reader, target: Expression): Expression {
  const { links } = r;
  let result = target;
  for (let own = 0; ; r.link(links, own++)) {
    const c = r.code;
    const next = r.at(r.pos + 1);
    let after: Expression | undefined;
    if (c === Char.Dot && next !== Char.Dot) after = parseMember(r, result, false, 1);
    else if (c === Char.Colon && next === Char.Colon) after = parseMember(r, result, true, 2);
    else if (c === Char.OpenBracket) after = parseIndex(r, result, 1);
    else if (c === Char.Question && next === Char.Dot) after = parseMember(r, result, false, 2);
    else if (c === Char.Question && next === Char.OpenBracket) after = parseIndex(r, result, 2);
    if (!after) return result;
    result = after;
  }
}

function parseIndex(r: Reader, target: Expression, width: number): Expression {
  r.take('punctuation', r.pos + width);
  const saved = r.commaSeparates;
  r.commaSeparates = false;
  r.enter();
  const index = parseAfter(r, '"["');
  r.leave();
  r.commaSeparates = saved;
  r.skipNewlines();
  if (!r.accept(Char.CloseBracket)) r.missing('"]"');
  return { kind: 'Index', start: target.start, end: r.last, target, index };
}

function parseMember(r: Reader, target: Expression, isStatic: boolean, width: number): Expression | undefined {
  const from = r.pos + width;
  const nullConditional = r.code === Char.Question;
  const start = target.start;
  if (!startsMember(r, from)) {
    if (!isNewline(r.at(from)) && from < r.size) return undefined;
    r.take('operator', from);
    const member = r.missing('a member name');
    return { kind: 'Member', start, end: r.last, target, isStatic, nullConditional, member };
  }
  r.take('operator', from);
  r.skipNewlines();
  const member = parseMemberName(r);
  if (r.code === Char.OpenBracket) {
    const end = genericArgumentsEnd(r, r.pos);
    if (end > 0) r.take('type', end);
  }
  if (r.code === Char.OpenParen) {
    const args = parseArguments(r);
    return { kind: 'MethodCall', start, end: r.last, target, isStatic, nullConditional, member, args };
  }
  if (r.code === Char.OpenBrace) {
    const args = [parseScriptBlock(r)];
    return { kind: 'MethodCall', start, end: r.last, target, isStatic, nullConditional, member, args };
  }
  return { kind: 'Member', start, end: r.last, target, isStatic, nullConditional, member };
}

/**
 * Whether a member name follows the operator that ends at `from`. It may stand on the next line, unless what stands
 * there looks like a command: then the name was not typed yet.
 */
function startsMember(r: Reader, from: number): boolean {
  const c = r.at(from);
  if (
    isLetterOrDigit(c) ||
    c === Char.Dollar ||
    c === Char.OpenParen ||
    c === Char.OpenBrace ||
    c === Char.DoubleQuote ||
    c === Char.SingleQuote ||
    c === 0x201c
  )
    return true;
  if (c === Char.Backtick && isNewline(r.at(from + 1))) return true;
  if (!isNewline(c) && !isSpace(c)) return false;
  let i = from;
  while (i < r.size && (isSpace(r.at(i)) || isNewline(r.at(i)))) i++;
  if (!isLetter(r.at(i))) return r.at(i) === Char.Dollar;
  while (isLetterOrDigit(r.at(i))) i++;
  const next = r.at(i);
  return (
    next !== Char.Hyphen &&
    next !== Char.Backslash &&
    next !== Char.Colon &&
    !(isSpace(next) && isCommandTail(r.at(i + 1)))
  );
}

/** Whether the character starts an argument rather than an operator. */
const isCommandTail = (c: number): boolean =>
  isLetterOrDigit(c) || c === Char.DoubleQuote || c === Char.SingleQuote || c === Char.Dollar;

function parseMemberName(r: Reader): Expression {
  const start = r.pos;
  const c = r.code;
  if (isLetterOrDigit(c)) {
    let end = start + 1;
    if (isDigit(c)) while (isDigit(r.at(end))) end++;
    else while (isLetterOrDigit(r.at(end))) end++;
    r.take('member', end);
    return bareWord(r.text.slice(start, end), start, end);
  }
  const next = r.at(start + 1);
  if (c === Char.Dollar && next === Char.OpenParen) return parseSubExpression(r);
  if (c === Char.Dollar && (next === Char.OpenBrace || startsVariable(next))) return parseVariable(r);
  if (c === Char.OpenParen) return parseParenthesised(r);
  if (c === Char.OpenBrace) return parseScriptBlock(r);
  if (atString(r)) return parseString(r);
  return r.missing('a member name');
}

/** `(a, b)` of a method call; the bracket stands here. */
function parseArguments(r: Reader): Expression[] {
  const args: Expression[] = [];
  r.take('punctuation', r.pos + 1);
  const saved = r.open(Char.CloseParen);
  r.commaSeparates = true;
  for (r.skipNewlines(); !r.atEnd && r.code !== Char.CloseParen; r.skipNewlines()) {
    const argument = parseExpression(r);
    if (!argument) break;
    args.push(argument);
    r.skipNewlines();
    if (!r.accept(Char.Comma)) break;
  }
  r.close(Char.CloseParen, saved);
  return args;
}
