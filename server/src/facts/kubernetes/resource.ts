import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, items, text } from '../../syntax/yaml/read';
import type { YamlContext } from '../yaml/context';

/** A Kubernetes object: whatever has `apiVersion` and `kind`. */
export interface Resource extends YamlContext {
  /** `security.istio.io` of `security.istio.io/v1`; empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly root: YamlMap;
}

/** The objects of a document; a `List` is unrolled. */
export function resourcesOf(root: YamlNode, context: YamlContext, depth = 0): Resource[] {
  if (root.kind !== 'map') return [];
  const apiVersion = text(at(root, 'apiVersion'));
  const kind = text(at(root, 'kind'));
  if (kind === undefined || apiVersion === undefined) return [];
  const list = at(root, 'items');
  if (kind.endsWith('List') && list?.kind === 'list' && depth < 3) {
    return items(list).flatMap(it => resourcesOf(it, context, depth + 1));
  }
  const slash = apiVersion.indexOf('/');
  const name = text(at(root, 'metadata', 'name'));
  const namespace = text(at(root, 'metadata', 'namespace'));
  return [
    {
      ...context,
      group: slash < 0 ? '' : apiVersion.slice(0, slash),
      version: apiVersion.slice(slash + 1),
      kind,
      root,
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
    },
  ];
}

/** `PeerAuthentication default`, `this Deployment`: how messages name an object. */
export const nameOf = ({ kind, name }: Pick<Resource, 'kind' | 'name'>): string =>
  name ? `${kind} ${name}` : `this ${kind}`;
