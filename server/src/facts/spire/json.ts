import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { JsonNode } from '../../syntax/json/parse';
import { Notation, type RawSetting, type RawValue } from './notation';
import type { SpireBlock } from './settings';

/** A SPIRE configuration, or a file of entries, in JSON. @param text what the node was parsed from */
export function settingsOfJson(root: JsonNode, text: MappedText): SpireBlock {
  const raw = rawOf(root, { start: root.start, end: root.start + 1 });
  return new Notation(text, 'json').block(
    { start: root.start, end: root.start + 1 },
    raw.kind === 'block' ? raw.entries : [],
  );
}

function rawOf(node: JsonNode, head: Span): RawValue {
  const { start, end } = node;
  if (node.kind === 'array') return { kind: 'list', items: node.items.map(it => rawOf(it, head)), start, end };
  if (node.kind === 'object') {
    const entries = node.members.map(
      (it): RawSetting => ({
        key: it.key,
        start: it.keyStart,
        end: it.value.end,
        value: rawOf(it.value, { start: it.keyStart + 1, end: it.keyEnd - 1 }),
      }),
    );
    return { kind: 'block', head, entries, start, end };
  }
  const quoted = typeof node.value === 'string';
  const inner = quoted ? { start: start + 1, end: end - 1 } : { start, end };
  return { kind: 'scalar', value: node.value, inner, start, end, quoted };
}
