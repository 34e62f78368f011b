import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';

const table: readonly (readonly [language: Language, source: string, ...changes: readonly string[]])[] = [
  ['powershell', 'Stop-Service MpsSvc -Force', 'stop mpssvc'],
  ['powershell', 'Get-Service WinDefend | Stop-Service', 'stop windefend'],
  ['powershell', "Set-Service -Name 'a','b' -StartupType Disabled -Status Stopped", 'disable a', 'disable b'],
  ['powershell', 'Set-Service -Name a -StartMode Manual', 'enable a'],
  ['powershell', "Stop-Service -DisplayName 'Windows Firewall'", 'stop mpssvc'],
  ['powershell', "'x', 'y' | ForEach-Object { Stop-Service $_ }", 'stop x', 'stop y'],
  ['powershell', 'sc.exe config mpssvc start= disabled', 'disable mpssvc'],
  ['cmd', 'sc \\\\host config mpssvc start=disabled', 'disable mpssvc'],
  ['powershell', 'sc.exe "\\\\$server" config mpssvc start= disabled', 'disable mpssvc'],
  [
    'powershell',
    "Configuration C { Service S { Name = 'MpsSvc'; StartupType = 'Disabled'; State = 'Stopped' } }",
    'disable mpssvc',
  ],
  ['cmd', 'sc stop "bfe" & sc delete x', 'stop bfe', 'delete x'],
  ['cmd', 'net stop "Windows Defender Antivirus Service" /y', 'stop windefend'],
  ['cmd', 'net start mpssvc', 'start mpssvc'],
  ['cmd', 'net user stop'],
  ['cmd', 'sc query mpssvc'],
  ['cmd', 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\mpssvc /v Start /t REG_DWORD /d 4 /f', 'disable mpssvc'],
];

describe('service changes', () => {
  for (const [language, source, ...changes] of table) {
    it(source, async () => {
      const read = await readerOf(language);
      const { facts } = read({ path: `script.${language}`, language, text: source });
      const found = facts.flatMap(it => (it.kind === 'service.change' ? [`${it.fact.change} ${it.fact.service}`] : []));
      assert.deepEqual(found, changes);
    });
  }
});
