import { defineRule } from '../rule';

const type = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext';
const cluster = (body: string, marked = false) =>
  `static_resources:\n  clusters:\n  - name: api\n    transport_socket:\n      name: envoy.transport_sockets.tls\n      typed_config:\n        "@type": ${marked ? `«${type}»` : type}\n${body}`;
const rule =
  'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: api\nspec:\n  host: api.example.com\n';
const proxy =
  'apiVersion: projectcontour.io/v1\nkind: HTTPProxy\nmetadata:\n  name: api\nspec:\n  routes:\n  - services:\n    - name: api\n      port: 443\n      protocol: tls\n';

export default defineRule({
  name: 'mesh/unverified-destination',
  title: 'A proxy does not verify the server that it connects to',
  severity: 'medium',
  confidence: 'high',
  cwe: [295],
  tags: ['mesh', 'envoy', 'istio', 'contour', 'tls'],
  fixable: false,
  messages: {
    nobody: '`{context}` names no trusted authority, so Envoy takes any certificate.',
    anyName:
      '`{context}` trusts every public authority and asks for no name, so any certificate bought anywhere will do.',
    istio:
      '`{mode}` without `caCertificates` or `credentialName` makes Istio before 1.21 take any certificate of {host}.',
  },
  rationale: `
    The connection is encrypted, but to whom is not known: anyone on the path can answer in the server's name, read what
    is sent and forge what comes back.`,
  remedy:
    'State a trusted authority (`trusted_ca`) and the names that the certificate must bear (`match_typed_subject_alt_names`).',
  exceptions:
    'Since 1.21 Istio verifies against the authorities of the system and the host name when nothing is stated. Set `olderIstio` where an older release is in use.',
  references: [
    'https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/security/ssl',
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings',
  ],
  options: {
    olderIstio: {
      default: false,
      description: 'Also report DestinationRules without an authority, which only Istio before 1.21 leaves unverified.',
    },
  },
  bad: [
    { language: 'yaml', code: cluster('        sni: api.example.com\n', true) },
    {
      language: 'yaml',
      code: cluster(
        '        common_tls_context:\n          tls_params:\n            tls_minimum_protocol_version: TLSv1_2\n',
        true,
      ),
    },
    {
      language: 'yaml',
      code: cluster(
        '        common_tls_context:\n          validation_context:\n            trusted_ca:\n              filename: /etc/ssl/certs/ca-certificates.crt\n',
        true,
      ),
    },
    {
      language: 'yaml',
      code: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: proxy\ndata:\n  envoy.yaml: |\n    # served by the sidecar\n    ${cluster('        sni: a.test\n', true).replace(/\n(?=.)/g, '\n    ')}`,
    },
    {
      language: 'yaml',
      code: `${rule}  trafficPolicy:\n    tls:\n      mode: «SIMPLE»\n      sni: api.example.com\n`,
      options: { olderIstio: true },
    },
    { language: 'yaml', code: `${proxy}`.replace('protocol: tls', 'protocol: «tls»') },
    {
      language: 'yaml',
      code: 'static_resources:\n  clusters:\n  - name: api\n    «tls_context»:\n      sni: api.example.com\n',
    },
  ],
  good: [
    { language: 'yaml', code: `${proxy}      validation: { caSecret: ca, subjectName: api }\n` },
    {
      language: 'yaml',
      code:
        'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nspec:\n  configPatches:\n  - applyTo: CLUSTER\n    patch:\n      operation: MERGE\n      value:\n        transport_socket:\n          typed_config:\n            "@type": ' +
        type +
        '\n            common_tls_context: { alpn_protocols: [h2] }\n',
    },
    {
      language: 'yaml',
      code: cluster(
        '        commonTlsContext:\n          validationContext:\n            trustedCa: { filename: /etc/ssl/certs/ca-certificates.crt }\n            matchTypedSubjectAltNames: [{ sanType: DNS, matcher: { exact: a.test } }]\n',
      ),
    },
    {
      language: 'yaml',
      code: cluster(
        '        common_tls_context:\n          validation_context:\n            trusted_ca: { filename: /certs/ca.pem }\n',
      ),
    },
    {
      language: 'yaml',
      code: cluster(
        '        auto_sni_san_validation: true\n        common_tls_context:\n          validation_context:\n            trusted_ca:\n              filename: /etc/ssl/certs/ca-certificates.crt\n',
      ),
    },
    {
      language: 'yaml',
      code: cluster(
        '        common_tls_context:\n          validation_context_sds_secret_config:\n            name: ROOTCA\n',
      ),
    },
    { language: 'yaml', code: `${rule}  trafficPolicy:\n    tls:\n      mode: SIMPLE\n` },
    {
      language: 'yaml',
      code: `${rule}  trafficPolicy:\n    tls:\n      mode: MUTUAL\n      credentialName: api\n`,
      options: { olderIstio: true },
    },
  ],
  visit: {
    'mesh.client-tls'({ by, mode, authority, subjects, text, host, at }, { report, options }) {
      if (by === 'Envoy') {
        const context = text;
        if (authority === 'none') report('nobody', at, { context });
        else if (authority === 'public' && !subjects) report('anyName', at, { context });
      } else if (options.olderIstio && authority === 'none' && (mode === 'SIMPLE' || mode === 'MUTUAL')) {
        report('istio', at, { mode, host: host === undefined ? 'the host' : `\`${host}\`` }, { confidence: 'medium' });
      }
    },
  },
});
