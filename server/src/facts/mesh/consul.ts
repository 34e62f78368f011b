import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readSuites, readVersion } from './tls-settings';

/** Keys that values of a chart have under `global` for Consul only. */
const consulKeys: readonly string[] = ['datacenter', 'gossipEncryption', 'enableConsulNamespaces', 'consulAPITimeout'];

/** Reads the values of Consul's chart. Source: developer.hashicorp.com/consul/docs/reference/k8s/helm. */
export function readConsulValues(root: YamlMap, { emit }: YamlContext): void {
  const global = at(root, 'global');
  const entry = entryAt(at(global, 'tls'), 'enabled');
  const isConsul =
    at(root, 'connectInject') !== undefined ||
    /consul/.test(text(at(global, 'name')) ?? '') ||
    consulKeys.some(it => at(global, it) !== undefined);
  if (!entry || !isConsul || boolean(entry.value) !== false) return;
  const edit = write(entry.value, 'true');
  emit('mesh.mtls', {
    span: entry.span,
    place: configuration(),
    by: 'Consul',
    resource: 'the values of Consul',
    scope: 'mesh',
    covers: 'the servers and clients of Consul',
    mode: 'DISABLE',
    text: 'enabled: false',
    at: entry.span,
    ...(edit ? { mend: { title: 'Switch TLS on', edits: [edit] } } : {}),
  });
}

/** Reads Consul's resources. Source: hashicorp/consul-k8s control-plane/api/v1alpha1. */
export function readConsul(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  if (resource.kind === 'Mesh') readMesh(resource, spec);
  if (resource.kind === 'ProxyDefaults') readMode(resource, spec, 'mesh', 'every service');
  if (resource.kind === 'ServiceDefaults')
    readMode(resource, spec, 'workload', `the service ${resource.name ?? ''}`.trim());
  if (resource.kind === 'ServiceIntentions') readIntentions(resource, spec);
}

function readMesh(resource: Resource, spec: YamlNode | undefined): void {
  const { emit } = resource;
  for (const [direction, role] of [
    ['incoming', 'server'],
    ['outgoing', 'client'],
  ] as const) {
    const tls = at(spec, 'tls', direction);
    readVersion(at(tls, 'tlsMinVersion'), 'Consul', 'minimum', role, emit);
    readVersion(at(tls, 'tlsMaxVersion'), 'Consul', 'maximum', role, emit);
    readSuites(at(tls, 'cipherSuites'), 'Consul', resource);
  }
  const entry = entryAt(spec, 'allowEnablingPermissiveMutualTLS');
  if (!entry || boolean(entry.value) !== true) return;
  const edit = write(entry.value, 'false');
  emit('mesh.mtls', {
    ...base(resource),
    scope: 'mesh',
    covers: 'every service that asks for it',
    mode: 'PERMISSIVE',
    text: 'allowEnablingPermissiveMutualTLS: true',
    at: entry.span,
    ...(edit ? { mend: { title: 'Forbid permissive mutual TLS', edits: [edit] } } : {}),
  });
}

function readMode(resource: Resource, spec: YamlNode | undefined, scope: 'mesh' | 'workload', covers: string): void {
  const mode = at(spec, 'mutualTLSMode');
  if (!mode || text(mode) !== 'permissive') return;
  const edit = write(mode, 'strict');
  resource.emit('mesh.mtls', {
    ...base(resource),
    scope,
    covers,
    mode: 'PERMISSIVE',
    text: 'permissive',
    at: placeOf(mode),
    ...(edit ? { mend: { title: 'Ask for mutual TLS (strict)', edits: [edit] } } : {}),
  });
}

/** `*` may call `*`: everything that has no intention of its own. */
function readIntentions(resource: Resource, spec: YamlNode | undefined): void {
  if (text(at(spec, 'destination', 'name')) !== '*') return;
  for (const source of items(at(spec, 'sources'))) {
    const action = at(source, 'action');
    if (text(at(source, 'name')) !== '*' || !action || text(action) !== 'allow') continue;
    const edit = write(action, 'deny');
    resource.emit('mesh.authorization', {
      ...base(resource),
      scope: 'mesh',
      grants: 'any identity',
      byDefault: true,
      at: placeOf(action),
      text: 'allow',
      ...(edit ? { mend: { title: 'Deny what has no intention of its own', edits: [edit] } } : {}),
    });
  }
}

const base = (resource: Resource) =>
  ({ span: resource.root.span, place: configuration(), by: 'Consul', resource: nameOf(resource) }) as const;
