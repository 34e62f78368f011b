import assert from 'node:assert/strict';
import fc from 'fast-check';
import { strictBase64 } from '../../../server/src/trust/base64';
import { canonicalJson } from '../../../server/src/trust/content-trust/canonical-json';

const written = (value: unknown): string | undefined => canonicalJson(value)?.toString();

describe('content trust: canonical JSON', () => {
  const cases: readonly (readonly [value: unknown, text: string | undefined])[] = [
    [{ b: 1, a: [true, false, null, ''] }, '{"a":[true,false,null,""],"b":1}'],
    [{ a: { z: {}, y: [] } }, '{"a":{"y":[],"z":{}}}'],
    ['"\\/\b\n\t<>&\u2028é', '"\\"\\\\/\b\n\t<>&\u2028é"'],
    // By bytes, not by UTF-16 code units: U+FB33 before U+10000.
    [{ 𐀀: 1, '\ufb33': 2, é: 3, z: 4, Z: 5, '': 6 }, '{"":6,"Z":5,"z":4,"é":3,"\ufb33":2,"𐀀":1}'],
    [{ '10': 1, '9': 2 }, '{"10":1,"9":2}'],
    [-1, '-1'],
    [-0, '0'],
    [2 ** 53 - 1, '9007199254740991'],
    [2 ** 53, undefined],
    [0.5, undefined],
    [{ a: [0.5] }, undefined],
    [Number.NaN, undefined],
    [undefined, undefined],
  ];
  for (const [value, text] of cases)
    it(`${JSON.stringify(value)} as ${text}`, () => assert.equal(written(value), text));

  it('is one text for one value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean())), object => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        assert.equal(written(object), written(turned));
      }),
    );
  });
});

describe('content trust: base64', () => {
  it('is read in one way of writing only', () => {
    for (const text of ['', 'YQ==', 'YWI=', 'YWJj', '+/+/']) assert.equal(strictBase64(text)?.toString('base64'), text);
    for (const text of ['YR==', 'YQ=', 'YQ', 'YWJ=', 'YQ==\n', ' YQ==', '-_-_', 'Y', '=', 1, null, undefined, {}])
      assert.equal(strictBase64(text), undefined, String(text));
  });
});
