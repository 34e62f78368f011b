import type { Mesh, ProxyBypass } from './mesh';

/** What a label or annotation does to the proxy of a pod. */
export interface BypassMark {
  readonly by: Mesh;
  readonly what: ProxyBypass['what'];
  /** The values that do it; absent where every one does that names ports or addresses. */
  readonly values?: readonly string[];
}

const linkerd = 'config.linkerd.io/';
const consul = 'consul.hashicorp.com/';
const off = ['false', 'f', '0', 'FALSE', 'False'];

/**
 * Labels and annotations that take traffic away from a proxy, or show it to others. Sources: linkerd/linkerd2 pkg/k8s/labels.go,
 * linkerd.io reference/proxy-configuration; hashicorp/consul-k8s control-plane/connect-inject/constants/annotations_and_labels.go.
 * Consul gives no pod a proxy unless asked, so that asking for none says nothing.
 */
export const bypassMarks: ReadonlyMap<string, BypassMark> = new Map<string, BypassMark>([
  ['linkerd.io/inject', { by: 'Linkerd', what: 'injection', values: ['disabled'] }],
  [`${linkerd}skip-inbound-ports`, { by: 'Linkerd', what: 'inbound' }],
  [`${linkerd}skip-outbound-ports`, { by: 'Linkerd', what: 'outbound' }],
  [`${linkerd}skip-subnets`, { by: 'Linkerd', what: 'outbound' }],
  [`${linkerd}enable-debug-sidecar`, { by: 'Linkerd', what: 'debugging', values: ['true'] }],
  [`${linkerd}proxy-log-http-headers`, { by: 'Linkerd', what: 'headers', values: ['insecure'] }],
  [`${consul}transparent-proxy`, { by: 'Consul', what: 'redirection', values: off }],
  [`${consul}transparent-proxy-exclude-inbound-ports`, { by: 'Consul', what: 'inbound' }],
  [`${consul}transparent-proxy-exclude-outbound-ports`, { by: 'Consul', what: 'outbound' }],
  [`${consul}transparent-proxy-exclude-outbound-cidrs`, { by: 'Consul', what: 'outbound' }],
]);
