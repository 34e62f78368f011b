import { defineRule } from '../rule';

const policy = (
  spec = '  action: ALLOW\n  rules:\n  - from:\n    - source: {principals: ["cluster.local/ns/shop/sa/front"]}\n',
) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: «web»\n  namespace: shop\nspec:\n  selector:\n    matchLabels: {app: web}\n${spec}---\n`;
const web = (pod: string, labels = '{app: web}') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels: ${labels}\n    spec:\n${pod}      containers:\n      - name: web\n        image: web:1\n---\n`;
const windows = '      nodeSelector: {kubernetes.io/os: windows}\n';
const good = (code: string) => code.replace(/[«»]/g, '');

export default defineRule({
  name: 'mesh/policy-not-enforced',
  title: 'A policy is for pods that have no proxy to enforce it',
  severity: 'medium',
  confidence: 'medium',
  cwe: [862, 693],
  tags: ['mesh', 'istio', 'windows'],
  fixable: false,
  messages: {
    windows: '{resource} selects {workload}, which runs on Windows, where Istio has no proxy: nobody enforces it.',
    proxyless: '{resource} selects {workload}, whose pods have no proxy: nobody enforces it.',
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
  ],
  bad: [
    { language: 'yaml', code: policy() + web(windows) },
    { language: 'yaml', code: policy('') + web('      hostNetwork: true\n') },
    { language: 'yaml', code: policy() + web('', '{app: web, sidecar.istio.io/inject: "false"}') },
    { language: 'yaml', code: policy().replace('AuthorizationPolicy', 'RequestAuthentication') + web(windows) },
  ],
  good: [
    { language: 'yaml', code: good(policy() + web('')) },
    { language: 'yaml', code: good(policy() + web(windows) + web('').replace('name: web', 'name: linux')) },
    { language: 'yaml', code: good(policy() + web(windows, '{app: other}')) },
    { language: 'yaml', code: good(policy('  targetRefs: [{kind: Service, name: web}]\n') + web(windows)) },
    { language: 'yaml', code: good(policy()) },
  ],
  visit: {
    'cluster.unkept-policy'({ at, resource, workload, windows: isWindows }, { report }) {
      report(
        isWindows ? 'windows' : 'proxyless',
        at,
        { resource, workload: workload.resource },
        { related: [{ span: workload.span, message: `${workload.resource} is here.`, elsewhere: workload }] },
      );
    },
  },
});
