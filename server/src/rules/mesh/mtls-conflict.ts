import { defineRule, examples } from '../rule';

const shop = (rule: string, peer: string, pod = '') =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec:\n  host: web\n${rule}---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec:\n${peer}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {istio-injection: enabled}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {app: web}\n  ports:\n  - port: 80\n    targetPort: 8080\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n${pod}      containers:\n      - name: web\n        image: web:1\n`;
const tls = (mode: string) => `  trafficPolicy:\n    tls:\n      mode: ${mode}\n`;
const peer = (mode: string) => `  mtls: {mode: ${mode}}\n`;
const windows = '      nodeSelector: {kubernetes.io/os: windows}\n';

export default defineRule({
  name: 'mesh/mtls-conflict',
  title: 'A client sends what the pods behind the host refuse',
  severity: 'low',
  confidence: 'medium',
  cwe: [755],
  tags: ['mesh', 'istio', 'mtls', 'windows'],
  fixable: 'suggestion',
  messages: {
    plaintext:
      '`{mode}` sends plain text to {workload}, of which {by} asks for STRICT mutual TLS: every call is refused.',
    simple:
      '`{mode}` sends TLS without a certificate of the mesh to {workload}, of which {by} asks for STRICT: every call is refused.',
    disabled: '`{mode}` sends mutual TLS to {workload}, for which {by} switches it off: every call fails.',
    windows:
      '`{mode}` sends mutual TLS to {workload}, which runs on Windows, where Istio has no proxy to answer: every call fails.',
    proxyless: '`{mode}` sends mutual TLS to {workload}, which has no proxy to answer, says {by}: every call fails.',
  },
  rationale: `
    Both sides are right by themselves and fail together. Such an outage is usually mended in haste, by making the server
    permissive or by switching TLS off for all clients, and stays that way.`,
  remedy:
    'Let the side that is to be secure decide: ISTIO_MUTUAL, or no `tls` at all, for pods that have a proxy; for Windows pods, SIMPLE or MUTUAL TLS that ends in the program itself.',
  exceptions:
    'It is told from files that are applied together, for clients with a sidecar in the namespace of the rule. Pods of which nothing tells whether they have a proxy are left out.',
  references: [
    'https://istio.io/latest/docs/ops/common-problems/network-issues/#503-errors-after-setting-destination-rule',
    'https://istio.io/latest/docs/concepts/security/#authentication',
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings',
  ],
  bad: [
    {
      language: 'yaml',
      code: shop(tls('«DISABLE»'), peer('STRICT')),
      fixed: shop(tls('ISTIO_MUTUAL'), peer('STRICT')),
    },
    { language: 'yaml', code: shop(tls('«SIMPLE»'), peer('STRICT')), fixed: shop(tls('ISTIO_MUTUAL'), peer('STRICT')) },
    { language: 'yaml', code: shop(tls('«ISTIO_MUTUAL»'), peer('DISABLE')) },
    { language: 'yaml', code: shop(tls('«ISTIO_MUTUAL»'), peer('STRICT'), windows) },
    {
      language: 'yaml',
      code: shop(tls('«ISTIO_MUTUAL»'), peer('STRICT'), '      hostNetwork: true\n'),
    },
    {
      language: 'yaml',
      code: shop(
        `${tls('ISTIO_MUTUAL')}    portLevelSettings:\n    - port: {number: 80}\n      tls: {mode: "«DISABLE»"}\n`,
        peer('STRICT'),
      ),
      fixed: shop(
        `${tls('ISTIO_MUTUAL')}    portLevelSettings:\n    - port: {number: 80}\n      tls: {mode: "ISTIO_MUTUAL"}\n`,
        peer('STRICT'),
      ),
    },
  ],
  good: examples(
    'yaml',
    shop(tls('ISTIO_MUTUAL'), peer('STRICT')),
    shop(tls('DISABLE'), peer('PERMISSIVE')),
    shop(tls('DISABLE'), peer('STRICT'), windows),
    shop('  trafficPolicy:\n    connectionPool: {tcp: {maxConnections: 1}}\n', peer('STRICT')),
    shop(tls('{{ .Values.mode }}'), peer('STRICT')),
    shop(tls('DISABLE'), `  selector: {matchLabels: {app: other}}\n${peer('STRICT')}`),
    shop(
      tls('DISABLE'),
      `  selector: {matchLabels: {app: web}}\n${peer('STRICT')}  portLevelMtls:\n    8080: {mode: DISABLE}\n`,
    ),
    shop(tls('ISTIO_MUTUAL'), peer('STRICT')).replace('{istio-injection: enabled}', '{}'),
  ),
  visit: {
    'cluster.tls-conflict'({ at, mode, why, workload, windows, by, resource }, { report }) {
      const data = { mode, workload: workload.resource, by: by.resource };
      const behind = {
        span: workload.span,
        message: `${workload.resource} stands behind the host of ${resource}.`,
        elsewhere: workload,
      };
      const decides = { span: by.span, message: `${by.resource} decides for the pods.`, elsewhere: by };
      const related = by.resource === workload.resource ? [behind] : [decides, behind];
      const mutual = {
        title: 'Use the mutual TLS of the mesh (ISTIO_MUTUAL)',
        edits: [{ span: at, text: 'ISTIO_MUTUAL' }],
      };
      if (why === 'plaintext-to-strict') report('plaintext', at, data, { related, fixes: [mutual] });
      else if (why === 'simple-to-strict') report('simple', at, data, { related, fixes: [mutual] });
      else if (why === 'mtls-to-disabled') report('disabled', at, data, { related });
      else if (why === 'mtls-to-no-proxy') report(windows ? 'windows' : 'proxyless', at, data, { related });
    },
  },
});
