import type { ContainerPort, Service, Workload } from '../object';
import { backs, targetOf } from '../service';

/** A way from outside of the cluster to a port of pods. */
export interface Way {
  readonly by: 'service' | 'host-port' | 'host-network';
  readonly service?: Service;
  readonly from: 'anyone' | 'limited' | 'unknown';
}

/**
 * The ways from outside of the cluster to a port of pods. Sources: kubernetes.io/docs/concepts/services-networking/service,
 * kubernetes.io/docs/concepts/configuration/overview (hostPort, hostNetwork).
 */
export function waysTo(workload: Workload, port: ContainerPort, services: readonly Service[]): readonly Way[] {
  const ways: Way[] = services.flatMap(service => {
    const { outside: from } = service;
    if (!from || service.vague || !backs(workload, service)) return [];
    const leads = service.ports.some(it => {
      const target = targetOf(it, workload);
      return target?.port === port.port && target.protocol === port.protocol;
    });
    return leads ? [{ by: 'service' as const, service, from }] : [];
  });
  if (workload.hostNetwork || workload.hostProcess) ways.push({ by: 'host-network', from: 'anyone' });
  else if (port.hostPort !== undefined) ways.push({ by: 'host-port', from: 'anyone' });
  return ways;
}
