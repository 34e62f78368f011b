import type { YamlNode } from '../../syntax/yaml/model';
import { at, items, text } from '../../syntax/yaml/read';
import type { Resource } from '../kubernetes/resource';

/**
 * Whether all policies of the file that ask for a NetworkAuthentication open less than a port by it: paths of a route, as those of
 * probes, whose callers have no identity; or they ask for an identity as well. Source: linkerd.io
 * tasks/configuring-per-route-policy.
 */
export function isNarrow({ file, name }: Resource): boolean {
  const roots = file.documents.map(it => it.root);
  const policies = roots.filter(
    it => kindOf(it) === 'AuthorizationPolicy' && name !== undefined && asked(it).some(ref => nameIn(ref) === name),
  );
  return policies.length > 0 && policies.every(it => asked(it).some(isIdentity) || isForPaths(it, roots));
}

const kindOf = (root: YamlNode | undefined): string | undefined => text(at(root, 'kind'));
const nameIn = (reference: YamlNode | undefined): string | undefined => text(at(reference, 'name'));
const asked = (policy: YamlNode) => items(at(policy, 'spec', 'requiredAuthenticationRefs'));
const isIdentity = (reference: YamlNode): boolean =>
  /^(?:MeshTLSAuthentication|ServiceAccount)$/.test(kindOf(reference) ?? '');

function isForPaths(policy: YamlNode, roots: readonly YamlNode[]): boolean {
  const target = at(policy, 'spec', 'targetRef');
  const route = roots.find(
    it =>
      kindOf(it) === 'HTTPRoute' &&
      kindOf(target) === 'HTTPRoute' &&
      text(at(it, 'metadata', 'name')) === nameIn(target),
  );
  const rules = items(at(route, 'spec', 'rules'));
  return rules.length > 0 && rules.every(it => allNamePaths(items(at(it, 'matches'))));
}

const allNamePaths = (matches: readonly YamlNode[]): boolean =>
  matches.length > 0 && matches.every(it => /^\/./.test(text(at(it, 'path', 'value')) ?? ''));
