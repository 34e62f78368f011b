import { isScalar, parseDocument } from 'yaml';
import type { Span } from '../../base/span';
import type { Made, ScalarStyle, YamlNode, YamlScalar } from './model';
import { fromPlain, type Plain } from './plain';
import { aroundOf, isControl } from './scope';
import { firstAfter, type Masked } from './template';

/** What is known of the actions of a template. Each is given with its delimiters, and with those that open the blocks around it. */
export interface Fill {
  /** The text that it writes. */
  text(action: string, around: readonly string[]): Output<string> | undefined;
  /** The mapping or list that it writes on lines of its own. */
  lines(action: string, around: readonly string[]): Output<Plain> | undefined;
  /** Whether what an `if` opens is surely written. */
  holds(opener: string, around: readonly string[]): boolean;
  /** The innermost of the blocks `around` that is surely not written, by its index; -1 when all may be. */
  leftOut(around: readonly string[]): number;
}

/** What an action writes. */
export interface Output<T> {
  readonly value: T;
  /** By which name it is taken from elsewhere. */
  readonly from?: string;
}

/** A masked text, and what its actions are known to write. */
export interface Filled extends Masked {
  readonly fill?: Fill;
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
};

/** The scalar in `span` as it is once its template actions are carried out; `undefined` where that cannot be known. */
export function filledScalar(text: string, span: Span, masked: Filled, sink: Made[]): YamlScalar | undefined {
  const found = madeText(text, span, masked);
  if (found === undefined || found.value.includes('\n')) return undefined;
  const made = found.value;
  const document = parseDocument(made, { logLevel: 'silent', prettyErrors: false });
  const node = document.contents;
  const style = isScalar(node) ? styles[node.type ?? ''] : undefined;
  if (document.errors.length > 0 || !isScalar(node) || !style || node.anchor || node.tag) return undefined;
  // Text behind the scalar would be a comment, or begin another document.
  if (node.range?.[1] !== made.length) return undefined;
  const value = node.value as YamlScalar['value'];
  const own = typeof value === 'string' ? value : (node.source ?? String(value));
  sink.push({ span, lines: false, ...(found.from === undefined ? {} : { from: found.from }) });
  return { kind: 'scalar', span, value, text: own, style, assumed: true, content: () => undefined };
}

function madeText(text: string, span: Span, masked: Filled): Output<string> | undefined {
  const { holes, fill } = masked;
  if (!fill) return undefined;
  let made = '';
  let from: string | undefined;
  let at = span.start;
  for (let index = firstAfter(holes, at); index < holes.length && holes[index]!.start < span.end; index++) {
    const hole = holes[index]!;
    const action = text.slice(hole.start, hole.end);
    // An action that takes the white space before it joins its value to the key.
    const trims = action.startsWith('{{-') && hole.start === span.start;
    const part =
      hole.pipeline || trims || hole.end > span.end ? undefined : fill.text(action, aroundOf(text, masked)[index]!);
    if (part === undefined) return undefined;
    const before = made + text.slice(at, hole.start);
    made = (action.startsWith('{{-') ? before.trimEnd() : before) + part.value;
    from ??= part.from;
    at = hole.end;
    if (action.endsWith('-}}')) while (at < span.end && /\s/.test(text[at]!)) at++;
  }
  return { value: made + text.slice(at, span.end), ...(from === undefined ? {} : { from }) };
}

/** The mapping or list that the only writing action in `span` makes; `undefined` where that cannot be known. */
export function filledLines(text: string, span: Span, masked: Filled, sink: Made[]): YamlNode | undefined {
  const { holes, fill } = masked;
  if (!fill) return undefined;
  let node: YamlNode | undefined;
  let from: string | undefined;
  for (let index = firstAfter(holes, span.start); index < holes.length && holes[index]!.start < span.end; index++) {
    const { start, end } = holes[index]!;
    const action = text.slice(start, end);
    const around = aroundOf(text, masked)[index]!;
    if (isControl(action)) {
      // What a block opens over its value is written: the value is not empty.
      if (node || /^\{\{-?\s*(?:with\b|\/\*)/.test(action) || fill.holds(action, around)) continue;
      return undefined;
    }
    const found = node ? undefined : fill.lines(action, around);
    if (!found) return undefined;
    node = fromPlain(found.value, { start, end });
    from = found.from;
  }
  if (node) sink.push({ span: node.span, lines: true, ...(from === undefined ? {} : { from }) });
  return node;
}
