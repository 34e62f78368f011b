import { lookUp } from '../../base/look-up';
import { MappedText } from '../../base/mapped-text';
import { type Data, textOf, type Unknown, type Value } from '../../base/value';
import type { CommandElement, Expression, NodeBase } from '../../syntax/powershell/ast';
import { plainText } from './compare';
import type { Run } from './run';

/**
 * The content of a string that holds code, with its way back; escapes undone, variables replaced by what they are known to
 * hold. `undefined` when the node is no string.
 */
export function embedded(run: Run, node: Expression): MappedText | undefined {
  if (node.kind !== 'String' && node.kind !== 'ExpandableString') return undefined;
  const quote = node.quote === 'single' ? "'" : node.quote === 'double' ? '"' : '';
  if (node.kind === 'String') return content(run.text, node.contentStart, node.contentEnd, quote);
  const parts: MappedText[] = [];
  let at = node.contentStart;
  for (const part of node.parts) {
    // Commands in it were run when the text was made, and are not to be run again.
    const text = part.kind === 'Piece' ? undefined : runsCommands(part) ? '$__' : plainText(run.evaluate(part));
    if (text === undefined) continue;
    parts.push(content(run.text, at, part.start, quote), standIn(run.text, text, part));
    at = part.end;
  }
  parts.push(content(run.text, at, node.contentEnd, quote));
  return MappedText.join(parts, '');
}

const runsCommands = (node: Expression): boolean =>
  node.kind === 'SubExpression' &&
  !node.statements.every(it => it.kind === 'Pipeline' && it.elements.every(({ kind }) => kind === 'CommandExpression'));

/** A text that stands for what is written at a node; nothing can be written into it. */
const standIn = (host: MappedText, text: string, { start, end }: NodeBase): MappedText =>
  MappedText.builder(host, () => undefined)
    .put(text, start, end)
    .build(end);

/** The same for a value: where it is written at `node`, where a variable's literal stands, or in place of what is around. */
export function contentOf(
  run: Run,
  value: Value<Data>,
  node: CommandElement | undefined,
  around: NodeBase | undefined = node,
): MappedText | undefined {
  const own = node && node.kind !== 'CommandParameter' && node.kind !== 'Verbatim' ? embedded(run, node) : undefined;
  if (own) return own;
  if (!value.known) return partly(run, value);
  const text = textOf(value);
  if (text === undefined) return undefined;
  const start = value.literal && run.text.fromHost(value.literal.start);
  const end = value.literal && run.text.fromHost(value.literal.end);
  if (start !== undefined && end !== undefined && typeof value.value === 'string') {
    const before = run.text.text[start - 1];
    const found = content(run.text, start, end, before === "'" || before === '"' ? before : '');
    if (found.text === text) return found;
  }
  return around && standIn(run.text, text, around);
}

/** What a variable holds of a text with parts that are not known: the variables among them stay as written. */
function partly(run: Run, { origin, span, part }: Unknown): MappedText | undefined {
  const found = part === undefined ? run.partly.get((origin ?? span).start) : undefined;
  return found?.text === run.text ? embedded(run, found.node) : undefined;
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
const unescaped = (pair: string): string => (pair[0] === '`' ? (lookUp(named, pair[1]!) ?? pair[1]!) : pair[0]!);
