import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import type { Emit } from '../facts';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readLinkerdEffect, readLinkerdWords } from './linkerd-effect';
import { isNarrow } from './linkerd-use';
import type { Authorization } from './mesh';

const policies: Readonly<Record<string, { readonly grants: Authorization['grants']; readonly better: string }>> = {
  'all-unauthenticated': { grants: 'anyone', better: 'all-authenticated' },
  'cluster-unauthenticated': { grants: 'anyone', better: 'cluster-authenticated' },
  audit: { grants: 'audited', better: 'all-authenticated' },
};

/** The annotation that sets the policy of a namespace or workload. Source: linkerd.io reference/authorization-policy. */
const annotation = 'config.linkerd.io/default-inbound-policy';

/**
 * Reads the annotation off a namespace, a workload or a pod template. Pods of Linkerd itself answer proxies that have no identity
 * yet, and the API server, which never has one.
 */
export function readLinkerdAnnotation(resource: Resource, metadata: YamlNode | undefined): void {
  const annotations = at(metadata, 'annotations');
  const isOwn = at(metadata, 'labels', 'linkerd.io/control-plane-component') !== undefined;
  const covers = resource.kind === 'Namespace' ? 'namespace' : 'workload';
  if (!isOwn) policy(ownerOf(resource), at(annotations, annotation), covers);
  readLinkerdWords(resource, annotations);
}

/**
 * Reads values of Linkerd's chart, on their own or below those of another chart: the policy of the whole mesh. Source:
 * linkerd/linkerd2 charts/linkerd-control-plane/values.yaml.
 */
export function readLinkerdValues(root: YamlNode, resource: string, { emit }: YamlContext): void {
  for (const node of nodesIn(root)) {
    policy({ emit, span: root.span, resource, isDefault: true }, at(node, 'proxy', 'defaultInboundPolicy'), 'mesh');
  }
}

/** Reads the resources of Linkerd's policy. */
export function readLinkerd(found: Resource): void {
  const resource = ownerOf(found);
  const spec = at(found.root, 'spec');
  readVersion(found);
  readLinkerdEffect(found);
  if (found.kind === 'Server') policy(resource, at(spec, 'accessPolicy'), 'workload');
  if (found.kind === 'ServerAuthorization') {
    flag(resource, at(spec, 'client'), 'unauthenticated');
    flag(resource, at(spec, 'client', 'meshTLS'), 'unauthenticatedTLS');
  }
  if (found.kind === 'AuthorizationPolicy') {
    const entry = entryAt(spec, 'requiredAuthenticationRefs');
    if (entry?.value.kind !== 'list' || entry.value.items.length > 0 || entry.value.open) return;
    grant(resource, 'anyone', entry.span, 'requiredAuthenticationRefs: []');
  }
  if (found.kind === 'NetworkAuthentication' && !isNarrow(found)) {
    for (const network of items(at(spec, 'networks'))) {
      const cidr = at(network, 'cidr');
      const everywhere = text(cidr);
      if (!cidr || (everywhere !== '0.0.0.0/0' && everywhere !== '::/0') || entryAt(network, 'except')) continue;
      grant(resource, 'anyone', placeOf(cidr), everywhere);
      break;
    }
  }
  if (found.kind === 'MeshTLSAuthentication') {
    for (const identity of items(at(spec, 'identities'))) {
      if (text(identity) !== '*') continue;
      const edit = write(identity, '<sa>.<ns>.serviceaccount.identity.linkerd.cluster.local');
      const mend = edit && { title: 'Name the service account', edits: [edit] };
      grant(resource, 'any identity', placeOf(identity), '*', undefined, mend);
    }
  }
}

/** What states a policy. */
interface Owner {
  readonly emit: Emit;
  readonly span: Span;
  readonly resource: string;
  /** It holds where no narrower policy speaks. */
  readonly isDefault: boolean;
}

const ownerOf = (found: Resource): Owner => ({
  emit: found.emit,
  span: found.root.span,
  resource: nameOf(found),
  isDefault: found.group !== 'policy.linkerd.io',
});

/** Versions that the cluster itself calls deprecated. Source: linkerd/linkerd2 charts/linkerd-crds/templates/policy. */
const successors: Readonly<Record<string, string>> = {
  'Server/v1alpha1': 'v1beta3',
  'Server/v1beta1': 'v1beta3',
  'ServerAuthorization/v1alpha1': 'v1beta1',
};

function readVersion(found: Resource): void {
  const version = at(found.root, 'apiVersion');
  const successor = successors[`${found.kind}/${found.version}`];
  if (!version || successor === undefined) return;
  found.emit('mesh.api', {
    span: found.root.span,
    place: configuration(),
    by: 'Linkerd',
    resource: nameOf(found),
    text: text(version)!,
    at: placeOf(version),
    state: 'older',
    successor,
    setTo: to => write(version, `${found.group}/${to}`),
  });
}

function policy(resource: Owner, value: YamlNode | undefined, scope: Authorization['scope']): void {
  const found = lookUp(policies, text(value) ?? '');
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

function flag(resource: Owner, node: YamlNode | undefined, key: string): void {
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
  { emit, span, resource, isDefault }: Owner,
  grants: Authorization['grants'],
  at: Span,
  text: string,
  scope: Authorization['scope'] = 'workload',
  mend?: Authorization['mend'],
): void {
  emit('mesh.authorization', {
    span,
    place: configuration(),
    by: 'Linkerd',
    resource,
    scope,
    grants,
    byDefault: isDefault,
    at,
    text,
    ...(mend ? { mend } : {}),
  });
}
