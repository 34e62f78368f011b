import assert from 'node:assert/strict';
import { chartOf } from '../../../server/src/facts/helm/chart';
import { fillOf } from '../../../server/src/facts/helm/evaluate';
import { type ChartValues, valueAt, valuesOf } from '../../../server/src/facts/helm/values';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { toPlain } from '../../../server/src/syntax/yaml/plain';
import { at, entries } from '../../../server/src/syntax/yaml/read';

/** What an action writes. */
const written = (action: string, values: ChartValues): string | undefined => fillOf(values).text(action, [])?.value;

const chart: ChartValues = valuesOf(
  [
    'replicas: 2',
    'image:',
    '  registry: ""',
    '  repository: registry.example/web',
    '  tag: ""',
    'service: {port: 8080, type: LoadBalancer, name: "8080"}',
    'secure: yes',
    'off: false',
    'text: "{{ .Release.Name }}-x"',
    'log: {level: info}',
    'node-exporter: {port: 9100}',
    'db: {port: 5432}',
    'empty:',
    'list: [1, 2]',
  ].join('\n'),
  'name: web\nversion: 1.2.3\nappVersion: "2.0"\ndependencies:\n- name: db\n- {name: postgres, alias: store}\n',
)!;

/** An action, and what it writes; absent where that is not known. */
const actions: readonly (readonly [action: string, text?: string])[] = [
  ['{{ .Values.service.port }}', '8080'],
  ['{{- .Values.service.port -}}', '8080'],
  ['{{- .Values.service.port }}', '8080'],
  ['{{.Values.service.port}}', '8080'],
  ['{{ $.Values.service.port }}', '8080'],
  ['{{ .Values.service.port | quote }}', '"8080"'],
  ['{{ quote .Values.service.type }}', '"LoadBalancer"'],
  ['{{ .Values.service.type | squote }}', "'LoadBalancer'"],
  ['{{ .Values.service.type | upper | trimPrefix "LOAD" }}', 'BALANCER'],
  ['{{ .Values.service.port | int }}', '8080'],
  ['{{ .Values.service.name | int64 }}', '8080'],
  ['{{ .Values.secure }}', 'true'],
  ['{{ .Values.off }}', 'false'],
  ['{{ .Values.off | default true }}', 'true'],
  ['{{ default "x" .Values.image.tag }}', 'x'],
  ['{{ .Values.image.tag | default .Chart.AppVersion }}', '2.0'],
  ['{{ .Values.image.tag | default (printf "v%s" .Chart.Version) }}', 'v1.2.3'],
  [
    '{{ printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}',
    'registry.example/web:2.0',
  ],
  ['{{ printf "%d%%" (int .Values.replicas) }}', '2%'],
  ['{{ index .Values "node-exporter" "port" }}', '9100'],
  ['{{ (index .Values "node-exporter").port }}', '9100'],
  ['{{ .Chart.Name }}', 'web'],
  ['{{ coalesce .Values.image.tag .Values.log.level }}', 'info'],
  ['{{ required "level!" .Values.log.level }}', 'info'],
  ['{{ tpl .Values.log.level . }}', 'info'],
  ['{{ "a}}b" }}', 'a}}b'],
  ['{{ `raw` | toString | trim }}', 'raw'],
  ['{{ .Values.absent | default 3 }}', '3'],
  ['{{ .Values.log.absent | default "x" }}', 'x'],
  // Nothing known.
  ['{{ .Values.absent }}'],
  ['{{ .Values.empty }}'],
  ['{{ .Values.image.tag }}'],
  ['{{ .Values.absent.deeper | default "x" }}'],
  ['{{ .Values.text | default "x" | tpl }}'],
  ['{{ tpl .Values.text . }}'],
  ['{{ .Values.list }}'],
  ['{{ .Values.log }}'],
  ['{{ .Values.db.user | default "x" }}'],
  ['{{ index .Values "store" "user" | default "x" }}'],
  ['{{ .Values.global.registry | default "x" }}'],
  ['{{ .Release.Name }}'],
  ['{{ .Release.Name | default "x" }}'],
  ['{{ include "web.name" . }}'],
  ['{{ printf "%s-%s" .Release.Name .Chart.Name }}'],
  ['{{ printf "%s" .Values.service.port }}'],
  ['{{ $port }}'],
  ['{{ $port := .Values.service.port }}'],
  ['{{ if .Values.service.port }}'],
  ['{{ .Values.log.level | constructor }}'],
  ['{{ .Values.constructor }}'],
  ['{{ .Values.service.port | }}'],
  ['{{ ( .Values.service.port }}'],
  ['{{ .Values.service.port ) }}'],
  ['{{ }}'],
];

