import { type Service, selects, type Workload } from '../object';

/** Whether the pods of a workload are endpoints of a service. */
export const backs = (workload: Workload, service: Service): boolean =>
  service.selector !== undefined &&
  service.namespace === workload.namespace &&
  selects(service.selector, workload.labels);

/**
 * The port of the pod at which calls of a service's port arrive; `undefined` where the files do not tell.
 * A name is looked up among the ports of the containers. A headless service has no address of its own: its clients call
 * the pods at the port of the service, and a `targetPort` that differs is nothing to rely on.
 * Sources: kubernetes.io/docs/concepts/services-networking/service, kubernetes/kubernetes pkg/api/v1/pod/util.go
 * (`FindPort`), istio/istio pilot/pkg/model/push_context.go (`Passthrough`).
 */
export function workloadPort(service: Service, port: number, workload: Workload): number | undefined {
  const known = service.ports.find(it => it.port.value === port && it.protocol === 'TCP');
  if (!known) return undefined;
  const target =
    typeof known.target === 'number'
      ? known.target
      : workload.ports.find(it => it.name === known.target && it.protocol === known.protocol)?.port;
  return service.headless && target !== port ? undefined : target;
}
