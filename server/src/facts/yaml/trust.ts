import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, nodesIn, text } from '../../syntax/yaml/read';
import { contentTrustServerVariable, isOwnServer } from '../image/trust';
import type { FactEntry } from '../source';

/** The facts of a file, where those of Docker Content Trust know of a server that any of its variables names. */
export function withTrustServer(facts: readonly FactEntry[], roots: readonly YamlNode[]): readonly FactEntry[] {
  const isSwitched = facts.some(({ kind }) => kind === 'image.content-trust');
  if (!isSwitched || !roots.some(namesServer)) return facts;
  return facts.map(it => (it.kind === 'image.content-trust' ? { ...it, fact: { ...it.fact, hasServer: true } } : it));
}

/** Variables as mappings, as `NAME=value`, or with `name` and `value`. */
function namesServer(root: YamlNode): boolean {
  for (const node of nodesIn(root)) {
    const own = entries(node).find(({ key }) => key === contentTrustServerVariable);
    if (own && isOwnServer(text(own.value))) return true;
    if (text(at(node, 'name')) === contentTrustServerVariable && isOwnServer(text(at(node, 'value')))) return true;
    const listed = items(node).find(it => text(it)?.startsWith(`${contentTrustServerVariable}=`));
    if (listed && isOwnServer(text(listed)!.slice(contentTrustServerVariable.length + 1))) return true;
  }
  return false;
}
