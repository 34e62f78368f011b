import type { UnkeptTls } from '../../facts/cluster/fact';
import { defineRule, examples } from '../rule';

const strict = (rest = '') =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: shop\nspec:\n${rest}  mtls:\n    mode: STRICT\n---\n`;
const web = (template: string, pod = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: «web»\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels:\n        app: web\n${template}    spec:\n${pod}      containers:\n      - name: web\n        image: web:1\n        ports:\n        - containerPort: 8080\n`;
const good = (code: string) => code.replace(/[«»]/g, '');
const windows = '      nodeSelector:\n        kubernetes.io/os: windows\n';
const optedOut = '        sidecar.istio.io/inject: "false"\n';

/** Which message says it; a proxy that is left out on purpose is told of where a policy is about that very workload. */
const messageOf = ({ why, scope }: UnkeptTls) => {
  const wide = scope === 'mesh';
  switch (why) {
    case 'windows':
      return 'windows';
    case 'host-network':
      return wide ? undefined : 'hostNetwork';
    case 'pod-opted-out':
      return wide ? undefined : 'withoutProxy';
    case 'excluded-port':
      return wide ? undefined : 'excluded';
    default:
      return undefined;
  }
};

export default defineRule({
  name: 'mesh/mtls-not-enforced',
  title: 'Mutual TLS is asked for, and nothing enforces it',
  severity: 'medium',
  confidence: 'medium',
  cwe: [319, 693],
  tags: ['mesh', 'istio', 'mtls', 'windows'],
  fixable: false,
  messages: {
    windows:
      '{resource} runs on Windows, where Istio has no proxy: its pods take plain text although {policy} asks for `STRICT`.',
    hostNetwork:
      '{resource} is on the network of its nodes and gets no proxy: it takes plain text although {policy} asks for `STRICT`.',
    withoutProxy: '{resource} asks for no sidecar: its pods take plain text although {policy} asks for `STRICT`.',
    excluded:
      'Port {port} of {resource} is kept from the proxy: it takes plain text although {policy} asks for `STRICT`.',
  },
  rationale: `
    A PeerAuthentication is a request to the proxy in front of a pod. Where there is no proxy, nobody asks callers for a
    certificate: whoever reaches the address of the pod speaks with it in plain text, and the policy that reads STRICT
    protects nothing.`,
  remedy:
    'On Windows, end mutual TLS in the program itself (Schannel, Kestrel) or at a gateway on Linux, and let a NetworkPolicy keep others away. Elsewhere let the pod have its sidecar, or take the port out of the exclusions.',
  exceptions:
    'It is told from the files of the workspace: policies, namespaces and workloads that are applied together. What a policy of the whole mesh asks for is said of Windows pods only.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
    'https://istio.io/latest/docs/ops/common-problems/injection/',
    'https://github.com/istio/istio/issues/27893',
  ],
  bad: examples(
    'yaml',
    strict() + web('', windows),
    strict().replace('namespace: shop', 'namespace: istio-system') + web('', windows),
    strict() + web(optedOut),
    strict() + web('', '      hostNetwork: true\n'),
    strict('  selector:\n    matchLabels: {app: web}\n') +
      web(
        '        sidecar.istio.io/inject: "true"\n      annotations:\n        traffic.sidecar.istio.io/excludeInboundPorts: "8080"\n',
      ),
  ),
  good: examples(
    'yaml',
    good(strict() + web('')),
    good(strict().replace('STRICT', 'PERMISSIVE') + web('', windows)),
    good(strict().replace('namespace: shop', 'namespace: other') + web('', windows)),
    good(strict().replace('namespace: shop', 'namespace: istio-system') + web(optedOut)),
    good(strict('  selector:\n    matchLabels: {app: other}\n') + web('', windows)),
    good(strict() + web('', windows).replace('namespace: shop', 'namespace: {{ .Values.namespace }}')),
    good(`{{- if .Values.strict }}\n${strict()}{{- end }}\n${web('', windows)}`),
  ),
  visit: {
    'cluster.unkept-tls'(it, { report }) {
      const message = messageOf(it);
      if (!message) return;
      const { resource, port = '', policy, at } = it;
      report(
        message,
        at,
        { resource, port: `${port}`, policy: policy.resource },
        { related: [{ span: policy.span, message: `${policy.resource} asks for it here.`, elsewhere: policy }] },
      );
    },
  },
});
