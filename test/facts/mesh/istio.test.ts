import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const object = (kind: string, spec: string, group = 'security.istio.io/v1') =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec:\n${spec}`;
const networking = 'networking.istio.io/v1';
const rules = (text: string) => object('AuthorizationPolicy', `  rules:\n${text}`);
const source = (text: string) => rules(`  - from:\n    - source: ${text}\n`);
const server = (port: string, tls: string) =>
  object(
    'Gateway',
    `  servers:\n  - port: {number: 443, name: a, protocol: ${port}}\n    hosts: [a]\n${tls}`,
    networking,
  );

describe('mesh: Istio', () => {
  const grants: readonly (readonly [text: string, expected: readonly string[]])[] = [
    [rules('  - {}\n'), ['anyone']],
    [rules('  -\n'), ['anyone']],
    [rules('  - from: []\n'), ['anyone']],
    [rules('  - to:\n    - operation: {methods: [GET]}\n'), ['named']],
    [rules('  - to:\n    - operation: {methods: ["*"]}\n'), ['anyone']],
    [rules('  - to:\n    - operation: {paths: [/a]}\n    - operation: {paths: ["/*"]}\n'), ['anyone']],
    [rules('  - to:\n    - operation: {paths: ["*"], ports: ["80"]}\n'), ['named']],
    [rules('  - to:\n    - operation: {notPaths: [/admin]}\n'), ['named']],
    [rules('  - when:\n    - {key: source.ip, values: [10.0.0.0/8]}\n'), ['named']],
    [source('{principals: ["*"]}'), ['any identity']],
    [source('{principals: ["cluster.local/*"]}'), ['any identity']],
    [source('{principals: ["cluster.local/ns/*"]}'), ['any identity']],
    [source('{principals: ["cluster.local/ns/shop/*"]}'), ['named']],
    [source('{principals: ["*/sa/front"]}'), ['named']],
    [source('{namespaces: ["*"]}'), ['any identity']],
    [source('{namespaces: ["shop-*"]}'), ['named']],
    [source('{requestPrincipals: ["*"]}'), ['named']],
    [source('{principals: ["*"], namespaces: [shop]}'), ['named']],
    [source('{ipBlocks: [0.0.0.0/0]}'), ['anyone']],
    [source('{ipBlocks: [0.0.0.0/0], principals: ["*"]}'), ['any identity']],
    [source('{ipBlocks: [10.0.0.0/8]}'), ['named']],
    [source('{notNamespaces: [guest]}'), ['all but some']],
    [source('{notNamespaces: [guest], principals: ["*"]}'), ['named']],
    [rules('  - from:\n    - source: {namespaces: [a]}\n    - source: {namespaces: ["*"]}\n'), ['any identity']],
    [source('{{ toYaml .Values.source }}'), ['named']],
    [rules('  {{- toYaml .Values.rules | nindent 2 }}\n'), []],
    [object('AuthorizationPolicy', '  {}\n'), []],
    [object('AuthorizationPolicy', '  action: DENY\n  rules:\n  - {}\n'), []],
    [object('AuthorizationPolicy', '  action: AUDIT\n  rules:\n  - {}\n'), []],
  ];
  for (const [text, expected] of grants) {
    it(`grants by ${JSON.stringify(text.slice(text.indexOf('spec:') + 6))}`, async () => {
      const found = await factsOf('mesh.authorization', 'yaml', text);
      assert.deepEqual(
        found.map(it => it.grants),
        expected,
      );
    });
  }

  it('knows what a policy is about', async () => {
    const scopes = [
      '  rules: [{}]\n',
      '  selector: {}\n  rules: [{}]\n',
      '  selector: {matchLabels: {a: b}}\n  rules: [{}]\n',
    ];
    const found = await Promise.all(
      scopes.map(it => factsOf('mesh.authorization', 'yaml', object('AuthorizationPolicy', it))),
    );
    assert.deepEqual(
      found.map(it => it[0]?.scope),
      ['namespace', 'namespace', 'workload'],
    );
  });

  const effects: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['an action that is none', object('AuthorizationPolicy', '  action: Allow\n  rules: [{}]\n'), ['refused Allow']],
    ['DENY without rules', object('AuthorizationPolicy', '  action: DENY\n'), ['refused DENY']],
    ['DENY with the rules of a template', object('AuthorizationPolicy', '  action: DENY\n  rules: {{ .x }}\n'), []],
    ['CUSTOM without provider', object('AuthorizationPolicy', '  action: CUSTOM\n  rules: [{}]\n'), ['refused CUSTOM']],
    [
      'a waypoint that is selected',
      object('RequestAuthentication', '  selector: {matchLabels: {istio.io/gateway-name: my-waypoint}}\n'),
      ['ignored istio.io/gateway-name: my-waypoint'],
    ],
    ['HTTPS without TLS', server('HTTPS', ''), ['refused HTTPS']],
    ['TLS of a template', server('HTTPS', '    tls: {{ toYaml .tls }}\n'), []],
    ['HTTP without TLS', server('HTTP', ''), []],
    ['a mode of a template', server('HTTPS', '    tls: {mode: "{{ .m }}", minProtocolVersion: TLSV1_2}\n'), []],
    ['MUTUAL without authority', server('TLS', '    tls: {mode: MUTUAL, privateKey: /k}\n'), ['refused MUTUAL']],
    ['MUTUAL with an authority', server('TLS', '    tls: {mode: MUTUAL, caCertCredentialName: ca}\n'), []],
    [
      'a version in another spelling',
      server('HTTPS', '    tls: {mode: SIMPLE, credentialName: a, maxProtocolVersion: tlsv1_2}\n'),
      ['refused tlsv1_2'],
    ],
    [
      'versions that a mesh does not know',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio}\ndata:\n  mesh: |\n    tlsDefaults:\n      minProtocolVersion: TLSV1_0\n    meshMTLS: {minProtocolVersion: TLSV1_3}\n',
      ['refused TLSV1_0'],
    ],
  ];
  for (const [name, text, expected] of effects) {
    it(`knows what has no effect: ${name}`, async () => {
      const found = await factsOf('mesh.without-effect', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.fate} ${it.text}`),
        expected,
      );
    });
  }

  const protections: readonly (readonly [text: string, expected: readonly string[]])[] = [
    [object('Sidecar', '  egress:\n  - hosts: ["*/*", "./*"]\n', networking), ['reach */*']],
    [object('ServiceEntry', '  hosts: [a.test]\n  ports: [{number: 22, protocol: tcp}]\n', networking), ['reach 22']],
    [object('ServiceEntry', '  hosts: [a.test]\n  ports: [{number: 443, protocol: TLS}]\n', networking), []],
    [
      object(
        'ServiceEntry',
        '  hosts: [a.test]\n  resolution: NONE\n  endpoints: [{address: 1.2.3.4}]\n  ports: [{number: 22, protocol: TCP}]\n',
        networking,
      ),
      [],
    ],
    [object('Telemetry', '  accessLogging: [{disabled: true}]\n', 'telemetry.istio.io/v1'), ['log disabled: true']],
    [
      'apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: a}\nspec:\n  values:\n    meshConfig:\n      pathNormalization: {normalization: NONE}\n      accessLogFile: ""\n      outboundTrafficPolicy: {mode: ALLOW_ANY}\n      extensionProviders:\n      - {name: x, envoyExtAuthzGrpc: {failOpen: true}}\n',
      ['reach ALLOW_ANY', 'paths normalization: NONE', 'answer failOpen: true'],
    ],
  ];
  for (const [text, expected] of protections) {
    it(`knows what is given up: ${expected.join(', ') || 'nothing'}`, async () => {
      const found = await factsOf('mesh.protection-off', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.what} ${it.text}`),
        expected,
      );
    });
  }

  it('reads the checks that istiod leaves out', async () => {
    const text =
      'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  components:\n    pilot:\n      k8s:\n        env:\n        - {name: JWKS_RESOLVER_INSECURE_SKIP_VERIFY, value: "true"}\n        - {name: OTHER, value: "true"}\n  values:\n    pilot:\n      env: {VERIFY_CERTIFICATE_AT_CLIENT: false}\n';
    const found = await factsOf('tls.validation-off', 'yaml', text);
    assert.deepEqual(
      found.map(it => it.text),
      ['VERIFY_CERTIFICATE_AT_CLIENT: false', 'JWKS_RESOLVER_INSECURE_SKIP_VERIFY: true'],
    );
  });

  it('reads the environment of istiod as it runs', async () => {
    const text =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: istiod}\nspec:\n  template:\n    spec:\n      containers:\n      - name: discovery\n        env:\n        - {name: JWKS_RESOLVER_INSECURE_SKIP_VERIFY, value: "true"}\n      - name: other\n        env:\n        - {name: JWKS_RESOLVER_INSECURE_SKIP_VERIFY, value: "true"}\n';
    assert.equal((await factsOf('tls.validation-off', 'yaml', text)).length, 1);
  });

  it('reads the TLS of a sidecar, and a destination without a mode', async () => {
    const sidecar = object(
      'Sidecar',
      '  ingress:\n  - port: {number: 9443}\n    tls: {mode: SIMPLE, minProtocolVersion: TLSV1_1}\n',
      networking,
    );
    const [version] = await factsOf('tls.version', 'yaml', sidecar);
    assert.equal(version?.version, 'TLS 1.1');
    const rule = object('DestinationRule', '  host: b\n  trafficPolicy:\n    tls: {sni: b}\n', networking);
    const [client] = await factsOf('mesh.client-tls', 'yaml', rule);
    assert.deepEqual([client?.mode, client?.text], ['DISABLE', 'tls']);
  });

  const exposures: readonly (readonly [server: string, expected: readonly number[]])[] = [
    ['port: {number: 3389, protocol: TCP}', [3389]],
    ['port: {number: 5985, protocol: HTTP}', [5985]],
    ['port: {number: 8080, protocol: HTTP}', []],
    ['port: {number: 3389, protocol: TCP}, bind: 127.0.0.1', []],
  ];
  for (const [text, expected] of exposures) {
    it(`knows what a gateway opens: ${text}`, async () => {
      const gateway = object('Gateway', `  servers:\n  - {${text}, hosts: ["*"]}\n`, networking);
      const found = await factsOf('network.exposure', 'yaml', gateway);
      assert.deepEqual(
        found.flatMap(it => it.ports.map(port => port.range.from)),
        expected,
      );
    });
  }

  it('reads secrets that every proxy gets', async () => {
    const text = object(
      'ProxyConfig',
      '  environmentVariables:\n    API_TOKEN: 9f8e7d6c5b4a39281706f5e4d3c2b1a0\n',
      networking,
    );
    const found = await factsOf('credential', 'yaml', text);
    assert.deepEqual(
      found.map(it => it.name),
      ['API_TOKEN'],
    );
  });
});
