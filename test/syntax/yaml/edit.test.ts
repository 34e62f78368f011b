import assert from 'node:assert/strict';
import { applyEdits, type Edit } from '../../../server/src/base/edit';
import { insertAfter, insertBefore, removeEntry, removeItem } from '../../../server/src/syntax/yaml/edit';
import type { YamlFile, YamlList } from '../../../server/src/syntax/yaml/model';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { at, entryAt, items } from '../../../server/src/syntax/yaml/read';

type Make = (file: YamlFile) => Edit | undefined;
const drop =
  (...path: string[]): Make =>
  file => {
    const root = file.documents[0]!.root;
    return removeEntry(
      file,
      entryAt(root, ...path)!,
      path.length > 1 ? entryAt(root, ...path.slice(0, -1)) : undefined,
    );
  };
const dropItem =
  (index: number): Make =>
  file => {
    const list = at(file.documents[0]!.root, 'a') as YamlList;
    return removeItem(file, list, items(list)[index]!);
  };
const after =
  (lines: string | readonly string[], ...path: string[]): Make =>
  file =>
    insertAfter(file, entryAt(file.documents[0]!.root, ...path)!, lines);
const before =
  (lines: string | readonly string[], ...path: string[]): Make =>
  file =>
    insertBefore(file, entryAt(file.documents[0]!.root, ...path)!, lines);

const cases: readonly (readonly [name: string, source: string, make: Make, expected: string | undefined])[] = [
  ['removes a line', 'a: 1\nb: 2 # x\nc: 3\n', drop('b'), 'a: 1\nc: 3\n'],
  ['removes the lines of a value', 'a: 1\nb:\n  c: 2\n  d: 3\n\ne: 4\n', drop('b'), 'a: 1\n\ne: 4\n'],
  ['removes a block scalar', 'a: |\n  x\n  y\n\nb: 1\n', drop('a'), '\nb: 1\n'],
  ['removes the last line of a file without line break', 'a: 1\nb: 2', drop('b'), 'a: 1'],
  ['removes a mapping that would be empty', 'a:\n  b: 1\nc: 2\n', drop('a', 'b'), 'c: 2\n'],
  ['removes what is said of it', 'a:\n  # Not here.\n  b: 1\nc: 2\n', drop('a', 'b'), 'c: 2\n'],
  ['keeps a setting in a comment', 'a:\n  # x.io/port: "80"\n  b: 1\nc: 2\n', drop('a', 'b'), undefined],
  [
    'keeps a mapping that a template fills',
    'a:\n  b: 1\n  {{ toYaml .x }}\nc: 2\n',
    drop('a', 'b'),
    'a:\n  {{ toYaml .x }}\nc: 2\n',
  ],
  ['removes from a flow mapping', 'a: {b: 1, c: 2, d: 3}\n', drop('a', 'c'), 'a: {b: 1, d: 3}\n'],
  ['removes the last of a flow mapping', 'a: {b: 1, c: 2}\n', drop('a', 'c'), 'a: {b: 1}\n'],
  ['removes an item', 'a:\n- 1\n- b: 2\n  c: 3\n- 4\n', dropItem(1), 'a:\n- 1\n- 4\n'],
  ['removes an item of a flow list', 'a: [1, "2", 3]\n', dropItem(0), 'a: ["2", 3]\n'],
  ['leaves the only item', 'a: [1]\n', dropItem(0), undefined],
  ['adds behind', 'a: 1 # x\nb: 2\n', after('c: 3', 'a'), 'a: 1 # x\nc: 3\nb: 2\n'],
  [
    'adds behind a block',
    'a:\n  b:\n    c: 1\nd: 2\n',
    after(['e:', '  f: 3'], 'a', 'b'),
    'a:\n  b:\n    c: 1\n  e:\n    f: 3\nd: 2\n',
  ],
  ['adds at the end of a file', 'a: 1', after('b: 2', 'a'), 'a: 1\nb: 2'],
  ['adds with CRLF', 'a: 1\r\nb: 2\r\n', after('c: 3', 'a'), 'a: 1\r\nc: 3\r\nb: 2\r\n'],
  ['adds to a flow mapping', 'a: {b: 1}\n', after('c: 2', 'a', 'b'), 'a: {b: 1, c: 2}\n'],
  ['adds before', 'a:\n  b: 1\n  c: 2\n', before('d: 3', 'a', 'c'), 'a:\n  b: 1\n  d: 3\n  c: 2\n'],
  [
    'adds before the comments of a key',
    'a:\n  b: 1\n  # about c\n  c: 2\n',
    before('d: 3', 'a', 'c'),
    'a:\n  b: 1\n  d: 3\n  # about c\n  c: 2\n',
  ],
  ['adds before the first key of a flow mapping', 'a: {b: 1}\n', before('c: 2', 'a', 'b'), 'a: {c: 2, b: 1}\n'],
];

describe('edits of YAML', () => {
  for (const [name, source, make, expected] of cases) {
    it(name, () => {
      const edit = make(parseYaml(source));
      assert.equal(edit && applyEdits(source, [edit]), expected);
    });
  }

  it('leaves the dash to the next key', () => {
    const source = 'a:\n- b: 1\n  c: 2\n';
    const file = parseYaml(source);
    const item = items(at(file.documents[0]!.root, 'a'))[0];
    assert.equal(applyEdits(source, [removeEntry(file, entryAt(item, 'b')!)!]), 'a:\n- c: 2\n');
    assert.equal(applyEdits(source, [insertBefore(file, entryAt(item, 'b')!, 'd: 3')]), 'a:\n- d: 3\n  b: 1\n  c: 2\n');
  });
});
