import assert from 'node:assert/strict';
import { told } from '../../kit/told';

const type = (name: string): string => `type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.${name}`;
const kinds = ['tls.', 'mesh.', 'network.', 'credential'];

/** A cluster whose TLS context has these lines. */
const cluster = (body: string, more = ''): string =>
  `static_resources:\n  clusters:\n  - name: a\n${more}    transport_socket:\n      name: envoy.transport_sockets.tls\n      typed_config:\n        "@type": ${type('UpstreamTlsContext')}\n${body.replace(/^(?=.)/gm, '        ')}`;
const listener = (body: string, more = ''): string =>
  `static_resources:\n  listeners:\n  - name: a\n    filter_chains:\n    - transport_socket:\n        typed_config:\n          "@type": ${type('DownstreamTlsContext')}\n${body.replace(/^(?=.)/gm, '          ')}${more}`;
const up = `mesh.client-tls ${type('UpstreamTlsContext')}`;
const down = `tls.optional-client ${type('DownstreamTlsContext')}`;
const key = `-----BEGIN PRIVATE KEY-----\\n${'A'.repeat(64)}\\n-----END PRIVATE KEY-----`;
const common = (body: string): string => `common_tls_context:\n${body.replace(/^(?=.)/gm, '  ')}`;
const ca = 'validation_context: { trusted_ca: { filename: /ca.pem } }\n';

