import type { Cast, Expression, NumberLiteral, TypeLiteral } from './ast';
import {
  parseArrayExpression,
  parseHashtable,
  parseParenthesised,
  parseScriptBlock,
  parseSubExpression,
} from './brackets';
import { isDash, isDigit, isLetterOrDigit, startsVariable } from './chars';
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
  if (!condition || r.code !== 63) return condition;
  return parseTernary(r, condition);
}

function parseTernary(r: Reader, condition: Expression): Expression {
  if (r.at(r.pos + 1) === 63) return condition;
  r.enter();
  r.take('operator', r.pos + 1);
  const whenTrue = parseAfter(r, '"?"');
  r.skipNewlines();
  const colon = r.code === 58;
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
  if (r.code !== 44) return first;
  const elements = [first];
  while (r.code === 44) {
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
  if ((c === 43 && next === 43) || (isDash(c) && isDash(next))) {
    r.take('operator', r.pos + 2);
    const operator = c === 43 ? '++' : '--';
    return { kind: 'Unary', start: operand.start, end: r.last, operator, postfix: true, operand };
  }
  r.pos = from;
  return operand;
}

function parsePrefixed(r: Reader): Expression | undefined {
  if (r.code === 91) return parseTypeOrCast(r);
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
  if (!attribute && ((c === 58 && r.at(r.pos + 1) === 58) || c === 46)) return parsePostfix(r, type);
  const from = r.pos;
  if (attribute) r.skipNewlines();
  else r.skipSpace();
  r.enter();
  const operand = r.code === 44 ? undefined : parseUnary(r);
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
    case 36:
      if (next === 40) return parseSubExpression(r);
      return next === 123 || startsVariable(next) ? parseVariable(r) : undefined;
    case 40:
      return parseParenthesised(r);
    case 123:
      return parseScriptBlock(r);
    case 64:
      if (next === 40) return parseArrayExpression(r);
      if (next === 123) return parseHashtable(r);
      if (isLetterOrDigit(next) || next === 58) return parseVariable(r);
      return atString(r) ? parseString(r) : undefined;
    default:
      if (atString(r)) return parseString(r);
      return parseNumber(r, r.pos, true);
  }
}

/** The number whose digits start at `digits`, after a sign when that is not here. */
export function parseNumber(r: Reader, digits: number, inExpression: boolean): NumberLiteral | undefined {
  const c = r.at(digits);
  if (!isDigit(c) && !(c === 46 && isDigit(r.at(digits + 1)))) return undefined;
  const number = scanNumber(r.text, digits, inExpression);
  if (!number) return undefined;
  const start = r.pos;
  const value = digits > start && r.code !== 43 ? -number.value : number.value;
  r.take('number', number.end);
  return { kind: 'Number', start, end: number.end, value };
}
