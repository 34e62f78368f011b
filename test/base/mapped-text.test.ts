import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MappedText } from '../../server/src/base/mapped-text';

describe('MappedText', () => {
  const host = 'say \\"hi\\" to \\\nall';
  const whole = MappedText.whole(host);
  /** `say "hi" to all`: two escapes undone, a continuation dropped. */
  const embedded = MappedText.builder(whole, text => text.replaceAll('"', '\\"'))
    .copy(0, 4)
    .put('"', 4, 6)
    .copy(6, 8)
    .put('"', 8, 10)
    .copy(10, 14)
    .copy(16, 19)
    .build(19);

  const at = (text: MappedText, start: number, end: number): string => {
    const span = text.span(start, end);
    return host.slice(span.start, span.end);
  };

  it('maps copied text, escapes and what stands around a dropped part', () => {
    assert.equal(embedded.text, 'say "hi" to all');
    assert.equal(at(embedded, 0, 3), 'say');
    assert.equal(at(embedded, 4, 8), '\\"hi\\"');
    assert.equal(at(embedded, 5, 7), 'hi');
    assert.equal(at(embedded, 9, 12), 'to ');
    assert.equal(at(embedded, 12, 15), 'all');
    assert.equal(at(embedded, 9, 15), 'to \\\nall');
  });

  it('ends a slice where its last character ends, not where the next one begins', () => {
    assert.equal(embedded.slice(9, 12).toHost(3), 14);
    assert.equal(embedded.slice(9, 9).toHost(0), 10 + 1);
  });

  it('keeps an escape whole when a slice has the same length as its host range', () => {
    const decoded = MappedText.builder(MappedText.whole('cd')).put('abcdef', 0, 2).build(2);
    assert.deepEqual(decoded.slice(2, 4).span(0, 1), { start: 0, end: 2 });
  });

  it('trims', () => {
    const padded = MappedText.whole(' \t a b \n');
    assert.equal(padded.trim().text, 'a b');
    assert.deepEqual(padded.trim().span(0, 3), { start: 3, end: 6 });
    assert.equal(MappedText.whole('  ').trim().text, '');
  });

  it('joins parts, the separator standing for what lies between', () => {
    const words = MappedText.whole('["a", "b c"]');
    const joined = MappedText.join([words.slice(2, 3), words.slice(7, 10)], ' ');
    assert.equal(joined.text, 'a b c');
    assert.deepEqual(joined.span(0, 1), { start: 2, end: 3 });
    assert.deepEqual(joined.span(2, 5), { start: 7, end: 10 });
    assert.deepEqual(joined.span(1, 2), { start: 3, end: 7 });
    assert.equal(joined.toHost(5), 10);
    assert.equal(MappedText.join([], ' ').text, '');
  });

  it('writes into a join only what all parts write alike', () => {
    const mixed = MappedText.join([embedded, whole], ' ');
    assert.equal(mixed.encode('x'), 'x');
    assert.equal(mixed.encode('"'), undefined);
  });

  it('encodes through all layers', () => {
    const inner = MappedText.builder(embedded, text => (text.includes('!') ? undefined : `<${text}>`))
      .copy(0, 3)
      .build(3);
    assert.equal(inner.encode('"'), '<\\">');
    assert.equal(inner.encode('!'), undefined);
  });

  it('keeps every span within the host and in order', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.nat(15), (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const slice = embedded.slice(start, end);
        assert.equal(slice.text, embedded.text.slice(start, end));
        if (start < end) assert.deepEqual(slice.span(0, end - start), embedded.span(start, end));
        const span = slice.span(0, slice.text.length);
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= host.length);
      }),
    );
  });
});
