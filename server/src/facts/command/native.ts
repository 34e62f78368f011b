import { contains, type Span } from '../../base/span';
import {
  type Data,
  isList,
  itemsOf,
  type Known,
  known,
  knownValue,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type { Argument, Command } from './command';

/** `localport=3389` or `/v:Name`: one word of a native program that holds a key and a value. */
export interface Pair {
  /** Lower case. */
  readonly key: string;
  readonly value: Value<string>;
  readonly argument: Argument;
}

/** Where a finding about `value` points: the literal when it stands here, else the variable that carries it. */
export const placeOf = (value: Value<Data>): Span =>
  value.known && value.literal && contains(value.span, value.literal) ? value.literal : value.span;

/** A literal that stands for all of `value` and may be replaced. */
export const literalOf = (value: Value<Data> | undefined): Span | undefined =>
  value?.known ? value.literal : undefined;

/** A scalar value as text; numbers and booleans as the shell passes them. */
export function asText(value: Value<Data>): Value<string> {
  if (!value.known) return value;
  const text = textOf(value);
  if (text === undefined) return unknown('', value.span, 'is not a scalar');
  const plain = known(text, value.span, value.literal);
  return value.head ? { ...plain, head: value.head } : plain;
}

/** The piece `[from, to)` of a known text, with its own place when the text is written one to one. */
export function piece(value: Known<string>, from: number, to: number): Known<string> {
  const text = value.value.slice(from, to);
  const { literal } = value;
  if (!literal || literal.end - literal.start !== value.value.length) return known(text, placeOf(value));
  const at = { start: literal.start + from, end: literal.start + to };
  const inside = contains(value.span, literal);
  return known(text, inside ? at : value.span, at);
}

/** The comma-separated items of a value: of a list, of a text such as `80,443`, or of both. White space is cut off. */
export function itemsOfText(value: Value<Data> | undefined): readonly Value<string>[] {
  return itemsOf(value).flatMap(item => {
    const text = asText(item);
    if (!text.known || !text.value.includes(',')) return [text];
    const result: Value<string>[] = [];
    let from = 0;
    for (const part of text.value.split(',')) {
      const lead = part.length - part.trimStart().length;
      const size = part.trim().length;
      if (size > 0) result.push(piece(text, from + lead, from + lead + size));
      from += part.length + 1;
    }
    return result;
  });
}

/** The text of a word as its program receives it. A PowerShell list such as `a=1,2` reaches a program joined. */
export function wordOf(argument: Argument): Value<string> {
  const { value } = argument;
  if (value.known && isList(value.value)) {
    const texts = value.value.items.map(textOf);
    if (texts.some(text => text === undefined)) return unknown(argument.text, argument.span, 'has an unknown item');
    return located(texts.join(','), argument);
  }
  // A number reaches a program as it is written: `0x10`.
  const text =
    typeof knownValue(value) === 'number' && /^0x[0-9a-f]+$/i.test(argument.text) ? argument.text : textOf(value);
  if (text !== undefined) return located(text, argument);
  return value.known ? unknown(argument.text, argument.span, 'is not a scalar') : value;
}

/** `text` as far as it stands verbatim in the argument, quotes aside; of a variable, with the literal it came from. */
function located(text: string, argument: Argument): Known<string> {
  const at = exactly(argument, text, 0);
  if (at) return known(text, argument.span, at);
  const { value } = argument;
  return known(text, argument.span, value.known ? value.literal : undefined);
}

/** Where `part` stands verbatim in the written argument at or after `from`. */
function exactly(argument: Argument, part: string, from: number): Span | undefined {
  const index = part === '' ? -1 : argument.text.indexOf(part, from);
  return index < 0 ? undefined : spanIn(argument, index, index + part.length);
}

/** Where the part `[from, to)` of an argument's text stands; `undefined` when that cannot be told. */
export function spanIn({ text, span, at }: Argument, from: number, to: number): Span | undefined {
  if (at) return at(from, to);
  return text.length === span.end - span.start ? { start: span.start + from, end: span.start + to } : undefined;
}

/** Reads `key=value`; `undefined` when there is no separator in the word. Quotes may surround the value or the word. */
export function pairOf(argument: Argument, separator: '=' | ':' = '='): Pair | undefined {
  const word = wordOf(argument);
  if (word.known) {
    const at = word.value.indexOf(separator);
    if (at < 1) return undefined;
    const raw = word.value.slice(at + 1);
    const text = unquoted(raw);
    const key = word.value.slice(0, at).toLowerCase();
    const literal = exactly(argument, text, argument.text.indexOf(separator) + 1);
    return { key, value: known(text, literal ?? argument.span, literal), argument };
  }
  const at = argument.text.indexOf(separator);
  if (at < 1) return undefined;
  const key = argument.text.slice(0, at).replace(/^["']/, '').toLowerCase();
  if (!/^[\w./-]+$/.test(key)) return undefined;
  const either = word.either?.flatMap(({ value, span }): readonly Known<Data>[] => {
    const text = typeof value === 'string' ? value : '';
    return text.includes(separator) ? [known(unquoted(text.slice(text.indexOf(separator) + 1)), span)] : [];
  });
  const value = unknown(argument.text.slice(at + 1), argument.span, word.why);
  return { key, value: either?.length ? { ...value, either } : value, argument };
}

/** A word without the quotes around it. */
export function unquoted(text: string): string {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match ? match[2]! : text;
}

/** The end of the last word of a command: where another parameter goes. */
export const endOf = (command: Command): number =>
  Math.max(command.nameSpan.end, ...command.args.map(argument => argument.span.end));

/** The words of a command in lower case, an unknown one as an empty text: for telling subcommands apart. */
export const lowerWords = (command: Command): readonly string[] =>
  command.args.map(argument => {
    const word = wordOf(argument);
    return word.known ? unquoted(word.value).toLowerCase() : '';
  });

/** The value of an option `--name value`, `--name=value`, `-n value` of a program that follows the GNU custom. */
export function optionOf(command: Command, ...names: readonly string[]): readonly Argument[] | undefined {
  const { args } = command;
  for (let index = 0; index < args.length; index++) {
    if (!names.includes(args[index]!.text.toLowerCase())) continue;
    const values: Argument[] = [];
    for (let next = index + 1; next < args.length && !/^-{1,2}[a-z]/i.test(args[next]!.text); next++) {
      values.push(args[next]!);
    }
    return values;
  }
  return undefined;
}
