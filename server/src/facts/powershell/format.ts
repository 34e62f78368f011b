import { type Data, itemsOf, type Value } from '../../base/value';
import { plainText } from './compare';

/** The text of `-f`, and whether all of it is known: a hole that is not leaves nothing behind. */
export function filled(pattern: string, right: Value<Data>): { readonly text: string; readonly complete: boolean } {
  const values = itemsOf(right);
  let complete = true;
  const text = pattern.replace(
    /\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^}]*))?\}/g,
    (hole, index?: string, width?: string, shape?: string) => {
      if (hole === '{{') return '{';
      if (hole === '}}') return '}';
      const value = values[Number(index)];
      const shown = value && (shape === undefined ? plainText(value) : shaped(value, shape));
      if (shown === undefined) complete = false;
      const size = Number(width ?? 0);
      return size < 0 ? (shown ?? '').padEnd(-size) : (shown ?? '').padStart(size);
    },
  );
  return { text, complete };
}

/** A value by a format of .NET: `X8`, `D2`, `N0`, `00`; `undefined` for all others. */
export function shaped(value: Value<Data>, shape: string): string | undefined {
  if (!value.known) return undefined;
  if (typeof value.value === 'string') return value.value;
  const number = value.value;
  if (typeof number !== 'number') return undefined;
  const match = /^([xXdDnNfF])(\d*)$/.exec(shape);
  if (!match) return /^0+$/.test(shape) ? String(Math.round(number)).padStart(shape.length, '0') : undefined;
  const size = match[2] === '' ? undefined : Math.min(Number(match[2]), 64);
  switch (match[1]) {
    case 'x':
      return (number < 0 ? number >>> 0 : number).toString(16).padStart(size ?? 0, '0');
    case 'X':
      return (number < 0 ? number >>> 0 : number)
        .toString(16)
        .toUpperCase()
        .padStart(size ?? 0, '0');
    case 'd':
    case 'D':
      return String(Math.trunc(number)).padStart(size ?? 0, '0');
    case 'f':
    case 'F':
      return number.toFixed(size ?? 2);
    default:
      return number.toFixed(size ?? 2).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  }
}
