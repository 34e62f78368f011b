import assert from 'node:assert/strict';
import type { ImageOverride } from '../../../server/src/facts/kustomize/override';
import { read } from '../../../server/src/facts/yaml/file';

const referencesIn = (text: string, images: readonly ImageOverride[] = [], path = 'base/web.yaml') =>
  read({ path, language: 'yaml', text, images }).facts.flatMap(it => (it.kind === 'image.reference' ? [it.fact] : []));

/** Images of a kustomization, and what is known of each: the reference, and the texts of its name and tag. */
const cases: readonly (readonly [name: string, images: string, ...expected: readonly string[]])[] = [
  ['a tag', '- name: app\n  newTag: latest\n', 'app:latest image |latest'],
  ['a name and a tag', '- {name: app, newName: x.example/app, newTag: "1"}\n', 'x.example/app:1 image x.example/app|1'],
  ['a digest', `- {name: app, digest: sha256:${'0'.repeat(64)}}\n`, `app@sha256:${'0'.repeat(64)} image |`],
  ['a name', '- {name: app, newName: other}\n', 'other unknown other|'],
  ['nothing', '- name: app\n'],
  ['a variable', '- {name: app, newTag: ${TAG}}\n'],
  ['a template', '- {name: app, newTag: "{{ tag }}"}\n'],
];

describe('images of kustomizations', () => {
  for (const [name, images, ...expected] of cases) {
    it(`reads ${name}`, () => {
      const text = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n${images}`;
      const cut = (span: { start: number; end: number } | undefined) => (span ? text.slice(span.start, span.end) : '');
      for (const source of [text, text.split('\n').slice(2).join('\n')]) {
        const found = referencesIn(source, [], 'base/kustomization.yaml');
        assert.equal(found.length, expected.length);
      }
      assert.deepEqual(
        referencesIn(text, [], 'base/kustomization.yaml').map(
          it => `${it.text} ${it.names} ${cut(it.nameSpan)}|${cut(it.tagSpan)}`,
        ),
        expected,
      );
    });
  }

  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: x/app:latest}]}\n';
  it('leave nothing to say of the tag that they replace', () => {
    assert.deepEqual(
      referencesIn(pod).map(it => [it.names, it.tag]),
      [['image', 'latest']],
    );
    const [found] = referencesIn(pod, [{ image: 'x/app', name: false, tag: true }]);
    assert.deepEqual([found?.names, found?.tag, found?.repository], ['unknown', undefined, 'x/app']);
    assert.deepEqual(referencesIn(pod, [{ image: 'x/app', name: true, tag: false }]), []);
    assert.equal(referencesIn(pod, [{ image: 'y', name: true, tag: true }])[0]?.tag, 'latest');
  });
});
