import assert from 'node:assert/strict';
import { WorkspaceProject } from '../../server/src/lsp/project';

const inside = (namespace: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: ${namespace}}\n`;

describe('objects of the workspace in an editor', () => {
  let texts: Map<string, string>;
  let ignored: Set<string>;
  /** Called before a file is read. */
  let onRead: (path: string) => void;
  let project: WorkspaceProject;
  let lists = 0;

  beforeEach(() => {
    lists = 0;
    onRead = () => {};
    ignored = new Set();
    texts = new Map([
      ['/w/a.yaml', inside('a')],
      ['/w/b.yaml', inside('b')],
    ]);
    project = new WorkspaceProject({
      list: async () => {
        lists++;
        return [...texts.keys()].filter(it => !ignored.has(it));
      },
      files: {
        read: async path => {
          const text = texts.get(path);
          onRead(path);
          return text === undefined ? { reason: 'unreadable', detail: 'none' } : { text };
        },
      },
      changed: () => {},
      complain: assert.fail,
    });
  });

  /** The namespaces in which a file sees a service. */
  const seen = (...names: readonly string[]) =>
    names.filter(it => (project.of('/w/c.yaml')?.around?.all('service', it).length ?? 0) > 0);

  it('are those of the files as they are in the end, be they changed while others are read', async () => {
    onRead = path => {
      if (path === '/w/b.yaml') {
        onRead = () => {};
        texts.set('/w/a.yaml', inside('other'));
        void project.reload(['/w/a.yaml']);
      }
    };
    await project.ready();
    assert.deepEqual(seen('a', 'b', 'other'), ['b', 'other']);
  });

  it('are read again where a kustomization changes meanwhile', async () => {
    onRead = path => {
      if (path === '/w/b.yaml') {
        onRead = () => {};
        texts.set('/w/kustomization.yaml', 'resources: [a.yaml]\nnamespace: other\n');
        void project.reload(['/w/kustomization.yaml']);
      }
    };
    await project.ready();
    assert.equal(lists, 2);
    assert.deepEqual(seen('b', 'other'), ['b', 'other']);
  });

  it('are read once for many kustomizations, and with the files that changed beside them', async () => {
    await project.ready();
    const folders = ['x', 'y', 'z'].map(it => `/w/${it}/kustomization.yaml`);
    for (const it of folders) texts.set(it, 'resources: []\n');
    texts.set('/w/a.yaml', inside('other'));
    await project.reload([...folders, '/w/a.yaml']);
    assert.equal(lists, 2);
    assert.deepEqual(seen('a', 'b', 'other'), ['b', 'other']);
  });

  it('are not those of files that are ignored', async () => {
    await project.ready();
    ignored.add('/w/out/d.yaml');
    texts.set('/w/out/d.yaml', inside('d'));
    texts.set('/w/e.yaml', inside('e'));
    await project.reload(['/w/out/d.yaml', '/w/e.yaml']);
    assert.deepEqual(seen('d', 'e'), ['e']);
  });

  it('go with a file that is renamed', async () => {
    await project.ready();
    texts.delete('/w/a.yaml');
    texts.set('/w/z.yaml', inside('a'));
    await project.reload(['/w/a.yaml', '/w/z.yaml']);
    assert.deepEqual(project.size, { files: 2, objects: 2 });
    assert.deepEqual(seen('a', 'b'), ['a', 'b']);
  });
});
