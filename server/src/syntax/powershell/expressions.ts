import type { Cast, Expression, NumberLiteral, TypeLiteral } from './ast';
import {
  parseArrayExpression,
  parseHashtable,
  parseParenthesised,
  parseScriptBlock,
  parseSubExpression,
} from './brackets';
import { Char, isDash, isDigit, isLetterOrDigit, startsVariable } from './chars';
import { parsePostfix } from './members';
import { scanNumber } from './numbers';
import { binaryOperator, type Operator, unaryOperator } from './operators';
import type { Reader } from './reader';
import { atString, parseString } from './strings';
import { atAttribute, parseAttributeOrType } from './types';
import { parseVariable } from './variables';

export { parseSubExpression };

/** An expression, or `undefined` when none starts here; then nothing but space was taken. */
export function parseExpression(r: Reader): Expression | undefined {
  const condition = parseBinary(r, 0);
  if (!condition || r.code !== Char.Question) return condition;
  return parseTernary(r, condition);
}

function parseTernary(r: Reader, condition: Expression): Expression {
  if (r.at(r.pos + 1) === Char.Question) return condition;
  r.enter();
  r.take('operator', r.pos + 1);
  const whenTrue = parseAfter(r, '"?"');
  r.skipNewlines();
  const colon = r.code === Char.Colon;
  if (colon) r.take('operator', r.pos + 1);
  const whenFalse = colon ? parseAfter(r, '":"') : r.missing('":"');
  r.leave();
  return { kind: 'Ternary', start: condition.start, end: r.last, condition, whenTrue, whenFalse };
}

/** The expression that must follow `what`, line ends allowed before it. */
export function parseAfter(r: Reader, what: string): Expression {
  r.skipNewlines();
  return parseExpression(r) ?? r.missing(`a value after ${what}`);
}

/** Operands joined by operators that bind tighter than `strength`. */
function parseBinary(r: Reader, strength: number): Expression | undefined {
  let left = parseArray(r);
  if (!left) return undefined;
  const { links } = r;
  let own = 0;
  for (let operator = nextOperator(r); operator && operator.strength > strength; operator = nextOperator(r)) {
    r.take('operator', operator.end);
    r.skipNewlines();
    const right: Expression = parseBinary(r, operator.strength) ?? r.missing(`a value after "${operator.name}"`);
    left = { kind: 'Binary', start: left.start, end: right.end, operator: operator.name, left, right };
    r.link(links, own++);
  }
  return left;
}

function nextOperator(r: Reader): Operator | undefined {
  r.skipSpace();
  return binaryOperator(r);
}

/** `a, b, c`: a comma binds tighter than any binary operator. */
function parseArray(r: Reader): Expression | undefined {
  const first = parseUnary(r);
  if (!first || r.commaSeparates) return first;
  r.skipSpace();
  if (r.code !== Char.Comma) return first;
  const elements = [first];
  while (r.code === Char.Comma) {
    r.take('operator', r.pos + 1);
    r.skipNewlines();
    elements.push(parseUnary(r) ?? r.missing('a value after ","'));
    r.skipSpace();
  }
  return { kind: 'ArrayLiteral', start: first.start, end: r.last, elements };
}

/** An operand with its unary operators and casts. */
export function parseUnary(r: Reader): Expression | undefined {
  const operand = parsePrefixed(r);
  if (!operand) return undefined;
  const from = r.pos;
  r.skipSpace();
  const c = r.code;
  const next = r.at(r.pos + 1);
  if ((c === Char.Plus && next === Char.Plus) || (isDash(c) && isDash(next))) {
    r.take('operator', r.pos + 2);
    const operator = c === Char.Plus ? '++' : '--';
    return { kind: 'Unary', start: operand.start, end: r.last, operator, postfix: true, operand };
  }
  r.pos = from;
  return operand;
}

function parsePrefixed(r: Reader): Expression | undefined {
  if (r.code === Char.OpenBracket) return parseTypeOrCast(r);
  const operator = unaryOperator(r);
  if (!operator) return parsePrimary(r);
  const start = r.pos;
  if (operator.name === '+' || operator.name === '-') {
    const number = parseNumber(r, start + 1, true);
    if (number) return number;
  }
  if (operator.name === ',' && r.commaSeparates) return undefined;
  r.take('operator', operator.end);
  r.enter();
  r.skipNewlines();
  const operand = parseUnary(r) ?? r.missing(`a value after "${operator.name}"`);
  r.leave();
  return operator.name === ','
    ? { kind: 'ArrayLiteral', start, end: r.last, elements: [operand] }
    : { kind: 'Unary', start, end: r.last, operator: operator.name, postfix: false, operand };
}

/** `[T]`, `[T]::Member`, `[T]$x`; an attribute before an operand counts as a cast to its name. */
function parseTypeOrCast(r: Reader): Expression {
  const attribute = atAttribute(r);
  const head = parseAttributeOrType(r);
  const type: TypeLiteral =
    head.kind === 'Type' ? head : { kind: 'Type', start: head.start, end: head.end, name: head.name };
  const c = r.code;
  if (!attribute && ((c === Char.Colon && r.at(r.pos + 1) === Char.Colon) || c === Char.Dot))
    return parsePostfix(r, type);
  const from = r.pos;
  if (attribute) r.skipNewlines();
  else r.skipSpace();
  r.enter();
  const operand = r.code === Char.Comma ? undefined : parseUnary(r);
  r.leave();
  if (operand) return { kind: 'Cast', start: type.start, end: r.last, type, operand } satisfies Cast;
  r.back(from);
  return type;
}

/** A variable, string, number or bracketed expression with its members and indices. */
export function parsePrimary(r: Reader): Expression | undefined {
  const operand = parseOperand(r);
  return operand && parsePostfix(r, operand);
}

/** The same without what follows it. */
export function parseOperand(r: Reader): Expression | undefined {
  const c = r.code;
  const next = r.at(r.pos + 1);
  switch (c) {
    case Char.Dollar:
      if (next === Char.OpenParen) return parseSubExpression(r);
      return next === Char.OpenBrace || startsVariable(next) ? parseVariable(r) : undefined;
    case Char.OpenParen:
      return parseParenthesised(r);
    case Char.OpenBrace:
      return parseScriptBlock(r);
    case Char.At:
      if (next === Char.OpenParen) return parseArrayExpression(r);
      if (next === Char.OpenBrace) return parseHashtable(r);
      if (isLetterOrDigit(next) || next === Char.Colon) return parseVariable(r);
      return atString(r) ? parseString(r) : undefined;
    default:
      if (atString(r)) return parseString(r);
      return parseNumber(r, r.pos, true);
  }
}

/** The number whose digits start at `digits`, after a sign when that is not here. */
export function parseNumber(r: Reader, digits: number, inExpression: boolean): NumberLiteral | undefined {
  const c = r.at(digits);
  if (!isDigit(c) && !(c === Char.Dot && isDigit(r.at(digits + 1)))) return undefined;
  const number = scanNumber(r.text, digits, inExpression);
  if (!number) return undefined;
  const start = r.pos;
  const value = digits > start && r.code !== Char.Plus ? -number.value : number.value;
  r.take('number', number.end);
  return { kind: 'Number', start, end: number.end, value };
}
