import type { Variable } from './ast';
import { Char, isLetterOrDigit, isNewline, startsVariable } from './chars';
import { undoEscape } from './escapes';
import type { Reader } from './reader';

/** Where the unbraced variable name that starts at `from`, after the sign, ends; `from` when there is none. */
export function variableEnd(r: Reader, from: number): number {
  const first = r.at(from);
  if (first === Char.Dollar || first === Char.Question || first === Char.Caret) return from + 1;
  let i = from;
  while (i < r.size) {
    const c = r.at(i);
    if (c === Char.Colon) {
      const next = r.at(i + 1);
      if (next === Char.Colon || next === Char.Dollar || !startsVariable(next)) break;
    } else if (c !== Char.Question && !isLetterOrDigit(c)) {
      break;
    }
    i++;
  }
  return i;
}

/** `$name`, `${name}`, `@name`; the sign stands here and a name follows. */
export function parseVariable(r: Reader): Variable {
  const start = r.pos;
  const splatted = r.code === Char.At;
  if (r.at(start + 1) === Char.OpenBrace) return parseBraced(r);
  const end = variableEnd(r, start + 1);
  r.take('variable', end);
  return variable(r.text.slice(start + 1, end), splatted, start, end);
}

function parseBraced(r: Reader): Variable {
  const start = r.pos;
  let name = '';
  let copied = start + 2;
  let i = copied;
  for (;;) {
    const c = r.at(i);
    if (c === Char.CloseBrace || i >= r.size || isNewline(c)) break;
    if (c === Char.Backtick) {
      const undone = undoEscape(r.text, i);
      name += r.text.slice(copied, i) + undone.value;
      copied = i = undone.end;
    } else {
      i++;
    }
  }
  name += r.text.slice(copied, i);
  if (r.at(i) === Char.CloseBrace) i++;
  else r.error('The variable name has no closing brace.', start, i);
  r.take('variable', i);
  return variable(name, false, start, i);
}

function variable(path: string, splatted: boolean, start: number, end: number): Variable {
  const colon = path.indexOf(':');
  if (colon <= 0) return { kind: 'Variable', start, end, name: path, splatted };
  const scope = path.slice(0, colon).toLowerCase();
  return { kind: 'Variable', start, end, name: path.slice(colon + 1), scope, splatted };
}
