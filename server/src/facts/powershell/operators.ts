import type { Span } from '../../base/span';
import {
  type Data,
  enumerate,
  isList,
  isTable,
  itemsOf,
  known,
  type List,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import { compared, plainText } from './compare';
import { filled } from './format';
import { pattern, replacement } from './regex';

/** Longest string that is computed; beyond it a value is unknown. */
const longest = 65_536;

/** Most items of a list or a table that grows. */
export const maximumItems = 2_000;

/** Why a list or a table that grew longer is no longer followed. */
export const tooLong = 'it grew too long to be followed';

export const list = (items: readonly Value<Data>[]): List => ({ kind: 'list', items });

/**
 * A binary operation on evaluated operands, as PowerShell computes it; unknown where an operand is, or where the
 * operator is none that configuration is built with. `span` is the place of the whole expression.
 */
export function binary(operator: string, left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  const no = (why: string): Value<Data> => unknown(text, span, why);
  switch (operator) {
    case '+':
      return add(left, right, span, text);
    case '-f':
      return format(left, right, span, text);
    case '-join': {
      const glue = textOf(right);
      const parts = itemsOf(left).map(plainText);
      if (!left.known || glue === undefined || parts.includes(undefined))
        return no(itemsOf(left).reduce((why, it) => (it.known ? why : it.why), 'a joined part is no text'));
      return string(parts.join(glue), span, text);
    }
    case '-bor': {
      const a = left.known ? left.value : undefined;
      const b = right.known ? right.value : undefined;
      if (typeof a === 'number' && typeof b === 'number') return known(a | b, span);
      // Flags of an enumeration: the list of those that are known, the rest being what was set before.
      const items = [left, right].flatMap(it => itemsOf(it));
      return known(list(items), span);
    }
    case '-split':
    case '-isplit':
    case '-csplit':
      return split(left, right, operator, span, text);
    case '-band':
    case '-bxor':
    case '-shl':
    case '-shr': {
      const [a, b] = [left, right].map(it => (it.known && typeof it.value === 'number' ? it.value : undefined));
      if (a === undefined || b === undefined) return no(unknownPart(left, right));
      return known(bitwise(operator, a, b), span);
    }
    case '-replace':
    case '-creplace':
    case '-ireplace':
      return replaced(left, right, operator, span, text);
    case '..': {
      const a = left.known ? left.value : undefined;
      const b = right.known ? right.value : undefined;
      if (typeof a !== 'number' || typeof b !== 'number' || Math.abs(a - b) > 256)
        return no('the range is not known, or long');
      const step = a <= b ? 1 : -1;
      return known(list(Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => known(a + i * step, span))), span);
    }
    case '*': {
      if (left.known && right.known && typeof right.value === 'number') {
        if (typeof left.value === 'number') return known(left.value * right.value, span);
        if (typeof left.value === 'string' && left.value.length * right.value < longest && right.value >= 0)
          return known(left.value.repeat(right.value), span);
        if (isList(left.value) && left.value.items.length * right.value <= 256) {
          const { items } = left.value;
          return known(list(Array.from({ length: Math.max(0, right.value) }, () => items).flat()), span);
        }
      }
      return no(unknownPart(left, right));
    }
    case '-':
    case '/':
    case '%': {
      const a = left.known ? left.value : undefined;
      const b = right.known ? right.value : undefined;
      if (typeof a !== 'number' || typeof b !== 'number') return no(unknownPart(left, right));
      const result = operator === '-' ? a - b : operator === '/' ? a / b : a % b;
      return Number.isFinite(result) ? known(result, span) : no(unknownPart(left, right));
    }
    case '??':
      return left.known ? (left.value === null ? right : left) : no(`${left.why}, so it may be null`);
    default:
      return compared(operator, left, right, span, text) ?? no(`${operator} is not computed`);
  }
}

/** Text as a known value, unless it grew too long. */
export const string = (value: string, span: Span, text: string): Value<Data> =>
  value.length <= longest ? known(value, span) : unknown(text, span, 'too long');

const sizeOf = (data: Data): number => (isList(data) ? data.items.length : isTable(data) ? data.entries.length : 0);

