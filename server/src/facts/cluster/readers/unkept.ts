import { meshAround } from '../istio/mesh';
import { proxyOf } from '../istio/proxy';
import { type AuthorizationPolicy, type RequestAuthentication, selects, type Workload } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';
import type { ClusterView } from '../view';

/** Policies that select nothing but pods without a proxy. Modes of mutual TLS are told of at the workload. */
export const readUnkept: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'authorization-policy' && it.type !== 'request-authentication') continue;
    const first = it.vague ? undefined : unguarded(it, view);
    if (!first) continue;
    emit('cluster.unkept-policy', {
      ...about(it),
      workload: originOf(first),
      windows: first.os === 'windows',
    });
  }
};

/** The first of the workloads that a policy selects, where surely none of them has a proxy. */
export function unguarded(
  { namespace, selector, targeted }: AuthorizationPolicy | RequestAuthentication,
  view: ClusterView,
): Workload | undefined {
  if (targeted || !selector) return undefined;
  const { objects, certain } = view.in('workload', namespace);
  const selected = objects.filter(workload => selects(selector, workload.labels));
  const around = meshAround(namespace, view).namespace;
  return certain && selected.every(it => proxyOf(it, around).kind === 'none') ? selected[0] : undefined;
}
