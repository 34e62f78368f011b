import assert from 'node:assert/strict';
import { memoryQuantity, parseQuantity } from '../../../server/src/facts/kubernetes/quantity';

describe('quantities', () => {
  const known: readonly (readonly [text: string, number: number])[] = [
    ['128974848', 128974848],
    ['0', 0],
    ['-1', -1],
    ['+1', 1],
    ['128Mi', 2 ** 27],
    ['0.5Gi', 2 ** 29],
    ['.5Gi', 2 ** 29],
    ['1.Ki', 1024],
    ['1Ti', 2 ** 40],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
    ['512M', 512e6],
    ['1k', 1000],
    ['1G', 1e9],
    ['1E', 1e18],
    ['129e6', 129e6],
    ['12E2', 1200],
    ['1e-3', 0.001],
    ['100m', 0.1],
    ['128974848000m', 128974848],
    ['5u', 5e-6],
  ];
  for (const [text, number] of known) {
    it(text, () => {
      const found = parseQuantity(text);
      assert.ok(found !== undefined && Math.abs(found - number) <= Math.abs(number) * 1e-12, `${found}`);
    });
  }

  for (const text of ['', 'Mi', '128MB', '1 Gi', '1K', '1mi', '1e', '1e3Mi', '0x10', '1,5Gi', '.', '1MiB', '{{ x }}']) {
    it(`refuses "${text}"`, () => assert.equal(parseQuantity(text), undefined));
  }

  it('writes memory as a person would', () => {
    assert.deepEqual([2 ** 30, 90.5 * 2 ** 20, 80 * 2 ** 20, 1].map(memoryQuantity), [
      '1024Mi',
      '92672Ki',
      '80Mi',
      '1Ki',
    ]);
  });
});
