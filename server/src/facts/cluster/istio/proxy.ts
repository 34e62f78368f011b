import type { Namespace, Workload } from '../object';

/** Why a pod has a proxy of Istio or has none. */
export type ProxyReason =
  /** Istio has no data plane for Windows. */
  | 'windows'
  /** It shares the network of its node: nothing can be redirected. */
  | 'host-network'
  /** The injector leaves namespaces of Kubernetes itself alone. */
  | 'system-namespace'
  /** `sidecar.istio.io/inject: "false"`. */
  | 'pod-opted-out'
  /** The label `istio-injection` of the namespace has another value than `enabled`. */
  | 'namespace-opted-out'
  | 'pod-injects'
  | 'namespace-injects'
  /** The proxy is written among its containers. */
  | 'container'
  | 'pod-ambient'
  | 'namespace-ambient'
  /** The template of a gateway or of a client without proxy is injected instead of a sidecar. */
  | 'other-template'
  /** The namespace is in the files and has no label of Istio: somebody may have set one by hand. */
  | 'no-label'
  /** The namespace is not in the files. */
  | 'unseen-namespace'
  /** A value that versions of Istio read differently. */
  | 'odd-value'
  /** A template decides. */
  | 'vague'
  /** Whoever asks takes it for granted. */
  | 'assumed';

/** What of Istio stands before a pod: `ambient` is the ztunnel of its node. */
export interface MeshProxy {
  readonly kind: 'sidecar' | 'ambient' | 'none' | 'unknown';
  readonly why: ProxyReason;
  /** The pod or the namespace that says so. */
  readonly by?: Workload | Namespace;
}

/** Source: istio/istio pkg/kube/inject/initializer.go, `IgnoredNamespaces`. */
const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

const inject = 'sidecar.istio.io/inject';
const revision = 'istio.io/rev';
const dataplane = 'istio.io/dataplane-mode';

/**
 * Whether a pod has a proxy of Istio.
 * Sources: istio/istio pkg/kube/inject/inject.go (`injectRequired`), the selectors of
 * manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml, cni/pkg/util/enablement_selector.go,
 * manifests/charts/istio-cni/values.yaml (`enablementSelectors`).
 * @param namespace that of the pod, where the files hold it
 */
export function proxyOf(workload: Workload, namespace: Namespace | undefined): MeshProxy {
  if (workload.os === 'windows') return { kind: 'none', why: 'windows', by: workload };
  if (workload.hostNetwork) return { kind: 'none', why: 'host-network', by: workload };
  const templates = workload.annotations['inject.istio.io/templates'];
  if (templates !== undefined && !names(templates).includes('sidecar')) {
    return { kind: 'unknown', why: 'other-template', by: workload };
  }
  if (workload.containers.includes('istio-proxy')) {
    const alone = workload.containers.length === 1;
    return { kind: alone ? 'unknown' : 'sidecar', why: alone ? 'other-template' : 'container', by: workload };
  }
  if (workload.vague) return { kind: 'unknown', why: 'vague', by: workload };
  const seen = namespace?.vague ? undefined : namespace;
  const sidecar = sidecarOf(workload, seen);
  if (sidecar.kind === 'sidecar' || sidecar.why === 'odd-value') return sidecar;
  const ambient = ambientOf(workload, seen);
  return ambient ?? sidecar;
}

/** The same, where whoever asks may take a pod for one of the mesh unless files say otherwise: policies are written for it. */
export function assumedProxy(proxy: MeshProxy): MeshProxy {
  const silent = proxy.why === 'unseen-namespace' || proxy.why === 'no-label';
  return silent ? { kind: 'sidecar', why: 'assumed' } : proxy;
}

function sidecarOf(workload: Workload, namespace: Namespace | undefined): MeshProxy {
  if (systemNamespaces.has(workload.namespace ?? '')) return { kind: 'none', why: 'system-namespace', by: workload };
  const own = workload.labels[inject] ?? workload.annotations[inject] ?? '';
  if (own === 'false') return { kind: 'none', why: 'pod-opted-out', by: workload };
  if (own !== 'true' && own !== '') return { kind: 'unknown', why: 'odd-value', by: workload };
  const injection = namespace?.labels['istio-injection'];
  if (namespace && injection !== undefined) {
    // Every selector of the webhook either wants `enabled` or wants the label to be absent.
    return injection === 'enabled'
      ? { kind: 'sidecar', why: 'namespace-injects', by: namespace }
      : { kind: 'none', why: 'namespace-opted-out', by: namespace };
  }
  if (namespace?.labels[revision] !== undefined) return { kind: 'sidecar', why: 'namespace-injects', by: namespace };
  // The webhook reads labels only: an annotation that wants a sidecar is not seen where nothing else asks for one.
  if (workload.labels[inject] === 'true' || workload.labels[revision] !== undefined) {
    return { kind: 'sidecar', why: 'pod-injects', by: workload };
  }
  return namespace
    ? { kind: 'unknown', why: 'no-label', by: namespace }
    : { kind: 'unknown', why: 'unseen-namespace', by: workload };
}

function ambientOf(workload: Workload, namespace: Namespace | undefined): MeshProxy | undefined {
  const own = workload.labels[dataplane];
  if (own === 'ambient') return { kind: 'ambient', why: 'pod-ambient', by: workload };
  if (own === 'none' || namespace?.labels[dataplane] !== 'ambient') return undefined;
  return { kind: 'ambient', why: 'namespace-ambient', by: namespace };
}

/** Ports of the sidecar itself, which it never takes from the pod. Source: istio/istio cni/pkg/plugin/sidecar_redirect.go. */
const ownPorts: ReadonlySet<number> = new Set([15020, 15021, 15090]);

/**
 * Whether what comes in at a port goes through the proxy; `undefined`: unknown. Without a port: whether all ports do.
 * Source: istio/istio tools/istio-iptables/pkg/capture/run.go, `handleInboundPortsInclude`: what is excluded counts only
 * where all ports are included.
 */
export function captures(workload: Workload, { kind }: MeshProxy, port: number | undefined): boolean | undefined {
  if (kind === 'none') return false;
  if (kind === 'unknown') return undefined;
  const said = workload.annotations;
  if (kind === 'ambient') return said['ambient.istio.io/bypass-inbound-capture'] !== 'true';
  if (said['sidecar.istio.io/interceptionMode'] === 'NONE') return undefined;
  if (port !== undefined && ownPorts.has(port)) return false;
  const included = names(said['traffic.sidecar.istio.io/includeInboundPorts'] ?? '*');
  const all = included.length === 1 && included[0] === '*';
  const listed = numbers(all ? names(said['traffic.sidecar.istio.io/excludeInboundPorts'] ?? '') : included);
  if (!listed || (port === undefined && listed.size > 0)) return undefined;
  return all ? port === undefined || !listed.has(port) : port !== undefined && listed.has(port);
}

const names = (list: string): string[] =>
  list
    .split(',')
    .map(it => it.trim())
    .filter(it => it !== '');

function numbers(list: readonly string[]): ReadonlySet<number> | undefined {
  return list.every(it => /^\d+$/.test(it)) ? new Set(list.map(Number)) : undefined;
}
