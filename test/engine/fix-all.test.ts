import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { tryEachFix, tryFixes } from '../../scripts/lib/fixes';
import { Catalog } from '../../server/src/engine/catalog';
import { languageOf } from '../../server/src/engine/languages';
import { Settings } from '../../server/src/engine/settings/settings';
import { readerOf } from '../../server/src/facts/read';
import type { Safety } from '../../server/src/rules/rule';
import { allRules } from '../kit/rules';

const modes: Readonly<Record<string, readonly Safety[]>> = {
  'safe fixes': ['safe'],
  'all fixes': ['safe', 'unsafe', 'suggestion'],
};
const files = globSync(['examples/**', 'test/kit/fixes/**'], { dot: true }).sort();
const settings = new Settings(new Catalog(allRules()));

describe('fixing whole files', () => {
  for (const [mode, safeties] of Object.entries(modes)) {
    for (const path of files) {
      const language = languageOf(path, readFileSync(path, 'utf8'));
      if (!language) continue;
      it(`${mode} of ${path}`, async () => {
        const read = await readerOf(language);
        const source = { path, language, text: readFileSync(path, 'utf8') };
        const { before, outcome, faults } = tryFixes(source, settings.for(path), read, safeties, '2026-11-21');
        assert.deepEqual(faults, []);
        assert.deepEqual(before.problems, []);
        const again = tryFixes({ ...source, text: outcome.text }, settings.for(path), read, safeties, '2026-11-21');
        assert.deepEqual(again.outcome.applied, [], 'fixing did not come to its end');
        if (mode === 'all fixes' && path.startsWith('test/'))
          assert.ok(outcome.applied.length > 0, 'nothing was fixed');
      });
    }
  }
  for (const path of files) {
    const text = readFileSync(path, 'utf8');
    const language = languageOf(path, text);
    if (!language) continue;
    it(`each fix alone of ${path}`, async () => {
      const read = await readerOf(language);
      assert.deepEqual(tryEachFix({ path, language, text }, settings.for(path), read, '2026-11-21'), []);
    });
  }
});
