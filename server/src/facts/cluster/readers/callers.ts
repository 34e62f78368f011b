import { concerns, peerTrap } from '../istio/authorization';
import { assumedModeOf, meshAround, together } from '../istio/mesh';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';

/** Policies that go by the certificate of the caller, where callers may come without one. */
export const readCallers: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'authorization-policy' || it.vague || it.peers.length === 0) continue;
    const mesh = meshAround(it.namespace, view);
    const workloads = view.in('workload', it.namespace);
    const policies = together(view, 'authorization-policy', [it.namespace]);
    if (!mesh.certain || !workloads.certain || !policies.certain) continue;
    for (const workload of workloads.objects) {
      if (!concerns(it, workload, mesh.rootNamespace)) continue;
      const server = assumedModeOf(workload, undefined, mesh);
      const others = policies.objects.filter(other => other !== it && concerns(other, workload, mesh.rootNamespace));
      const { effect, conditions } = peerTrap(it, server, others);
      const [condition] = conditions;
      // What Istio takes by default may be another thing by a policy that is kept elsewhere.
      if (!server.decidedBy || !condition || (effect !== 'passed-by' && effect !== 'let-in')) continue;
      emit('cluster.peer-trap', {
        ...about(it, condition, workload.os),
        field: condition.field,
        effect,
        workload: originOf(workload),
        policy: originOf(server.decidedBy.object, server.decidedBy.at),
      });
      break;
    }
  }
};
