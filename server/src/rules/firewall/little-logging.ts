import { defineRule } from '../rule';

/** Kilobytes that the CIS benchmark asks for. */
const enough = 16384;

export default defineRule({
  name: 'firewall/little-logging',
  title: 'The firewall is told to log little',
  severity: 'low',
  confidence: 'high',
  cwe: [778],
  tags: ['firewall', 'logging'],
  fixable: 'unsafe',
  messages: {
    dropped: '`{value}` leaves no record of connections that the firewall drops.',
    allowed: { severity: 'info', text: '`{value}` leaves no record of connections that the firewall lets in.' },
    size: { severity: 'info', text: '`{value}` kilobytes of firewall log are overwritten within hours.' },
  },
  rationale: `
    Dropped connections are the first trace of a scan and of malware that tries to spread. Without the log nobody can tell
    afterwards who asked for what, and when.`,
  remedy: 'Log dropped and allowed connections, 16384 kilobytes or more for each profile.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/set-netfirewallprofile',
    'https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/configure-logging',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-NetFirewallProfile -All -LogBlocked «False» -LogAllowed «False» -LogMaxSizeKilobytes «4096»',
      fixed: 'Set-NetFirewallProfile -All -LogBlocked True -LogAllowed True -LogMaxSizeKilobytes 16384',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall set allprofiles logging droppedconnections «disable»\nnetsh advfirewall set allprofiles logging maxfilesize «1024»',
      fixed:
        'netsh advfirewall set allprofiles logging droppedconnections enable\nnetsh advfirewall set allprofiles logging maxfilesize 16384',
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging]\n"LogDroppedPackets"=dword:«00000000»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging]\n"LogDroppedPackets"=dword:00000001\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'Set-NetFirewallProfile -All -LogBlocked True -LogMaxSizeKilobytes 32767' },
    { language: 'cmd', code: 'netsh advfirewall set allprofiles logging maxfilesize 16384' },
    {
      language: 'powershell',
      code: 'Set-NetFirewallProfile -Profile Domain -LogFileName $path -LogMaxSizeKilobytes $size',
    },
    { language: 'powershell', code: 'Get-NetFirewallProfile | Select-Object Name, LogBlocked, LogMaxSizeKilobytes' },
  ],
  visit: {
    'firewall.profile'({ what, value, written, at, mend, repairs, place }, { report }) {
      if (place.os === 'linux' || place.runs === 'build') return;
      const more = { fixes: mend ? [{ title: mend.title, edits: [mend.edit] }] : [], repairs };
      if (what === 'log of blocked' && value === 'off') report('dropped', at, { value: written }, more);
      if (what === 'log of allowed' && value === 'off') report('allowed', at, { value: written }, more);
      if (what === 'log size' && typeof value === 'number' && value < enough)
        report('size', at, { value: written }, more);
    },
  },
});
