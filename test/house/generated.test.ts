import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { generated } from '../../scripts/lib/generated';
import { root, textOf, tracked } from './tree';

describe('generated files', () => {
  it('are fresh: `npm run generate` would change nothing', async () => {
    const files = await generated();
    const stale = [...files]
      .filter(([file, text]) => !existsSync(root + file) || textOf(file) !== text)
      .map(([file]) => file);
    const orphans = tracked().filter(file => /^docs\/rules\/.*\.md$/.test(file) && !files.has(file));
    assert.deepEqual([...stale, ...orphans], []);
  });
});
