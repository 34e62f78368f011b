import { defineRule, examples } from '../rule';

const rule = 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: web\n';

/** The API server speaks TLS itself; Istio's own documentation switches its client side off. */
const speakTls: ReadonlySet<string> = new Set([
  'kubernetes.default.svc.cluster.local',
  'kubernetes.default.svc',
  'kubernetes.default',
]);

export default defineRule({
  name: 'mesh/plaintext-destination',
  title: 'Proxies connect to a service in plain text',
  severity: 'medium',
  confidence: 'medium',
  cwe: [319],
  tags: ['mesh', 'istio', 'mtls'],
  fixable: 'unsafe',
  messages: {
    off: '`{mode}` makes proxies send {covers} of {host} in plain text, even where the mesh would use mutual TLS.',
    unsaid: '`{text}` without a mode means DISABLE: proxies send {covers} of {host} in plain text.',
    automatic: '`{text}` makes proxies send plain text to {covers}.',
  },
  rationale: `
    The rule overrides the mutual TLS that the mesh would choose by itself. Whoever is on the path between the nodes reads
    and changes the traffic, and the service sees no identity.`,
  remedy: 'Remove `tls`, so that the mesh chooses by itself, or set the mode to ISTIO_MUTUAL.',
  exceptions: 'A destination outside of the mesh that cannot speak TLS, or to which the program itself speaks TLS.',
  references: [
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-TLSmode',
    'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/',
  ],
  bad: [
    {
      language: 'yaml',
      code: `${rule}spec:\n  host: web.shop.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: «DISABLE» # legacy\n`,
      fixed: `${rule}spec:\n  host: web.shop.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL # legacy\n`,
    },
    {
      language: 'yaml',
      code: `${rule}spec:\n  host: web\n  trafficPolicy:\n    portLevelSettings:\n    - port: {number: 8080}\n      tls: {mode: "«DISABLE»"}\n  subsets:\n  - name: v1\n    trafficPolicy:\n      tls:\n        mode: '«DISABLE»'\n  - name: v2\n    trafficPolicy:\n      portLevelSettings:\n      - port:\n          number: 9000\n        tls:\n          mode: «DISABLE»\n`,
      fixed: `${rule}spec:\n  host: web\n  trafficPolicy:\n    portLevelSettings:\n    - port: {number: 8080}\n      tls: {mode: "ISTIO_MUTUAL"}\n  subsets:\n  - name: v1\n    trafficPolicy:\n      tls:\n        mode: 'ISTIO_MUTUAL'\n  - name: v2\n    trafficPolicy:\n      portLevelSettings:\n      - port:\n          number: 9000\n        tls:\n          mode: ISTIO_MUTUAL\n`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    «enableAutoMtls: false»\n',
      fixed:
        'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    enableAutoMtls: true\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\n  namespace: istio-system\ndata:\n  mesh: |-\n    accessLogFile: /dev/stdout\n    «enableAutoMtls: no»\n    trustDomain: shop.test\n',
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\n  namespace: istio-system\ndata:\n  mesh: |-\n    accessLogFile: /dev/stdout\n    enableAutoMtls: true\n    trustDomain: shop.test\n',
    },
    { language: 'yaml', code: `${rule}spec:\n  host: web\n  trafficPolicy:\n    «tls»:\n      sni: web.example.com\n` },
  ],
  good: examples(
    'yaml',
    `${rule}spec:\n  host: authz.local\n  trafficPolicy: {tls: {mode: DISABLE}}\n---\napiVersion: networking.istio.io/v1\nkind: ServiceEntry\nspec:\n  hosts: [authz.local]\n  endpoints: [{address: "unix:///run/authz.sock"}]\n`,
    `${rule}spec:\n  host: web\n  trafficPolicy:\n    tls:\n      {{- toYaml .Values.tls | nindent 6 }}\n`,
    `${rule}spec:\n  host: web\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL\n`,
    `${rule}spec:\n  host: kubernetes.default.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: DISABLE\n`,
    `${rule}spec:\n  host: web\n  trafficPolicy:\n    tls:\n      mode: {{ .Values.tls }}\n`,
    `${rule}spec:\n  host: web\n  trafficPolicy:\n    loadBalancer:\n      simple: RANDOM\n`,
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata:\n  mesh: |-\n    enableAutoMtls: false\n',
  ),
  visit: {
    'mesh.client-tls'({ mode, how, host, covers, at, text, mend }, { report }) {
      if (mode !== 'DISABLE' || host === undefined || speakTls.has(host)) return;
      const more = { fixes: [mend] };
      if (how === 'switch') report('automatic', at, { text, covers }, { ...more, confidence: 'high' });
      else if (how === 'unsaid') report('unsaid', at, { text, covers, host: `\`${host}\`` });
      else report('off', at, { mode, covers, host: `\`${host}\`` }, more);
    },
  },
});
