import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

/** Statements with the records they throw away: `what name <where>`. */
const table: readonly (readonly [language: Language, source: string, ...losses: readonly string[]])[] = [
  ['cmd', 'wevtutil cl Security', 'log Security <Security>'],
  ['cmd', 'wevtutil clear-log "Windows PowerShell" /bu:x.evtx', 'log Windows PowerShell <"Windows PowerShell">'],
  ['cmd', 'for /f %%a in (\'wevtutil el\') do wevtutil cl "%%a"', 'log every log <"%%a">'],
  ['cmd', 'wevtutil cl %LOG%'],
  ['cmd', 'wevtutil el'],
  ['powershell', 'Clear-EventLog Application, System', 'log Application <Application>', 'log System <System>'],
  ['powershell', 'Get-WinEvent -ListLog * | % { wevtutil cl $_.LogName }', 'log every log <$_.LogName>'],
  [
    'powershell',
    "foreach ($log in 'System', 'Security') { Clear-EventLog $log }",
    'log System <$log>',
    'log Security <$log>',
  ],
  ['powershell', 'Clear-EventLog -LogName $log'],
  ['powershell', 'Get-EventLog -LogName Security -Newest 5; Clear-EventLog -LogName $log'],
  ['powershell', "[Diagnostics.EventLog]::Delete('Security')", 'log Security <Security>'],
  ['powershell', 'Clear-EventLog System; & sysprep.exe /generalize', 'log System <System> sealing'],
  ['cmd', 'logman stop EventLog-Security -ets', 'session EventLog-Security <EventLog-Security>'],
  ['cmd', 'logman stop mine -ets'],
  ['cmd', 'logman update EventLog-Security -ets'],
  ['powershell', 'Stop-EtwTraceSession DefenderApiLogger', 'session DefenderApiLogger <DefenderApiLogger>'],
  [
    'powershell',
    'Set-EtwTraceProvider -Guid x -AutologgerName EventLog-System -Level 0',
    'session EventLog-System <EventLog-System>',
  ],
  ['powershell', 'Set-EtwTraceProvider -Guid x -AutologgerName EventLog-System -Level 4'],
  ['cmd', 'C:\\Tools\\sysmon64.exe -u force', 'sensor Sysmon <-u>'],
  ['cmd', 'sysmon -u\nsysmon -accepteula -i c.xml'],
  ['cmd', 'fltmc unload SysmonDrv', 'sensor Sysmon <SysmonDrv>'],
  ['cmd', 'fltmc unload other'],
  ['powershell', 'Get-Service Sysmon | Stop-Service', 'sensor Sysmon <Sysmon>'],
];

describe('records that are thrown away', () => {
  for (const [language, source, ...wanted] of table) {
    it(`${language}: ${source.replaceAll('\n', ' ⏎ ')}`, async () => {
      const losses = (await factsOf('record.loss', language, source)).map(
        ({ what, name, at, sealing }) =>
          `${what} ${name} <${source.slice(at.start, at.end)}>${sealing ? ' sealing' : ''}`,
      );
      assert.deepEqual(losses, wanted);
    });
  }
});
