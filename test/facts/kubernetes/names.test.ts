import assert from 'node:assert/strict';
import { fits } from '../../../server/src/facts/cluster/selector';
import { read } from '../../../server/src/facts/yaml/file';

/** Names that every object of JavaScript answers to, in places where files may write any name. */
const texts: readonly (readonly [place: string, text: string])[] = [
  [
    'an annotation of a service',
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: {constructor: x}}\nspec: {type: LoadBalancer, ports: [{port: 3389}]}\n',
  ],
  [
    'a key of a service of compose',
    'services: {web: {image: mcr.microsoft.com/windows/nanoserver:1, constructor: x}}\n',
  ],
  [
    'a label that a policy asks for',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: a, labels: {app: web}}\nspec: {containers: [{name: web}]}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: a}\nspec: {podSelector: {matchLabels: {constructor: x}}}\n',
  ],
  [
    'a parameter of a task',
    '- hosts: all\n  tasks:\n  - win_regedit: {path: HKLM:\\a, name: b, data: 1, constructor: 1}\n',
  ],
  ['a group of resources', 'apiVersion: constructor/v1\nkind: Any\nmetadata: {name: a}\nspec: {toString: 1}\n'],
  [
    'what a user logs on with',
    'apiVersion: v1\nkind: Config\nusers: [{name: a, user: {constructor: 0123456789abcdef0123456789}}]\n',
  ],
];

describe('names that every object of JavaScript has', () => {
  for (const [place, text] of texts)
    it(`are names like others as ${place}`, () => {
      const { facts } = read({ path: 'a.yaml', language: 'yaml', text });
      const others = read({
        path: 'a.yaml',
        language: 'yaml',
        text: text.replaceAll(/constructor|toString/g, 'another'),
      });
      assert.deepEqual(
        facts.map(it => it.kind),
        others.facts.map(it => it.kind),
      );
    });

  it('are labels only where they are written', () => {
    const exists = { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] };
    assert.equal(fits(exists, {}), false);
    assert.equal(fits(exists, { constructor: 'x' }), true);
  });
});
