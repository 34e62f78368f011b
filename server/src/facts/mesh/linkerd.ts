import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import type { Authorization } from './mesh';

const policies: Readonly<Record<string, { readonly grants: Authorization['grants']; readonly better: string }>> = {
  'all-unauthenticated': { grants: 'anyone', better: 'all-authenticated' },
  'cluster-unauthenticated': { grants: 'anyone', better: 'cluster-authenticated' },
  audit: { grants: 'audited', better: 'all-authenticated' },
};

/** The annotation that sets the policy of a namespace or workload. Source: linkerd.io reference/authorization-policy. */
const annotation = 'config.linkerd.io/default-inbound-policy';

/** Reads the annotation off a namespace, a workload or a pod template. */
export function readLinkerdAnnotation(resource: Resource, annotations: YamlNode | undefined): void {
  const value = at(annotations, annotation);
  policy(resource, value, resource.kind === 'Namespace' ? 'namespace' : 'workload');
}

/** Reads the resources of Linkerd's policy. */
export function readLinkerd(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  if (resource.kind === 'Server') policy(resource, at(spec, 'accessPolicy'), 'workload');
  if (resource.kind === 'ServerAuthorization') {
    flag(resource, at(spec, 'client'), 'unauthenticated');
    flag(resource, at(spec, 'client', 'meshTLS'), 'unauthenticatedTLS');
  }
  if (resource.kind === 'AuthorizationPolicy') {
    const entry = entryAt(spec, 'requiredAuthenticationRefs');
    if (entry?.value.kind !== 'list' || entry.value.items.length > 0 || entry.value.open) return;
    grant(resource, 'anyone', entry.span, 'requiredAuthenticationRefs: []');
  }
  if (resource.kind === 'NetworkAuthentication') {
    for (const network of items(at(spec, 'networks'))) {
      const cidr = at(network, 'cidr');
      const everywhere = text(cidr);
      if (!cidr || (everywhere !== '0.0.0.0/0' && everywhere !== '::/0') || entryAt(network, 'except')) continue;
      grant(resource, 'anyone', placeOf(cidr), everywhere);
      break;
    }
  }
  if (resource.kind === 'MeshTLSAuthentication') {
    for (const identity of items(at(spec, 'identities'))) {
      if (text(identity) !== '*') continue;
      const edit = write(identity, '<sa>.<ns>.serviceaccount.identity.linkerd.cluster.local');
      const mend = edit && { title: 'Name the service account', edits: [edit] };
      grant(resource, 'any identity', placeOf(identity), '*', undefined, mend);
    }
  }
}

function policy(resource: Resource, value: YamlNode | undefined, scope: Authorization['scope']): void {
  const found = policies[text(value) ?? ''];
  if (!value || !found) return;
  const edit = write(value, found.better);
  grant(
    resource,
    found.grants,
    placeOf(value),
    text(value)!,
    scope,
    edit && { title: `Replace it by ${found.better}`, edits: [edit] },
  );
}

function flag(resource: Resource, node: YamlNode | undefined, key: string): void {
  const entry = entryAt(node, key);
  if (!entry || boolean(entry.value) !== true) return;
  const edit = write(entry.value, 'false');
  grant(
    resource,
    'anyone',
    entry.span,
    `${key}: true`,
    'workload',
    edit && { title: 'Ask for an identity', edits: [edit] },
  );
}

function grant(
  resource: Resource,
  grants: Authorization['grants'],
  at: Span,
  text: string,
  scope: Authorization['scope'] = 'workload',
  mend?: Authorization['mend'],
): void {
  resource.emit('mesh.authorization', {
    span: resource.root.span,
    place: configuration(),
    by: 'Linkerd',
    resource: nameOf(resource),
    scope,
    grants,
    byDefault: resource.group !== 'policy.linkerd.io',
    at,
    text,
    ...(mend ? { mend } : {}),
  });
}
