import assert from 'node:assert/strict';
import { parseJson } from '../../../server/src/syntax/json/parse';

const cases: readonly (readonly [text: string, errors: number])[] = [
  ['{ "a": ${NAME}, "b": ["${X}", ${Y}] }', 0],
  ['{ "a": "${NAME}" }', 0],
  ['{ "a": ${NAME} "b": 1 }', 1],
  ['{ "a": $NAME }', 1],
  ['{ "a": "x\ny" }', 0],
];

describe('JSON', () => {
  for (const [text, errors] of cases) {
    it(text, () => assert.equal(Math.min(parseJson(text).errors.length, 1), errors));
  }

  it('keeps the places around what another program puts in', () => {
    const text = '{ "a": ${NAME}, "b": "c" }';
    const { root } = parseJson(text);
    assert.ok(root?.kind === 'object');
    const [a, b] = root.members;
    assert.ok(a?.value.kind === 'scalar' && a.value.value === null);
    assert.equal(b && text.slice(b.value.start, b.value.end), '"c"');
  });
});
