import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';

const on = 'Set-MpPreference -DisableRealtimeMonitoring $true';
const off = 'Set-MpPreference -DisableRealtimeMonitoring $false';
const regOn =
  'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f';
const regOff = regOn.replace('/d 0', '/d 1');

/** Which of the statements stand, by what a script does last. */
const table: readonly (readonly [language: Language, source: string, ...standing: readonly string[]])[] = [
  ['powershell', `${on}; ${off}`, 'false'],
  ['powershell', `${off}; ${on}`, 'true'],
  ['powershell', `if ($x) { ${on} } else { ${off} }`, 'true', 'false'],
  ['powershell', `if ($x) { ${on} }; ${off}`, 'false'],
  ['powershell', `${on}; if ($x) { ${off} }`, 'true', 'false'],
  ['powershell', `${on}; try { Get-Thing } catch { ${off} }`, 'true', 'false'],
  ['powershell', `switch ($x) { a { ${on} } b { ${off} } }`, 'true', 'false'],
  ['powershell', `if ($x) { ${on}; if ($y) { Get-Thing }; ${off} }`, 'false'],
  ['powershell', `function on { ${on} }; function off { ${off} }`, 'true', 'false'],
  ['powershell', `function on { ${on} }; function off { ${off} }; on; off`, 'false'],
  ['cmd', `${regOn}\n${regOff}`, '1'],
  ['cmd', `if "%1"=="on" (${regOn}) else (${regOff})`, '0', '1'],
];

describe('the last statement stands', () => {
  for (const [language, source, ...standing] of table) {
    it(source, async () => {
      const read = await readerOf(language);
      const { facts } = read({ path: `script.${language}`, language, text: source });
      const values = facts.flatMap(it =>
        it.kind === 'setting' && it.fact.value.known ? [`${it.fact.value.value}`] : [],
      );
      assert.deepEqual(values, standing);
    });
  }
});
