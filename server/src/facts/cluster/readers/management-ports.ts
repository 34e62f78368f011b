import { about, originOf } from '../origin';
import { policiesOf } from '../reach/around';
import { managementPorts } from '../reach/management.data';
import { reachOf } from '../reach/policy';
import type { ClusterReader } from '../reader';

/** Ports by which Windows is administered, in namespaces where NetworkPolicies keep callers from other pods. */
export const readManagementPorts: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'workload' || it.vague || it.os !== 'windows') continue;
    const { near, all, certain } = policiesOf(it.namespace, view);
    const [other] = near.filter(policy => policy.ingress);
    if (!certain || !other) continue;
    for (const port of it.ports) {
      const service = managementPorts.get(port.port);
      const { who, why, openers } = reachOf(it, port, all);
      const isOpen = why === 'no-policy' || who === 'cluster';
      if (!service || !port.at || port.protocol !== 'TCP' || !isOpen) continue;
      emit('cluster.open-management-port', {
        ...about(it, port.at, it.os),
        port: port.port,
        service,
        why: why === 'no-policy' ? 'not-selected' : 'let-in',
        policy: originOf(openers[0] ?? other),
      });
    }
  }
};
