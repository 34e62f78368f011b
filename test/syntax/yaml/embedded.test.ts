import assert from 'node:assert/strict';
import { applyEdits, replace } from '../../../server/src/base/edit';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { at } from '../../../server/src/syntax/yaml/read';

const cases: readonly (readonly [name: string, source: string, content: string])[] = [
  ['plain', 'a: one two\n', 'one two'],
  ['plain over lines', 'a: one\n  two\n\n  three\n', 'one two\nthree'],
  ['single quotes', "a: 'it''s C:\\x'\n", "it's C:\\x"],
  ['double quotes', 'a: "x\\n\\"y\\" \\u0041\\\\"\n', 'x\n"y" A\\'],
  ['double quotes over lines', 'a: "one\n  two \\\n  three"\n', 'one two three'],
  ['literal', 'a: |\n  one\n    two\n\n  three\n', 'one\n  two\n\nthree\n'],
  ['literal, stripped', 'a: |-\n  one\n  two\n\n', 'one\ntwo'],
  ['literal, kept', 'a: |+\n  one\n\nb: 1\n', 'one\n\n'],
  ['literal, indented', 'a: |2\n    one\n  two\n', '  one\ntwo\n'],
  ['literal, CRLF', 'a: |\r\n  one\r\n  two\r\n', 'one\ntwo\n'],
  ['folded', 'a: >\n  one\n  two\n\n  three\n', 'one two\nthree\n'],
  ['folded, stripped', 'a: >-\n  one\n  two\n', 'one two'],
  ['a template inside', 'a: |\n  x {{ .b }} y\n', 'x $_______ y\n'],
];

const contentOf = (source: string) => {
  const node = at(parseYaml(source).documents[0]!.root, 'a');
  assert.equal(node?.kind, 'scalar');
  return (node as { content: () => import('../../../server/src/base/mapped-text').MappedText | undefined }).content();
};

describe('text inside of YAML', () => {
  for (const [name, source, expected] of cases) {
    it(`reads ${name}, and finds every word again`, () => {
      const content = contentOf(source);
      assert.equal(content?.text, expected);
      for (const word of expected.matchAll(/\b(?:one|two|three|it|x|y)\b/g)) {
        const span = content!.span(word.index, word.index + word[0].length);
        assert.equal(source.slice(span.start, span.end), word[0]);
      }
    });
  }

  const writes: readonly (readonly [name: string, source: string, text: string, expected: string | undefined])[] = [
    ['plain', 'a: two\n', 'x y', 'a: x y\n'],
    ['plain that would end it', 'a: two\n', 'x: y', undefined],
    ['single quotes', "a: 'two'\n", "it's", "a: 'it''s'\n"],
    ['double quotes', 'a: "two"\n', 'C:\\"x"\n', 'a: "C:\\\\\\"x\\"\\n"\n'],
    ['literal lines', 'a: |\n    two\n', 'x\ny', 'a: |\n    x\n    y\n'],
    ['literal lines, CRLF', 'a: |\r\n  two\r\n', 'x\ny', 'a: |\r\n  x\r\n  y\r\n'],
  ];
  for (const [name, source, text, expected] of writes) {
    it(`writes ${name}`, () => {
      const content = contentOf(source)!;
      const start = content.text.indexOf('two');
      const written = content.encode(text);
      if (expected === undefined) assert.equal(written, undefined);
      else assert.equal(applyEdits(source, [replace(content.span(start, start + 3), written!)]), expected);
    });
  }
});
