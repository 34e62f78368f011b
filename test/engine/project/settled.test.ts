import assert from 'node:assert/strict';
import type { Files } from '../../../server/src/engine/ports';
import { loadProject, projectOf } from '../../../server/src/engine/project/load';

const base =
  'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: p, namespace: n}\nspec: {mtls: {mode: PERMISSIVE}}\n';
const strict =
  'patches:\n- patch: |\n    kind: PeerAuthentication\n    metadata: {name: p}\n    spec: {mtls: {mode: STRICT}}\n';
const json =
  "patches:\n- patch: '[{op: replace, path: /spec/mtls/mode, value: STRICT}]'\n  target: {kind: PeerAuthentication}\n";
const gone = 'patches:\n- patch: |\n    kind: PeerAuthentication\n    metadata: {name: p}\n    $patch: delete\n';
const file = (kind: string) => `patches:\n- path: change.yaml\n  target: {kind: ${kind}}\n`;

/** Kustomizations around `base/p.yaml`, and its mode as another file finds it. */
const cases: readonly (readonly [name: string, files: Readonly<Record<string, string>>, found: readonly string[]])[] = [
  ['no kustomization', {}, ['p PERMISSIVE']],
  ['a kustomization without patches', { base: '' }, ['p PERMISSIVE']],
  ['a patch', { base: strict }, ['p STRICT']],
  ['operations', { base: json }, ['p STRICT']],
  ['a file for what its target takes', { base: file('PeerAuthentication') }, ['p PERMISSIVE ?']],
  ['a file for others', { base: file('Deployment') }, ['p PERMISSIVE']],
  ['other names and labels', { base: `${strict}namePrefix: a-\ncommonLabels: {a: b}\n` }, ['p STRICT']],
  ['a patch in the only overlay', { base: '', top: strict }, ['p STRICT']],
  ['a patch in one overlay of two', { base: '', top: strict, other: '' }, ['p PERMISSIVE ?']],
  ['the same patch in two overlays', { base: '', top: strict, other: json }, ['p STRICT']],
  ['an object that goes', { base: gone }, []],
];

describe('objects that kustomizations patch in place', () => {
  for (const [name, files, expected] of cases) {
    it(`finds with ${name} ${expected.join(', ') || 'nothing'}`, async () => {
      const texts: Record<string, string> = { '/w/base/p.yaml': base };
      for (const [folder, text] of Object.entries(files)) {
        texts[`/w/${folder}/kustomization.yaml`] = `resources: [${folder === 'base' ? 'p.yaml' : '../base'}]\n${text}`;
      }
      const source: Files = {
        read: async path => (texts[path] === undefined ? { reason: 'unreadable', detail: '' } : { text: texts[path] }),
      };
      const project = projectOf(await loadProject(Object.keys(texts), source));
      const find = () =>
        project
          .of('/w/a.yaml')
          .around!.find('peer-authentication', 'n')
          .map(it => `${it.name} ${it.mode?.value}${it.vague ? ' ?' : ''}`);
      assert.deepEqual(find(), expected);
      project.update('/w/base/p.yaml', project.objectsOf('/w/base/p.yaml') ?? []);
      assert.deepEqual(find(), expected);
      project.update('/w/base/p.yaml', []);
      assert.deepEqual(find(), []);
    });
  }
});
