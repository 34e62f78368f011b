import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write, type YamlContext } from '../yaml/context';
import type { ProtectionOff } from './enforcement';
import { readServerTls } from './gateway';

/** Reads Istio's Sidecar. Source: istio/api networking/v1alpha3/sidecar.proto. */
export function readSidecar(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  for (const listener of items(at(spec, 'ingress'))) readServerTls(resource, at(listener, 'tls'), 'the Sidecar');
  for (const listener of items(at(spec, 'egress'))) {
    for (const host of items(at(listener, 'hosts'))) {
      if (text(host) !== '*/*') continue;
      const edit = write(host, './*');
      const mend = edit && { title: 'Only the services of its namespace', edits: [edit] };
      emitReach(resource, nameOf(resource), '*/*', placeOf(host), { covers: 'every service of the mesh', mend });
    }
  }
  readOutboundPolicy(resource, nameOf(resource), at(spec, 'outboundTrafficPolicy'));
}

/** Reads `outboundTrafficPolicy`, of a Sidecar or of the whole mesh. */
export function readOutboundPolicy(context: YamlContext, resource: string, policy: YamlNode | undefined): void {
  const mode = at(policy, 'mode');
  if (!mode || text(mode) !== 'ALLOW_ANY') return;
  const edit = write(mode, 'REGISTRY_ONLY');
  const mend = edit && { title: 'Only destinations that are registered', edits: [edit] };
  emitReach(context, resource, 'ALLOW_ANY', placeOf(mode), { covers: 'any address', mend });
}

/** Ports where the host of a connection cannot be told: its address is all there is. */
const isOpaque = (protocol: string | undefined): boolean =>
  protocol !== undefined && /^(?:TCP|MONGO|MYSQL|REDIS)$/i.test(protocol);

/** Reads Istio's ServiceEntry. Source: istio/api networking/v1alpha3/service_entry.proto. */
export function readServiceEntry(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  for (const host of items(at(spec, 'hosts'))) {
    if (text(host) === '*') emitReach(resource, nameOf(resource), '*', placeOf(host), { covers: 'any host' });
  }
  const resolution = at(spec, 'resolution');
  const addresses = entryAt(spec, 'addresses');
  const isAsCalled = resolution === undefined || text(resolution) === 'NONE';
  if (!isAsCalled || at(spec, 'endpoints') || at(spec, 'workloadSelector')) return;
  const wide = items(addresses?.value).find(it => /^(?:0\.0\.0\.0|::)\/0$/.test(text(it) ?? ''));
  if (at(spec, 'addresses') && !wide) return;
  for (const port of items(at(spec, 'ports'))) {
    const number = at(port, 'number');
    const protocol = at(port, 'protocol');
    if (!number || integer(number) === undefined || !isOpaque(text(protocol))) continue;
    const span = placeOf(number);
    emitReach(resource, nameOf(resource), text(number)!, span, { covers: `port ${text(number)} of any address` });
  }
}

function emitReach(
  { emit }: YamlContext,
  resource: string,
  said: string,
  span: Span,
  { covers, mend }: { readonly covers: string; readonly mend?: ProtectionOff['mend'] | undefined },
): void {
  emit('mesh.protection-off', {
    span,
    place: configuration(),
    by: 'Istio',
    resource,
    what: 'reach',
    text: said,
    at: span,
    covers,
    ...(mend ? { mend } : {}),
  });
}
