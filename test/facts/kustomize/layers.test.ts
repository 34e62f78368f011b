import assert from 'node:assert/strict';
import type { Kustomization } from '../../../server/src/facts/kustomize/kustomization';
import {
  applicationsOf,
  closureOf,
  namespaceOn,
  overridesOf,
  rootsOf,
} from '../../../server/src/facts/kustomize/layers';
import { overrideOf } from '../../../server/src/facts/kustomize/override';
import { resolve } from '../../../server/src/facts/kustomize/path';
import { readKustomization } from '../../../server/src/facts/kustomize/read';

/** Kustomizations by folder below `/w`. */
function tree(files: Readonly<Record<string, string>>): ReadonlyMap<string, Kustomization> {
  return new Map(
    Object.entries(files).map(([folder, text]) => [
      `/w/${folder}`,
      readKustomization(`/w/${folder}/kustomization.yaml`, text)!,
    ]),
  );
}

const short = (path: string): string => path.replace('/w/', '');

/** Kustomizations, their roots, and by file each way on which it is applied. */
const trees: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly roots: readonly string[];
  readonly ways: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    name: 'one folder',
    files: { app: 'resources:\n- deployment.yaml\n- ./sub/service.yaml\n' },
    roots: ['app'],
    ways: { 'app/deployment.yaml': ['app'], 'app/sub/service.yaml': ['app'] },
  },
  {
    name: 'overlays of a base',
    files: {
      base: 'resources: [web.yaml]\n',
      'overlays/dev': 'resources: [../../base, dev.yaml]\n',
      'overlays/prod': 'bases:\n- ../../base/\n',
    },
    roots: ['overlays/dev', 'overlays/prod'],
    ways: { 'base/web.yaml': ['base overlays/dev', 'base overlays/prod'], 'overlays/dev/dev.yaml': ['overlays/dev'] },
  },
  {
    name: 'components, the first applied first',
    files: {
      base: 'resources: [web.yaml]\n',
      a: 'kind: Component\nresources: [a.yaml]\n',
      b: 'kind: Component\ncomponents: [../c]\n',
      c: 'kind: Component\n',
      top: 'resources: [../base]\ncomponents: [../a, ../b]\n',
      unused: 'kind: Component\nresources: [x.yaml]\n',
    },
    roots: ['top'],
    ways: { 'base/web.yaml': ['base a c b top'], 'a/a.yaml': ['a c b top'] },
  },
  {
    name: 'a base that is reached on two ways',
    files: {
      base: 'resources: [web.yaml]\n',
      a: 'resources: [../base]\nnamePrefix: a-\n',
      b: 'resources: [../base]\nnamePrefix: b-\n',
      top: 'resources: [../a, ../b]\n',
    },
    roots: ['top'],
    ways: { 'base/web.yaml': ['base a top', 'base b top'] },
  },
  {
    name: 'a circle',
    files: { a: 'resources: [../b, a.yaml]\n', b: 'resources: [../a, b.yaml]\n', top: 'resources: [../a]\n' },
    roots: ['top'],
    ways: { 'a/a.yaml': ['a top'], 'b/b.yaml': ['b a top'] },
  },
  {
    name: 'what lies elsewhere',
    files: {
      app: 'resources:\n- https://example.com/a.yaml\n- github.com/x/y//z?ref=v1\n- git@github.com:x/y.git\n- ../none\n- a.yaml\n',
    },
    roots: ['app'],
    ways: { 'app/a.yaml': ['app'], none: ['app'] },
  },
];

describe('kustomizations', () => {
  for (const { name, files, roots, ways } of trees) {
    it(`follows ${name}`, () => {
      const all = tree(files);
      assert.deepEqual(
        rootsOf(all).map(it => short(it.folder)),
        roots,
      );
      const found = [...applicationsOf(all)].map(([path, own]) => [
        short(path),
        own.map(it => it.layers.map(layer => short(layer.folder)).join(' ')),
      ]);
      assert.deepEqual(Object.fromEntries(found), ways);
    });
  }

  it('bounds its work', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`n${index}`, `resources: [../n${index + 1}, ../n${index + 1}]\n`]),
    );
    const all = tree(files);
    assert.ok(closureOf(all.get('/w/n0')!, all).size <= 1);
    const deep = Array.from(
      { length: 5_000 },
      (_, index) =>
        [
          `/w/n${index}`,
          {
            ...all.get('/w/n0')!,
            folder: `/w/n${index}`,
            resources: [`/w/n${index + 1}`],
            components: [`/w/n${index + 1}`],
          },
        ] as const,
    );
    assert.equal(applicationsOf(new Map(deep)).size, 0);
  });

  it('tells into which namespace objects go', () => {
    const all = tree({
      base: 'namespace: base\nresources: [web.yaml]\n',
      one: 'namespace: one\nresources: [../base]\n',
      two: 'resources: [../base]\n',
    });
    assert.deepEqual(applicationsOf(all).get('/w/base/web.yaml')?.map(namespaceOn), ['one', 'base']);
  });
});

