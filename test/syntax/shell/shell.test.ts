// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell variables are written like template placeholders
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseShell } from '../../../server/src/syntax/shell';

const cases: readonly (readonly [text: string, commands: readonly string[]])[] = [
  ['', []],
  ['apt-get update && apt-get install -y a', ['apt-get|update', '&& apt-get|install|-y|a']],
  ['a; b | c || d & e\nf', ['a', '; b', '| c', '|| d', '& e', '\n f']],
  ['a "b c" \'d e\' f\\ g h"i"', ['a|b c|d e|f g|hi']],
  ['a "x \\" y" \'$z\'', ['a|x " y|$z']],
  ['X=1 Y=2 a b=c', ['a|b=c']],
  ['if a; then b; else c; fi', ['a', '; b', '; c']],
  ['(a && b)', ['a', '&& b']],
  ['a > /dev/null 2>&1 < b c', ['a|c']],
  ['a &> log b', ['a|b']],
  ['a # comment; b\nc', ['a', '\n c']],
  ['a#b', ['a#b']],
  ['a \\\n  b', ['a|b']],
  ["a 'open", ['a|open']],
  ['a\vb', ['a\vb']],
];

describe('parseShell', () => {
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      const found = parseShell(text).map(
        ({ separator, words }) => (separator ? `${separator} ` : '') + words.map(word => word.text).join('|'),
      );
      assert.deepEqual(found, expected);
    });
  }

  it('keeps apart which variables are set for a command alone', () => {
    const settings = (text: string) => parseShell(text).map(it => it.settings?.map(word => word.text));
    assert.deepEqual(settings('X=1 Y="2 3" a b=c; d'), [['X=1', 'Y=2 3'], undefined]);
    assert.deepEqual(settings('X=1; a'), [undefined]);
    assert.deepEqual(settings('if X=$Y a; then b; fi'), [['X=$Y'], undefined]);
  });

  it('knows which words the shell replaces', () => {
    const [command] = parseShell('a $B "${C}d" `e f` $(g (h) i)j \\$k \'$l\' $');
    assert.deepEqual(
      command?.words.map(word => [word.text, word.known]),
      [
        ['a', true],
        ['$B', false],
        ['${C}d', false],
        ['`e f`', false],
        ['$(g (h) i)j', false],
        ['$k', true],
        ['$l', true],
        ['$', true],
      ],
    );
  });

  it('never throws and keeps its places', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '"',
      "'",
      '\\',
      '$',
      '$(',
      ')',
      '(',
      '`',
      '${',
      '}',
      '<',
      '<<',
      '>',
      '2>',
      '&',
      '|',
      ';',
      '\n',
      '\v',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 30 }).map(all => all.join('')),
          fc.string(),
        ),
        text => {
          for (const command of parseShell(text)) {
            assert.ok(command.words.length > 0);
            for (const { start, end } of command.words) assert.ok(0 <= start && start < end && end <= text.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is linear', () => {
    for (const shape of ['$(', '`', '"', ' ', '\\\n', "'", '(', '<', 'a ', '1', '${']) {
      const start = performance.now();
      parseShell(shape.repeat(200_000 / shape.length));
      assert.ok(performance.now() - start < 2000, shape);
    }
  });
});
