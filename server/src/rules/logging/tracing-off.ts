import { textOf } from '../../base/value';
import { integer } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

/** Sessions that the event log and Microsoft Defender are fed by. Others gather for whoever switched them on. */
const watched = /^autologger\/(?:eventlog-|defender(?:api|audit)logger)/i;

export default defineRule({
  name: 'logging/tracing-off',
  title: 'Event tracing that security products rely on is stopped',
  severity: 'medium',
  confidence: 'high',
  cwe: [778],
  tags: ['logging', 'etw'],
  fixable: 'unsafe',
  messages: {
    session:
      '`{text}` is a trace session that the event log or Microsoft Defender reads: once it is stopped, they see nothing of it.',
    start: '`{name}` is not started with Windows any more: the event log or Microsoft Defender sees nothing of it.',
    dotnet: '`{text}` hides what .NET programs load: assemblies that run from memory leave no trace.',
  },
  rationale: `
    Event logs and malware scanners see the system through event tracing. Who stops the session, or takes a provider out of
    it, has blinded them without stopping any of their services.`,
  remedy: 'Leave the sessions of Windows alone; trace with a session of your own.',
  references: [
    'https://learn.microsoft.com/windows/win32/etw/configuring-and-starting-an-autologger-session',
    'https://learn.microsoft.com/powershell/module/eventtracingmanagement/',
    'https://learn.microsoft.com/dotnet/framework/performance/controlling-logging',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'reg add "HKLM\\System\\CurrentControlSet\\Control\\WMI\\Autologger\\EventLog-Application" /v Start /t REG_DWORD /d «0» /f',
      fixed:
        'reg add "HKLM\\System\\CurrentControlSet\\Control\\WMI\\Autologger\\EventLog-Application" /v Start /t REG_DWORD /d 1 /f',
    },
    {
      language: 'powershell',
      code: "New-ItemProperty -Path 'HKLM:\\System\\CurrentControlSet\\Control\\WMI\\Autologger\\EventLog-Application\\{B6D775EF-1436-4FE6-BAD3-9E436319E218}' -Name Enabled -Value «0» -PropertyType DWord -Force",
      fixed:
        "New-ItemProperty -Path 'HKLM:\\System\\CurrentControlSet\\Control\\WMI\\Autologger\\EventLog-Application\\{B6D775EF-1436-4FE6-BAD3-9E436319E218}' -Name Enabled -Value 1 -PropertyType DWord -Force",
    },
    {
      language: 'powershell',
      code: "Update-AutologgerConfig -Name 'EventLog-Security' -Start «0»",
      fixed: "Update-AutologgerConfig -Name 'EventLog-Security' -Start 1",
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[-«HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\WMI\\Autologger\\DefenderApiLogger»]\n',
    },
    { language: 'cmd', code: 'logman stop «EventLog-Application» -ets' },
    {
      language: 'cmd',
      code: 'logman update trace «"EventLog-Application"» --p "Microsoft-Windows-Powershell" -ets',
    },
    { language: 'powershell', code: 'Stop-EtwTraceSession -Name «DefenderApiLogger»' },
    {
      language: 'powershell',
      code: "Remove-EtwTraceProvider -AutologgerName «EventLog-Application» -Guid '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}'",
    },
    {
      language: 'powershell',
      code: "Set-EtwTraceProvider -Guid '«{2A576B87-09A7-520E-C21A-4942F0271D67}»' -SessionName any -Level 0",
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\Software\\Microsoft\\.NETFramework /v ETWEnabled /t REG_DWORD /d «0»',
      fixed: 'reg add HKLM\\Software\\Microsoft\\.NETFramework /v ETWEnabled /t REG_DWORD /d 1',
    },
  ],
  good: [
    {
      language: 'cmd',
      code: 'reg add "HKLM\\System\\CurrentControlSet\\Control\\WMI\\Autologger\\AutoLogger-Diagtrack-Listener" /v Start /t REG_DWORD /d 0 /f',
    },
    { language: 'cmd', code: 'logman stop mytrace -ets\nlogman delete mytrace' },
    { language: 'cmd', code: 'logman query EventLog-Application -ets' },
    { language: 'powershell', code: 'Stop-EtwTraceSession -Name WiFiSession' },
    { language: 'powershell', code: "Set-EtwTraceProvider -Guid '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}' -Level 5" },
    { language: 'powershell', code: 'Get-AutologgerConfig -Name EventLog-Security' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'logging' || integer(value) !== 0) return;
      if (name === 'dotnet')
        report('dotnet', at, { text: textOf(value) ?? '0' }, mending(setting, 1, 'Leave tracing on'));
      else if (watched.test(name))
        report('start', at, { name: name.slice(name.indexOf('/') + 1) }, mending(setting, 1, 'Leave it on'));
    },
    'record.loss'({ what, name, at, place }, { report }) {
      if (what === 'session' && !place.test) report('session', at, { text: name });
    },
  },
});
