import { textOf } from '../../base/value';
import { truth } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { fixesOf } from '../../facts/settings/setting';
import { defineRule } from '../rule';

/** Channels that intrusions are found by. Source: Windows Event Forwarding for intrusion detection. */
const telling =
  /^(?:application|security|system|setup|windows powershell|forwardedevents|powershellcore\/operational|microsoft-windows-(?:powershell|windows defender|codeintegrity|applocker|sysmon|taskscheduler|wmi-activity|terminalservices-.+|winrm|windows firewall with advanced security|bits-client|ntlm|smbserver|smbclient|capi2|deviceguard|lsa|security-.+|kerberos.*|printservice|dns-client|windows remote management)\/.+)$/i;
const trace = /\/(?:debug|analytic|diagnostic|verbose|trace|performance)$/i;

export default defineRule({
  name: 'logging/event-log-off',
  title: 'An event log of Windows is switched off',
  severity: 'medium',
  confidence: 'high',
  cwe: [778],
  tags: ['logging'],
  fixable: 'unsafe',
  messages: {
    channel: '`{text}` switches the log {log} off, which intrusions are found by.',
    other: { severity: 'low', text: '`{text}` switches the log {log} off.' },
    full: { severity: 'low', text: '`{text}` stops the log {log} once it is full: what follows is not written down.' },
    locked: 'The access list of the log {log} denies it to everyone: nobody can read what it holds.',
    service: { severity: 'high', text: '`{text}` is the event log of Windows: without it nothing is written down.' },
  },
  rationale: `
    What is not written down cannot be found. Channels of PowerShell, Microsoft Defender, scheduled tasks and remote
    management show how an intruder came in and what he left behind.`,
  remedy: 'Leave the log on; give it a size that suits the machine where it takes too much room.',
  references: [
    'https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil',
    'https://learn.microsoft.com/windows/security/operating-system-security/device-management/use-windows-event-forwarding-to-assist-in-intrusion-detection',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'wevtutil sl Microsoft-Windows-PowerShell/Operational /e:«false»',
      fixed: 'wevtutil sl Microsoft-Windows-PowerShell/Operational /e:true',
    },
    {
      language: 'powershell',
      code: 'wevtutil set-log "Microsoft-Windows-TaskScheduler/Operational" /enabled:«false» /q:true',
      fixed: 'wevtutil set-log "Microsoft-Windows-TaskScheduler/Operational" /enabled:true /q:true',
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-Windows Defender/Operational" /v Enabled /t REG_DWORD /d «0» /f',
      fixed:
        'reg add "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-Windows Defender/Operational" /v Enabled /t REG_DWORD /d 1 /f',
    },
    {
      language: 'powershell',
      code: 'New-ItemProperty "HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-Windows Defender/Operational" -Name Enabled -PropertyType DWord -Value «0» -Force',
      fixed:
        'New-ItemProperty "HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-Windows Defender/Operational" -Name Enabled -PropertyType DWord -Value 1 -Force',
    },
    {
      language: 'powershell',
      code: 'Limit-EventLog -LogName Security -OverflowAction «DoNotOverwrite»',
      fixed: 'Limit-EventLog -LogName Security -OverflowAction OverwriteAsNeeded',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-TaskScheduler/Operational -Name ChannelAccess -Value '«O:SYG:SYD:(D;;0x1;;;WD)»'",
    },
    { language: 'cmd', code: 'net stop «eventlog» /y' },
    { language: 'cmd', code: 'sc config «EventLog» start= disabled' },
    { language: 'powershell', code: "Stop-Service -DisplayName '«Windows Event Log»' -Force" },
    { language: 'powershell', code: 'Set-Service -Name «EventLog» -StartupType Disabled' },
  ],
  good: [
    { language: 'cmd', code: 'wevtutil sl Microsoft-Windows-PowerShell/Operational /e:true /ms:104857600' },
    { language: 'cmd', code: 'wevtutil sl Microsoft-Windows-CAPI2/Debug /e:false' },
    { language: 'cmd', code: 'wevtutil gl Security' },
    { language: 'cmd', code: 'wevtutil sl Security /ca:O:BAG:SYD:(A;;0x5;;;BA)(A;;0x1;;;S-1-5-20)' },
    { language: 'powershell', code: 'Restart-Service EventLog -Force' },
    {
      language: 'powershell',
      code: "Stop-Service EventLog -Force\nMove-Item C:\\logs D:\\logs\nif ((Get-Service EventLog).Status -ne 'Running') { Start-Service EventLog }",
    },
    { language: 'powershell', code: 'wevtutil sl Security /e:$state' },
    { language: 'powershell', code: 'Limit-EventLog -LogName Security -OverflowAction OverwriteAsNeeded' },
    {
      language: 'powershell',
      code: 'wevtutil sl Microsoft-Windows-WinRM/Operational /e:false\nwevtutil sl Microsoft-Windows-WinRM/Operational /ms:52428800 /e:true',
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'logging') return;
      const log = name.slice(name.indexOf('/') + 1);
      const text = textOf(value) ?? '';
      if (name.startsWith('channel/') && truth(value) === false && !trace.test(log)) {
        report(
          telling.test(log) ? 'channel' : 'other',
          at,
          { text, log },
          mending(setting, true, `Switch the log ${log} on`),
        );
      } else if (name.startsWith('access/') && /\(D;[^)]*;(?:WD|S-1-1-0)\)/i.test(text)) {
        report('locked', at, { log });
      } else if (name.startsWith('overflow/') && /^donotoverwrite$/i.test(text)) {
        report('full', at, { text, log }, { fixes: fixesOf(setting, 'OverwriteAsNeeded') });
      }
    },
    'service.change'({ service, change, at, text, place }, { report }) {
      if (service !== 'eventlog' || !/^(?:stop|disable|delete)$/.test(change)) return;
      if (change !== 'stop' || place.runs !== 'build') report('service', at, { text });
    },
  },
});
