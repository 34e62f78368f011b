/** A number as the registry's writers take it: `1`, `0x1`, `-1` for all bits; `undefined` for anything else. */
export function parseNumber(text: string): number | undefined {
  const it = text.trim();
  if (/^[+-]?\d+$/.test(it)) return Number.parseInt(it, 10);
  if (/^0x[0-9a-f]+$/i.test(it)) return Number.parseInt(it.slice(2), 16);
  return undefined;
}

/** `number` in the notation of `written`: `0x00000001` has 0 as `0x00000000`. */
export function inNotationOf(written: string, number: number): string {
  const hex = /^(\s*0)(x)([0-9a-f]+)\s*$/i.exec(written);
  if (!hex) return String(number);
  const digits = (number >>> 0).toString(16);
  const width = hex[3]!.length;
  // `0xffffffff` is an idiom for "on", not a wish for eight digits.
  return `0${hex[2]}${/^f+$/i.test(hex[3]!) ? digits : digits.padStart(width, '0')}`;
}
