import { nameOf } from '../../kubernetes/resource';
import { configuration } from '../../yaml/context';
import { meshAround, originOf } from '../istio/mesh';
import { proxyOf } from '../istio/proxy';
import { selects } from '../object';
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
      span: it.at.span,
      place: configuration(),
      resource: nameOf(it),
      at: it.at.span,
      workload: originOf(first),
      windows: first.os === 'windows',
    });
  }
};
