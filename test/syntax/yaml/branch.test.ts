import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { addAfter, addAt, addBefore } from '../../../server/src/syntax/yaml/branch';
import type { YamlMap } from '../../../server/src/syntax/yaml/model';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { at, entryAt } from '../../../server/src/syntax/yaml/read';

const read = (text: string) => {
  const file = parseYaml(text);
  return { file, root: file.documents[0]!.root };
};

describe('mappings written into YAML', () => {
  const path = ['securityContext', 'windowsOptions', 'runAsUserName'];
  const cases: readonly (readonly [name: string, text: string, expected: string | undefined])[] = [
    [
      'two columns a level',
      'a:\n  image: x # y\n  tty: true\n',
      'a:\n  image: x # y\n  securityContext:\n    windowsOptions:\n      runAsUserName: u\n  tty: true\n',
    ],
    [
      'four columns a level',
      'a:\n    image: x\n',
      'a:\n    image: x\n    securityContext:\n        windowsOptions:\n            runAsUserName: u\n',
    ],
    [
      'lists that are not indented',
      'l:\n- b: 1\na:\n   image: x',
      'l:\n- b: 1\na:\n   image: x\n   securityContext:\n      windowsOptions:\n         runAsUserName: u',
    ],
    [
      'CRLF',
      'a:\r\n  image: x\r\n',
      'a:\r\n  image: x\r\n  securityContext:\r\n    windowsOptions:\r\n      runAsUserName: u\r\n',
    ],
    ['flow style', 'a: {image: x}\n', 'a: {image: x, securityContext: { windowsOptions: { runAsUserName: u } }}\n'],
    [
      'a mapping half there',
      'a:\n  image: x\n  securityContext:\n    runAsNonRoot: true\n',
      'a:\n  image: x\n  securityContext:\n    runAsNonRoot: true\n    windowsOptions:\n      runAsUserName: u\n',
    ],
    [
      'a mapping in flow style in one in block style',
      'a:\n  image: x\n  securityContext: {runAsNonRoot: true}\n',
      'a:\n  image: x\n  securityContext: {runAsNonRoot: true, windowsOptions: { runAsUserName: u }}\n',
    ],
    [
      'an empty mapping',
      'a:\n  image: x\n  securityContext: {}\n',
      'a:\n  image: x\n  securityContext: { windowsOptions: { runAsUserName: u } }\n',
    ],
    ['a mapping written elsewhere', 'b: &b\n  c: 1\na:\n  image: x\n  securityContext: *b\n', undefined],
    ['a value that is no mapping', 'a:\n  image: x\n  securityContext:\n', undefined],
    ['a value of a template', 'a:\n  image: x\n  securityContext: {{ .x }}\n', undefined],
    ['a value that is there', 'a:\n  image: x\n  securityContext: {windowsOptions: {runAsUserName: v}}\n', undefined],
  ];
  for (const [name, text, expected] of cases) {
    it(`sets a value at a path: ${name}`, () => {
      const { file, root } = read(text);
      const map = at(root, 'a') as YamlMap;
      const edit = addAt(file, map, path, 'u', entryAt(map, 'image')!);
      assert.equal(edit && applyEdits(text, [edit]), expected);
    });
  }

  it('adds a mapping before and behind an entry', () => {
    const text = 'spec:\n    # all\n    containers: []\n    x: {y: 1}\n';
    const { file, root } = read(text);
    const entry = entryAt(root, 'spec', 'containers')!;
    const branch = { os: { name: 'windows' } };
    assert.equal(
      applyEdits(text, [addBefore(file, entry, branch)]),
      'spec:\n    os:\n        name: windows\n    # all\n    containers: []\n    x: {y: 1}\n',
    );
    assert.equal(
      applyEdits(text, [addAfter(file, entryAt(root, 'spec', 'x', 'y')!, branch)]),
      'spec:\n    # all\n    containers: []\n    x: {y: 1, os: { name: windows }}\n',
    );
  });
});
