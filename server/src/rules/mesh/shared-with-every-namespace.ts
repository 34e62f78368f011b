import { defineRule, examples } from '../rule';

const gateway = (from: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  gatewayClassName: eg\n  listeners:\n  - name: web\n    port: 443\n    protocol: HTTPS\n    tls:\n      certificateRefs: [{ name: web }]\n    allowedRoutes:\n      namespaces:\n        from: ${from}\n`;
const delegation = (namespace: string): string =>
  `apiVersion: projectcontour.io/v1\nkind: TLSCertificateDelegation\nmetadata:\n  name: wildcard\n  namespace: certs\nspec:\n  delegations:\n  - secretName: wildcard\n    targetNamespaces:\n    - ${namespace}\n`;

export default defineRule({
  name: 'mesh/shared-with-every-namespace',
  title: 'Every namespace may use a gateway or a certificate',
  severity: 'info',
  confidence: 'medium',
  cwe: [732],
  tags: ['mesh', 'gateway-api', 'contour'],
  fixable: false,
  messages: { shared: '`{text}` in {resource} lets every namespace {may}.' },
  rationale: `
    Who may write to one namespace, however small, takes over host names and paths of others, or answers in the name of the
    certificate.`,
  remedy: 'Name the namespaces: `from: Selector` with labels that only an administrator sets, or a list.',
  exceptions: 'Clusters that serve one team, and gateways that the platform team shares on purpose.',
  references: [
    'https://gateway-api.sigs.k8s.io/concepts/security-model/',
    'https://projectcontour.io/docs/main/config/tls-delegation/',
  ],
  bad: examples(
    'yaml',
    gateway('«All»'),
    gateway('"«All»" # all teams'),
    gateway('«All»\n  - name: plain\n    port: 80\n    protocol: HTTP\n    allowedRoutes: {namespaces: {from: All}}'),
    delegation('"«*»"'),
  ),
  good: examples(
    'yaml',
    gateway('Same'),
    gateway('Selector\n        selector: { matchLabels: { team: shop } }'),
    gateway('{{ .Values.from }}'),
    delegation('shop'),
  ),
  visit: {
    'mesh.shared'({ resource, may, text, at }, { report }) {
      report('shared', at, { resource, may, text });
    },
  },
});
