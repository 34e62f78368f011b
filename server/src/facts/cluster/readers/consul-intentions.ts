import type { Emit } from '../../facts';
import { type ConsulMeshView, consulAround } from '../consul/around';
import { intentionOf } from '../consul/intention';
import type { ConsulIntentions } from '../consul/object';
import { home, mutualTlsOf } from '../consul/policy';
import type { Service } from '../consul/types';
import { about, originOf } from '../origin';

import type { ClusterReader } from '../reader';
import { type ClusterView, wholeMesh } from '../view';

/** Intentions of Consul that another file passes by. */
export const readConsulIntentions: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'consul-intentions' || it.vague || it.destination.value.name === wholeMesh) continue;
    const mesh = consulAround(it.destination.value, view);
    if (!mesh.certain) continue;
    readMutualTls(it, mesh, emit);
    readDenials(it, mesh, view, emit);
  }
};

/**
 * About plain text no intention is asked, and `permissive` takes it. Source: developer.hashicorp.com
 * consul/docs/k8s/connect/onboarding-tproxy-mode.
 */
function readMutualTls(it: ConsulIntentions, { rules, objectOf }: ConsulMeshView, emit: Emit): void {
  const service = it.destination.value;
  const { mode, decidedBy } = mutualTlsOf(service, rules);
  const by = objectOf(decidedBy);
  const isOpen = it.sources.every(({ value }) => value.name === wholeMesh && value.action === 'allow');
  // What all proxies take is told of where it is stated, not at every service.
  if (mode !== 'permissive' || by?.type !== 'consul-service-defaults' || isOpen) return;
  emit('cluster.widened-grant', {
    ...about(it),
    server: service.name,
    mesh: 'Consul',
    by: originOf(by, by.mode),
  });
}

/**
 * All callers are let in to a service, one included that is denied everywhere: a destination that is named counts more than a
 * caller that is.
 */
function readDenials(it: ConsulIntentions, mesh: ConsulMeshView, view: ClusterView, emit: Emit): void {
  const service = it.destination.value;
  const all = it.sources.find(({ value }) => value.name === wholeMesh && value.action === 'allow');
  if (!all) return;
  for (const denial of view.in('consul-intentions', wholeMesh).objects) {
    const denied = isBeside(denial, it) ? deniedBy(denial) : [];
    const passed = denied.find(({ value: caller }) => {
      const { action, decidedBy, source } = intentionOf(caller, service, mesh.rules);
      // A caller that the service itself names is an exception on purpose.
      return action === 'allow' && source?.name === wholeMesh && mesh.objectOf(decidedBy) === it;
    });
    if (!passed) continue;
    emit('cluster.overridden-denial', {
      ...about(it, all),
      service: service.name,
      caller: passed.value.name,
      by: originOf(denial, passed),
    });
    return;
  }
}

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
