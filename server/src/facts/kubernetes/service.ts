import { lookUp } from '../../base/look-up';
import { contains } from '../../base/span';
import { insertAfter, listMargin } from '../../syntax/yaml/edit';
import { at, entries, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import { type Endpoint, endpointOf } from '../cluster/reach/endpoint';
import type { Fix } from '../fix';
import { privateAddresses } from '../network/private-addresses';
import { isEveryone } from '../network/scope';
import { configuration } from '../yaml/context';
import type { Resource } from './resource';

/**
 * Annotations by which clouds keep a load balancer inside the network, with the value that does. Sources: kubernetes.io
 * concepts/services-networking/service (Internal load balancer), documentation of the clouds' controllers.
 */
const internal: Readonly<Record<string, RegExp>> = {
  'cloud.google.com/load-balancer-type': /^internal$/i,
  'load-balancer.hetzner.cloud/disable-public-network': /^true$/i,
  'networking.gke.io/load-balancer-type': /^internal$/i,
  'oci-network-load-balancer.oraclecloud.com/internal': /^true$/i,
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': /^intranet$/i,
  'service.beta.kubernetes.io/aws-load-balancer-internal': /^(?:true|0\.0\.0\.0\/0)$/i,
  'service.beta.kubernetes.io/aws-load-balancer-scheme': /^internal$/i,
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/cce-load-balancer-internal-vpc': /^true$/i,
  'service.beta.kubernetes.io/do-loadbalancer-network': /^internal$/i,
  'service.beta.kubernetes.io/oci-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/openstack-internal-load-balancer': /^true$/i,
  'service.beta.kubernetes.io/scw-loadbalancer-private': /^true$/i,
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': /^private$/i,
  'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': /./,
};

/** Annotations that list who is let in, beside `loadBalancerSourceRanges`. */
const sourceLists: ReadonlySet<string> = new Set([
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/azure-allowed-service-tags',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
]);

/** Who reaches a Service from outside of the cluster; `undefined`: nobody. */
export function outsideOf(resource: Resource): From | undefined {
  const spec = at(resource.root, 'spec');
  const type = at(spec, 'type');
  const kind = type ? text(type) : 'ClusterIP';
  const isOutside = kind === 'NodePort' || kind === 'LoadBalancer' || items(at(spec, 'externalIPs')).length > 0;
  // An external name has no ports of its own: it is answered by DNS alone.
  return isOutside && kind !== 'ExternalName' ? sources(resource, kind) : kind === undefined ? 'unknown' : undefined;
}

/** Reads a Service that is reachable from outside of the cluster. */
export function readService(resource: Resource): void {
  const { root, emit, file } = resource;
  const spec = at(root, 'spec');
  const from = outsideOf(resource);
  if (!from) return;
  const typeEntry = entryAt(spec, 'type');
  const ports = entryAt(spec, 'ports');
  const rangeLines =
    typeEntry?.map.style === 'block'
      ? ['loadBalancerSourceRanges:', `${ports ? listMargin(file, ports) : '  '}- ${privateAddresses}`]
      : `loadBalancerSourceRanges: [${privateAddresses}]`;
  const fixes: Fix[] =
    text(typeEntry?.value) === 'LoadBalancer' && typeEntry && !at(spec, 'loadBalancerSourceRanges')
      ? [
          {
            title: 'Let only addresses of your network in',
            edits: [insertAfter(file, typeEntry, rangeLines)],
          },
        ]
      : [];
  for (const port of items(at(spec, 'ports'))) {
    const own = at(port, 'port');
    const number = integer(own);
    if (!own || number === undefined) continue;
    const written = at(port, 'targetPort');
    if (written?.kind === 'unknown') continue;
    const protocol = text(at(port, 'protocol'))?.toUpperCase() ?? 'TCP';
    const pods = podsBehind(resource, number);
    // Which port of the pods a name stands for only these tell; a service that they call by its number is likely that.
    const stated = integer(written);
    const targets = stated === undefined && written && pods?.ports ? pods.ports : [stated ?? number];
    emit('network.exposure', {
      span: port.span,
      place: configuration(pods?.os),
      via: 'service',
      protocol: protocol === 'UDP' ? 'udp' : protocol === 'TCP' ? 'tcp' : 'any',
      ports: targets.map(it => ({ range: { from: it, to: it }, span: placeOf(own) })),
      from,
      ...(pods?.held ? { held: pods.held } : {}),
      ...(stated === undefined && written && pods?.means ? { means: pods.means } : {}),
      fixes,
    });
  }
}

/** What is behind a port of a Service, by the pods of the workspace. */
function podsBehind({ root, view }: Resource, port: number): Endpoint | undefined {
  const { own } = view();
  const service = own.find(it => it.type === 'service' && contains(root.span, it.at.span));
  return service?.type === 'service' ? endpointOf(service, port, view()) : undefined;
}

type From = 'anyone' | 'limited' | 'unknown';

/** Load balancers that are reached from a private network only. */
const privateClasses: ReadonlySet<string> = new Set(['tailscale']);

function sources({ root }: Resource, kind: string | undefined): From {
  if (kind !== 'LoadBalancer') return kind === undefined ? 'unknown' : 'anyone';
  const ranges = at(root, 'spec', 'loadBalancerSourceRanges');
  if (ranges) {
    if (ranges.kind !== 'list' || ranges.open) return 'unknown';
    return reach(ranges.items.map(text));
  }
  const own = [text(at(root, 'spec', 'loadBalancerIP')), text(at(root, 'spec', 'loadBalancerClass'))];
  if (isPrivateAddress(own[0] ?? '') || privateClasses.has(own[1] ?? '')) return 'limited';
  const annotations = at(root, 'metadata', 'annotations');
  if (annotations?.kind === 'unknown') return 'unknown';
  for (const { key, value } of entries(annotations)) {
    const written = text(value);
    if (sourceLists.has(key)) return reach(written?.split(/[\s,]+/) ?? [undefined]);
    if (lookUp(internal, key)?.test(written ?? '')) return 'limited';
    // The load balancer controller of AWS answers inside of the network unless it is told otherwise.
    if (key === awsType && /^(?:external|nlb-ip)$/.test(written ?? '') && !entryAt(annotations, awsScheme))
      return 'limited';
    if ((lookUp(internal, key) || key === awsType) && written === undefined) return 'unknown';
  }
  return annotations?.kind === 'map' && annotations.open ? 'unknown' : 'anyone';
}

const awsType = 'service.beta.kubernetes.io/aws-load-balancer-type';
const awsScheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

/** Who a list of sources means. */
function reach(sources: readonly (string | undefined)[]): From {
  // An empty list limits nobody.
  if (sources.length === 0 || sources.some(it => it !== undefined && isEveryone(it))) return 'anyone';
  return sources.includes(undefined) ? 'unknown' : 'limited';
}

/** An address that no machine on the internet has (RFC 1918). */
const isPrivateAddress = (address: string): boolean => /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address);
