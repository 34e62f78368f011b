import type { Span } from '../../base/span';
import { isTable, known, textOf, unknown, type Value } from '../../base/value';
import type { Argument } from '../command/command';
import { asText, literalOf, spanIn } from '../command/native';

/** One pair of a WS-Management value set. */
export interface SetItem {
  readonly key: string;
  readonly value: Value<string>;
}

/**
 * Reads the value set of `winrm set`: `@{Basic="true";Digest="false"}`, quoted or not, in one word or in several. The quotes of the
 * values may carry the escapes of any shell: `""`, `\"`, `` `" ``.
 */
export function valueSet(args: readonly Argument[]): readonly SetItem[] {
  const [first] = args;
  if (!first) return [];
  if (first.value.known && isTable(first.value.value)) {
    return first.value.value.entries.map(it => ({ key: it.key, value: asText(it.value) }));
  }
  const written = args.length === 1 && !first.text.includes('@{') ? evaluated(first) : laidOut(args);
  const open = written.text.indexOf('@{');
  if (open < 0) return [];
  const close = written.text.indexOf('}', open);
  const body = written.text.slice(open + 2, close < 0 ? undefined : close);
  // Inside quotes a semicolon is part of the value: security descriptors have many.
  const pair = /([\w.]+)\s*=\s*(?:(?:[`\\^]?["'])+([^"'`\\}]*)|([^;"'`\\}]*))/g;
  const items: SetItem[] = [];
  for (const match of body.matchAll(pair)) {
    const [whole, key, quoted, plain] = match as unknown as [string, string, string | undefined, string | undefined];
    const text = quoted ?? plain ?? '';
    const end = open + 2 + match.index + whole.length;
    items.push({ key, value: read(text.trimEnd(), end - text.length, written) });
  }
  return items;
}

interface LaidOut {
  readonly text: string;
  /** Where a part of the text stands; `undefined` when that cannot be told. */
  readonly at: (from: number, to: number) => Span | undefined;
  readonly whole: Span;
  /** Why a part of it is unknown. */
  readonly why?: string | undefined;
}

/** A word that holds the set only once it is evaluated: a variable, a text with every sign escaped. */
function evaluated({ value, span }: Argument): LaidOut {
  const literal = literalOf(value);
  const text = textOf(value) ?? '';
  const exact = literal && literal.end - literal.start === text.length && span.start <= literal.start;
  const at = (from: number, to: number): Span | undefined =>
    exact && literal.end <= span.end ? { start: literal.start + from, end: literal.start + to } : undefined;
  return { text, at, whole: span };
}

/** The words with a blank between them. */
function laidOut(args: readonly Argument[]): LaidOut {
  let text = '';
  const parts = args.map(argument => {
    if (text !== '') text += ' ';
    const start = text.length;
    text += argument.text;
    return { start, end: text.length, argument };
  });
  const at = (from: number, to: number): Span | undefined => {
    const part = parts.find(it => it.start <= from && to <= it.end);
    return part && spanIn(part.argument, from - part.start, to - part.start);
  };
  const open = args.find(it => !it.value.known)?.value;
  const why = open && !open.known ? open.why : undefined;
  return { text, at, whole: { start: args[0]!.span.start, end: args.at(-1)!.span.end }, why };
}

function read(text: string, from: number, written: LaidOut): Value<string> {
  const at = written.at(from, from + text.length);
  const span = at ?? written.whole;
  if (/[$%]/.test(text) && !/^\$(true|false)$/i.test(text))
    return unknown(text, span, written.why ?? 'holds a variable');
  return known(text, span, at);
}