describe('Envoy', () => {
  const rows: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['a context without anything', cluster('sni: a\n'), [up]],
    [
      'versions and lists',
      cluster(
        common(
          'tls_params:\n  tls_minimum_protocol_version: TLSv1_1\n  tls_maximum_protocol_version: TLSv1_0\n  cipher_suites: ["[ECDHE-RSA-AES128-GCM-SHA256|AES128-SHA]", kRSA]\n  ecdh_curves: [P-192, X25519]\n  signature_algorithms: [rsa_pkcs1_sha1]\n',
        ),
      ),
      [
        'tls.version TLSv1_1',
        'tls.version TLSv1_0',
        'tls.suites ECDHE-RSA-AES128-GCM-SHA256 AES128-SHA kRSA',
        'tls.algorithm P-192',
        'tls.algorithm rsa_pkcs1_sha1',
        up,
      ],
    ],
    [
      'the version that clients speak at most anyway',
      cluster(common('tls_params: { tls_maximum_protocol_version: TLSv1_2 }\n')),
      [up],
    ],
    [
      'any chain and any date',
      cluster(
        common('validation_context: { trust_chain_verification: ACCEPT_UNTRUSTED, allow_expired_certificate: true }\n'),
      ),
      ['tls.validation-off ACCEPT_UNTRUSTED', 'tls.validation-off allow_expired_certificate: true'],
    ],
    [
      'a default beside what SDS brings',
      cluster(
        common(
          'combined_validation_context:\n  default_validation_context: { trust_chain_verification: ACCEPT_UNTRUSTED }\n  validation_context_sds_secret_config: { name: ROOTCA }\n',
        ),
      ),
      ['tls.validation-off ACCEPT_UNTRUSTED'],
    ],
    [
      'renegotiation',
      cluster(`allow_renegotiation: true\n${common(ca)}`),
      ['tls.option allow_renegotiation: true', up],
    ],
    ['a log of keys', cluster(common(`key_log: { path: /k }\n${ca}`)), ['tls.option key_log', up]],
    [
      'a key in the file',
      cluster(common(`tls_certificates:\n- private_key: { inline_string: "${key}" }\n${ca}`)),
      [`credential ${key.slice(0, 64)}`, up],
    ],
    [
      'a key to be filled in',
      cluster(common(`tls_certificates:\n- private_key: { inline_string: "\${KEY}" }\n${ca}`)),
      [up],
    ],
    [
      'keys of tickets',
      listener(`session_ticket_keys:\n  keys: [{ inline_bytes: "${'AbC1'.repeat(27)}" }, { filename: /k }]\n`),
      [`credential ${'AbC1'.repeat(16)}`],
    ],
    ['an authority for clients', listener(common(ca)), [down]],
    [
      'an authority for clients, by choice',
      listener(`require_client_certificate: false\n${common(ca)}`),
      ['tls.optional-client require_client_certificate: false'],
    ],
    [
      'an authority that SDS brings, perhaps with names',
      listener(common('validation_context_sds_secret_config: { name: ROOTCA }\n')),
      [],
    ],
    [
      'an authority that SDS brings, by choice',
      listener(
        `require_client_certificate: false\n${common('validation_context_sds_secret_config: { name: ROOTCA }\n')}`,
      ),
      ['tls.optional-client require_client_certificate: false'],
    ],
    ['a certificate that is required', listener(`require_client_certificate: true\n${common(ca)}`), []],
    [
      'a certificate that a filter asks for',
      listener(
        common(ca),
        '      filters:\n      - typed_config:\n          "@type": type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC\n',
      ),
      [],
    ],
    [
      'a certificate that routes ask for',
      listener(
        common(ca),
        '      filters:\n      - typed_config: { route_config: { virtual_hosts: [{ routes: [{ match: { prefix: /, tls_context: { validated: true } } }] }] } }\n',
      ),
      [],
    ],
    [
      'a list of clusters',
      `- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster\n  transport_socket: { typed_config: { "@type": "${type('UpstreamTlsContext')}", sni: a } }\n`,
      [up],
    ],
    ['no authority for clients', listener(common('alpn_protocols: [h2]\n')), []],
    ['stapling', listener('ocsp_staple_policy: LENIENT_STAPLING\n'), ['tls.option LENIENT_STAPLING']],
    [
      'the other spelling, in braces',
      `{"staticResources": {"clusters": [{"transportSocket": {"typedConfig": {"@type": "${type('UpstreamTlsContext')}", "commonTlsContext": {"tlsParams": {"tlsMinimumProtocolVersion": "TLSv1_0"}, "validationContext": {"trustChainVerification": "ACCEPT_UNTRUSTED"}}}}}]}}`,
      ['tls.version TLSv1_0', 'tls.validation-off ACCEPT_UNTRUSTED'],
    ],
    [
      'version 2',
      'static_resources:\n  clusters:\n  - name: a\n    tls_context:\n      sni: a\n  listeners:\n  - filter_chains:\n    - tls_context:\n        common_tls_context: { validation_context: { trusted_ca: { filename: /c } } }\n',
      ['tls.optional-client tls_context', 'mesh.client-tls tls_context'],
    ],
    [
      'untyped sockets of version 2',
      'static_resources:\n  clusters:\n  - transport_socket: { name: tls, config: { sni: a } }\n',
      ['mesh.client-tls config'],
    ],
    [
      'QUIC and STARTTLS',
      'static_resources:\n  clusters:\n  - transport_socket: { typed_config: { upstream_tls_context: { sni: a } } }\n  - transport_socket: { typed_config: { tls_socket_config: { sni: a } } }\n',
      ['mesh.client-tls tls_socket_config', 'mesh.client-tls upstream_tls_context'],
    ],
    [
      'a file of clusters',
      `resources:\n- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster\n  transport_socket: { typed_config: { "@type": "${type('UpstreamTlsContext')}", sni: a } }\n`,
      [up],
    ],
    [
      'a file of secrets',
      `resources:\n- "@type": ${type('Secret')}\n  tls_certificate: { private_key: { inline_string: "${key}" } }\n- "@type": ${type('Secret')}\n  validation_context: { trust_chain_verification: ACCEPT_UNTRUSTED }\n`,
      ['tls.validation-off ACCEPT_UNTRUSTED', `credential ${key.slice(0, 64)}`],
    ],
    [
      'administration, over both protocols',
      'dynamic_resources: {}\nadmin: { address: { socket_address: { address: "::", port_value: 9901 } } }\n',
      ['network.exposure 9901'],
    ],
    ['administration of this machine', 'static_resources: {}\nadmin: { address: { pipe: { path: /tmp/a } } }\n', []],
    [
      'administration on no port',
      'static_resources: {}\nadmin: { address: { socket_address: { address: 0.0.0.0, port_value: 0 } } }\n',
      [],
    ],
    [
      'bytes passed on',
      'static_resources:\n  listeners:\n  - address: { socket_address: { address: 0.0.0.0, port_value: 3389 } }\n    filter_chains: [{ filters: [{ name: envoy.filters.network.tcp_proxy }] }]\n',
      ['network.exposure 3389'],
    ],
    [
      'bytes passed on to some',
      'static_resources:\n  listeners:\n  - address: { socket_address: { address: 0.0.0.0, port_value: 3389 } }\n    filter_chains: [{ filters: [{ typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC } }, { name: envoy.filters.network.tcp_proxy }] }]\n',
      [],
    ],
    [
      'a patch that is merged',
      `apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nspec:\n  configPatches:\n  - applyTo: CLUSTER\n    patch:\n      operation: MERGE\n      value:\n        transport_socket: { typed_config: { "@type": "${type('UpstreamTlsContext')}", common_tls_context: { tls_params: { tls_minimum_protocol_version: TLSv1_0 } } } }\n`,
      ['tls.version TLSv1_0'],
    ],
    [
      'a patch that adds',
      `apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nspec:\n  configPatches:\n  - applyTo: CLUSTER\n    patch:\n      operation: ADD\n      value:\n        transport_socket: { typed_config: { "@type": "${type('UpstreamTlsContext')}" } }\n`,
      [up],
    ],
    [
      'a ConfigMap with JSON',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  envoy.json: |\n    {"static_resources": {"clusters": [{"transport_socket": {"typed_config": {"@type": "${type('UpstreamTlsContext')}"}}}]}}\n`,
      [up],
    ],
    [
      'names that the options of the cluster ask for',
      cluster(
        common('validation_context: { trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt } }\n'),
        '    typed_extension_protocol_options: { a: { upstream_http_protocol_options: { auto_sni: true, auto_san_validation: true } } }\n',
      ),
      [up],
    ],
    ['a context that a template makes', cluster('{{- toYaml .Values.tls | nindent 8 }}\n'), []],
  ];
  for (const [name, text, expected] of rows) {
    for (const [ends, all] of [
      ['LF', text],
      ['CRLF', text.replace(/\n/g, '\r\n')],
    ] as const) {
      it(`reads ${name} (${ends})`, async () => {
        assert.deepEqual((await told('yaml', all, kinds)).slice().sort(), [...expected].sort());
      });
    }
  }

  it('reads JSON as well, whatever its indentation', async () => {
    const text = `{\n\t"static_resources": {\n\t\t"clusters": [{"transport_socket": {"typed_config": {"@type": "${type('UpstreamTlsContext')}"}}}]\n\t}\n}\n`;
    assert.deepEqual(await told('json', text, kinds, 'envoy.json'), [up]);
  });
});
