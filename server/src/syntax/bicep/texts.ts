import type { Expression, Text, TextPart } from '../expression/model';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const opening = /(\$*)('''|')/y;

/** Reads what a `${` opens: its expression, and where its closing brace ends. */
type Put = (at: number) => { readonly value: Expression; readonly end: number };

/** The text that begins at `start`: `'single'` with escapes, `'''many lines'''` without. */
export function textAt(text: string, start: number, put: Put): (Text & { readonly closed: boolean }) | undefined {
  opening.lastIndex = start;
  const head = opening.exec(text);
  if (!head) return undefined;
  const [whole, dollars = '', quotes] = head;
  // An empty text looks like the beginning of a long one.
  if (quotes === "'" && dollars !== '') return undefined;
  return quotes === "'" ? single(text, start, put) : long(text, start, whole.length, dollars, put);
}

function single(text: string, start: number, put: Put): Text & { readonly closed: boolean } {
  const parts: TextPart[] = [];
  let from = start + 1;
  let at = from;
  const letters = (): void => {
    if (at > from) parts.push({ kind: 'letters', start: from, end: at, text: text.slice(from, at) });
    from = at;
  };
  for (;;) {
    const sign = text[at];
    if (sign === undefined || sign === '\n' || sign === "'") break;
    if (sign === '\\') {
      letters();
      const code = /^\\u\{([\da-fA-F]{1,6})\}/.exec(text.slice(at, at + 12));
      const size = code ? code[0].length : Math.min(2, text.length - at);
      const value = code ? Number.parseInt(code[1]!, 16) : 0;
      const written = text[at + 1] ?? '';
      const meant = code && value <= 0x10ffff ? String.fromCodePoint(value) : (escapes[written] ?? written);
      at += size;
      if (meant !== '') parts.push({ kind: 'letters', start: from, end: at, text: meant });
      from = at;
    } else if (sign === '$' && text[at + 1] === '{') {
      letters();
      const { value, end } = put(at + 2);
      parts.push({ kind: 'put', start: at, end, value });
      from = at = end;
    } else at++;
  }
  letters();
  const closed = text[at] === "'";
  const inner = { start: start + 1, end: at };
  return { kind: 'text', start, end: closed ? at + 1 : at, parts, inner, quotes: 'single', closed };
}

/** With dollars before its quotes as many of them put an expression in. The first end of line is none of its own. */
function long(
  text: string,
  start: number,
  head: number,
  dollars: string,
  put: Put,
): Text & { readonly closed: boolean } {
  let from = start + head;
  if (text.startsWith('\r\n', from)) from += 2;
  else if (text[from] === '\n') from++;
  const found = text.indexOf("'''", from);
  let end = found < 0 ? text.length : found;
  while (found >= 0 && text[end + 3] === "'") end++;
  const parts: TextPart[] = [];
  const inner = { start: from, end };
  const mark = `${dollars}{`;
  const letters = (to: number): void => {
    if (to > from) parts.push({ kind: 'letters', start: from, end: to, text: text.slice(from, to) });
  };
  if (dollars !== '') {
    for (let at = text.indexOf(mark, from); at >= 0 && at < end; at = text.indexOf(mark, from)) {
      letters(at);
      const read = put(at + mark.length);
      parts.push({ kind: 'put', start: at, end: read.end, value: read.value });
      from = Math.min(read.end, end);
    }
  }
  letters(end);
  return { kind: 'text', start, end: found < 0 ? end : end + 3, parts, inner, quotes: 'raw', closed: found >= 0 };
}
