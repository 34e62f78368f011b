import type { Emit } from '../../facts';
import { meshAround, modeOf } from '../istio/mesh';
import { type PeerAuthentication, selects, type Workload } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';
import { backs, workloadPort } from '../service';
import type { ClusterView } from '../view';

/** Istio's mutual TLS: what is asked for, and what becomes of it. */
export const readMutualTls: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.vague) continue;
    if (it.type === 'workload') readWorkload(it, view, emit);
    if (it.type === 'peer-authentication') readPorts(it, view, emit);
  }
};

/** What runs to its end and is called by nobody. */
const calledByNobody: ReadonlySet<string> = new Set(['Job', 'CronJob']);

function readWorkload(workload: Workload, view: ClusterView, emit: Emit): void {
  if (calledByNobody.has(workload.kind)) return;
  const mesh = meshAround(workload.namespace, view);
  if (!mesh.certain || mesh.policies.length === 0) return;
  const whole = modeOf(workload, undefined, mesh);
  const base = about(workload, workload.at, workload.os);
  const settings = [whole, ...workload.ports.map(it => modeOf(workload, it.port, mesh))];
  for (const [index, { mode, decidedBy, captured, proxy, chain }] of settings.entries()) {
    if (mode !== 'STRICT' || captured !== false || !decidedBy) continue;
    const scope = chain.find(it => it.use === 'decides')?.scope ?? 'mesh';
    const policy = originOf(decidedBy.object, decidedBy.at);
    if (proxy.kind === 'none') {
      emit('cluster.unkept-tls', { ...base, why: proxy.why, policy, scope });
      return;
    }
    const port = workload.ports[index - 1]?.port;
    if (port !== undefined) emit('cluster.unkept-tls', { ...base, port, why: 'excluded-port', policy, scope });
  }
}

/** Modes of single ports go by the port of the pod, not by that of the service. */
function readPorts(policy: PeerAuthentication, view: ClusterView, emit: Emit): void {
  if (!policy.selector || policy.ports.length === 0) return;
  const found = view.in('workload', policy.namespace);
  const services = view.in('service', policy.namespace);
  const selected = found.objects.filter(it => selects(policy.selector, it.labels));
  if (!found.certain || !services.certain || selected.length === 0) return;
  for (const { port, mode } of policy.ports) {
    // A container may listen on ports that it does not state; one that states none tells nothing.
    if (selected.some(it => it.ports.length === 0 || it.ports.some(own => own.port === port.value))) continue;
    for (const service of services.objects) {
      const workload = selected.find(it => backs(it, service));
      const target = workload && workloadPort(service, port.value, workload);
      if (target === undefined || target === port.value) continue;
      emit('cluster.stray-port', {
        ...about(policy, port),
        port: port.value,
        mode: mode.value,
        target,
        service: originOf(service, service.ports.find(it => it.port.value === port.value)?.port),
      });
      break;
    }
  }
}