function add(left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  if (left.known && right.known) {
    const a = left.value;
    const b = right.value;
    if (typeof a === 'number' && typeof b === 'number') return known(a + b, span);
    if (sizeOf(a) + sizeOf(b) > maximumItems && (isTable(a) || isList(a))) return unknown(text, span, tooLong);
    if (isTable(a) && isTable(b)) return known({ kind: 'table', entries: [...a.entries, ...b.entries] }, span);
    if (isList(a)) return known(list([...a.items, ...enumerate(right)]), span);
    const [x, y] = [textOf(left), textOf(right)];
    if (x !== undefined && y !== undefined) return headed(string(x + y, span, text), headOf(left));
  }
  if (left.known && isList(left.value)) {
    if (left.value.items.length >= maximumItems) return unknown(text, span, tooLong);
    return known(list([...left.value.items, right]), span);
  }
  const prefix = textOf(left) ?? (left.known ? undefined : left.prefix);
  const head = headOf(left);
  const suffix = textOf(right) ?? (right.known ? undefined : right.suffix);
  return {
    ...unknown(text, span, unknownPart(left, right)),
    ...(prefix === undefined ? {} : { prefix }),
    ...(prefix !== undefined && head ? { head } : {}),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

/** `-f`; formats of .NET other than those for whole numbers make it unknown. */
function format(left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  const shape = textOf(left);
  if (shape === undefined) return unknown(text, span, 'the format is unknown');
  const { text: result, complete } = filled(shape, right);
  const at = Math.max(0, shape.indexOf('{'));
  const start = left.known && left.literal && at > 0 ? left.literal.start : undefined;
  const head = start === undefined ? undefined : { start, end: start + at };
  if (complete) return headed(string(result, span, text), head);
  const why = itemsOf(right).find(it => !it.known);
  return headed(
    { ...unknown(text, span, why && !why.known ? why.why : 'a formatted part is unknown'), prefix: shape.slice(0, at) },
    head,
  );
}

/** Where the first letters of a text are written. */
const headOf = (value: Value<Data>): Span | undefined => (value.known ? (value.literal ?? value.head) : value.head);

const headed = (value: Value<Data>, head: Span | undefined): Value<Data> => (head ? { ...value, head } : value);

/** `-replace`, of a text or of each of a list. */
function replaced(left: Value<Data>, right: Value<Data>, operator: string, span: Span, text: string): Value<Data> {
  const [by, to] = itemsOf(right);
  if (!left.known) return unknown(text, span, left.why);
  if (isList(left.value)) {
    return known(list(left.value.items.map(it => replaced(it, right, operator, it.span, text))), span);
  }
  const [source, wanted, put] = [plainText(left), by && textOf(by), to ? plainText(to) : ''];
  if (source === undefined || wanted === undefined || put === undefined) {
    return unknown(text, span, 'a replaced part is unknown');
  }
  const expression = pattern(wanted, source, operator === '-creplace' ? 'g' : 'gi');
  if (!expression) return unknown(text, span, 'the pattern is not followed');
  return string(source.replace(expression, replacement(put)), span, text);
}

/** `'a b' -split ' '`; the parts of a plain text that is written here know their places. */
function split(left: Value<Data>, right: Value<Data>, operator: string, span: Span, text: string): Value<Data> {
  const [by, limit] = itemsOf(right);
  if (!left.known) return unknown(text, span, left.why);
  const wanted = by && textOf(by);
  if (wanted === undefined) return unknown(text, span, 'it is not known where it is split');
  const most = limit?.known && typeof limit.value === 'number' && limit.value > 0 ? limit.value : undefined;
  const parts: Value<Data>[] = [];
  for (const it of itemsOf(left)) {
    const source = plainText(it);
    const expression = source === undefined ? undefined : pattern(wanted, source, operator === '-csplit' ? 'g' : 'gi');
    if (source === undefined || !expression) return unknown(text, span, 'the pattern is not followed');
    parts.push(...pieces(it, source, expression, most, span));
  }
  return known(list(parts), span);
}

/** The parts of a text between the matches, groups of the pattern among them. */
export function pieces(
  value: Value<Data>,
  source: string,
  expression: RegExp,
  most: number | undefined,
  span: Span,
): readonly Value<Data>[] {
  const { literal } = value.known ? value : {};
  const isPlain = literal !== undefined && literal.end - literal.start === source.length;
  const found: Value<Data>[] = [];
  let from = 0;
  const add = (to: number): void => {
    const at = isPlain ? { start: literal.start + from, end: literal.start + to } : undefined;
    found.push(known(source.slice(from, to), span, at));
  };
  for (const match of source.matchAll(expression)) {
    if (most !== undefined && found.length >= most - 1) break;
    if (match[0] === '' && (match.index === 0 || match.index === source.length)) continue;
    add(match.index);
    for (const group of match.slice(1)) if (group !== undefined) found.push(known(group, span));
    from = match.index + match[0].length;
  }
  add(source.length);
  return found;
}

function bitwise(operator: string, a: number, b: number): number {
  if (operator === '-shl') return a * 2 ** b;
  if (operator === '-shr') return Math.floor(a / 2 ** b);
  return Number(
    operator === '-band'
      ? BigInt(Math.trunc(a)) & BigInt(Math.trunc(b))
      : BigInt(Math.trunc(a)) ^ BigInt(Math.trunc(b)),
  );
}

/** Why an operation on two values gives none. */
export function unknownPart(left: Value<Data>, right: Value<Data>): string {
  if (!left.known) return left.why;
  return right.known ? 'it is not computed with numbers' : right.why;
}
