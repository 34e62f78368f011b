import type { Mesh, ProxyBypass } from './mesh';

/** What a label or annotation does to the proxy of a pod. */
export interface BypassMark {
  readonly by: Mesh;
  readonly what: ProxyBypass['what'];
  /** The values that do it; absent where every one does that names ports or addresses. */
  readonly values?: readonly string[];
  /** It takes all connections away. */
  readonly whole?: true;
}

/** Ports of Istio's proxy itself, and the address that clouds tell a machine about itself at: they are of no other's concern. */
export const ownOfProxy = /^(?:150[0-9]{2}|169\.254\..*)$/;

/** Ports whose programs speak TLS of their own: a proxy would add nothing to what goes there, such as calls to the API server. */
export const ownTls = /^(?:443|6443|8443)$/;

/** The port at which the API server asks webhooks, over TLS of their own: it is no part of a mesh. Source: controller-runtime pkg/webhook. */
export const webhooks = /^9443$/;

const linkerd = 'config.linkerd.io/';
const istio = 'traffic.sidecar.istio.io/';
const consul = 'consul.hashicorp.com/';
const off = ['false', 'f', '0', 'FALSE', 'False'];

/**
 * Labels and annotations that take traffic away from a proxy, or show it to others. Sources: linkerd/linkerd2 pkg/k8s/labels.go,
 * linkerd.io reference/proxy-configuration; hashicorp/consul-k8s control-plane/connect-inject/constants/annotations_and_labels.go.
 * istio/api annotation/annotations.yaml and label/labels.yaml, istio/istio pkg/kube/inject/validate.go.
 * Consul gives no pod a proxy unless asked, so that asking for none says nothing.
 */
export const bypassMarks: ReadonlyMap<string, BypassMark> = new Map<string, BypassMark>([
  ['linkerd.io/inject', { by: 'Linkerd', what: 'injection', values: ['disabled'] }],
  [`${linkerd}skip-inbound-ports`, { by: 'Linkerd', what: 'inbound' }],
  [`${linkerd}skip-outbound-ports`, { by: 'Linkerd', what: 'outbound' }],
  [`${linkerd}skip-subnets`, { by: 'Linkerd', what: 'outbound' }],
  [`${linkerd}enable-debug-sidecar`, { by: 'Linkerd', what: 'debugging', values: ['true'] }],
  [`${linkerd}proxy-log-http-headers`, { by: 'Linkerd', what: 'headers', values: ['insecure'] }],
  ['istio-injection', { by: 'Istio', what: 'injection', values: ['disabled'] }],
  ['sidecar.istio.io/inject', { by: 'Istio', what: 'injection', values: off }],
  ['sidecar.istio.io/interceptionMode', { by: 'Istio', what: 'redirection', values: ['NONE'] }],
  [`${istio}excludeInboundPorts`, { by: 'Istio', what: 'inbound' }],
  [`${istio}includeInboundPorts`, { by: 'Istio', what: 'inbound', values: [''], whole: true }],
  [`${istio}excludeInterfaces`, { by: 'Istio', what: 'inbound' }],
  [`${istio}excludeOutboundPorts`, { by: 'Istio', what: 'outbound' }],
  [`${istio}excludeOutboundIPRanges`, { by: 'Istio', what: 'outbound' }],
  [`${istio}includeOutboundIPRanges`, { by: 'Istio', what: 'outbound', values: [''], whole: true }],
  [`${consul}transparent-proxy`, { by: 'Consul', what: 'redirection', values: off }],
  [`${consul}transparent-proxy-exclude-inbound-ports`, { by: 'Consul', what: 'inbound' }],
  [`${consul}transparent-proxy-exclude-outbound-ports`, { by: 'Consul', what: 'outbound' }],
  [`${consul}transparent-proxy-exclude-outbound-cidrs`, { by: 'Consul', what: 'outbound' }],
]);

/** The same in `global.proxy` of the values of Istio's charts, for every proxy. */
export const proxyMarks: ReadonlyMap<string, BypassMark> = new Map<string, BypassMark>([
  ['excludeInboundPorts', { by: 'Istio', what: 'inbound' }],
  ['includeInboundPorts', { by: 'Istio', what: 'inbound', values: [''], whole: true }],
  ['excludeOutboundPorts', { by: 'Istio', what: 'outbound' }],
  ['excludeIPRanges', { by: 'Istio', what: 'outbound' }],
]);

/** The same in the annotation `proxy.istio.io/config`. Source: istio/istio pilot/cmd/pilot-agent/options/options.go. */
export const configMarks: ReadonlyMap<string, BypassMark> = new Map<string, BypassMark>([
  ['interceptionMode', { by: 'Istio', what: 'redirection', values: ['NONE'] }],
  ['DISABLE_ENVOY', { by: 'Istio', what: 'injection', values: ['true'] }],
]);
