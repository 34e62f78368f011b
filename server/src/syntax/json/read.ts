import type { JsonMember, JsonNode } from './parse';

/** A JSON text: a scalar that is a string. */
export type JsonText = JsonNode & { readonly kind: 'scalar'; readonly value: string };

/** Whether a node is a string. */
export const isText = (node: JsonNode | undefined): node is JsonText =>
  node?.kind === 'scalar' && typeof node.value === 'string';

/** The members of an object; none of anything else. */
export const membersOf = (node: JsonNode | undefined): readonly JsonMember[] =>
  node?.kind === 'object' ? node.members : [];

/** The value at a path of keys, in whatever case. */
export function at(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let it = node;
  for (const key of path) {
    const wanted = key.toLowerCase();
    it = membersOf(it).find(member => member.key.toLowerCase() === wanted)?.value;
  }
  return it;
}

/** The items of the list at a path of keys; none where there is no list. */
export function itemsAt(node: JsonNode | undefined, ...path: readonly string[]): readonly JsonNode[] {
  const list = at(node, ...path);
  return list?.kind === 'array' ? list.items : [];
}

/** The string at a path of keys; empty where there is none. */
export function textAt(node: JsonNode | undefined, ...path: readonly string[]): string {
  const text = at(node, ...path);
  return isText(text) ? text.value : '';
}
