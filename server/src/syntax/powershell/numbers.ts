import { Char, endsNumber, endsWord, isDigit } from './chars';

/** A number as it stands in the text. */
export interface ScannedNumber {
  readonly end: number;
  readonly value: number;
}

const multipliers: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/**
 * The unsigned number that starts at `start`, or `undefined` when the text there is a word such as `7z` or `1.2.3`.
 * In an expression an operator may follow at once; in a command only what ends a word.
 */
export function scanNumber(text: string, start: number, inExpression: boolean): ScannedNumber | undefined {
  let i = start;
  let value: number;
  const radix = text[i] === '0' ? radixOf(lowerAt(text, i + 1)) : 10;
  if (radix !== 10) {
    i = digitsEnd(text, i + 2, radix);
    if (i === start + 2) return undefined;
    value = Number(text.slice(start, i));
  } else {
    i = digitsEnd(text, i, 10);
    if (text.charCodeAt(i) === Char.Dot && text.charCodeAt(i + 1) !== Char.Dot) i = digitsEnd(text, i + 1, 10);
    if (i === start || (i === start + 1 && text.charCodeAt(start) === Char.Dot)) return undefined;
    const exponent = exponentEnd(text, i);
    if (exponent < 0) return undefined;
    i = exponent;
    value = Number(text.slice(start, i));
  }
  i = suffixEnd(text, i);
  const multiplier = lowerAt(text, i + 1) === 'b' ? multipliers[lowerAt(text, i)] : undefined;
  if (multiplier) {
    value *= multiplier;
    i += 2;
  }
  const next = i < text.length ? text.charCodeAt(i) : 0;
  return (inExpression ? endsNumber(next) : endsWord(next)) ? { end: i, value } : undefined;
}

/** The character at `at` in lower case, empty past the end. */
const lowerAt = (text: string, at: number): string => (text[at] ?? '').toLowerCase();

const radixOf = (letter: string): number => (letter === 'x' ? 16 : letter === 'b' ? 2 : 10);

function digitsEnd(text: string, start: number, radix: number): number {
  let i = start;
  while (i < text.length && isDigitOf(text.charCodeAt(i), radix)) i++;
  return i;
}

function isDigitOf(c: number, radix: number): boolean {
  if (!isDigit(c)) return radix === 16 && ((c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66));
  return radix !== 2 || c <= 0x31;
}

/** The end of `e+10`; `from` when there is none, -1 when it has no digits. */
function exponentEnd(text: string, from: number): number {
  if (lowerAt(text, from) !== 'e') return from;
  const sign = text.charCodeAt(from + 1);
  const digits = sign === Char.Plus || sign === Char.Hyphen ? from + 2 : from + 1;
  const end = digitsEnd(text, digits, 10);
  return end === digits ? -1 : end;
}

const suffixes = new Set(['l', 'd', 'u', 's', 'y', 'n']);
const unsignedSuffixes = new Set(['l', 's', 'y']);

/** The end of a type suffix: `l`, `d`, `u`, `s`, `y`, `n`, `ul`, `us`, `uy`. */
function suffixEnd(text: string, from: number): number {
  const first = lowerAt(text, from);
  if (first === 'u' && unsignedSuffixes.has(lowerAt(text, from + 1))) return from + 2;
  return suffixes.has(first) ? from + 1 : from;
}
