import { type Encode, MappedText } from '../../base/mapped-text';
import { trimmed } from './chars';
import type { ExecWord } from './model';

/** How text is written inside a JSON string. */
const inString: Encode = text => JSON.stringify(text).slice(1, -1);

const stringPattern = /"([^"\\]*(?:\\.[^"\\]*)*)"/g;
const escapePattern = /\\(?:u[0-9a-fA-F]{4}|.)/g;

/**
 * The exec form: the strings of a JSON array. `undefined` where the text is no valid array, which makes it the shell
 * form; `'mixed'` where it is one with something other than strings in it, which BuildKit refuses.
 */
export function execForm(text: MappedText): readonly ExecWord[] | 'mixed' | undefined {
  const [start] = trimmed(text.text);
  if (text.text[start] !== '[') return undefined;
  let values: unknown;
  try {
    values = JSON.parse(text.text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values)) return undefined;
  if (!values.every(value => typeof value === 'string')) return 'mixed';
  return [...text.text.matchAll(stringPattern)].map(match => {
    const inner = match.index + 1;
    const decoded = unescaped(text, inner, inner + match[1]!.length);
    return { value: decoded.text, span: text.span(match.index, match.index + match[0].length), text: decoded };
  });
}

function unescaped(text: MappedText, start: number, end: number): MappedText {
  const builder = MappedText.builder(text, inString);
  let at = start;
  for (const sequence of text.text.slice(start, end).matchAll(escapePattern)) {
    const from = start + sequence.index;
    const to = from + sequence[0].length;
    builder.copy(at, from).put(JSON.parse(`"${sequence[0]}"`) as string, from, to);
    at = to;
  }
  return builder.copy(at, end).build(end);
}
