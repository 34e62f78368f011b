import assert from 'node:assert/strict';
import { fuzz } from '../../scripts/lib/fuzz';
import { allRules } from '../kit/rules';

describe('damaged files', () => {
  for (const seed of [1, 2, 3]) {
    it(`seed ${seed}: nothing throws, spans lie inside, fixes apply, tokens join`, async () => {
      const accidents = await fuzz(allRules(), seed, 1_500);
      assert.deepEqual(
        accidents.map(it => `${it.what}\n${JSON.stringify(it.text)}`),
        [],
      );
    }).timeout(120_000);
  }
});