/** A scalar of a template, and its value. */
const scalars: readonly (readonly [source: string, value: unknown, style?: string])[] = [
  ['{{ .Values.service.port }}', 8080, 'plain'],
  ['"{{ .Values.service.port }}"', '8080', 'double'],
  ["'{{ .Values.log.level }}'", 'info', 'single'],
  ['{{ .Values.service.port | quote }}', '8080', 'double'],
  ['{{ .Values.off }}', false, 'plain'],
  [
    '"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
    'registry.example/web:2.0',
    'double',
  ],
  [
    '{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}',
    'registry.example/web:2.0',
    'plain',
  ],
  ['"a {{- .Values.log.level -}} b"', 'ainfob', 'double'],
  ['"a {{- .Values.log.level }} b"', 'ainfo b', 'double'],
  ['"{{ .Values.log.level }}-{{ .Release.Name }}"', undefined],
  ['"{{ .Values.log.level | quote }}"', undefined],
  ['{{- .Values.log.level }}', undefined],
  ['{{ .Values.log.level }} # why', 'info', 'plain'],
  ['{{ .Values.log.level }}: x', undefined],
];

describe('values of charts', () => {
  for (const [action, text] of actions) {
    it(`${action} writes ${text ?? 'what is not known'}`, () => assert.equal(written(action, chart), text));
  }

  for (const [source, value, style] of scalars) {
    it(`reads ${source}`, () => {
      const text = `a: ${source}\n`;
      const file = parseYaml(text, undefined, fillOf(chart));
      const node = at(file.documents[0]?.root, 'a');
      if (value === undefined) {
        assert.notEqual(node?.kind, 'scalar');
        return;
      }
      assert.ok(node?.kind === 'scalar');
      assert.deepEqual([node.value, node.style, node.assumed], [value, style, true]);
      assert.equal(node.literal, undefined);
      assert.equal(node.content(), undefined);
      assert.equal(text.slice(node.span.start, node.span.end), source.replace(/ # why$/, ''));
    });
  }

  /** Templates, and the value of `a`. */
  const structures: readonly (readonly [name: string, source: string, value: unknown])[] = [
    ['a mapping below a key', 'a:\n  {{- toYaml .Values.service | nindent 2 }}\nb: 1\n', chart.values.service],
    ['a mapping behind a key', 'a: {{- toYaml .Values.service | nindent 2 }}\nb: 1\n', chart.values.service],
    ['a list', 'a:\n{{ .Values.list | toYaml | indent 2 }}\n', [1, 2]],
    [
      'a block',
      '{{- with .Values.service }}\na:\n  {{- toYaml . | nindent 2 }}\n{{- end }}\nb: 1\n',
      chart.values.service,
    ],
    ['a block in a block', '{{- if .x }}{{ with .Values.log }}\na: {{ .level }}\n{{- end }}{{ end }}\n', 'info'],
    [
      'a block below the key',
      'a:\n  {{- with .Values.log }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\nb: 1\n',
      chart.values.log,
    ],
    ['all of the chart in a block', '{{ with .Values.log }}\na: {{ $.Values.replicas }}\n{{ end }}\n', 2],
    ['the other arm', '{{ with .Values.x }}\nb: 1\n{{ else }}\na: {{ .Values.replicas }}\n{{ end }}\n', 2],
    ['an item of a loop', '{{ range .Values.list }}\na: {{ . }}\n{{ end }}\n', undefined],
    ['a block of a loop', '{{ range .Values.list }}\n{{ with .level }}\na: {{ . }}\n{{ end }}{{ end }}\n', undefined],
    [
      'a condition that holds',
      'a:\n{{- if .Values.log }}\n{{ toYaml .Values.log | indent 2 }}\n{{- end }}\nb: 1\n',
      chart.values.log,
    ],
    ['an empty mapping', 'a:\n  {{- toYaml .Values.absent | nindent 2 }}\n', undefined],
    ['a condition', 'a:\n  {{- if .Values.x }}\n  {{- toYaml .Values.log | nindent 2 }}\n  {{- end }}\n', undefined],
    [
      'two arms',
      'a:\n  {{- with .x }}\n  {{- toYaml . | nindent 2 }}\n  {{- else }}\n  {{- toYaml .Values.log | nindent 2 }}\n  {{- end }}\n',
      undefined,
    ],
    ['what Go writes', 'a: {{ .Values.log }}\n', undefined],
    [
      'what else is there',
      'a:\n  {{- toYaml .Values.log | nindent 2 }}\n  {{- include "x" . | nindent 2 }}\n',
      undefined,
    ],
  ];
  for (const [name, source, value] of structures) {
    it(`reads ${name}`, () => {
      const file = parseYaml(source, undefined, fillOf(chart));
      const node = at(file.documents[0]?.root, 'a');
      assert.deepEqual(node && node.kind !== 'unknown' ? toPlain(node) : undefined, value);
      const made = typeof value === 'object' ? [node!.span] : [];
      assert.deepEqual(
        file.made.flatMap(it => (it.lines ? it.span : [])),
        made,
      );
    });
  }

  /** Templates, and the keys and items of `a` that are written unless somebody says otherwise. */
  const arms: readonly (readonly [condition: string, written: string])[] = [
    ['.Values.secure', 'b c'],
    ['.Values.off', 'c'],
    ['.Values.absent', 'c'],
    ['and .Values.secure .Values.off', 'c'],
    ['and .Values.unknown.x .Values.off', 'b c'],
    ['or .Values.off .Values.image.tag', 'c'],
    ['or .Values.off .Values.secure', 'b c'],
    ['not .Values.secure', 'c'],
    ['not .Values.off', 'b c'],
    ['eq .Values.log.level "debug"', 'c'],
    ['eq .Values.log.level "info"', 'b c'],
    ['eq .Values.log.level "debug" "info"', 'b c'],
    ['ne .Values.log.level "info"', 'c'],
    ['eq .Values.replicas "2"', 'b c'],
    ['.Release.IsUpgrade', 'b c'],
    ['.Values.global.off', 'b c'],
    ['include "x" .', 'b c'],
  ];
  for (const [condition, written] of arms) {
    it(`reads what stands under {{ if ${condition} }}`, () => {
      for (const [around, mark] of [
        ['', ''],
        ['{{- if .Values.secure }}\n', ''],
        ['', '- '],
      ] as const) {
        const own = (name: string): string => (mark === '' ? `  ${name}: 1\n` : `  - ${name}\n`);
        const end = around === '' ? '' : '{{- end }}\n';
        const source = `${around}a:\n  {{- if ${condition} }}\n${own('b')}  {{- end }}\n${own('c')}${end}`;
        const node = at(parseYaml(source, undefined, fillOf(chart)).documents[0]?.root, 'a');
        assert.ok(node?.kind === 'map' || node?.kind === 'list');
        const names = node.kind === 'map' ? node.entries.map(it => it.key) : node.items.map(it => toPlain(it));
        assert.equal(names.join(' '), written);
        if (written === 'c') assert.equal(node.open, true);
      }
    });
  }

  it('reads the arm that is written, and a document that stands in a block as a whole', () => {
    const readOf = (source: string): unknown =>
      entries(parseYaml(source, undefined, fillOf(chart)).documents[0]?.root).map(it => [it.key, toPlain(it.value)]);
    assert.deepEqual(readOf('x: 1\n{{- if .Values.off }}\na: 1\n{{- else }}\na: 2\n{{- end }}\n'), [
      ['x', 1],
      ['a', 2],
    ]);
    for (const [conditions, value] of [
      ['if .Values.secure | else', 1],
      ['if .Values.off | else if .Values.secure | else', 2],
      ['if .Values.off | else if .Values.absent | else', 3],
      ['if .Values.off | else if eq .Values.log.level "info" | else', 2],
      ['if .Values.global.x | else if .Values.off | else', 1],
    ] as const) {
      const arms = conditions.split(' | ').map((it, index) => `{{- ${it} }}\na: ${index + 1}\n`);
      assert.deepEqual((readOf(`x: 1\n${arms.join('')}{{- end }}\n`) as unknown[])[1], ['a', value], conditions);
    }
    assert.deepEqual(readOf('{{- if .Values.off }}\na: 1\nb: {c: 2}\n{{- end }}\n'), [
      ['a', 1],
      ['b', { c: 2 }],
    ]);
  });

  it('knows nothing where the values are made by a template or come from other charts', () => {
    assert.equal(valuesOf('a: 1\n{{ .b }}\n', 'name: x\n'), undefined);
    assert.equal(valueAt(valuesOf('a: {{ .b }}\n', 'name: x\n')!, ['a']), undefined);
    assert.equal(valuesOf('a: 1\n', 'name: x\ndependencies: [{name: y, import-values: [data]}]\n'), undefined);
    assert.equal(valuesOf('- a\n', 'name: x\n'), undefined);
    assert.equal(valuesOf('a: [\n', 'name: x\n'), undefined);
  });

  it('knows that values are absent', () => {
    assert.deepEqual(valuesOf('', 'name: x\n')?.values, {});
    assert.deepEqual(valuesOf('# a: 1\n', 'name: x\n')?.values, {});
    assert.equal(valueAt(chart, ['log', 'x']), null);
    assert.equal(valueAt(chart, ['db', 'x']), undefined);
  });

  it('bounds its work', () => {
    const grown = `{{ "aaaaaaaaaa" ${'| replace "a" "aaaaaaaaaa" '.repeat(40)}}}`;
    assert.equal(written(grown, chart), undefined);
    assert.equal(written(`{{ "a" ${'| trim '.repeat(100_000)}}}`, chart), undefined);
    const nested = `${'{{ if .Values.log }}\n'.repeat(20_000)}a: {{ .Values.replicas }}\n${'{{ end }}\n'.repeat(20_000)}`;
    const large = valuesOf(`a: {${Array.from({ length: 1_000 }, (_, index) => `k${index}: 1`)}}\n`, 'name: a\n')!;
    const often = Array.from({ length: 2_000 }, (_, index) => `b${index}: {{- toYaml .Values.a | nindent 2 }}\n`).join(
      '',
    );
    assert.ok(parseYaml(often, undefined, fillOf(large)).made.length < 100);
    assert.equal(parseYaml(nested, undefined, fillOf(chart)).documents.length, 1);
  });

  /** Actions with the blocks around them, and the value that each is taken from. */
  const origins: readonly (readonly [action: string, around: readonly string[], from: string | undefined])[] = [
    ['{{ .Values.service.port }}', [], 'service.port'],
    ['{{ .Values.service.port | default 80 | quote }}', [], 'service.port'],
    ['{{ .Values.image.tag | default .Chart.AppVersion }}', [], undefined],
    ['{{ index .Values.service "port" }}', [], 'service'],
    ['{{ .port }}', ['{{- with .Values.service }}'], 'service.port'],
    ['{{ . }}', ['{{- with .Values.service }}', '{{ if .port }}', '{{- with .port }}'], 'service.port'],
    ['{{ .Chart.Name }}', [], undefined],
  ];
  for (const [action, around, from] of origins) {
    it(`takes ${[...around, action].join('')} from ${from ?? 'nowhere'}`, () =>
      assert.equal(fillOf(chart).text(action, around)?.from, from));
  }

  it('knows where values stand', () => {
    const text = 'a:\n  b: {c: 1}\n';
    const { path, places } = valuesOf(text, 'name: a\n', '/w/values.yaml')!;
    assert.equal(path, '/w/values.yaml');
    assert.deepEqual(
      Object.entries(places).map(([name, it]) => [name, text.slice(it.span.start, it.span.end), it.line, it.column]),
      [
        ['a', 'a', 0, 0],
        ['a.b', 'b', 1, 2],
        ['a.b.c', 'c', 1, 6],
      ],
    );
  });

  it('bounds what aliases multiply', () => {
    const keys = (name: string) => Array.from({ length: 100 }, (_, index) => `k${index}: *${name}`).join(', ');
    const text = `a: &a {x: 1}\nb: &b {${keys('a')}}\nc: &c {${keys('b')}}\nd: &d {${keys('c')}}\n`;
    const found = valuesOf(text, 'name: a\n', '/w/values.yaml');
    assert.ok(Object.keys(found?.places ?? {}).length <= 5_000);
  });

  it('is plain data', () => assert.deepEqual(structuredClone(chart), chart));
});

describe('charts of templates', () => {
  const charts = new Set(['/w/web', '/w/web/charts/db', '/w']);
  const cases: readonly (readonly [path: string, chart: string | undefined])[] = [
    ['/w/web/templates/deployment.yaml', '/w/web'],
    ['/w/web/templates/tests/pod.yaml', '/w/web'],
    ['/w/web/charts/db/templates/secret.yaml', '/w/web/charts/db'],
    ['/w/web/values.yaml', undefined],
    ['/w/web/ci/templates/values.yaml', undefined],
    ['/w/web/crds/a.yaml', undefined],
    ['/w/templates/a.yaml', '/w'],
    ['/other/templates/a.yaml', undefined],
    ['a.yaml', undefined],
  ];
  for (const [path, expected] of cases) {
    it(`${path} belongs to ${expected ?? 'none'}`, () =>
      assert.equal(
        chartOf(path, it => charts.has(it)),
        expected,
      ));
  }
});
