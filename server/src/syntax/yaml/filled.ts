import { isScalar, parseDocument } from 'yaml';
import type { Span } from '../../base/span';
import type { ScalarStyle, YamlScalar } from './model';
import { firstAfter, type Masked } from './template';

/** What is known of the actions of a template: the text that one writes, given with its delimiters. */
export type Fill = (action: string) => string | undefined;

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
export function filledScalar(text: string, span: Span, masked: Filled): YamlScalar | undefined {
  const made = madeText(text, span, masked);
  if (made === undefined || made.includes('\n')) return undefined;
  const document = parseDocument(made, { logLevel: 'silent', prettyErrors: false });
  const node = document.contents;
  const style = isScalar(node) ? styles[node.type ?? ''] : undefined;
  if (document.errors.length > 0 || !isScalar(node) || !style || node.anchor || node.tag) return undefined;
  // Text behind the scalar would be a comment, or begin another document.
  if (node.range?.[1] !== made.length) return undefined;
  const value = node.value as YamlScalar['value'];
  const own = typeof value === 'string' ? value : (node.source ?? String(value));
  return { kind: 'scalar', span, value, text: own, style, assumed: true, content: () => undefined };
}

function madeText(text: string, span: Span, { holes, fill }: Filled): string | undefined {
  if (!fill) return undefined;
  let made = '';
  let at = span.start;
  for (let index = firstAfter(holes, at); index < holes.length && holes[index]!.start < span.end; index++) {
    const hole = holes[index]!;
    const action = text.slice(hole.start, hole.end);
    // An action that takes the white space before it joins its value to the key.
    const trims = action.startsWith('{{-') && hole.start === span.start;
    const part = hole.pipeline || trims || hole.end > span.end ? undefined : fill(action);
    if (part === undefined) return undefined;
    const before = made + text.slice(at, hole.start);
    made = (action.startsWith('{{-') ? before.trimEnd() : before) + part;
    at = hole.end;
    if (action.endsWith('-}}')) while (at < span.end && /\s/.test(text[at]!)) at++;
  }
  return made + text.slice(at, span.end);
}
