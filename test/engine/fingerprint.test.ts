import assert from 'node:assert/strict';
import { LineIndex } from '../../server/src/base/lines';
import { analyse } from '../../server/src/engine/analyse';
import { fingerprints } from '../../server/src/engine/fingerprint';
import { readWords, resolved, toyCatalog, toyRule, toySource } from '../kit/toy';

async function names(text: string): Promise<readonly string[]> {
  const catalog = await toyCatalog([toyRule('toy/bad', 'bad'), toyRule('toy/worse', 'worse')]);
  const { findings } = analyse(toySource(text), resolved(catalog), readWords, '2026-06-01');
  return fingerprints(findings, new LineIndex(text));
}

describe('fingerprints', () => {
  it('stay when lines are added, the line is set in, or line ends change', async () => {
    const [before] = await names('x bad y');
    for (const text of ['\n\nfine\nx bad y', '   x   bad y  ', 'fine\r\nx bad y\r\n']) {
      assert.deepEqual(await names(text), [before]);
    }
  });

  it('change with the line and with the rule', async () => {
    const all = [...(await names('x bad y')), ...(await names('z bad y')), ...(await names('x worse y'))];
    assert.equal(new Set(all).size, 3);
  });

  it('tell equal lines apart', async () => {
    const all = await names('bad\nbad\nbad bad');
    assert.equal(new Set(all).size, 4);
  });
});
