import type { Namespace, Workload } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';

/** What the labels of a namespace do to the workloads in it. */
export const readNamespaces: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'workload' || it.vague || it.namespace === undefined) continue;
    const { objects, certain } = view.in('namespace', it.namespace);
    const [namespace] = objects;
    if (!certain || !namespace) continue;
    const base = { ...about(it, it.at, it.os), namespace: originOf(namespace) };
    if (isInjected(it, namespace)) emit('cluster.injected-windows', base);
    const level = namespace.labels['pod-security.kubernetes.io/enforce'];
    const asks = it.hostProcess ? 'hostProcess' : it.hostNetwork ? 'hostNetwork' : undefined;
    if (asks && (level === 'baseline' || level === 'restricted')) emit('cluster.refused-pod', { ...base, level, asks });
  }
};

/** Source: istio/istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml. */
function isInjected({ os, labels, annotations, hostNetwork }: Workload, namespace: Namespace): boolean {
  const key = 'sidecar.istio.io/inject';
  if (os !== 'windows' || hostNetwork || (labels[key] ?? annotations[key]) !== undefined) return false;
  const injection = namespace.labels['istio-injection'];
  return injection === 'enabled' || (injection === undefined && namespace.labels['istio.io/rev'] !== undefined);
}
