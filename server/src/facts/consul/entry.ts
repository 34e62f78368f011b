import { replace } from '../../base/edit';
import type { Table } from '../../base/value';
import type { Emit } from '../facts';
import type { Fix } from '../fix';
import { configuration } from '../yaml/context';
import { booleanAt, type Found, find, tableAt, tablesOf, textAt } from './found';
import { readRefusals } from './refusal';
import { readSuites, readVersion } from './tls';

/** The kinds of configuration entries that are read. */
const kinds = /^(?:mesh|proxy-defaults|service-defaults|service-intentions|ingress-gateway)$/;

/** Whether a table is a configuration entry of Consul. */
export const isEntry = (root: Table): boolean => kinds.test(textAt(root, 'kind') ?? '') && !find(root, 'apiVersion');

/**
 * Reads a configuration entry, the body of `consul config write`. Source: hashicorp/consul docs reference/config-entry; the same
 * as the Kubernetes resources, whose `spec` is such an entry (hashicorp/consul-k8s control-plane/api/v1alpha1).
 *
 * @param kind `mesh`, `proxy-defaults` ...
 * @param name the service that it is about, where it does not say so itself
 */
export function readEntry(root: Table, resource: string, emit: Emit, kind = textAt(root, 'kind'), name?: string): void {
  if (kind !== undefined) readRefusals(root, kind, resource, emit);
  if (kind === 'mesh') readMesh(root, resource, emit);
  if (kind === 'proxy-defaults') readMode(root, resource, 'every service', 'mesh', emit);
  if (kind === 'service-defaults') {
    const named = name ?? textAt(root, 'name');
    readMode(root, resource, named ? `the service ${named}` : 'the service', 'workload', emit);
  }
  if (kind === 'service-intentions') readIntentions(root, resource, emit);
  for (const { tls, role } of tlsIn(root, kind)) {
    for (const [key, state] of [
      ['TLSMinVersion', 'minimum'],
      ['TLSMaxVersion', 'maximum'],
    ] as const) {
      const found = find(tls, key);
      if (found) readVersion(found.value, state, role, emit);
    }
  }
}

/** Reads an entry that stands in HCL or JSON, its suites too; those of YAML have lists of another kind. */
export function readWrittenEntry(root: Table, resource: string, emit: Emit): void {
  const kind = textAt(root, 'kind');
  readEntry(root, resource, emit, kind);
  for (const { tls } of tlsIn(root, kind)) {
    const suites = find(tls, 'cipherSuites');
    if (suites) readSuites(suites.value, 'openssl', emit);
  }
}

interface Side {
  readonly tls: Table | undefined;
  readonly role: 'client' | 'server';
}

function tlsIn(root: Table, kind: string | undefined): readonly Side[] {
  if (kind === 'ingress-gateway') {
    const all = [root, ...tablesOf(find(root, 'listeners')?.value)];
    return all.map(it => ({ tls: tableAt(it, 'tls'), role: 'server' }));
  }
  const tls = kind === 'mesh' ? tableAt(root, 'tls') : undefined;
  return [
    { tls: tableAt(tls, 'incoming'), role: 'server' },
    { tls: tableAt(tls, 'outgoing'), role: 'client' },
  ];
}

/** Protections of all proxies that a mesh entry takes back. Source: consul docs reference/config-entry/mesh. */
const protections = [
  {
    path: ['http', 'incoming', 'requestNormalization', 'insecureDisablePathNormalization'],
    bad: true,
    what: 'paths',
  },
  { path: ['transparentProxy', 'meshDestinationsOnly'], bad: false, what: 'reach' },
] as const;

function readMesh(root: Table, resource: string, emit: Emit): void {
  for (const { path, bad, what } of protections) {
    const found = find(root, ...path);
    if (!found || booleanAt(root, ...path) !== bad) continue;
    emit('mesh.protection-off', {
      ...base(found, resource),
      what,
      text: `${found.key}: ${bad}`,
      at: found.span,
      ...(what === 'reach' ? { covers: 'what is not in the mesh' } : {}),
      ...mend(found, String(!bad), `Set ${found.key} to ${!bad}`),
    });
  }
  const found = find(root, 'allowEnablingPermissiveMutualTLS');
  if (!found || booleanAt(root, 'allowEnablingPermissiveMutualTLS') !== true) return;
  emit('mesh.mtls', {
    ...base(found, resource),
    scope: 'mesh',
    covers: 'every service that asks for it',
    mode: 'PERMISSIVE',
    text: `${found.key}: true`,
    at: found.span,
    ...mend(found, 'false', 'Forbid permissive mutual TLS'),
  });
}

function readMode(root: Table, resource: string, covers: string, scope: 'mesh' | 'workload', emit: Emit): void {
  const found = find(root, 'mutualTLSMode');
  if (!found || textAt(root, 'mutualTLSMode') !== 'permissive') return;
  emit('mesh.mtls', {
    ...base(found, resource),
    scope,
    covers,
    mode: 'PERMISSIVE',
    text: 'permissive',
    at: placeOf(found),
    ...mend(found, 'strict', 'Ask for mutual TLS (strict)'),
  });
}

/** `*` may call `*`: everything that has no intention of its own. */
function readIntentions(root: Table, resource: string, emit: Emit): void {
  const destination = tableAt(root, 'destination') ?? root;
  if (textAt(destination, 'name') !== '*') return;
  for (const source of tablesOf(find(root, 'sources')?.value)) {
    const action = find(source, 'action');
    if (textAt(source, 'name') !== '*' || !action || textAt(source, 'action') !== 'allow') continue;
    const peer = textAt(source, 'peer');
    emit('mesh.authorization', {
      ...base(action, resource),
      scope: 'mesh',
      grants: 'any identity',
      ...(peer ? { peer } : {}),
      byDefault: true,
      at: placeOf(action),
      text: 'allow',
      ...mend(action, 'deny', 'Deny what has no intention of its own'),
    });
  }
}

const base = (found: Found, resource: string) =>
  ({ span: found.span, place: configuration(), by: 'Consul', resource }) as const;

const placeOf = ({ value }: Found) => (value.known ? (value.literal ?? value.span) : value.span);

function mend({ value }: Found, to: string, title: string): { readonly mend?: Fix } {
  const literal = value.known ? value.literal : undefined;
  return literal ? { mend: { title, edits: [replace(literal, to)] } } : {};
}
