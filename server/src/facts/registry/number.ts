import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';

/** `number` in the notation of `written`: after `0x00000001`, 0 is `0x00000000`. */
export function inNotationOf(written: string, number: number): string {
  const hex = /^\s*(0x)([0-9a-f]+)\s*$/i.exec(written);
  if (!hex) return String(number);
  const digits = (number >>> 0).toString(16);
  // `0xffffffff` is an idiom for "on", not a wish for eight digits.
  return hex[1] + (/^f+$/i.test(hex[2]!) ? digits : digits.padStart(hex[2]!.length, '0'));
}

/** How to write another number where a value stands as a literal; `undefined` when it stands nowhere. */
export function setterOf(value: Value<Data>): ((number: number) => Edit | undefined) | undefined {
  if (!value.known || !value.literal) return undefined;
  const { value: data, literal } = value;
  if (typeof data === 'string') {
    return /^\s*(\d+|0x[0-9a-f]+)\s*$/i.test(data) ? number => replace(literal, inNotationOf(data, number)) : undefined;
  }
  if (typeof data === 'boolean') {
    return number => (number === 0 || number === 1 ? replace(literal, number === 1 ? '$true' : '$false') : undefined);
  }
  if (typeof data !== 'number') return undefined;
  // The text itself is not at hand; a number that is not as long as its decimal digits was written in hexadecimal.
  const hexadecimal = literalSize(literal) !== String(data).length;
  return number => replace(literal, hexadecimal ? `0x${(number >>> 0).toString(16)}` : String(number));
}

const literalSize = (span: Span): number => span.end - span.start;
