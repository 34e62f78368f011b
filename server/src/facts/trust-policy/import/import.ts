import { parseYaml } from '../../../syntax/yaml/parse';
import { isMap, type Plain, type PlainMap, toPlain } from '../../../syntax/yaml/plain';
import { importClusterImagePolicy } from './cluster-image-policy';
import { importContainersPolicy } from './containers-policy';
import { type Imported, keysIn, textAt } from './imported';
import { importImageValidatingPolicy, importKyvernoPolicy } from './kyverno';

export type { Imported } from './imported';

/** Larger texts are no policies. */
const longest = 1_000_000;

/**
 * Statements about signers from what another tool has: `cosign.pub`, `ClusterImagePolicy`, policies of Kyverno, `policy.json` of
 * containers/image. `undefined` for any other text. Never throws.
 * @param scopes the repositories that a bare key is for
 */
export function importSigners(text: string, scopes: readonly string[] = []): Imported | undefined {
  if (text.length > longest) return undefined;
  if (/^\s*-----BEGIN /.test(text)) return ofKeys(text, scopes);
  const all = parseYaml(text)
    .documents.map(it => toPlain(it.root))
    .flatMap(it => (isMap(it) ? (textAt(it, 'kind') === 'List' ? itemsOf(it) : [it]) : []))
    .flatMap(it => ofObject(it) ?? []);
  return all.length === 0 ? undefined : { signers: all.flatMap(it => it.signers), notes: all.flatMap(it => it.notes) };
}

function ofKeys(text: string, scopes: readonly string[]): Imported | undefined {
  const keys = keysIn(text);
  if (keys.length === 0) return undefined;
  if (scopes.length === 0) return { signers: [], notes: ['The key does not say for which images it is.'] };
  return { signers: [{ name: scopes[0]!, scopes, keys }], notes: [] };
}

const itemsOf = (list: PlainMap): readonly PlainMap[] => {
  const items: Plain = list.items;
  return Array.isArray(items) ? items.filter(isMap) : [];
};

function ofObject(object: PlainMap): Imported | undefined {
  const group = (textAt(object, 'apiVersion') ?? '').split('/')[0];
  const kind = textAt(object, 'kind') ?? '';
  if (kind === 'ClusterImagePolicy' && group === 'policy.sigstore.dev') return importClusterImagePolicy(object);
  if (/^(?:Cluster)?Policy$/.test(kind) && group === 'kyverno.io') return importKyvernoPolicy(object);
  if (/^(?:Namespaced)?ImageValidatingPolicy$/.test(kind) && group === 'policies.kyverno.io')
    return importImageValidatingPolicy(object);
  return Array.isArray(object.default) && kind === '' ? importContainersPolicy(object) : undefined;
}
