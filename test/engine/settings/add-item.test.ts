import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { addItem } from '../../../server/src/engine/settings/add-item';
import { locateYaml } from '../../../server/src/syntax/yaml/located';

const item = ['image: b', 'until: 2027-01-01'];
const path = ['images', 'exceptions'];

const cases: readonly (readonly [title: string, before: string, after: string | undefined])[] = [
  ['an empty file', '', 'images:\n  exceptions:\n    - image: b\n      until: 2027-01-01\n'],
  ['a file of comments', '# ours\n', '# ours\nimages:\n  exceptions:\n    - image: b\n      until: 2027-01-01\n'],
  [
    'other keys, no line break at the end',
    'rules: { a/b: off }',
    'rules: { a/b: off }\nimages:\n  exceptions:\n    - image: b\n      until: 2027-01-01\n',
  ],
  [
    'a table without the list',
    'images:\n  lock: true # why\n\nfailOn: high\n',
    'images:\n  lock: true # why\n  exceptions:\n    - image: b\n      until: 2027-01-01\n\nfailOn: high\n',
  ],
  [
    'a list, with Windows line ends',
    'images:\r\n    exceptions:\r\n    - image: a # x\r\n      until: 2026-01-01\r\nfailOn: high\r\n',
    'images:\r\n    exceptions:\r\n    - image: a # x\r\n      until: 2026-01-01\r\n    - image: b\r\n      until: 2027-01-01\r\nfailOn: high\r\n',
  ],
  [
    'a list at the end without line break',
    'images:\n  exceptions:\n    - { image: a }',
    'images:\n  exceptions:\n    - { image: a }\n    - image: b\n      until: 2027-01-01',
  ],
  ['an empty list', 'images:\n  exceptions: []\n', 'images:\n  exceptions:\n    - image: b\n      until: 2027-01-01\n'],
  [
    'a key with nothing behind it',
    'images:\nfailOn: high\n',
    'images:\n  exceptions:\n    - image: b\n      until: 2027-01-01\nfailOn: high\n',
  ],
  [
    'the list with nothing behind it',
    'images:\n  exceptions:\n  lock: true\n',
    'images:\n  exceptions:\n    - image: b\n      until: 2027-01-01\n  lock: true\n',
  ],
  ['a table on one line', 'images: { lock: true }\n', undefined],
  ['a list on one line', 'images:\n  exceptions: [{ image: a }]\n', undefined],
  ['a list of something else', 'images: 7\n', undefined],
  ['a broken file', 'images: [\n', undefined],
];

describe('an item added to a list of a settings file', () => {
  for (const [title, before, after] of cases) {
    it(title, () => {
      const edit = addItem(before, path, item);
      assert.equal(edit && applyEdits(before, [edit]), after);
      if (after) assert.deepEqual(locateYaml(after).errors, []);
    });
  }
});
