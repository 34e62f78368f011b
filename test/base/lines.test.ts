import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../server/src/base/lines';

describe('lines', () => {
  it('end at LF, CRLF and a lone CR', () => {
    const lines = new LineIndex('a\nb\r\nc\rd\u2028e');
    assert.deepEqual(
      Array.from({ length: lines.count }, (_, line) => lines.textOf(line)),
      ['a', 'b', 'c', 'd\u2028e'],
    );
  });

  it('know the place of every offset, and the way back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ä', '😀') }), text => {
        const lines = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const { line, column } = lines.positionOf(offset);
          assert.equal(lines.startOf(line) + column, offset);
          const inText = Math.min(offset, lines.endOf(line));
          assert.equal(lines.offsetOf(line, column), inText);
        }
        assert.equal(lines.count, text.split(/\r\n|\n|\r/).length);
      }),
    );
  });
});
