import type { Span } from '../../base/span';
import type { Exposure } from './exposure';
import { isEveryPort, type PortRange } from './ports';
import { envoyAdmin, type PortService, plainDocker, servicesIn } from './services';

/** By what kind of statement a port is opened: each calls for words of its own. `held`: policies keep callers away. */
export type Opening = 'firewall' | 'cloud' | 'published' | 'announced' | 'cluster' | 'held' | 'policy';

const openings: Readonly<Record<Exposure['via'], Opening>> = {
  'firewall rule': 'firewall',
  'firewall group': 'firewall',
  nsg: 'cloud',
  'docker run': 'published',
  'docker daemon': 'published',
  compose: 'published',
  'host port': 'published',
  nat: 'published',
  'endpoint policy': 'published',
  'port acl': 'firewall',
  'envoy admin': 'published',
  expose: 'announced',
  service: 'cluster',
  gateway: 'cluster',
  'network policy': 'policy',
  'node policy': 'policy',
};

/**
 * How an exposure opens ports to anyone; `undefined` when it does not, when that cannot be known, when the ports are
 * those of a Linux machine, or when it has no effect: a firewall rule in an image build.
 */
export function openingOf(exposure: Exposure): Opening | undefined {
  if (exposure.from !== 'anyone' || exposure.place.os === 'linux') return undefined;
  const opening = exposure.held ? 'held' : openings[exposure.via];
  return opening === 'firewall' && exposure.place.runs === 'build' ? undefined : opening;
}

/** Ports as a message writes them. */
const portText = ({ from, to }: PortRange): string => (from === to ? `${from}` : `${from}-${to}`);

/** The places at which one port is named, on its own or in a range that is not all ports. */
export const placesOf = (exposure: Exposure, port: number): readonly { readonly span: Span; readonly text: string }[] =>
  exposure.ports
    .filter(({ range }) => range.from <= port && port <= range.to && !isEveryPort(range))
    .map(({ range, span }) => ({ span, text: portText(range) }));

/**
 * The services that an exposure opens, RDP and WinRM aside, one entry for each place that names ports: the gravest that
 * is found there. A group of rules names several ports at one place.
 */
export function servicesOf(
  exposure: Exposure,
): readonly { readonly span: Span; readonly text: string; readonly service: PortService }[] {
  const byPlace = new Map<number, { span: Span; text: string; service: PortService }>();
  for (const { range, span } of exposure.ports) {
    if (isEveryPort(range)) continue;
    for (const service of exposure.via === 'envoy admin' ? [envoyAdmin] : servicesIn(range, exposure.protocol)) {
      // Wide ranges are for ports that change, whatever databases use within them.
      if (service.kind === 'data' && range.to - range.from > widest) continue;
      const found = byPlace.get(span.start);
      if (!found || rank[service.severity] < rank[found.service.severity]) {
        byPlace.set(span.start, { span, text: portText(range), service });
      }
    }
  }
  return [...byPlace.values()];
}

const rank = { critical: 0, high: 1, medium: 2, low: 3, info: 4 } as const;

/** What speaks of ports of a container: their number is chosen by who made its image. */
export const ofContainers: ReadonlySet<Exposure['via']> = new Set([
  'expose',
  'compose',
  'docker run',
  'service',
  'host port',
  'gateway',
  'network policy',
]);

/**
 * Whether the port can be taken for that service there. On a system that is not known, a number alone says too little; who
 * starts a database by hand wants to reach it, and the image of a database names its port.
 */
export function isTakenFor(service: PortService, { place, via }: Exposure): boolean {
  // What an image relays are ports of its own making as well.
  if (via === 'nat' && place.runs === 'build') return service.kind !== 'data';
  if (via === 'node policy') return service.kind !== 'data';
  if (!ofContainers.has(via)) return true;
  if (service.kind === 'node') return false;
  // Whatever runs there, who reaches this port has the machine.
  if (service === plainDocker) return true;
  if (place.os !== 'windows') return service.kind === 'windows';
  return service.kind !== 'data' || (via !== 'docker run' && via !== 'expose');
}

/** A wider range names no database. */
const widest = 5000;

/**
 * What mends an exposure, edits of the text and changes of the machine; of a rule in the cloud also the place that lets
 * everyone in, which may stand far from the port, of a service what stands in other files.
 */
export const mendingOf = ({ fixes, repairs, via, fromSpan, held, means }: Exposure) => ({
  fixes,
  repairs: repairs ?? [],
  related: [
    ...(via === 'nsg' && fromSpan ? [{ span: fromSpan, message: 'Everyone is let in here.' }] : []),
    ...(means ? [{ span: means.span, message: `${means.resource} listens here.`, elsewhere: means }] : []),
    ...(held?.by ?? []).map(it => ({ span: it.span, message: `${it.resource} keeps callers away.`, elsewhere: it })),
  ],
});

/** The part of a message that says what NetworkPolicies do about a port; empty without any. */
export const heldText = ({ held }: Exposure): string =>
  held
    ? `only ${held.by.map(it => it.resource).join(' and ')} ${held.by.length > 1 ? 'keep' : 'keeps'} ${held.away} away, if the network plug-in enforces policies (Flannel does not)`
    : '';
