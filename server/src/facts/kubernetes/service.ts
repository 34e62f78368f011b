import { insertAfter } from '../../syntax/yaml/edit';
import { at, entries, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fix } from '../fix';
import type { Exposure } from '../network/exposure';
import { configuration } from '../yaml/context';
import type { Resource } from './resource';

/** Annotations by which clouds keep a load balancer inside the network, with the value that does. */
const internal: Readonly<Record<string, RegExp>> = {
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/aws-load-balancer-internal': /^(?:true|0\.0\.0\.0\/0)$/i,
  'service.beta.kubernetes.io/aws-load-balancer-scheme': /^internal$/i,
  'networking.gke.io/load-balancer-type': /^internal$/i,
  'cloud.google.com/load-balancer-type': /^internal$/i,
};

/** Reads a Service that is reachable from outside of the cluster. */
export function readService(resource: Resource): void {
  const { root, emit, file } = resource;
  const spec = at(root, 'spec');
  const type = at(spec, 'type');
  const kind = type ? text(type) : 'ClusterIP';
  const external = at(spec, 'externalIPs');
  if (kind !== 'NodePort' && kind !== 'LoadBalancer' && (external?.kind !== 'list' || external.items.length === 0))
    return;
  const typeEntry = entryAt(spec, 'type');
  const fixes: Fix[] =
    kind === 'LoadBalancer' && typeEntry?.map.style === 'block' && !at(spec, 'loadBalancerSourceRanges')
      ? [
          {
            title: 'Let only addresses of your network in',
            edits: [insertAfter(file, typeEntry, ['loadBalancerSourceRanges:', '  - 10.0.0.0/8'])],
          },
        ]
      : [];
  for (const port of items(at(spec, 'ports'))) {
    const own = at(port, 'port');
    const number = integer(own);
    if (!own || number === undefined) continue;
    const target = integer(at(port, 'targetPort')) ?? number;
    const protocol = text(at(port, 'protocol'))?.toUpperCase() ?? 'TCP';
    emit('network.exposure', {
      span: port.span,
      place: configuration(),
      via: 'service',
      protocol: protocol === 'UDP' ? 'udp' : protocol === 'TCP' ? 'tcp' : 'any',
      ports: [{ range: { from: target, to: target }, span: placeOf(own) }],
      from: sources(resource, kind),
      fixes,
    });
  }
}

function sources({ root }: Resource, kind: string | undefined): Exposure['from'] {
  if (kind !== 'LoadBalancer') return kind === undefined ? 'unknown' : 'anyone';
  const ranges = at(root, 'spec', 'loadBalancerSourceRanges');
  if (ranges) {
    if (ranges.kind !== 'list' || ranges.open) return 'unknown';
    return ranges.items.some(it => /^(?:0\.0\.0\.0|::)\/0$/.test(text(it) ?? '')) ? 'anyone' : 'limited';
  }
  const annotations = at(root, 'metadata', 'annotations');
  if (annotations?.kind === 'unknown') return 'unknown';
  const inside = entries(annotations).some(it => internal[it.key]?.test(text(it.value) ?? ''));
  return inside ? 'limited' : 'anyone';
}
