import { endsNumber, endsWord, isDigit } from './chars';

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
  const radix = text.charCodeAt(i) === 48 ? radixOf(text.charCodeAt(i + 1)) : 10;
  if (radix !== 10) {
    i = digitsEnd(text, i + 2, radix);
    if (i === start + 2) return undefined;
    value = Number(text.slice(start, i));
  } else {
    i = digitsEnd(text, i, 10);
    if (text.charCodeAt(i) === 46 && text.charCodeAt(i + 1) !== 46) i = digitsEnd(text, i + 1, 10);
    if (i === start || (i === start + 1 && text.charCodeAt(start) === 46)) return undefined;
    const exponent = exponentEnd(text, i);
    if (exponent < 0) return undefined;
    i = exponent;
    value = Number(text.slice(start, i));
  }
  i = suffixEnd(text, i);
  const multiplier = (text.charCodeAt(i + 1) | 32) === 98 ? multipliers[text[i]!.toLowerCase()] : undefined;
  if (multiplier) {
    value *= multiplier;
    i += 2;
  }
  const next = i < text.length ? text.charCodeAt(i) : 0;
  return (inExpression ? endsNumber(next) : endsWord(next)) ? { end: i, value } : undefined;
}

const radixOf = (c: number): number => ((c | 32) === 120 ? 16 : (c | 32) === 98 ? 2 : 10);

function digitsEnd(text: string, start: number, radix: number): number {
  let i = start;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    const lower = c | 32;
    const isOne = radix === 2 ? c === 48 || c === 49 : isDigit(c) || (radix === 16 && lower >= 97 && lower <= 102);
    if (!isOne) break;
    i++;
  }
  return i;
}

/** The end of `e+10`; `from` when there is none, -1 when it has no digits. */
function exponentEnd(text: string, from: number): number {
  if ((text.charCodeAt(from) | 32) !== 101) return from;
  const sign = text.charCodeAt(from + 1);
  const digits = sign === 43 || sign === 45 ? from + 2 : from + 1;
  const end = digitsEnd(text, digits, 10);
  return end === digits ? -1 : end;
}

/** The end of a type suffix: `l`, `d`, `u`, `s`, `y`, `n`, `ul`, `us`, `uy`. */
function suffixEnd(text: string, from: number): number {
  switch (text.charCodeAt(from) | 32) {
    case 117: {
      const second = text.charCodeAt(from + 1) | 32;
      return second === 108 || second === 115 || second === 121 ? from + 2 : from + 1;
    }
    case 108:
    case 100:
    case 115:
    case 121:
    case 110:
      return from + 1;
    default:
      return from;
  }
}
