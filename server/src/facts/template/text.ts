import { type Encode, MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Expression, Text } from '../../syntax/expression/model';
import { type Evaluator, type Locals, noLocals, pathOf } from './evaluator';
import { plainText } from './functions';
import { hole } from './hole';

/** How text is written between the quotes of these languages. */
const encoders: Readonly<Record<Text['quotes'], Encode>> = {
  double: text => (/\$\{|%\{/.test(text) ? undefined : JSON.stringify(text).slice(1, -1)),
  single: text =>
    text.includes('${') ? undefined : text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r'),
  raw: text => (text.includes('${') ? undefined : text),
};

/** Functions that hand on the text that they are given, or its code. */
const transparent: ReadonlySet<string> = new Set(
  'base64encode base64 textencodebase64 base64gzip trimspace nonsensitive sensitive tostring string try chomp dedent'.split(
    ' ',
  ),
);

const deepest = 20;
/** So many expressions one text may be put together from. */
const mostParts = 500;

/**
 * The text that an expression makes, with the way back to where it is written. What is not known is a variable that no
 * shell has: `$____`. `undefined` where the text does not stand in the file.
 */
export function writtenText(
  node: Expression,
  evaluator: Evaluator,
  locals: Locals = noLocals,
  depth = 0,
  budget = { left: mostParts },
): MappedText | undefined {
  if (depth > deepest || budget.left-- <= 0) return undefined;
  const again = (it: Expression): MappedText | undefined => writtenText(it, evaluator, locals, depth + 1, budget);
  switch (node.kind) {
    case 'text':
      return quoted(node, evaluator, locals, again);
    case 'name':
    case 'member': {
      const definition = evaluator.definition(pathOf(node) ?? '');
      return definition && again(definition);
    }
    case 'conditional': {
      const condition = evaluator.evaluate(node.condition, locals);
      if (!condition.known) return again(node.yes) ?? (node.no && again(node.no));
      return condition.value === false ? node.no && again(node.no) : again(node.yes);
    }
    case 'call':
      return called(node, evaluator, locals, again);
    default:
      return undefined;
  }
}

/** A variable for what stands at a place; a name of some length, so that no other is taken for it. */
const holeAt = ({ start, end }: Span): string => hole(Math.max(5, end - start));

type Again = (node: Expression) => MappedText | undefined;

/** A part that stands at `node`: what it is when that is known, else a variable of its length. */
function put({ start, end }: Expression, evaluator: Evaluator, text: string | undefined): MappedText {
  return MappedText.builder(evaluator.source, () => undefined)
    .put(text ?? holeAt({ start, end }), start, end)
    .build(end);
}

function quoted(node: Text, evaluator: Evaluator, locals: Locals, again: Again): MappedText | undefined {
  const [only] = node.parts;
  if (only?.kind === 'put' && node.parts.length === 1) return again(only.value);
  const encode = encoders[node.quotes];
  const pieces: MappedText[] = [];
  let builder = MappedText.builder(evaluator.source, encode);
  for (const part of node.parts) {
    if (part.kind === 'put') {
      const text = plainText(evaluator.evaluate(part.value, locals));
      const other = text === undefined || /\s/.test(text) ? again(part.value) : undefined;
      if (other) {
        // Words that stand elsewhere are pointed at there.
        pieces.push(builder.build(part.start), other);
        builder = MappedText.builder(evaluator.source, encode);
      } else builder.put(text ?? holeAt(part), part.start, part.end);
    } else if (part.text.length === part.end - part.start) builder.copy(part.start, part.end);
    else builder.put(part.text, part.start, part.end);
  }
  const last = builder.build(node.inner.end);
  return pieces.length === 0 ? last : MappedText.join([...pieces, last], '');
}

function called(
  node: Expression & { kind: 'call' },
  evaluator: Evaluator,
  locals: Locals,
  again: Again,
): MappedText | undefined {
  const name = node.name.toLowerCase();
  const [first, second] = node.args;
  if (transparent.has(name)) return first && again(first);
  const part = (it: Expression): MappedText =>
    again(it) ?? put(it, evaluator, plainText(evaluator.evaluate(it, locals)));
  if (name === 'concat') return MappedText.join(node.args.map(part), '');
  if (name === 'join' && second?.kind === 'items') {
    const separator = first && plainText(evaluator.evaluate(first, locals));
    return separator === undefined ? undefined : MappedText.join(second.items.map(part), separator);
  }
  if (name === 'format' && first) return formatted(again(first), node.args.slice(1).map(part));
  return undefined;
}

/** The pattern of `format` with the arguments in place of its marks. */
function formatted(pattern: MappedText | undefined, args: readonly MappedText[]): MappedText | undefined {
  if (!pattern) return undefined;
  const parts: MappedText[] = [];
  let at = 0;
  let next = 0;
  for (const { 0: mark, 1: index, index: start } of pattern.text.matchAll(/\{(\d+)\}|%[sdv]/g)) {
    const argument = args[index === undefined ? next++ : Number(index)];
    if (!argument) return undefined;
    parts.push(pattern.slice(at, start), argument);
    at = start + mark.length;
  }
  return at === 0 ? pattern : MappedText.join([...parts, pattern.slice(at, pattern.text.length)], '');
}
