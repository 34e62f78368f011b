import { defineRule, examples } from '../rule';

const shop = (policy: string, mode = 'PERMISSIVE', more = '') =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: web, namespace: shop}\nspec:\n  selector:\n    matchLabels: {app: web}\n${policy}---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec:\n  mtls: {mode: ${mode}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata:\n      labels: {app: web, sidecar.istio.io/inject: "true"}\n    spec:\n      containers:\n      - name: web\n        image: web:1\n${more}`;
const source = (action: string, from: string) => `  action: ${action}\n  rules:\n  - from:\n    - source: ${from}\n`;

export default defineRule({
  name: 'mesh/identity-without-mtls',
  title: 'A policy goes by the certificate of callers who need not have one',
  severity: 'high',
  confidence: 'medium',
  cwe: [290, 863],
  tags: ['mesh', 'istio', 'mtls'],
  fixable: false,
  messages: {
    passed:
      '`{field}` of this DENY does not see callers without mutual TLS, whom {policy} lets in to {workload}: whoever sends plain text passes.',
    letIn:
      '`{field}` of this ALLOW is true of callers without mutual TLS, whom {policy} lets in to {workload}: whoever sends plain text is allowed.',
  },
  rationale: `
    The principal and the namespace of a caller are read off its certificate. A connection in plain text has none, so a DENY
    by name does not match it, and an ALLOW for all but some does. The one who was to be kept out leaves the certificate away.`,
  remedy:
    'Ask for STRICT mutual TLS for the workload, or turn the policy round: an ALLOW that names the callers keeps all others out.',
  exceptions:
    'It is told where the files say that plain text is taken; what Istio takes by default may be forbidden by a policy that is kept elsewhere.',
  references: [
    'https://istio.io/latest/docs/concepts/security/#dependency-on-mutual-tls',
    'https://istio.io/latest/news/security/istio-security-2021-004/',
    'https://istio.io/latest/docs/ops/best-practices/security/#use-allow-with-positive-matching-and-deny-with-negative-match-patterns',
  ],
  bad: examples(
    'yaml',
    shop(source('DENY', '{principals: ["«cluster.local/ns/bad/sa/bad»"]}')),
    shop(source('DENY', '{namespaces: [«guests»]}'), 'DISABLE'),
    shop(source('ALLOW', '{notNamespaces: ["«guests»"]}')),
    shop('  action: DENY\n  rules:\n  - when:\n    - key: source.namespace\n      values: ["«guests»"]\n'),
  ),
  good: examples(
    'yaml',
    shop(source('DENY', '{principals: ["cluster.local/ns/bad/sa/bad"]}'), 'STRICT'),
    shop(source('ALLOW', '{principals: ["cluster.local/ns/good/sa/good"]}')),
    shop(source('DENY', '{notPrincipals: ["cluster.local/ns/good/sa/good"]}')),
    shop(source('DENY', '{ipBlocks: ["10.0.0.0/8"]}')),
    shop(source('DENY', '{namespaces: [guests]}')).replace('app: web, ', ''),
    shop(source('DENY', '{namespaces: [guests]}')).replace(
      /---\napiVersion: security.istio.io\/v1\nkind: PeerAuthentication[^-]*/,
      '',
    ),
  ),
  visit: {
    'cluster.peer-trap'({ at, field, effect, workload, policy }, { report }) {
      report(
        effect === 'passed-by' ? 'passed' : 'letIn',
        at,
        { field, policy: policy.resource, workload: workload.resource },
        { related: [{ span: policy.span, message: 'Plain text is taken by this.', elsewhere: policy }] },
      );
    },
  },
});
