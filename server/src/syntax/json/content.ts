import { type Encode, MappedText } from '../../base/mapped-text';
import type { JsonNode } from './parse';

/** How text is written inside a JSON string. */
const inString: Encode = text => JSON.stringify(text).slice(1, -1);
const escapes = /\\(?:u[0-9a-fA-F]{4}|.)/g;

/** The text of a JSON string with the way back. @param host the text that the node was parsed from */
export function contentOf(node: JsonNode & { kind: 'scalar' }, host: MappedText): MappedText {
  const builder = MappedText.builder(host, inString);
  const end = node.end - 1;
  let at = node.start + 1;
  for (const { 0: sequence, index } of host.text.slice(at, end).matchAll(escapes)) {
    const from = node.start + 1 + index;
    builder.copy(at, from).put(undone(sequence), from, from + sequence.length);
    at = from + sequence.length;
  }
  return builder.copy(at, end).build(end);
}

function undone(sequence: string): string {
  try {
    return JSON.parse(`"${sequence}"`) as string;
  } catch {
    return sequence.slice(1);
  }
}
