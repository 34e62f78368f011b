import type { Emit } from '../../facts';
import { type LinkerdMesh, linkerdAround } from '../linkerd/around';
import type { LinkerdServer } from '../linkerd/object';
import { proxyOf, skippedBy } from '../linkerd/proxy';
import type { Service, Workload } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';
import { fits } from '../selector';
import { backs, workloadPort } from '../service';
import type { ClusterView } from '../view';

/** Servers of Linkerd whose pods have no proxy, or have another port than they name. */
export const readLinkerdServers: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'linkerd-server' || it.vague || !it.pods) continue;
    const { pods } = it;
    const { objects, certain } = view.in('workload', it.namespace);
    const selected = objects.filter(workload => fits(pods, workload.labels));
    if (!certain || selected.length === 0) continue;
    readProxies(it, selected, linkerdAround(it.namespace, view), emit);
    readPort(it, selected, view, emit);
  }
};

function readProxies(server: LinkerdServer, selected: readonly Workload[], mesh: LinkerdMesh, emit: Emit): void {
  const port = server.port.value;
  const isSkipped = (it: Workload): boolean => {
    const own = typeof port === 'number' ? [port] : it.ports.flatMap(each => (each.name === port ? each.port : []));
    return own.length > 0 && own.every(each => skippedBy(mesh.subjectOf(it), mesh.namespace, each) !== undefined);
  };
  if (!selected.every(it => isWithoutProxy(it, mesh) || isSkipped(it))) return;
  const [first] = selected;
  emit('cluster.unkept-policy', {
    ...about(server),
    workload: originOf(first!),
    windows: false,
    ...(isWithoutProxy(first!, mesh) ? {} : { port }),
  });
}

const inject = 'linkerd.io/inject';

/** Who only says nothing may be injected by what stands elsewhere. */
function isWithoutProxy(workload: Workload, { namespace, subjectOf }: LinkerdMesh): boolean {
  const isStated = [workload, namespace].some(it => it?.annotations[inject] !== undefined) || workload.hostNetwork;
  return isStated && !workload.containers.includes('linkerd-proxy') && !proxyOf(subjectOf(workload), namespace).has;
}

/** A number is a port of the pod, not of a service; a name is one that ports of the pod have. */
function readPort(server: LinkerdServer, selected: readonly Workload[], view: ClusterView, emit: Emit): void {
  const { port } = server;
  const services = view.in('service', server.namespace);
  // A container may listen on ports that it does not state; one that states none tells nothing.
  const isThere = (it: Workload): boolean =>
    it.ports.length === 0 || it.ports.some(own => own.port === port.value || own.name === port.value);
  if (!services.certain || selected.some(isThere)) return;
  const base = about(server, port);
  for (const service of services.objects) {
    const workload = selected.find(it => backs(it, service));
    const own = portOf(service, port.value);
    const target = workload && own && workloadPort(service, own.port.value, workload);
    if (target === undefined || target === port.value) continue;
    emit('cluster.stray-port', { ...base, port: port.value, target, service: originOf(service, own?.port) });
    return;
  }
  // Ports of the proxy itself bear such names.
  if (typeof port.value !== 'string' || port.value.startsWith('linkerd-')) return;
  emit('cluster.stray-selector', {
    ...base,
    selector: port.value,
    isPort: true,
    workload: originOf(selected[0]!),
  });
}

const portOf = ({ ports }: Service, port: number | string): Service['ports'][number] | undefined =>
  ports.find(it => it.port.value === port || it.name === port);
