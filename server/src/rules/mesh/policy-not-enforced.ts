import { defineRule, examples } from '../rule';

const policy = (
  spec = '  action: ALLOW\n  rules:\n  - from:\n    - source: {principals: ["cluster.local/ns/shop/sa/front"]}\n',
) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: «web»\n  namespace: shop\nspec:\n  selector:\n    matchLabels: {app: web}\n${spec}---\n`;
const web = (pod: string, labels = '{app: web}') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels: ${labels}\n    spec:\n${pod}      containers:\n      - name: web\n        image: web:1\n---\n`;
const windows = '      nodeSelector: {kubernetes.io/os: windows}\n';
const good = (code: string) => code.replace(/[«»]/g, '');

const server = (port = '8080') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: «web», namespace: shop}\nspec: {podSelector: {matchLabels: {app: web}}, port: ${port}}\n---\n`;
const annotated = (annotation: string, pod = '') =>
  web(pod).replace('      labels:', `      annotations: {${annotation}}\n      labels:`);
const listening = (annotation: string) =>
  annotated(annotation).replace('image: web:1', 'ports: [{name: http, containerPort: 80}]');
const withNamespace = (inject: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {linkerd.io/inject: ${inject}}}\n`;

export default defineRule({
  name: 'mesh/policy-not-enforced',
  title: 'A policy is for pods that have no proxy to enforce it',
  severity: 'medium',
  confidence: 'medium',
  cwe: [862, 693],
  tags: ['mesh', 'istio', 'linkerd', 'windows'],
  fixable: false,
  messages: {
    windows: '{resource} selects {workload}, which runs on Windows, where Istio has no proxy: nobody enforces it.',
    proxyless: '{resource} selects {workload}, whose pods have no proxy: nobody enforces it.',
    skipped: '{resource} is for port {port} of {workload}, which is led past the proxy there: nobody enforces it.',
  },
  rationale: `
    The proxy in front of a pod is what reads policies. A pod without one is called by whoever reaches its address, whatever
    the policy that selects it says; the policy is accepted, listed and believed.`,
  remedy:
    'Let the pods have their sidecar. For Windows pods put the check where it can be made: in the program, at a gateway on Linux in front of it, or as far as addresses go in a NetworkPolicy.',
  exceptions: 'It is told where every workload that the policy selects is in the files and is without a proxy.',
  references: [
    'https://istio.io/latest/docs/concepts/security/#authorization-architecture',
    'https://istio.io/latest/docs/ops/common-problems/security-issues/',
    'https://github.com/istio/istio/issues/27893',
    'https://linkerd.io/2-edge/features/proxy-injection/',
  ],
  bad: examples(
    'yaml',
    server('http') + listening('config.linkerd.io/skip-inbound-ports: "80"'),
    server() + annotated('linkerd.io/inject: disabled'),
    server('http') + web('') + withNamespace('disabled'),
    server() + annotated('linkerd.io/inject: enabled', '      hostNetwork: true\n'),
    server() + annotated('config.linkerd.io/skip-inbound-ports: "25,8000-8100"'),
    policy() + web(windows),
    policy('') + web('      hostNetwork: true\n'),
    policy() + web('', '{app: web, sidecar.istio.io/inject: "false"}'),
    policy().replace('AuthorizationPolicy', 'RequestAuthentication') + web(windows),
  ),
  good: examples(
    'yaml',
    good(server('http') + annotated('config.linkerd.io/skip-inbound-ports: "80"')),
    good(server() + annotated('linkerd.io/inject: enabled')),
    good(server() + web('')),
    good(server() + web('') + withNamespace('enabled')),
    good(server() + annotated('config.linkerd.io/skip-inbound-ports: "25,9000-9100"')),
    good(server() + annotated('linkerd.io/inject: disabled') + web('').replace('name: web', 'name: b')),
    good(server() + annotated('linkerd.io/inject: disabled').replace('- name: web', '- name: linkerd-proxy')),
    good(server() + annotated('linkerd.io/inject: {{ .Values.inject }}')),
    good(policy() + web('')),
    good(policy() + web(windows) + web('').replace('name: web', 'name: linux')),
    good(policy() + web(windows, '{app: other}')),
    good(policy('  targetRefs: [{kind: Service, name: web}]\n') + web(windows)),
    good(policy()),
  ),
  visit: {
    'cluster.unkept-policy'({ at, resource, workload, port, windows: isWindows }, { report }) {
      const words = { resource, workload: workload.resource };
      const more = {
        related: [{ span: workload.span, message: `${workload.resource} is here.`, elsewhere: workload }],
      };
      if (port === undefined) report(isWindows ? 'windows' : 'proxyless', at, words, more);
      else report('skipped', at, { ...words, port: `${port}` }, more);
    },
  },
});
