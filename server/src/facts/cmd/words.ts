import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Known, known, possible, unknown, type Value } from '../../base/value';
import type { Part, Word } from '../../syntax/cmd';

/** The variables that a command sees. */
export interface Variables {
  readonly environment: ReadonlyMap<string, Value<string>>;
  /** Variables of the loops around, by their letter. */
  readonly loops: ReadonlyMap<string, Value<string>>;
  /** What `call :label` gives to the lines behind the label, the first argument at 1. */
  readonly given: ReadonlyMap<string, Value<string>>;
}

/** The value of a word: quotes undone, variables replaced where the script states them. */
export function evaluate(text: MappedText, word: Word, variables: Variables): Value<string> {
  const span = text.span(word.start, word.end);
  let value = '';
  let only: Value<string> | undefined;
  for (const [index, part] of word.parts.entries()) {
    const found = part.kind === 'literal' ? known(part.text, span) : lookUp(part, variables);
    if (!found?.known) return missing(word, index, span, variables);
    if (word.parts.length === 1 && part.kind !== 'literal') only = found;
    value += found.value;
  }
  const literal = only ? only.known && only.literal : literalOf(text, word);
  return literal ? known(value, span, literal) : known(value, span);
}

function lookUp(part: Part, { environment, loops, given }: Variables): Value<string> | undefined {
  const name = part.name ?? '';
  // A tilde alone takes quotes off, which are off already.
  if (/~./.test(part.text) && !/^%{1,2}~\w$/.test(part.text)) return undefined;
  if (part.kind === 'loop') return loops.get(name.toLowerCase());
  if (part.kind === 'argument') return given.get(name);
  if (part.text.includes(':')) return undefined;
  return environment.get(name.toLowerCase());
}

/** An unknown word, with the text before the first unknown part and behind the last. */
function missing(word: Word, index: number, span: Span, variables: Variables): Value<string> {
  const texts = word.parts.map(part => {
    if (part.kind === 'literal') return part.text;
    const value = lookUp(part, variables);
    return value?.known ? value.value : undefined;
  });
  const prefix = texts.slice(0, index).join('');
  const suffix = texts.slice(texts.lastIndexOf(undefined) + 1).join('');
  const part = word.parts[index]!;
  const value = lookUp(part, variables);
  const why = value && !value.known ? `${part.text} ${value.why}` : `${part.text} is not set here`;
  const either = ways(word, span, variables);
  const bounds = { ...(prefix && { prefix }), ...(suffix && { suffix }), ...(either && { either }) };
  return { ...unknown(word.text, span, why), ...bounds };
}

/** The texts that a word is one of, where each of its parts is known or one of a few, which mostly go together. */
function ways(word: Word, span: Span, variables: Variables): readonly Known<string>[] | undefined {
  const parts: string[][] = [];
  for (const part of word.parts) {
    const value = part.kind === 'literal' ? known(part.text, span) : lookUp(part, variables);
    const options = value ? possible(value).flatMap(it => (it.known ? [`${it.value}`] : [])) : [];
    if (options.length === 0) return undefined;
    parts.push(options);
  }
  const most = Math.max(...parts.map(options => options.length));
  const text = (way: number): string => parts.map(options => options[way % options.length]).join('');
  return Array.from({ length: most }, (_, way) => known(text(way), span));
}

/** Where the word stands, without the quotes around it, when its text is written there as it is. */
export function literalOf(text: MappedText, { text: value, start, end }: Word): Span | undefined {
  const raw = text.text.slice(start, end);
  if (raw === value) return text.span(start, end);
  return raw === `"${value}"` ? text.span(start + 1, end - 1) : undefined;
}

/**
 * A text that cmd hands to another shell, with the variables in it replaced where the script states them: one text for
 * each of the few values that these are one of.
 */
export function withVariables(text: MappedText, environment: Variables['environment']): readonly MappedText[] {
  const options = (name: string): readonly string[] => {
    const value = environment.get(name.toLowerCase());
    return value ? possible(value).flatMap(it => (it.known ? [`${it.value}`] : [])) : [];
  };
  const found = text.text.includes('%')
    ? [...text.text.matchAll(/%(\w+)%/g)].map(it => ({ at: it.index, size: it[0].length, values: options(it[1]!) }))
    : [];
  const stated = found.filter(it => it.values.length > 0);
  if (stated.length === 0) return [text];
  const most = Math.max(...stated.map(it => it.values.length));
  return Array.from({ length: most }, (_, way) => {
    const builder = MappedText.builder(text);
    let from = 0;
    for (const { at, size, values } of stated) {
      builder.copy(from, at).put(values[way % values.length]!, at, at + size);
      from = at + size;
    }
    return builder.copy(from, text.text.length).build(text.text.length);
  });
}
