import { nameOf } from '../../kubernetes/resource';
import { configuration } from '../../yaml/context';
import { consulAround } from '../consul/around';
import { intentionOf } from '../consul/intention';
import type { ConsulIntentions } from '../consul/object';
import { home } from '../consul/policy';
import type { Service } from '../consul/types';
import { originOf } from '../istio/mesh';
import type { ClusterReader } from '../reader';
import { wholeMesh } from '../view';

/**
 * Intentions of Consul that let all callers in to a service, a caller included that is denied everywhere: a destination that is
 * named counts more than a caller that is.
 */
export const readConsulIntentions: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'consul-intentions' || it.vague) continue;
    const service = it.destination.value;
    const all = it.sources.find(({ value }) => value.name === wholeMesh && value.action === 'allow');
    if (!all || service.name === wholeMesh) continue;
    const mesh = consulAround(service, view);
    if (!mesh.certain) continue;
    for (const denial of view.in('consul-intentions', wholeMesh).objects) {
      const denied = isBeside(denial, it) ? deniedBy(denial) : [];
      const passed = denied.find(({ value: caller }) => {
        const { action, decidedBy, source } = intentionOf(caller, service, mesh.rules);
        // A caller that the service itself names is an exception on purpose.
        return action === 'allow' && source?.name === wholeMesh && mesh.objectOf(decidedBy) === it;
      });
      if (!passed) continue;
      emit('cluster.overridden-denial', {
        span: all.span,
        place: configuration(),
        resource: nameOf(it),
        at: all.span,
        service: service.name,
        caller: passed.value.name,
        by: originOf(denial, passed),
      });
      break;
    }
  }
};

/** Where Consul has namespaces, those of Kubernetes may be some of its own. */
const isBeside = (one: ConsulIntentions, other: ConsulIntentions): boolean =>
  one.namespace === other.namespace &&
  home(one.destination.value.namespace) === home(other.destination.value.namespace) &&
  home(one.destination.value.partition) === home(other.destination.value.partition);

/** The callers that it names and denies. */
const deniedBy = ({
  sources,
  destination,
}: ConsulIntentions): readonly (ConsulIntentions['sources'][number] & {
  readonly value: Service;
})[] =>
  sources
    .filter(({ value }) => value.name !== wholeMesh && value.action === 'deny' && !value.samenessGroup)
    .map(it => ({ ...it, value: { ...it.value, namespace: home(it.value.namespace ?? destination.value.namespace) } }));
