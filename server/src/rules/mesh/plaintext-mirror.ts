import { defineRule, examples } from '../rule';

const tls =
  '\n    transport_socket:\n      name: envoy.transport_sockets.tls\n      typed_config:\n        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n        common_tls_context:\n          validation_context:\n            trusted_ca: { filename: /certs/ca.pem }';
const envoy = (route: string, main: string, shadow: string): string =>
  `static_resources:\n  clusters:\n  - name: main${main}\n  - name: shadow${shadow}\n  listeners:\n  - name: web\n    filter_chains:\n    - filters:\n      - typed_config:\n          route_config:\n            virtual_hosts:\n            - routes:\n              - match: { prefix: / }\n                route:\n${route}`;
const mirrored = (at: string): string =>
  `                  cluster: main\n                  request_mirror_policies:\n                  - cluster: ${at}\n`;
const contour = (mirror: string): string =>
  `apiVersion: projectcontour.io/v1\nkind: HTTPProxy\nmetadata:\n  name: shop\nspec:\n  routes:\n  - services:\n    - name: main\n      port: 443\n      protocol: tls\n      validation: { caSecret: ca, subjectName: main }\n${mirror}`;

const side = (name: string, pod = '') =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  selector: {app: ${name}}\n  ports: [{port: 80}]\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  template:\n    metadata:\n      labels: {app: ${name}, sidecar.istio.io/inject: "true"}\n    spec:\n${pod}      containers: [{name: ${name}, image: "${name}:1"}]\n`;
const istio = (pod: string, rest = '') =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web, namespace: shop}\nspec:\n  hosts: [web]\n  http:\n  - route:\n    - destination: {host: web}\n    mirror: {host: «shadow»}\n${side('web')}${side('shadow', pod)}${rest}`;
const noTls =
  '---\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: shadow, namespace: shop}\nspec:\n  host: shadow\n  trafficPolicy: {tls: {mode: DISABLE}}\n';
const good = (code: string) => code.replace(/[«»]/g, '');

export default defineRule({
  name: 'mesh/plaintext-mirror',
  title: 'Requests that go out encrypted are copied in plain text',
  severity: 'medium',
  confidence: 'high',
  cwe: [319],
  tags: ['mesh', 'istio', 'envoy', 'contour', 'gateway-api'],
  fixable: false,
  messages: { plain: '`{mirror}` gets a copy in plain text of what is sent to {original} in TLS.' },
  rationale: `
    The copy holds the same headers, cookies and bodies. Whoever is on the path to the mirror reads what the first connection
    protects.`,
  remedy: 'Give the mirror a TLS context of its own, with an authority to verify it.',
  exceptions: 'A BackendTLSPolicy or an annotation that stands elsewhere may have the mirror speak TLS as well.',
  references: [
    'https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-routeaction-requestmirrorpolicy',
    'https://projectcontour.io/docs/main/config/request-routing/#traffic-mirroring',
  ],
  bad: examples(
    'yaml',
    envoy(mirrored('«shadow»'), tls, ''),
    envoy(
      '                  weighted_clusters: { clusters: [{ name: main, weight: 1 }] }\n                  requestMirrorPolicies: [{ cluster: "«shadow»" }]\n',
      tls,
      '',
    ),
    contour('    - name: «shadow»\n      port: 80\n      mirror: true\n'),
    istio('      nodeSelector: {kubernetes.io/os: windows}\n'),
    istio('', noTls),
  ),
  good: examples(
    'yaml',
    good(istio('')),
    good(istio('', noTls)).replace(/(name: shadow, namespace: shop}\nspec:\n {2}host: )shadow/, '$1other'),
    envoy(mirrored('shadow'), tls, tls),
    envoy(mirrored('shadow'), '', ''),
    envoy(mirrored('elsewhere'), tls, ''),
    envoy('                  cluster: main\n', tls, ''),
    contour(
      '    - name: shadow\n      port: 443\n      mirror: true\n      protocol: h2\n      validation: { caSecret: ca, subjectName: shadow }\n',
    ),
    contour('    - name: other\n      port: 80\n'),
  ),
  visit: {
    'mesh.mirror'({ original, mirror, at, by }, { report }) {
      const related = by ? [{ span: by.span, message: `${by.resource} decides.`, elsewhere: by }] : [];
      report('plain', at, { original: `\`${original}\``, mirror }, { related });
    },
  },
});
