import { Char, isDash, isLetter } from './chars';
import type { Reader } from './reader';

/** An operator that stands at a place. */
export interface Operator {
  /** Lower case, with a plain dash. */
  readonly name: string;
  readonly end: number;
  /** Binding strength; higher binds tighter. */
  readonly strength: number;
}

const logical = 1;
const bitwise = 2;
const comparison = 3;
const coalesce = 4;
const additive = 5;
const multiplicative = 6;
const format = 7;
const range = 8;

const named = new Map<string, number>([
  ['and', logical],
  ['or', logical],
  ['xor', logical],
  ['band', bitwise],
  ['bor', bitwise],
  ['bxor', bitwise],
  ['f', format],
]);
for (const plain of ['is', 'isnot', 'as', 'shl', 'shr', 'join']) named.set(plain, comparison);
for (const cased of 'eq ne gt ge lt le like notlike match notmatch replace contains notcontains in notin split'.split(
  ' ',
)) {
  for (const prefix of ['', 'i', 'c']) named.set(prefix + cased, comparison);
}

const unary = new Set(['not', 'bnot', 'join', 'split', 'csplit', 'isplit']);

/** The letters after the dash at `from`, in lower case. */
function wordAfterDash(r: Reader, from: number): string {
  let end = from + 1;
  while (end < r.size && end - from < 16 && isLetter(r.at(end))) end++;
  return r.text.slice(from + 1, end).toLowerCase();
}

/** The binary operator that stands here, if any. Assignment operators and `++` are none. */
export function binaryOperator(r: Reader): Operator | undefined {
  const at = r.pos;
  const c = r.code;
  const next = r.at(at + 1);
  switch (c) {
    case Char.Plus:
      return next === Char.Equals || next === Char.Plus ? undefined : { name: '+', end: at + 1, strength: additive };
    case Char.Star:
      return next === Char.Equals || next === Char.Greater
        ? undefined
        : { name: '*', end: at + 1, strength: multiplicative };
    case Char.Slash:
      return next === Char.Equals ? undefined : { name: '/', end: at + 1, strength: multiplicative };
    case Char.Percent:
      return next === Char.Equals ? undefined : { name: '%', end: at + 1, strength: multiplicative };
    case Char.Dot:
      return next === Char.Dot ? { name: '..', end: at + 2, strength: range } : undefined;
    case Char.Question:
      return next === Char.Question && r.at(at + 2) !== Char.Equals
        ? { name: '??', end: at + 2, strength: coalesce }
        : undefined;
    default:
      if (!isDash(c) || next === Char.Equals || isDash(next)) return undefined;
      return isLetter(next) ? namedOperator(r, at) : { name: '-', end: at + 1, strength: additive };
  }
}

function namedOperator(r: Reader, at: number): Operator | undefined {
  const name = wordAfterDash(r, at);
  const strength = named.get(name);
  return strength === undefined ? undefined : { name: `-${name}`, end: at + 1 + name.length, strength };
}

/** The unary operator that stands here, if any; a comma counts, a sign before a digit does not. */
export function unaryOperator(r: Reader): { readonly name: string; readonly end: number } | undefined {
  const at = r.pos;
  const c = r.code;
  const next = r.at(at + 1);
  if (c === Char.Exclamation) return { name: '!', end: at + 1 };
  if (c === Char.Comma) return { name: ',', end: at + 1 };
  if (c === Char.Plus) return next === Char.Plus ? { name: '++', end: at + 2 } : { name: '+', end: at + 1 };
  if (!isDash(c)) return undefined;
  if (isDash(next)) return { name: '--', end: at + 2 };
  if (!isLetter(next)) return { name: '-', end: at + 1 };
  const name = wordAfterDash(r, at);
  return unary.has(name) ? { name: `-${name}`, end: at + 1 + name.length } : undefined;
}

/** The assignment operator that stands here: `=`, `+=`, `??=`... */
export function assignmentOperator(r: Reader): string | undefined {
  const c = r.code;
  if (c === Char.Equals) return '=';
  if (c === Char.Question)
    return r.at(r.pos + 1) === Char.Question && r.at(r.pos + 2) === Char.Equals ? '??=' : undefined;
  if (r.at(r.pos + 1) !== Char.Equals) return undefined;
  if (isDash(c)) return '-=';
  return c === Char.Plus || c === Char.Star || c === Char.Slash || c === Char.Percent
    ? `${String.fromCharCode(c)}=`
    : undefined;
}
