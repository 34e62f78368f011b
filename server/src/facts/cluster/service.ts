import { type ContainerPort, type Service, selects, type Workload } from './object';

/** Whether the pods of a workload are endpoints of a service. */
export const backs = (workload: Workload, service: Service): boolean =>
  service.selector !== undefined &&
  service.namespace === workload.namespace &&
  selects(service.selector, workload.labels);

/**
 * The port of the pods to which a port of a service leads; `undefined` where no container has one of that name.
 * Sources: kubernetes.io/docs/concepts/services-networking/service, kubernetes/kubernetes pkg/api/v1/pod/util.go (`FindPort`).
 */
export function targetOf(
  { target, protocol }: Service['ports'][number],
  { ports }: Workload,
): (Pick<ContainerPort, 'port' | 'protocol'> & Partial<ContainerPort>) | undefined {
  if (typeof target !== 'number') return ports.find(it => it.name === target && it.protocol === protocol);
  return ports.find(it => it.port === target && it.protocol === protocol) ?? { port: target, protocol };
}

/**
 * The port of the pod at which calls of a service's port arrive; `undefined` where the files do not tell. A headless
 * service has no address of its own: its clients call the pods at the port of the service, and a `targetPort` that
 * differs is nothing to rely on. Source: istio/istio pilot/pkg/model/push_context.go (`Passthrough`).
 */
export function workloadPort(service: Service, port: number, workload: Workload): number | undefined {
  const known = service.ports.find(it => it.port.value === port && it.protocol === 'TCP');
  const target = known && targetOf(known, workload)?.port;
  return service.headless && target !== port ? undefined : target;
}
