import { meshAround } from '../istio/mesh';
import { proxyOf } from '../istio/proxy';
import { selects } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';

/** Policies that select nothing but pods without a proxy. Modes of mutual TLS are told of at the workload. */
export const readUnkept: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'authorization-policy' && it.type !== 'request-authentication') continue;
    if (it.vague || it.targeted || !it.selector) continue;
    const { objects, certain } = view.in('workload', it.namespace);
    const selected = objects.filter(workload => selects(it.selector, workload.labels));
    const [first] = selected;
    const { namespace } = meshAround(it.namespace, view);
    if (!certain || !first || selected.some(workload => proxyOf(workload, namespace).kind !== 'none')) continue;
    emit('cluster.unkept-policy', {
      ...about(it),
      workload: originOf(first),
      windows: first.os === 'windows',
    });
  }
};
