// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Docker variables are written like template placeholders
import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import { known, unknown } from '../../../server/src/base/value';
import { type EscapeCharacter, expand } from '../../../server/src/syntax/dockerfile';

const nowhere = { start: 0, end: 0 };

const expandText = (text: string, escapeChar: EscapeCharacter = '\\') =>
  expand(MappedText.whole(text), {
    escape: escapeChar,
    get: name => {
      if (name === 'X') return known('a.b.c', nowhere, { start: 7, end: 12 });
      if (name === 'EMPTY') return known('', nowhere);
      return name === 'U' ? unknown('U', nowhere, 'no default') : undefined;
    },
  });

describe('expand', () => {
  const values: readonly (readonly [text: string, value: string])[] = [
    ['plain', 'plain'],
    ['$X', 'a.b.c'],
    ['${X}', 'a.b.c'],
    ['<$X>', '<a.b.c>'],
    ['$X_', ''],
    ['${X}_', 'a.b.c_'],
    ['$UNSET', ''],
    ['\\$X', '$X'],
    ["'$X'", '$X'],
    ['"$X"', 'a.b.c'],
    ['"a b"c\'d\'', 'a bcd'],
    ['"a\\"b\\x"', 'a"b\\x'],
    ['a\\ b', 'a b'],
    ['a\\', 'a'],
    ['$', '$'],
    ['a$(b)', 'a$(b)'],
    ['${UNSET:-d}', 'd'],
    ['${UNSET-d}', 'd'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${X:-d}', 'a.b.c'],
    ['${UNSET:-${X}}', 'a.b.c'],
    ['${UNSET:-"a b"}', 'a b'],
    ['${X:+y}', 'y'],
    ['${X+y}', 'y'],
    ['${EMPTY:+y}', ''],
    ['${EMPTY+y}', 'y'],
    ['${UNSET+y}', ''],
    ['${X:?no}', 'a.b.c'],
    ['${X#*.}', 'b.c'],
    ['${X##*.}', 'c'],
    ['${X%.*}', 'a.b'],
    ['${X%%.*}', 'a'],
    ['${X#?}', '.b.c'],
    ['${X#z}', 'a.b.c'],
    ['${X/./-}', 'a-b.c'],
    ['${X//./-}', 'a-b-c'],
    ['${U+y}', 'y'],
  ];
  for (const [text, value] of values) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      const result = expandText(text);
      assert.deepEqual(result.known && result.value, value);
    });
  }

  const unknowns: readonly (readonly [text: string, prefix: string | undefined, suffix: string | undefined])[] = [
    ['$U', undefined, undefined],
    ['a${U}b', 'a', 'b'],
    ['$X-$U', 'a.b.c-', undefined],
    ['${U:-d}', undefined, undefined],
    ['${U:+d}', undefined, undefined],
    ['${UNSET:-x$U}/y', 'x', '/y'],
    ['$U and ${U}z', undefined, 'z'],
    ['${UNSET:?needed}', undefined, undefined],
    ['${X/?/-}', undefined, undefined],
    ['${', undefined, undefined],
    ['${}', undefined, undefined],
    ['${X', undefined, undefined],
    ['${env:X}', undefined, undefined],
    ['"open', undefined, undefined],
    ["'open", undefined, undefined],
    ['${X:-'.repeat(5000), undefined, undefined],
  ];
  for (const [text, prefix, suffix] of unknowns) {
    it(`${text.slice(0, 30)} is unknown`, () => {
      const result = expandText(text);
      assert.ok(!result.known);
      assert.deepEqual([result.prefix, result.suffix], [prefix, suffix]);
    });
  }

  it('honours the escape character', () => {
    const result = expandText('C:\\a`$X', '`');
    assert.equal(result.known && result.value, 'C:\\a$X');
  });

  it('gives the literal that the value comes from', () => {
    const literal = (text: string) => {
      const result = expandText(text);
      return result.known ? result.literal : undefined;
    };
    assert.deepEqual(literal('abc'), { start: 0, end: 3 });
    assert.deepEqual(literal('"abc"'), { start: 1, end: 4 });
    assert.deepEqual(literal('$X'), { start: 7, end: 12 });
    assert.equal(literal('a$X'), undefined);
  });
});
