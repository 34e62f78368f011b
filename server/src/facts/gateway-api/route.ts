import type { YamlNode } from '../../syntax/yaml/model';
import { at, items, placeOf, text } from '../../syntax/yaml/read';
import { type Resource, resourcesOf } from '../kubernetes/resource';
import { configuration } from '../yaml/context';

/**
 * Reads a route that sends copies of requests elsewhere. Services that a BackendTLSPolicy of the same file targets are spoken
 * to in TLS. Source: kubernetes-sigs/gateway-api apis/v1/httproute_types.go, backendtlspolicy_types.go.
 */
export function readRoute(resource: Resource): void {
  const rules = items(at(resource.root, 'spec', 'rules'));
  const mirrors = (rule: YamlNode) =>
    items(at(rule, 'filters')).flatMap(it => at(it, 'requestMirror', 'backendRef') ?? []);
  if (!rules.some(it => mirrors(it).length > 0)) return;
  const encrypted = encryptedServices(resource);
  for (const rule of rules) {
    const original = items(at(rule, 'backendRefs')).find(it => encrypted.has(serviceOf(it, resource) ?? ''));
    for (const mirror of mirrors(rule)) {
      const name = at(mirror, 'name');
      const service = serviceOf(mirror, resource);
      if (!original || !name || service === undefined || encrypted.has(service)) continue;
      resource.emit('mesh.mirror', {
        span: mirror.span,
        place: configuration(),
        original: text(at(original, 'name')) ?? '',
        mirror: text(name) ?? '',
        at: placeOf(name),
      });
    }
  }
}

/** The services that policies of the file target. */
function encryptedServices(resource: Resource): ReadonlySet<string> {
  const found = new Set<string>();
  for (const document of resource.file.documents) {
    for (const policy of resourcesOf(document.root, resource)) {
      if (policy.kind !== 'BackendTLSPolicy') continue;
      const spec = at(policy.root, 'spec');
      for (const target of [...items(at(spec, 'targetRefs')), at(spec, 'targetRef')]) {
        const service = serviceOf(target, policy);
        if (service !== undefined) found.add(service);
      }
    }
  }
  return found;
}

/** `shop/web`; nothing for what is no Service. */
function serviceOf(reference: YamlNode | undefined, { namespace }: Resource): string | undefined {
  const name = text(at(reference, 'name'));
  const kind = text(at(reference, 'kind')) ?? 'Service';
  if (name === undefined || kind !== 'Service') return undefined;
  return `${text(at(reference, 'namespace')) ?? namespace ?? ''}/${name}`;
}
