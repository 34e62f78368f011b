import { defineRule, examples } from '../rule';

const gateway =
  'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  servers:\n  - port:\n      number: 443\n      name: https\n      protocol: HTTPS\n    hosts: [shop.example.com]\n    tls:\n      credentialName: shop\n';
const envoy = (
  more: string,
  type = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
) =>
  `static_resources:\n  listeners:\n  - filter_chains:\n    - transport_socket:\n        typed_config:\n          "@type": ${type}\n          common_tls_context:\n            validation_context:\n              trusted_ca: { filename: /certs/ca.pem }\n${more}`;
const json = (open: string, close: string, more: string): string =>
  `{"staticResources": {"listeners": [{"filterChains": [{"transportSocket": {"typedConfig": {"@type": "${open}type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext${close}", "commonTlsContext": {"validationContext": {"trustedCa": {"filename": "/ca.pem"}}}${more}}}}]}]}}`;
const kubernetes =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  gatewayClassName: eg\n  tls:\n';
const ingress =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n  annotations:\n    nginx.ingress.kubernetes.io/auth-tls-secret: default/ca\n';
const traefik =
  'apiVersion: traefik.io/v1alpha1\nkind: TLSOption\nmetadata:\n  name: mtls\nspec:\n  clientAuth:\n    clientAuthType: ';
const policy =
  'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: ClientTrafficPolicy\nmetadata:\n  name: mtls\nspec:\n  tls:\n    clientValidation:\n      ';

export default defineRule({
  name: 'mesh/optional-client-certificate',
  title: 'A server asks for client certificates but does not require them',
  severity: 'medium',
  confidence: 'high',
  cwe: [306],
  tags: ['mesh', 'istio', 'envoy', 'gateway', 'gateway-api', 'ingress', 'mtls'],
  fixable: 'unsafe',
  messages: {
    optional: '`{mode}` in {resource} lets clients in that show no certificate at all.',
    chosen: { severity: 'low', text: '`{text}` in {resource} lets clients in that show no certificate at all.' },
    silent:
      '`{text}` names an authority for client certificates and does not require one: clients that show none are let in.',
  },
  rationale: `
    A client that shows no certificate is served like one that does, unless a policy behind the gateway tells them apart.
    The setting looks like mutual TLS and is none.`,
  remedy: `
    Require the certificate (MUTUAL, \`require_client_certificate: true\`, AllowValidOnly, \`on\`), or deny requests without one
    in a policy behind the gateway.`,
  exceptions: 'Browsers that may log in with a certificate or otherwise; an application that asks itself.',
  references: [
    'https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode',
    'https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/tls.proto',
    'https://gateway-api.sigs.k8s.io/guides/tls/',
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#client-certificate-authentication',
  ],
  bad: [
    {
      language: 'yaml',
      code: `${gateway}      mode: «OPTIONAL_MUTUAL»\n`,
      fixed: `${gateway}      mode: MUTUAL\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}      mode: "«OPTIONAL_MUTUAL»" # browsers\n      minProtocolVersion: TLSV1_3\n`,
      fixed: `${gateway}      mode: "MUTUAL" # browsers\n      minProtocolVersion: TLSV1_3\n`,
    },
    {
      language: 'yaml',
      code: envoy('', '«type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext»'),
      fixed: envoy('          require_client_certificate: true\n'),
    },
    {
      language: 'json',
      file: 'envoy.json',
      code: json('«', '»', ''),
      fixed: json('', '', ', "requireClientCertificate": true'),
    },
    {
      language: 'yaml',
      code: envoy('          «require_client_certificate: false»\n'),
      fixed: envoy('          require_client_certificate: true\n'),
    },
    {
      language: 'yaml',
      code: `${kubernetes}    frontend:\n      default:\n        validation:\n          mode: «AllowInsecureFallback»\n`,
      fixed: `${kubernetes}    frontend:\n      default:\n        validation:\n          mode: AllowValidOnly\n`,
    },
    {
      language: 'yaml',
      code: `${ingress}    nginx.ingress.kubernetes.io/auth-tls-verify-client: "«optional_no_ca»"\n`,
      fixed: `${ingress}    nginx.ingress.kubernetes.io/auth-tls-verify-client: "on"\n`,
    },
    {
      language: 'yaml',
      code: `${traefik}VerifyClientCertIfGiven»\n`.replace('Type: V', 'Type: «V'),
      fixed: `${traefik}RequireAndVerifyClientCert\n`,
    },
    {
      language: 'yaml',
      code: `${policy}mode: «Request»\n`,
      fixed: `${policy}mode: RequireAndVerify\n`,
    },
    {
      language: 'yaml',
      code: `${policy}«optional: true»\n`,
      fixed: `${policy}optional: false\n`,
    },
  ],
  good: examples(
    'yaml',
    envoy('          require_client_certificate: true\n'),
    envoy('          requireClientCertificate: {{ .Values.mtls }}\n'),
    envoy('').replace(
      'trusted_ca: { filename: /certs/ca.pem }',
      'trusted_ca: { filename: /certs/ca.pem }\n              match_typed_subject_alt_names: [{ san_type: DNS, matcher: { exact: a.test } }]',
    ),
    envoy('').replace('trusted_ca: { filename: /certs/ca.pem }', 'crl: { filename: /certs/a.crl }'),
    `${ingress}    nginx.ingress.kubernetes.io/auth-tls-verify-client: "on"\n`,
    `${traefik}RequireAndVerifyClientCert\n`,
    `${policy}mode: RequireAndVerify\n`,
    `${gateway}      mode: MUTUAL\n`,
    `${gateway}      mode: SIMPLE # not OPTIONAL_MUTUAL\n`,
  ),
  visit: {
    'mesh.gateway-server'({ mode, resource }, { report }) {
      if (mode?.name !== 'OPTIONAL_MUTUAL') return;
      const edit = mode.setTo('MUTUAL');
      const fix = edit && { title: 'Require a client certificate (MUTUAL)', edits: [edit] };
      report('optional', mode.at, { mode: mode.name, resource }, { fixes: [fix] });
    },
    'tls.optional-client'({ resource, text, at, chosen, mend }, { report }) {
      if (chosen) report('chosen', at, { text, resource }, { fixes: [mend] });
      else report('silent', at, { text }, { fixes: [mend] });
    },
  },
});
