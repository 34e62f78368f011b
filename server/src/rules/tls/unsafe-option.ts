import type { TlsOption } from '../../facts/tls/option';
import { defineRule, examples } from '../rule';

const context = (side: string, body: string): string =>
  `static_resources:\n  clusters:\n  - name: api\n    transport_socket:\n      name: envoy.transport_sockets.tls\n      typed_config:\n        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.${side}TlsContext\n        common_tls_context:\n          validation_context:\n            trusted_ca: { filename: /certs/ca.pem }\n${body}`;
const secret = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext';

/** How grave each option is, and what it does. */
const effects: Readonly<Record<TlsOption['option'], readonly ['medium' | 'low' | 'info', string]>> = {
  'key log': ['medium', 'writes the keys of its sessions to a file: whoever reads it reads all that was sent'],
  renegotiation: ['low', 'lets the server start the handshake anew in the middle of a connection'],
  'lenient stapling': ['info', 'goes on with a proof of validity that has expired'],
  'early data': ['info', 'takes data before the handshake is done, which can be sent again by someone else'],
};

export default defineRule({
  name: 'tls/unsafe-option',
  title: 'An option of TLS gives protection away',
  severity: 'medium',
  confidence: 'high',
  cwe: [311, 757],
  tags: ['tls', 'envoy', 'ingress'],
  fixable: 'unsafe',
  messages: {
    medium: { severity: 'medium', text: 'With `{text}` {who} {does}.' },
    low: { severity: 'low', text: 'With `{text}` {who} {does}.' },
    info: { severity: 'info', text: 'With `{text}` {who} {does}.' },
  },
  rationale: `
    A log of session keys undoes the encryption of every connection it names. Renegotiation, data sent before the handshake
    and expired proofs each reopen an attack that TLS was changed to close.`,
  remedy: 'Take the option out, or leave it to machines on which a fault is looked for.',
  references: [
    'https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/tls.proto',
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
  ],
  bad: [
    {
      language: 'yaml',
      code: context(
        'Upstream',
        '          «key_log»:\n            path: /tmp/keys.log # for Wireshark\n        sni: a.test\n',
      ),
      fixed: context('Upstream', '        sni: a.test\n'),
    },
    {
      language: 'yaml',
      code: context('Upstream', '        «allow_renegotiation: true»\n'),
      fixed: context('Upstream', '        allow_renegotiation: false\n'),
    },
    {
      language: 'json',
      file: 'envoy.json',
      code: `{"staticResources": {"listeners": [{"filterChains": [{"transportSocket": {"typedConfig": {"@type": "${secret}", "commonTlsContext": {«"keyLog"»: {"path": "/keys"}, "tlsParams": {}}, "ocspStaplePolicy": "«LENIENT_STAPLING»"}}}]}]}}`,
      fixed: `{"staticResources": {"listeners": [{"filterChains": [{"transportSocket": {"typedConfig": {"@type": "${secret}", "commonTlsContext": {"tlsParams": {}}, "ocspStaplePolicy": "STRICT_STAPLING"}}}]}]}}`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ingress-nginx-controller\ndata:\n  «ssl-early-data: "true"»\n',
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ingress-nginx-controller\ndata:\n  ssl-early-data: "false"\n',
    },
  ],
  good: examples(
    'yaml',
    context('Upstream', '        allow_renegotiation: {{ .x }} # key_log: { path: /tmp/keys.log }\n'),
    context('Downstream', '        ocsp_staple_policy: MUST_STAPLE\n'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ingress-nginx-controller\ndata:\n  ssl-early-data: "false"\n',
  ),
  visit: {
    'tls.option'({ who, option, text, at, mend }, { report }) {
      const [grade, does] = effects[option];
      report(grade, at, { who, text, does }, { fixes: [mend] });
    },
  },
});
