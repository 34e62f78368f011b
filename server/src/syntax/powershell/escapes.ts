import { isNewline } from './chars';

const named: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What the backtick at `at` and the characters after it stand for, and where they end. */
export function undoEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const next = text[at + 1];
  if (next === undefined) return { value: '`', end: at + 1 };
  if (next === 'u' && text[at + 2] === '{') {
    const length = text.slice(at + 3, at + 10).indexOf('}');
    const point = length > 0 ? Number(`0x${text.slice(at + 3, at + 3 + length)}`) : Number.NaN;
    if (point <= 0x10ffff) return { value: String.fromCodePoint(point), end: at + 4 + length };
  }
  if (isNewline(next.charCodeAt(0))) {
    const end = next === '\r' && text[at + 2] === '\n' ? at + 3 : at + 2;
    return { value: text.slice(at + 1, end), end };
  }
  return { value: named[next] ?? next, end: at + 2 };
}
