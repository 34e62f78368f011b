import { backs } from '../istio/port';
import type { ContainerPort, NetworkPolicy, Service, Workload } from '../object';
import { type ClusterView, wholeCluster } from '../view';
import type { PodPort } from './policy';

/** The policies of a namespace, as a file sees them. */
export interface Policies {
  /** The nearest, which are applied with the file. */
  readonly near: readonly NetworkPolicy[];
  /** All of the workspace that may be applied with it: as policies add up, one of them may let more in. */
  readonly all: readonly NetworkPolicy[];
  /** False where a template, or a policy of another maker, may say more. */
  readonly certain: boolean;
}

export function policiesOf(namespace: string | undefined, view: ClusterView): Policies {
  const { objects, certain } = view.in('network-policy', namespace);
  const all = view.all('network-policy', namespace);
  const others = view.in('cluster-policy', wholeCluster).objects;
  return { near: objects, all, certain: certain && others.length === 0 && !all.some(it => it.vague) };
}

/** The workloads whose pods are the endpoints of a service; none where a template may change who is. */
export const behind = (service: Service, view: ClusterView): readonly Workload[] =>
  view.in('workload', service.namespace).certain && !service.vague ? candidates(service, view) : [];

/** The workloads whose pods are endpoints of a service by what is known, be there others of the same name. */
export const candidates = (service: Service, view: ClusterView): readonly Workload[] =>
  view.in('workload', service.namespace).objects.filter(it => backs(it, service));

/**
 * The port of the pods to which a port of a service leads; `undefined` where no container has one of that name.
 * Sources: kubernetes.io/docs/concepts/services-networking/service, kubernetes/kubernetes pkg/api/v1/pod/util.go (`FindPort`).
 */
export function targetOf(
  { target, protocol }: Service['ports'][number],
  { ports }: Workload,
): (PodPort & Partial<ContainerPort>) | undefined {
  if (typeof target !== 'number') return ports.find(it => it.name === target && it.protocol === protocol);
  return ports.find(it => it.port === target && it.protocol === protocol) ?? { port: target, protocol };
}