/** Kustomizations around `base/web.yaml`, and what becomes of images in it. */
const images: readonly (readonly [string, Readonly<Record<string, string>>, readonly unknown[]])[] = [
  ['a tag', { base: 'images: [{name: app, newTag: "1"}]\n' }, [{ image: 'app', name: false, tag: true }]],
  ['a digest', { base: 'images: [{name: app, digest: sha256:00}]\n' }, [{ image: 'app', name: false, tag: true }]],
  ['a name', { base: 'images: [{name: app, newName: x/app}]\n' }, [{ image: 'app', name: true, tag: false }]],
  [
    'a name and then its tag',
    {
      base: 'images: [{name: app, newName: x/app}]\n',
      top: 'resources: [../base]\nimages: [{name: x/app, newTag: 2}]\n',
    },
    [
      { image: 'app', name: true, tag: true },
      { image: 'x/app', name: false, tag: true },
    ],
  ],
  [
    'a tag in every overlay',
    {
      base: '',
      a: 'resources: [../base]\nimages: [{name: app, newTag: 1}]\n',
      b: 'resources: [../base]\nimages: [{name: app, newTag: 2}]\n',
    },
    [{ image: 'app', name: false, tag: true }],
  ],
  [
    'a tag in one overlay of two',
    { base: '', a: 'resources: [../base]\nimages: [{name: app, newTag: 1}]\n', b: 'resources: [../base]\n' },
    [],
  ],
  ['nothing', { base: '' }, []],
];

describe('images that kustomizations change', () => {
  for (const [name, files, expected] of images) {
    it(`sees ${name}`, () => {
      const all = tree({ ...files, base: `resources: [web.yaml]\n${files.base}` });
      assert.deepEqual(overridesOf(applicationsOf(all).get('/w/base/web.yaml') ?? []), expected);
    });
  }

  const names: readonly (readonly [image: string, is: boolean])[] = [
    ['app', true],
    ['app:1', true],
    ['app@sha256:00', true],
    ['app:1@sha256:00', true],
    ['application', false],
    ['x/app', false],
    ['app/x', false],
  ];
  for (const [image, is] of names) {
    it(`${is ? 'takes' : 'leaves'} ${image}`, () =>
      assert.equal(overrideOf(image, [{ image: 'app', name: false, tag: true }]) !== undefined, is));
  }
});

describe('the text of a kustomization', () => {
  const read = (text: string) => readKustomization('/w/kustomization.yaml', text);

  it('is read', () => {
    assert.deepEqual(
      read(
        [
          'apiVersion: kustomize.config.k8s.io/v1beta1',
          'kind: Kustomization',
          'namespace: shop',
          'namePrefix: a-',
          'nameSuffix: -b',
          'commonLabels: {team: x}',
          'labels:',
          '- pairs: {app: web}',
          '- {pairs: {tier: y}, includeTemplates: true}',
          '- {pairs: {tier: z}, includeSelectors: true}',
          'commonAnnotations: {linkerd.io/inject: enabled}',
          'resources: [a.yaml, ../base, "https://example.com/x.yaml"]',
          'patches:',
          '- path: p.yaml',
          '- patch: |-',
          '    - {op: remove, path: /spec/x}',
          '  target: {kind: Deployment, name: web.*, labelSelector: app=web}',
          'patchesStrategicMerge:',
          '- q.yaml',
          '- |',
          '  kind: Pod',
          'patchesJson6902:',
          '- path: r.yaml',
          '  target: {version: v1, kind: Pod, name: x, namespace: y}',
          'images: [{name: app, newTag: 1.20}, {newTag: 2}]',
          'configMapGenerator: [{name: settings, files: [a.txt]}]',
        ].join('\n'),
      ),
      {
        folder: '/w',
        component: false,
        resources: ['/w/a.yaml', '/base'],
        components: [],
        patches: [
          { path: '/w/q.yaml' },
          { text: 'kind: Pod\n' },
          { path: '/w/p.yaml' },
          {
            text: '- {op: remove, path: /spec/x}',
            target: { kind: 'Deployment', name: 'web.*', labelSelector: 'app=web' },
          },
          { path: '/w/r.yaml', target: { kind: 'Pod', name: 'x', namespace: 'y' } },
        ],
        namespace: 'shop',
        namePrefix: 'a-',
        nameSuffix: '-b',
        labels: [
          { pairs: { app: 'web' }, selectors: false, templates: false },
          { pairs: { tier: 'y' }, selectors: false, templates: true },
          { pairs: { tier: 'z' }, selectors: true, templates: true },
          { pairs: { team: 'x' }, selectors: true, templates: true },
        ],
        annotations: { 'linkerd.io/inject': 'enabled' },
        images: [{ name: 'app', newTag: '1.20' }],
        configMaps: ['settings'],
        open: true,
        transformed: false,
      },
    );
  });

  const none: readonly string[] = [
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: ./x}\n',
    'kind: Deployment\n',
    '- a\n',
    'a: [\n',
    '',
  ];
  for (const text of none) it(`is not ${JSON.stringify(text)}`, () => assert.equal(read(text), undefined));

  it('says what lies elsewhere', () => {
    assert.equal(read('resources: [a.yaml]\n')?.open, false);
    assert.equal(read('helmCharts: [{name: x}]\n')?.open, true);
    assert.equal(read('transformers: [t.yaml]\n')?.transformed, true);
  });
});

describe('paths in kustomizations', () => {
  const cases: readonly (readonly [written: string, path: string | undefined])[] = [
    ['a.yaml', '/w/app/a.yaml'],
    ['./a/../b.yaml', '/w/app/b.yaml'],
    ['../base/', '/w/base'],
    ['..\\base', '/w/base'],
    ['../../../../x', undefined],
    ['/etc/x', undefined],
    ['https://example.com/x.yaml', undefined],
    ['github.com/x/y', undefined],
    ['git@github.com:x/y', undefined],
    ['x/y?ref=main', undefined],
    ['${DIR}/x', undefined],
    ['', undefined],
  ];
  for (const [written, path] of cases) it(`resolves ${written}`, () => assert.equal(resolve('/w/app', written), path));
});
