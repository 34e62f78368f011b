import type { Span } from '../../base/span';
import { isTable, type Known, known, unknown, type Value } from '../../base/value';
import type { Argument } from '../command/command';
import { asText } from '../command/native';

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
  const written = laidOut(args);
  const open = written.text.indexOf('@{');
  if (open < 0) return [];
  const close = written.text.indexOf('}', open);
  const body = written.text.slice(open + 2, close < 0 ? undefined : close);
  const pair = /([\w.]+)\s*=\s*((?:[`\\^]?["'])*)([^;"'`\\}]*)/g;
  const items: SetItem[] = [];
  for (const match of body.matchAll(pair)) {
    const [whole, key, , text] = match as unknown as [string, string, string, string];
    const end = open + 2 + match.index + whole.length;
    items.push({ key, value: read(text.trimEnd(), end - text.length, written) });
  }
  return items;
}

interface LaidOut {
  readonly text: string;
  /** Host offset of the text's start when it stands there one to one. */
  readonly start?: number;
  readonly whole: Span;
}

/** The words as they stand, blanks between them included. */
function laidOut(args: readonly Argument[]): LaidOut {
  const start = args[0]!.span.start;
  const whole = { start, end: args.at(-1)!.span.end };
  let text = '';
  let exact = true;
  for (const argument of args) {
    const gap = argument.span.start - start - text.length;
    if (gap < 0 || argument.text.length !== argument.span.end - argument.span.start) exact = false;
    text += ' '.repeat(exact ? gap : text === '' ? 0 : 1) + argument.text;
  }
  return exact ? { text, start, whole } : { text, whole };
}

function read(text: string, at: number, written: LaidOut): Value<string> {
  const span =
    written.start === undefined ? written.whole : { start: written.start + at, end: written.start + at + text.length };
  if (/[$%]/.test(text) && !/^\$(true|false)$/i.test(text)) return unknown(text, span, 'holds a variable');
  const plain: Known<string> = known(text, span);
  return written.start === undefined ? plain : { ...plain, literal: span };
}
