import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, integer, items, placeOf, text } from '../../syntax/yaml/read';
import type { Service } from '../cluster/object';
import { endpointOf } from '../cluster/reach/endpoint';
import type { Resource } from '../kubernetes/resource';
import { winRm } from '../network/ports';
import { configuration } from '../yaml/context';

/** Ports at which Windows, its containers or its node are administered by HTTP: that is what a controller hands on. */
const managedByHttp: ReadonlySet<number> = new Set([winRm.http, winRm.https, 2375, 2376, 10250, 10255]);

/** Annotations that limit who is let in, or ask callers who they are. Sources: documentation of the controllers. */
const limits = /(?:whitelist|allowlist|allow-list|source-range|inbound-cidrs|auth|middlewares|scheme|internal|policy)/i;
/** Classes that serve the own network only, and that of AWS, which does so unless it is told otherwise. */
const ownNetwork = /tailscale|alb|internal|private/i;

/** Reads which ports of pods an Ingress hands callers on to. Source: kubernetes.io/docs/concepts/services-networking/ingress. */
export function readBackends(resource: Resource): void {
  const { root } = resource;
  const spec = at(root, 'spec');
  const annotations = at(root, 'metadata', 'annotations');
  const own = at(spec, 'ingressClassName') ?? at(annotations, 'kubernetes.io/ingress.class');
  const isOpen = annotations?.kind === 'unknown' || (annotations?.kind === 'map' && annotations.open);
  if (isOpen || own?.kind === 'unknown' || ownNetwork.test(text(own) ?? '')) return;
  if (entries(annotations).some(it => limits.test(it.key))) return;
  const paths = items(at(spec, 'rules')).flatMap(it => items(at(it, 'http', 'paths')));
  const backends = [at(spec, 'defaultBackend'), at(spec, 'backend'), ...paths.map(it => at(it, 'backend'))];
  for (const it of backends) if (it) readBackend(it, resource);
}

function readBackend(backend: YamlNode, { namespace, view, emit, root }: Resource): void {
  const service = text(at(backend, 'service', 'name') ?? at(backend, 'serviceName'));
  const port =
    at(backend, 'service', 'port', 'number') ?? at(backend, 'service', 'port', 'name') ?? at(backend, 'servicePort');
  const written = text(port);
  if (!port || written === undefined) return;
  const known = view()
    .in('service', namespace)
    .objects.find(it => it.name === service);
  const target = known && targetOf(known, integer(port) ?? written);
  const pods = target && known && endpointOf(known, target.port.value, view());
  const stated = typeof target?.target === 'number' ? target.target : integer(port);
  const ports = (pods?.ports ?? (stated === undefined ? [] : [stated])).filter(it => managedByHttp.has(it));
  if (ports.length === 0) return;
  emit('network.exposure', {
    span: root.span,
    place: configuration(pods?.os),
    via: 'gateway',
    protocol: 'tcp',
    ports: ports.map(it => ({ range: { from: it, to: it }, span: placeOf(port) })),
    from: 'anyone',
    ...(pods?.means ? { means: pods.means } : {}),
    fixes: [],
  });
}

const targetOf = ({ ports }: Service, port: number | string): Service['ports'][number] | undefined =>
  ports.find(it => (typeof port === 'number' ? it.port.value === port : it.name === port));
