import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const policy = (metadata: string, spec: string) =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {${metadata}}\nspec:\n${spec}`;

describe('mesh', () => {
  const modes: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['the mesh', policy('name: a, namespace: istio-system', '  mtls: {mode: STRICT}\n'), ['mesh STRICT']],
    ['a namespace', policy('name: a, namespace: b', '  mtls: {mode: PERMISSIVE}\n'), ['namespace PERMISSIVE']],
    [
      'workloads and their ports',
      policy(
        'name: a',
        '  selector: {matchLabels: {a: b}}\n  mtls: {mode: STRICT}\n  portLevelMtls:\n    80: {mode: DISABLE}\n',
      ),
      ['workload STRICT', 'port DISABLE'],
    ],
    [
      'ports without selector',
      policy('name: a', '  portLevelMtls:\n    80: {mode: DISABLE}\n'),
      ['port DISABLE ignored'],
    ],
    ['a mesh without mode', policy('name: a, namespace: istio-system', '  {}\n'), ['mesh UNSET']],
    ['a namespace without mode', policy('name: a, namespace: b', '  {}\n'), []],
    ['a namespace of a template', policy('name: a, namespace: {{ .x }}', '  mtls: {mode: DISABLE}\n'), []],
    [
      'a policy of old',
      'apiVersion: authentication.istio.io/v1alpha1\nkind: MeshPolicy\nmetadata: {name: default}\nspec:\n  peers:\n  - mtls: {mode: PERMISSIVE}\n  - mtls: {}\n',
      ['mesh PERMISSIVE'],
    ],
    ['words that are no mode', policy('name: a', '  mtls: {mode: strict}\n'), []],
  ];
  for (const [name, text, expected] of modes) {
    it(`reads the mode of ${name}`, async () => {
      const found = await factsOf('mesh.mtls', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.scope} ${it.mode}${it.ignored ? ' ignored' : ''}`),
        expected,
      );
    });
  }

  it('reads destinations at all levels', async () => {
    const text =
      'apiVersion: networking.istio.io/v1beta1\nkind: DestinationRule\nmetadata: {name: a}\nspec:\n  host: b\n  trafficPolicy:\n    tls: {mode: SIMPLE, caCertificates: /c}\n    portLevelSettings:\n    - {port: {number: 80}, tls: {mode: DISABLE}}\n  subsets:\n  - name: v1\n    trafficPolicy:\n      tls: {mode: ISTIO_MUTUAL}\n      portLevelSettings:\n      - {port: {number: 81}, tls: {mode: MUTUAL, subjectAltNames: [x]}}\n';
    const found = await factsOf('mesh.client-tls', 'yaml', text);
    assert.deepEqual(
      found.map(it => [it.covers, it.mode, it.authority, it.subjects]),
      [
        ['all ports', 'SIMPLE', 'stated', false],
        ['port 80', 'DISABLE', 'none', false],
        ['subset v1', 'ISTIO_MUTUAL', 'none', false],
        ['port 81 of subset v1', 'MUTUAL', 'none', true],
      ],
    );
  });

  it('reads insecureSkipVerify as a check that is off', async () => {
    const text =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nspec:\n  trafficPolicy:\n    tls: {mode: SIMPLE, insecureSkipVerify: true}\n';
    const [found] = await factsOf('tls.validation-off', 'yaml', text);
    assert.equal(found?.who, 'the DestinationRule');
    assert.equal((await factsOf('mesh.client-tls', 'yaml', text)).length, 0);
  });

  it('verifies the chain of a certificate where there is an authority to verify it by', async () => {
    const mends = async (more: string): Promise<boolean> => {
      const options = `{trust_chain_verification: ACCEPT_UNTRUSTED${more}}`;
      const text = envoy('UpstreamTlsContext', `          validation_context: ${options}\n`);
      return (await factsOf('tls.validation-off', 'yaml', text)).some(it => it.mend !== undefined);
    };
    assert.equal(await mends(', trusted_ca: {filename: /ca.pem}'), true);
    assert.equal(await mends(''), false);
  });

  const envoy = (context: string, common: string) =>
    `static_resources:\n  clusters:\n  - transport_socket:\n      typed_config:\n        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.${context}\n        common_tls_context:\n${common}`;
  const versions: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    [
      'a Gateway',
      'apiVersion: networking.istio.io/v1\nkind: Gateway\nspec:\n  servers:\n  - port: {number: 443, protocol: HTTPS}\n    tls: {mode: SIMPLE, minProtocolVersion: TLSV1_1, maxProtocolVersion: TLSV1_2}\n',
      ['Istio minimum TLS 1.1', 'Istio maximum TLS 1.2'],
    ],
    [
      'the ConfigMap of the mesh',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio}\ndata:\n  mesh: |-\n    meshMTLS:\n      minProtocolVersion: TLSV1_2\n',
      ['Istio minimum TLS 1.2'],
    ],
    [
      'Envoy',
      envoy('DownstreamTlsContext', '          tls_params: {tls_minimum_protocol_version: TLSv1_0}\n'),
      ['Envoy minimum TLS 1.0'],
    ],
    [
      'Consul',
      'apiVersion: consul.hashicorp.com/v1alpha1\nkind: Mesh\nspec:\n  tls:\n    incoming: {tlsMinVersion: TLSv1_1}\n    outgoing: {tlsMinVersion: TLS_AUTO}\n',
      ['Consul minimum TLS 1.1'],
    ],
  ];
  for (const [name, text, expected] of versions) {
    it(`reads the versions of ${name}`, async () => {
      const found = await factsOf('tls.version', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.by} ${it.state} ${it.version}`),
        expected,
      );
    });
  }

  it('reads suites, groups of Envoy included', async () => {
    const text = envoy(
      'DownstreamTlsContext',
      '          tls_params:\n            cipher_suites:\n            - "[A|B]"\n            - C\n',
    );
    const [found] = await factsOf('tls.suites', 'yaml', text);
    assert.deepEqual(
      found?.suites.map(it => [it.name, text.slice(it.span.start, it.span.end)]),
      [
        ['A', 'A'],
        ['B', 'B'],
        ['C', 'C'],
      ],
    );
  });

  it('reads ACCEPT_UNTRUSTED as a check that is off', async () => {
    const text = envoy(
      'UpstreamTlsContext',
      '          validation_context: {trust_chain_verification: ACCEPT_UNTRUSTED}\n',
    );
    assert.equal((await factsOf('tls.validation-off', 'yaml', text)).length, 1);
    assert.equal((await factsOf('mesh.client-tls', 'yaml', text)).length, 0);
  });

  const grants: readonly (readonly [name: string, rules: string, expected: readonly string[]])[] = [
    ['an empty rule', '  rules:\n  - {}\n', ['anyone']],
    ['a rule without content', '  rules:\n  -\n', ['anyone']],
    ['no rule', '  {}\n', []],
    ['a denial', '  action: DENY\n  rules:\n  - {}\n', []],
    ['empty parts', '  rules:\n  - from: []\n    to: []\n', ['anyone']],
    ['all identities', '  rules:\n  - from: [{source: {principals: ["*"]}}]\n', ['any identity']],
    ['all addresses', '  rules:\n  - from: [{source: {ipBlocks: ["0.0.0.0/0"]}}]\n', ['anyone']],
    ['conditions beside', '  rules:\n  - from: [{source: {principals: ["*"], namespaces: [a]}}]\n', ['named']],
    ['paths', '  rules:\n  - to: [{operation: {paths: [/a]}}]\n', ['named']],
    ['a template', '  rules:\n  - {{ .x }}\n', []],
  ];
  for (const [name, rules, expected] of grants) {
    it(`reads what ${name} grants`, async () => {
      const text = `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a}\nspec:\n${rules}`;
      const found = await factsOf('mesh.authorization', 'yaml', text);
      assert.deepEqual(
        found.map(it => it.grants),
        expected,
      );
    });
  }
});
