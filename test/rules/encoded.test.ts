import assert from 'node:assert/strict';
import { check } from '../kit/check';
import { unmark } from '../kit/marked';
import { allRules } from '../kit/rules';

/** Nobody can write into a text that is encoded: what is found in one has no fix. */
describe('encoded scripts', () => {
  for (const rule of allRules()) {
    it(`${rule.name} offers no fix there`, async () => {
      for (const { language, code, file, options } of rule.bad) {
        if (language !== 'powershell' || file !== undefined) continue;
        const encoded = Buffer.from(unmark(code).code, 'utf16le').toString('base64');
        const text = `powershell -EncodedCommand ${encoded}\n`;
        const { findings } = await check([rule], 'powershell', text, { options });
        assert.deepEqual(
          findings.flatMap(it => it.fixes.map(({ title }) => `${it.message}: ${title}`)),
          [],
        );
      }
    });
  }
});
