import assert from 'node:assert/strict';
import { valuesOf } from '../../../server/src/facts/helm/values';
import { read } from '../../../server/src/facts/yaml/file';
import { factsOf } from '../../kit/facts';

/** Values, and the images in them: the reference, what is known of it, its system, and the texts of its places. */
const cases: readonly (readonly [name: string, values: string, ...images: readonly string[]])[] = [
  ['a repository and a tag', 'image:\n  repository: web\n  tag: "1"\n', 'web:1 image unknown web|1'],
  ['a number as tag', 'image: {repository: web, tag: 1.20}\n', 'web:1.20 image unknown web|1.20'],
  [
    'a registry',
    'image:\n  registry: mcr.microsoft.com\n  repository: windows/servercore\n  tag: ltsc2019\n',
    'mcr.microsoft.com/windows/servercore:ltsc2019 image windows |ltsc2019',
  ],
  ['a tag that the templates give', 'image: {repository: web, tag: ""}\n', 'web unknown unknown web|'],
  ['no tag at all', 'image: {repository: web, pullPolicy: Always}\n', 'web unknown unknown web|'],
  [
    'a digest',
    `image: {repository: web, digest: "sha256:${'a'.repeat(64)}"}\n`,
    `web@sha256:${'a'.repeat(64)} image unknown web|`,
  ],
  ['values of ytt', '#@data/values\n---\nweb: {image: {repository: registry.example/group, tag: v1}}\n'],
  ['a text', 'image: registry.example/web:1\n', 'registry.example/web:1 image unknown registry.example/web|1'],
  ['a text and its tag', 'image: web\nimageTag: "1"\n', 'web:1 image unknown web|1'],
  ['a name of its own', 'proxy:\n  sidecarImage: web:1\n', 'web:1 image unknown web|1'],
  [
    'a selector',
    'image: {repository: web, tag: 1}\nnodeSelector: {kubernetes.io/os: windows}\n',
    'web:1 image windows web|1',
  ],
  [
    'several',
    'a: {image: {repository: b, tag: 1}}\nc:\n- image: d:2\n',
    'b:1 image unknown b|1',
    'd:2 image unknown d|2',
  ],
  [
    'images by name',
    'image:\n  baseRepo: x\n  smb: {repository: x/smb, tag: v1}\n  proxy: x/proxy:2\nimages: {a: {repository: a, tag: 3}}\n',
    'x/smb:v1 image unknown x/smb|v1',
    'x/proxy:2 image unknown x/proxy|2',
    'a:3 image unknown a|3',
  ],
  ['a template', 'image: {repository: web, tag: "{{ .x }}"}\n'],
  ['a variable', 'image: "${REGISTRY}/web:1"\n'],
  ['what is no image', 'image: Not An Image\nlogo:\n  image: https://example.com/a.png\n'],
  ['a switch', 'image: true\n'],
];

describe('images in values of charts', () => {
  for (const [name, text, ...expected] of cases) {
    it(`reads ${name}`, async () => {
      const found = await factsOf('image.reference', 'yaml', text, 'charts/web/values.yaml');
      const cut = (span: { start: number; end: number } | undefined) => (span ? text.slice(span.start, span.end) : '');
      assert.deepEqual(
        found.map(it => `${it.text} ${it.names} ${it.place.os} ${cut(it.nameSpan)}|${cut(it.tagSpan)}`),
        expected,
      );
    });
  }
});

describe('templates of charts', () => {
  const values = valuesOf(
    [
      'image: {repository: mcr.microsoft.com/windows/servercore, tag: ltsc2022}',
      'service: {type: LoadBalancer, port: 3389}',
      'hostNetwork: true',
      'password: Sommer-2024',
    ].join('\n'),
    'name: web\n',
  )!;
  const template = [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: {name: web}',
    'spec:',
    '  hostNetwork: {{ .Values.hostNetwork }}',
    '  containers:',
    '  - name: web',
    '    image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
    '    ports:',
    '    - hostPort: {{ .Values.service.port }}',
    '      containerPort: {{ .Values.service.port }}',
    '    env:',
    '    - name: PASSWORD',
    '      value: {{ .Values.password | quote }}',
    '',
  ].join('\n');
  const facts = (own: typeof values | undefined) =>
    read({ path: 'web/templates/pod.yaml', language: 'yaml', text: template, ...(own ? { values: own } : {}) }).facts;

  it('says nothing of images and passwords, which stand in the values', () => {
    for (const kind of ['image.reference', 'credential']) assert.ok(!facts(values).some(it => it.kind === kind));
  });

  it('says nothing of encoded passwords', () => {
    const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: {{ .Values.encoded }}\n';
    const encoded = Buffer.from('Sommer-2024').toString('base64');
    const own = valuesOf(`encoded: ${encoded}\n`, 'name: a\n')!;
    const found = (more: object, source: string) =>
      read({ path: 'templates/a.yaml', language: 'yaml', text: source, ...more }).facts.map(it => it.kind);
    assert.deepEqual(found({ values: own }, text), []);
    assert.deepEqual(found({}, text.replace('{{ .Values.encoded }}', encoded)), ['credential']);
  });

  it('knows ports, switches and the system', () => {
    const all = facts(values);
    const pod = all.flatMap(it => (it.kind === 'kubernetes.pod' ? [it.fact] : []))[0]!;
    assert.deepEqual([pod.place.os, pod.hostNetwork], ['windows', true]);
    assert.equal(pod.setHostNetwork, undefined);
    const port = all.flatMap(it => (it.kind === 'network.exposure' ? [it.fact] : []))[0]!;
    assert.deepEqual(port.ports[0]?.range, { from: 3389, to: 3389 });
    assert.equal(
      facts(undefined).some(it => it.kind === 'network.exposure'),
      false,
    );
  });
});
