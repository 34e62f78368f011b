import type { Repair } from '../../facts/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/firewall-off',
  title: 'Windows Firewall is switched off',
  severity: 'high',
  confidence: 'high',
  cwe: [1188, 693],
  tags: ['firewall'],
  fixable: 'unsafe',
  messages: {
    off: '`{value}` switches Windows Firewall off for {profiles}, which opens every port that a service listens on.',
    service: '`{service}` is the firewall itself: without it no rule holds.',
    interfaces: '`{value}` takes the firewall off these interfaces for {profiles}.',
    ipsec: {
      severity: 'low',
      text: '`{service}` negotiates IPsec: without it rules that ask for protected connections find none.',
    },
  },
  rationale: `
    Without the firewall everything that listens can be reached: SMB, RPC, WinRM and whatever the next update starts.
    Attackers switch it off for that reason; scripts do so to be rid of a problem that one rule would have solved.`,
  remedy: 'Leave the firewall on and open the ports that are needed to those who need them.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/set-netfirewallprofile',
    'https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/configure-with-command-line',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-NetFirewallProfile -Profile Domain,Public,Private -Enabled «False»',
      fixed: 'Set-NetFirewallProfile -Profile Domain,Public,Private -Enabled True',
    },
    {
      language: 'powershell',
      code: 'Get-NetFirewallProfile | Set-NetFirewallProfile -Enabled:«$false»',
      fixed: 'Get-NetFirewallProfile | Set-NetFirewallProfile -Enabled:$true',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall set allprofiles state «off» >nul 2>&1',
      fixed: 'netsh advfirewall set allprofiles state on >nul 2>&1',
    },
    {
      language: 'cmd',
      code: 'netsh firewall set opmode mode=«disable»',
      fixed: 'netsh firewall set opmode mode=enable',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile /v EnableFirewall /t REG_DWORD /d «0» /f',
      fixed:
        'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile /v EnableFirewall /t REG_DWORD /d 1 /f',
    },
    {
      language: 'powershell',
      code: "Set-NetFirewallProfile -Profile Public -DisabledInterfaceAliases «'Ethernet', 'Wi-Fi'»",
      fixed: 'Set-NetFirewallProfile -Profile Public -DisabledInterfaceAliases NotConfigured',
    },
    {
      language: 'cmd',
      code: 'netsh adv set publicprofile state «off»',
      fixed: 'netsh adv set publicprofile state on',
    },
    {
      language: 'cmd',
      code: 'netsh -c advfirewall set allprofiles state «off»',
      fixed: 'netsh -c advfirewall set allprofiles state on',
    },
    {
      language: 'powershell',
      code: 'New-NetFirewallHyperVProfile -Name Public -Enabled «False»',
      fixed: 'New-NetFirewallHyperVProfile -Name Public -Enabled True',
    },
    {
      language: 'powershell',
      code: '$fw = New-Object -ComObject HNetCfg.FwMgr\n$fw.LocalPolicy.CurrentProfile.FirewallEnabled = «$false»',
      fixed: '$fw = New-Object -ComObject HNetCfg.FwMgr\n$fw.LocalPolicy.CurrentProfile.FirewallEnabled = $true',
    },
    {
      language: 'powershell',
      code: '$fw = New-Object -ComObject HNetCfg.FwPolicy2\n$fw.FirewallEnabled(1) = «$false»',
      fixed: '$fw = New-Object -ComObject HNetCfg.FwPolicy2\n$fw.FirewallEnabled(1) = $true',
    },
    {
      language: 'cmd',
      code: 'NSudo -U:T -ShowWindowMode:Hide netsh advfirewall set allprofiles state «off»',
      fixed: 'NSudo -U:T -ShowWindowMode:Hide netsh advfirewall set allprofiles state on',
    },
    {
      language: 'powershell',
      code: '$e = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("netsh advfirewall set allprofiles state «off»"))\npowershell -EncodedCommand $e',
      fixed:
        '$e = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("netsh advfirewall set allprofiles state on"))\npowershell -EncodedCommand $e',
    },
    { language: 'cmd', code: 'sc config «PolicyAgent» start= disabled' },
    { language: 'powershell', code: "Stop-Service -Name '«IKEEXT»' -Force" },
    { language: 'powershell', code: 'Set-Service -Name «mpssvc» -StartupType Disabled' },
    { language: 'cmd', code: 'sc config «MpsSvc» start= disabled' },
    { language: 'cmd', code: 'net stop «"Windows Firewall"»' },
    {
      language: 'powershell',
      code: 'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\BFE -Name Start -Value «4»',
    },
    {
      language: 'yaml',
      file: 'tasks/main.yml',
      code: '- community.windows.win_firewall:\n    profiles: [Public]\n    state: «disabled»\n',
      fixed: '- community.windows.win_firewall:\n    profiles: [Public]\n    state: enabled\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'Set-NetFirewallProfile -All -Enabled True' },
    { language: 'powershell', code: 'Set-NetFirewallProfile -All -DisabledInterfaceAliases NotConfigured' },
    { language: 'powershell', code: 'Set-NetFirewallProfile -All -Enabled NotConfigured' },
    { language: 'powershell', code: 'Restart-Service IKEEXT; sc.exe start PolicyAgent' },
    { language: 'powershell', code: 'Set-NetFirewallProfile -Profile Public -Enabled $state' },
    {
      language: 'cmd',
      code: 'netsh advfirewall set allprofiles state off\nsetup.exe /quiet\nnetsh advfirewall set allprofiles state on',
    },
    { language: 'cmd', code: 'netsh advfirewall show allprofiles state' },
    { language: 'powershell', code: "Write-Warning 'never run: Set-NetFirewallProfile -Enabled False'" },
    { language: 'powershell', code: 'Start-Service mpssvc; Set-Service mpssvc -StartupType Automatic' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN netsh advfirewall set allprofiles state off\n',
    },
  ],
  visit: {
    'firewall.profile'({ what, value, written, profiles, at, mend, repairs, place }, { report }) {
      // In an image build runtime/firewall-in-image says more.
      if (value !== 'off' || place.os === 'linux' || place.runs === 'build') return;
      const known = profiles.length > 0 && !profiles.includes('all');
      const names = known ? `${profiles.join(', ')} networks` : profiles.length > 0 ? 'all networks' : 'some networks';
      const fixes = mend ? [{ title: mend.title, edits: [mend.edit] }] : [];
      const data = { value: written, profiles: names };
      if (what === 'state') report('off', at, data, { fixes, repairs });
      if (what === 'interfaces') report('interfaces', at, data, { fixes, repairs });
    },
    'service.change'({ service, change, at, text, place }, { report }) {
      if (place.runs === 'build' || change === 'start' || change === 'enable') return;
      if (service === 'mpssvc' || service === 'bfe')
        report('service', at, { service: text }, { repairs: started(service) });
      if (service === 'ikeext' || service === 'policyagent') report('ipsec', at, { service: text });
    },
  },
});

/** The start type that Windows ships: automatic. The cmdlets are denied it. */
const started = (service: string): readonly Repair[] => [
  {
    kind: 'registry',
    key: `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${service}`,
    name: 'Start',
    type: 'DWord',
    value: 2,
  },
];
