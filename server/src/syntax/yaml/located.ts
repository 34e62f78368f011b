import { isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Span } from '../../base/span';

/** A single YAML document as a plain value, with the way back from each part of it to the text. For small files of our own. */
export interface LocatedYaml {
  /** `null` for an empty document. Undefined when the text does not parse. */
  readonly value: unknown;
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
  /** Where the value at a path stands, or the innermost part of the path that there is. */
  valueSpan(path: readonly PropertyKey[]): Span;
  /** Where the key of the last step of the path stands. */
  keySpan(path: readonly PropertyKey[]): Span;
}

/** Reads one document. Never throws. */
export function locateYaml(text: string): LocatedYaml {
  const document = parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: false, uniqueKeys: true });
  const errors = document.errors.map(it => ({
    span: { start: it.pos[0], end: Math.max(it.pos[0], Math.min(it.pos[1], text.length)) },
    message: it.message,
  }));
  let value: unknown;
  if (errors.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      errors.push({ span: { start: 0, end: 0 }, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const find = (path: readonly PropertyKey[], wantKey: boolean): Span => {
    let node: unknown = document.contents;
    let best = rangeOf(node, text) ?? { start: 0, end: 0 };
    for (const [index, step] of path.entries()) {
      if (!isCollection(node)) break;
      const item: unknown = isMap(node)
        ? node.items.find(it => isPair(it) && isScalar(it.key) && String(it.key.value) === String(step))
        : isSeq(node)
          ? node.items[Number(step)]
          : undefined;
      const key = isPair(item) ? item.key : item;
      node = isPair(item) ? item.value : item;
      const own = rangeOf(wantKey && index === path.length - 1 ? key : node, text) ?? rangeOf(key, text);
      if (!own) break;
      best = own;
    }
    return best;
  };
  return { value, errors, valueSpan: path => find(path, false), keySpan: path => find(path, true) };
}

/** Where a node stands, the line break after a block left out. */
function rangeOf(node: unknown, text: string): Span | undefined {
  const [start, end] = (node as { range?: readonly [number, number, number] | null } | null)?.range ?? [0, 0];
  return end > start ? { start, end: start + text.slice(start, end).trimEnd().length } : undefined;
}
