import assert from 'node:assert/strict';
import type { Files } from '../../../server/src/engine/ports';
import { loadProject, projectOf } from '../../../server/src/engine/project/load';
import type { Project } from '../../../server/src/engine/project/project';
import { summariesOf } from '../../../server/src/facts/cluster/summary/summary';

/** A project of these files. */
async function projectWith(texts: Readonly<Record<string, string>>): Promise<Project> {
  const files: Files = {
    read: async path => (texts[path] === undefined ? { reason: 'unreadable', detail: '' } : { text: texts[path] }),
  };
  return projectOf(await loadProject(Object.keys(texts), files));
}

const policy = (name: string, namespace?: string, mode = 'STRICT') =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:\n  mtls:\n    mode: ${mode}\n`;

/** `folder/file name`, as one file finds policies of a namespace. */
function found(project: Project, asking: string, namespace?: string): string[] {
  const { around } = project.of(asking);
  return around!.find('peer-authentication', namespace).map(it => `${it.path} ${it.name}${it.vague ? ' ?' : ''}`);
}

describe('project index', () => {
  const rows: readonly {
    readonly title: string;
    readonly files: Readonly<Record<string, string>>;
    readonly asking: string;
    readonly namespace?: string;
    readonly found: readonly string[];
  }[] = [
    {
      title: 'what stands beside the file',
      files: { '/w/a/p.yaml': policy('p', 'shop') },
      asking: '/w/a/d.yaml',
      namespace: 'shop',
      found: ['/w/a/p.yaml p'],
    },
    {
      title: 'what stands in the nearest folder around it',
      files: { '/w/mesh/p.yaml': policy('far', 'shop'), '/w/apps/policies/p.yaml': policy('near', 'shop') },
      asking: '/w/apps/web/d.yaml',
      namespace: 'shop',
      found: ['/w/apps/policies/p.yaml near'],
    },
    {
      title: 'another namespace is another',
      files: { '/w/a/p.yaml': policy('p', 'other') },
      asking: '/w/a/d.yaml',
      namespace: 'shop',
      found: [],
    },
    {
      title: 'an open namespace is that of the folder only',
      files: { '/w/a/p.yaml': policy('p'), '/w/b/p.yaml': policy('q') },
      asking: '/w/a/d.yaml',
      found: ['/w/a/p.yaml p'],
    },
    {
      title: 'environments are alternatives',
      files: { '/w/prod/p.yaml': policy('p', 'shop') },
      asking: '/w/dev/d.yaml',
      namespace: 'shop',
      found: [],
    },
    {
      title: 'what is common to all environments stands above them',
      files: { '/w/p.yaml': policy('p', 'shop') },
      asking: '/w/dev/d.yaml',
      namespace: 'shop',
      found: ['/w/p.yaml p'],
    },
    {
      title: 'a chart is applied as a whole',
      files: {
        '/w/chart/Chart.yaml': 'name: c\nversion: 1.0.0\n',
        '/w/chart/templates/mesh/p.yaml': policy('p', '{{ .Release.Namespace }}'),
      },
      asking: '/w/chart/templates/d.yaml',
      found: ['/w/chart/templates/mesh/p.yaml p'],
    },
    {
      title: 'values of the chart are known',
      files: {
        '/w/chart/Chart.yaml': 'name: c\nversion: 1.0.0\n',
        '/w/chart/values.yaml': 'ns: shop\n',
        '/w/chart/templates/p.yaml': policy('p', '{{ .Values.ns }}'),
      },
      asking: '/w/chart/templates/d.yaml',
      namespace: 'shop',
      found: ['/w/chart/templates/p.yaml p'],
    },
    {
      title: 'a condition of a template leaves it open',
      files: { '/w/a/p.yaml': `{{- if .Values.mtls }}\n${policy('p', 'shop')}{{- end }}\n` },
      asking: '/w/a/d.yaml',
      namespace: 'shop',
      found: ['/w/a/p.yaml p ?'],
    },
    {
      title: 'a kustomization gives the namespace and brings folders together',
      files: {
        '/w/k/kustomization.yaml': 'namespace: shop\nresources: [../base/p.yaml, d.yaml]\n',
        '/w/base/p.yaml': policy('p'),
        '/w/k/d.yaml': policy('d'),
      },
      asking: '/w/k/x.yaml',
      namespace: 'shop',
      found: ['/w/base/p.yaml p', '/w/k/d.yaml d'],
    },
    {
      title: 'a patch is no object, and what it changes is open',
      files: {
        '/w/k/kustomization.yaml': 'resources: [p.yaml]\npatches: [{path: patch.yaml}]\n',
        '/w/k/p.yaml': policy('p', 'shop', 'STRICT'),
        '/w/k/patch.yaml': policy('p', 'shop', 'DISABLE'),
      },
      asking: '/w/k/d.yaml',
      namespace: 'shop',
      found: ['/w/k/p.yaml p ?'],
    },
  ];
  for (const { title, files, asking, namespace, found: expected } of rows) {
    it(title, async () => assert.deepEqual(found(await projectWith(files), asking, namespace), expected));
  }

  it('tells who asked for what changed, and nobody else', async () => {
    const project = await projectWith({
      '/w/shop/p.yaml': policy('p', 'shop'),
      '/w/bank/p.yaml': policy('p', 'bank'),
    });
    found(project, '/w/shop/d.yaml', 'shop');
    found(project, '/w/bank/d.yaml', 'bank');
    found(project, '/w/idle/d.yaml', 'idle');
    const change = (path: string, ...args: Parameters<typeof policy>) =>
      [...project.update(path, summariesOf(path, policy(...args)))].sort();
    assert.deepEqual(change('/w/shop/p.yaml', 'p', 'shop'), [], 'nothing changed');
    assert.deepEqual(change('/w/shop/p.yaml', 'p', 'shop', 'DISABLE'), ['/w/shop/d.yaml']);
    assert.deepEqual(change('/w/shop/p.yaml', 'p', 'idle'), ['/w/idle/d.yaml', '/w/shop/d.yaml']);
    assert.deepEqual(found(project, '/w/idle/d.yaml', 'idle'), ['/w/shop/p.yaml p']);
    assert.deepEqual([...project.update('/w/bank/p.yaml', [])], ['/w/bank/d.yaml']);
    assert.deepEqual(found(project, '/w/bank/d.yaml', 'bank'), []);
  });
});

describe('a patch in a file of its own', () => {
  it('changes the answers about what it changes', async () => {
    const project = await projectWith({
      '/w/k/kustomization.yaml': 'resources: [p.yaml]\npatches: [{path: patch.yaml}]\n',
      '/w/k/p.yaml': policy('p', 'shop'),
    });
    assert.deepEqual(found(project, '/w/k/d.yaml', 'shop'), ['/w/k/p.yaml p']);
    const dependents = project.update(
      '/w/k/patch.yaml',
      summariesOf('/w/k/patch.yaml', policy('p', undefined, 'DISABLE')),
    );
    assert.deepEqual([...dependents], ['/w/k/d.yaml']);
    assert.deepEqual(found(project, '/w/k/d.yaml', 'shop'), ['/w/k/p.yaml p ?']);
  });
});

describe('folders', () => {
  for (const [a, b, apart] of [
    ['/w/dev', '/w/prod', true],
    ['/w/overlays/staging/web', '/w/overlays/prod/web', true],
    ['/w/01-install', '/w/02-mtls', true],
    ['/w/lab3/k8s', '/w/lab4/k8s', true],
    ['/w/dc1/k8s', '/w/dc2/k8s', true],
    ['/w/web', '/w/policies', false],
    ['/w', '/w/prod', false],
    ['/w/prod', '/w/prod/web', false],
    ['/w/products', '/w/devices', false],
  ] as const) {
    it(`${a} and ${b} are ${apart ? 'alternatives' : 'applied together'}`, async () => {
      const project = await projectWith({ [`${a}/p.yaml`]: policy('a', 'shop'), [`${b}/p.yaml`]: policy('b', 'shop') });
      for (const [asking, other] of [[a, b] as const, [b, a] as const]) {
        const { around } = project.of(`${asking}/d.yaml`);
        const seen = around!.all('peer-authentication', 'shop').map(it => it.path);
        assert.equal(seen.includes(`${other}/p.yaml`), !apart);
      }
    });
  }
});
