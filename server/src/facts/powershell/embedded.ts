import { MappedText } from '../../base/mapped-text';
import type { Data, Value } from '../../base/value';
import type { Expression } from '../../syntax/powershell/ast';
import type { Run } from './run';

/** The content of a string that holds code, with its way back; escapes undone. `undefined` when the node is no string. */
export function embedded(text: MappedText, node: Expression): MappedText | undefined {
  if (node.kind !== 'String' && node.kind !== 'ExpandableString') return undefined;
  const quote = node.quote === 'single' ? "'" : node.quote === 'double' ? '"' : '';
  return content(text, node.contentStart, node.contentEnd, quote);
}

/** The same for a value that a variable carried here: its content where it was written. */
export function embeddedValue(run: Run, value: Value<Data>): MappedText | undefined {
  if (!value.known || typeof value.value !== 'string' || !value.literal) return undefined;
  const start = run.text.fromHost(value.literal.start);
  const end = run.text.fromHost(value.literal.end);
  if (start === undefined || end === undefined) return undefined;
  const before = run.text.text[start - 1];
  return content(run.text, start, end, before === "'" || before === '"' ? before : '');
}

function content(text: MappedText, start: number, end: number, quote: "'" | '"' | ''): MappedText {
  if (quote === '') return text.slice(start, end);
  const single = quote === "'";
  const escapes = single ? /['‘’‚‛]{2}/g : /`[\s\S]|["“”„]{2}/g;
  const encode = (it: string): string => (single ? it.replace(/'/g, "''") : it.replace(/[`"$]/g, '`$&'));
  const builder = MappedText.builder(text, encode);
  let at = start;
  for (const match of text.text.slice(start, end).matchAll(escapes)) {
    const from = start + match.index;
    builder.copy(at, from).put(unescaped(match[0]), from, from + match[0].length);
    at = from + match[0].length;
  }
  return builder.copy(at, end).build(end);
}

const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
const unescaped = (pair: string): string => (pair[0] === '`' ? (named[pair[1]!] ?? pair[1]!) : pair[0]!);
