import assert from 'node:assert/strict';
import { Project } from '../../../server/src/engine/project/project';
import type { ClusterObject, PeerAuthentication } from '../../../server/src/facts/cluster/object';

let looks = 0;

/** A policy that counts how often its name is asked for. */
function policy(path: string, number: number, namespace?: string): PeerAuthentication {
  return {
    type: 'peer-authentication',
    path,
    kind: 'PeerAuthentication',
    ports: [],
    at: { span: { start: 0, end: 1 }, line: 0, column: 0 },
    vague: false,
    ...(namespace === undefined ? {} : { namespace }),
    get name() {
      looks++;
      return `p${number}`;
    },
  };
}

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

/** How n files lie in a workspace: path and namespace of each. */
const shapes: Readonly<Record<string, (index: number) => readonly [path: string, namespace?: string]>> = {
  'in one folder and one namespace': it => [`/w/f${it}.yaml`, 'shop'],
  'in one folder, without a namespace': it => [`/w/f${it}.yaml`],
  'in a folder each, in one namespace': it => [`/w/app${it}/f.yaml`, 'shop'],
  'in alternatives of each': it => [`/w/app${it >> 1}/${it % 2 ? 'prod' : 'dev'}/f.yaml`, 'shop'],
  'in deep folders': it => [`/w/${`d${it % 3}/`.repeat(30)}f${it}.yaml`, 'shop'],
};

describe('work of the index grows with the files, and no faster', () => {
  /** Looks of n files, each of which holds a policy, asks for those beside it and for those of another kind. */
  function looksOf(n: number, shape: (index: number) => readonly [string, string?]): number {
    looks = 0;
    const project = new Project({ charts: [], kustomizations: [] });
    const own = new Map<string, ClusterObject[]>();
    for (const index of count(n)) {
      const [path, namespace] = shape(index);
      own.set(path, [policy(path, index, namespace)]);
      project.update(path, own.get(path)!);
    }
    for (const [path, [mine]] of own) {
      const { around } = project.of(path);
      around!.among('peer-authentication', mine!.namespace, [mine as PeerAuthentication]);
      around!.among('peer-authentication', 'other', []);
      around!.among('workload', mine!.namespace, []);
    }
    for (const index of count(n)) {
      const { around } = project.of(`${shape(index)[0]}.yaml`);
      around!.among('peer-authentication', shape(index)[1], []);
    }
    return looks;
  }

  for (const [name, shape] of Object.entries(shapes)) {
    it(name, () => {
      const [few, many] = [looksOf(1_000, shape), looksOf(2_000, shape)];
      assert.ok(many <= 2.1 * few, `${few} looks, then ${many}`);
    });
  }

  it('one change concerns those who asked, and looks at the objects of its own file', () => {
    const edit = (n: number): number => {
      const project = new Project({ charts: [], kustomizations: [] });
      for (const index of count(n)) {
        const path = `/w/ns${index}/f.yaml`;
        project.update(path, [policy(path, index, `ns${index}`)]);
        project.of(`/w/ns${index}/web.yaml`).around!.among('peer-authentication', `ns${index}`, []);
      }
      looks = 0;
      const dependents = project.update('/w/ns5/f.yaml', [{ ...policy('/w/ns5/f.yaml', 5, 'ns5'), vague: true }]);
      assert.deepEqual([...dependents], ['/w/ns5/web.yaml']);
      return looks;
    };
    assert.equal(edit(2_000), edit(1_000));
  });
});
