import { defineRule } from '../rule';

/** Logs of Windows, as against those that a program keeps for itself; traces are cleared before they are taken. */
const windowsLog =
  /^(?:application|security|system|setup|forwardedevents|windows powershell|directory service|dns server|dfs replication|file replication service|powershellcore\/.+|openssh\/.+|microsoft-windows-.+)$/i;
const trace = /\/(?:debug|analytic|diagnostic|verbose|trace)$/i;

export default defineRule({
  name: 'logging/log-cleared',
  title: 'An event log of Windows is cleared',
  severity: 'medium',
  confidence: 'high',
  cwe: [778],
  tags: ['logging'],
  fixable: false,
  messages: {
    cleared: '`{text}` is cleared: what happened on the machine until now can no longer be found out.',
    all: '`{text}` clears every event log: what happened on the machine until now can no longer be found out.',
  },
  rationale: `
    The event logs are what an intrusion is found and understood by. To clear them is what intruders do last; a script that
    does it as well hides them, and makes the alarm that a cleared log raises a daily one.`,
  remedy:
    'Leave the logs as they are: they overwrite themselves. Forward them, or export them with wevtutil epl, to keep them.',
  exceptions:
    'Scripts that ready a machine to be copied (sysprep, zeroing the disk) and image builds are left alone, and so are logs that no part of Windows writes.',
  references: [
    'https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil',
    'https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-1102',
  ],
  bad: [
    { language: 'cmd', code: 'wevtutil cl «Security»' },
    { language: 'cmd', code: 'wevtutil.exe clear-log «"Windows PowerShell"» /bu:C:\\old.evtx' },
    { language: 'cmd', code: 'for /F "tokens=*" %%G in (\'wevtutil.exe el\') DO wevtutil.exe cl «"%%G"»' },
    { language: 'powershell', code: 'Clear-EventLog -LogName «Security», «System»' },
    { language: 'powershell', code: 'Clear-EventLog «Application»' },
    { language: 'powershell', code: 'wevtutil el | ForEach-Object { wevtutil cl «"$_"» }' },
    { language: 'powershell', code: 'Get-EventLog -List | ForEach-Object { Clear-EventLog -LogName «$_.Log» }' },
    { language: 'powershell', code: 'Get-EventLog -LogName * | ForEach { Clear-EventLog «$_.Log» }' },
    { language: 'cmd', code: 'wmic nteventlog where "LogFileName=\'Security\'" call «ClearEventLog»' },
    {
      language: 'powershell',
      code: 'Get-WmiObject Win32_NTEventLogFile | ForEach-Object { $_.«ClearEventLog»() }',
    },
    { language: 'powershell', code: 'Remove-Item «"$env:SystemRoot\\System32\\winevt\\Logs\\*"» -Force' },
    { language: 'cmd', code: 'del /f «C:\\Windows\\System32\\winevt\\Logs\\Security.evtx»' },
    { language: 'powershell', code: "Remove-EventLog -LogName '«Security»'" },
    {
      language: 'powershell',
      code: "[System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession.ClearLog('«Security»')",
    },
    {
      language: 'powershell',
      code: 'Get-WinEvent -ListLog * | ForEach-Object { [System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession.«ClearLog»($_.LogName) }',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'param($Name)\n$found = Get-EventLog -List | Where-Object Log -eq $Name\nClear-EventLog -LogName $Name',
    },
    { language: 'cmd', code: 'wevtutil epl Security C:\\backup\\security.evtx' },
    { language: 'cmd', code: 'wevtutil cl Contoso-Agent/Operational' },
    { language: 'cmd', code: 'wmic nteventlog list brief' },
    { language: 'powershell', code: "Remove-Item 'C:\\Logs\\Security.evtx'" },
    { language: 'cmd', code: 'wevtutil cl Microsoft-Windows-CAPI2/Debug' },
    { language: 'cmd', code: 'echo wevtutil cl Security' },
    { language: 'powershell', code: 'Remove-EventLog -LogName Contoso' },
    { language: 'powershell', code: 'Remove-EventLog -Source MyService' },
    { language: 'powershell', code: 'param($Log)\nClear-EventLog -LogName $Log' },
    {
      language: 'powershell',
      code: 'wevtutil el | ForEach-Object { wevtutil cl $_ }\n& C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe /shutdown',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN wevtutil cl Application\n',
    },
  ],
  visit: {
    'record.loss'({ what, name, text, at, sealing, place }, { report }) {
      if (what !== 'log' || sealing || place.runs === 'build' || place.test) return;
      if (name === 'every log') report('all', at, { text });
      else if (windowsLog.test(name) && !trace.test(name)) report('cleared', at, { text: name });
    },
  },
});
