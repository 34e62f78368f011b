import type { NetworkPolicy, Service, Workload } from '../object';
import { backs } from '../service';
import { type ClusterView, wholeCluster } from '../view';

/** The policies of a namespace, as a file sees them. */
export interface Policies {
  /** The nearest, which are applied with the file. */
  readonly near: readonly NetworkPolicy[];
  /** All of the workspace that may be applied with it: as policies add up, one of them may let more in. */
  readonly all: readonly NetworkPolicy[];
  /** False where a template, or a policy of another maker, may say more. */
  readonly certain: boolean;
}

/** The policies that may concern the pods of a namespace. */
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
