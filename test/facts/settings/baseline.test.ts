import assert from 'node:assert/strict';
import { weaknessOf } from '../../../server/src/facts/settings/baseline';
import { rows } from '../../../server/src/facts/settings/data';
import { repairsOf } from '../../../server/src/facts/settings/repair';
import type { Setting } from '../../../server/src/facts/settings/setting';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

/** The ways to write a number into the registry. */
const notations: readonly (readonly [
  language: Language,
  write: (key: string, name: string, value: number) => string,
])[] = [
  ['powershell', (key, name, value) => `Set-ItemProperty -Path 'HKLM:\\${key}' -Name '${name}' -Value ${value}`],
  [
    'powershell',
    (key, name, value) => `[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\${key}', '${name}', ${value})`,
  ],
  ['cmd', (key, name, value) => `reg add "HKLM\\${key}" /v "${name}" /t REG_DWORD /d ${value} /f`],
  [
    'registry',
    (key, name, value) =>
      `Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\${key}]\n"${name}"=dword:${value.toString(16).padStart(8, '0')}\n`,
  ],
];

const candidates = [0, 1, 2, 3, 4, 5, 8, 16, 50, 512, 1000, 30000, 100000];

async function settingOf(language: Language, text: string, name: string): Promise<Setting | undefined> {
  return (await factsOf('setting', language, text)).find(it => it.name === name);
}

describe('baselines', () => {
  let judged = 0;
  for (const row of rows) {
    const pairs = Array.isArray(row.names)
      ? row.names.map((it: string) => [it, it] as const)
      : Object.entries(row.names as Readonly<Record<string, string>>);
    for (const [own, name] of pairs) {
      it(`${row.key}: ${own}`, async () => {
        for (const [language, write] of notations) {
          const found = await settingOf(language, write(row.key, own, 0), name);
          assert.equal(found?.area, row.area);
          assert.equal(found?.machine?.kind, 'registry');
          for (const value of candidates) {
            const setting = await settingOf(language, write(row.key, own, value), name);
            const weakness = setting && weaknessOf(setting);
            if (!setting || !weakness) continue;
            judged++;
            assert.equal(weakness.value, value);
            const mended = await settingOf(language, write(row.key, own, weakness.good), name);
            assert.equal(mended && weaknessOf(mended), undefined, `${weakness.good} is weak too`);
            const [repair] = repairsOf(setting, weakness.good);
            assert.deepEqual(
              repair && [repair.kind, 'key' in repair && repair.key, 'value' in repair && `${repair.value}`],
              ['registry', `HKLM\\${row.key}`, `${weakness.good}`],
            );
          }
        }
      });
    }
  }
  it('know most of the numbers', () => assert.ok(judged > 400, `${judged}`));
});
