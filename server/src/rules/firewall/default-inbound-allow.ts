import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/default-inbound-allow',
  title: 'Windows Firewall lets in what no rule names',
  severity: 'high',
  confidence: 'high',
  cwe: [1188, 276],
  tags: ['firewall'],
  fixable: 'unsafe',
  messages: {
    allowed: '`{value}` lets in every connection that no rule names, which leaves the firewall without effect.',
  },
  rationale: `
    With this default only block rules do anything: every service that listens can be reached, now and after the next
    installation.`,
  remedy: 'Keep Block, and open the ports that are needed to those who need them.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/set-netfirewallprofile'],
  bad: [
    {
      language: 'powershell',
      code: 'Set-NetFirewallProfile -All -Enabled True -DefaultInboundAction «Allow» -DefaultOutboundAction Allow',
      fixed: 'Set-NetFirewallProfile -All -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Allow',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall set allprofiles firewallpolicy «allowinbound»,allowoutbound',
      fixed: 'netsh advfirewall set allprofiles firewallpolicy blockinbound,allowoutbound',
    },
    {
      language: 'powershell',
      code: 'Set-NetFirewallHyperVVMSetting -Name $creator -DefaultInboundAction «Allow»',
      fixed: 'Set-NetFirewallHyperVVMSetting -Name $creator -DefaultInboundAction Block',
    },
    {
      language: 'cmd',
      code: 'netsh advf set publicprofile firewallpolicy "«allowinbound»,blockoutbound"',
      fixed: 'netsh advf set publicprofile firewallpolicy "blockinbound,blockoutbound"',
    },
    {
      language: 'powershell',
      code: 'New-NetFirewallHyperVVMSetting -VMCreatorId $id -DefaultInboundAction «Allow»',
      fixed: 'New-NetFirewallHyperVVMSetting -VMCreatorId $id -DefaultInboundAction Block',
    },
    {
      language: 'powershell',
      code: 'Set-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile -Name DefaultInboundAction -Value «0»',
      fixed:
        'Set-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile -Name DefaultInboundAction -Value 1',
    },
  ],
  good: [
    { language: 'powershell', code: 'Set-NetFirewallProfile -DefaultInboundAction Block -DefaultOutboundAction Allow' },
    { language: 'cmd', code: 'netsh advfirewall set allprofiles firewallpolicy blockinbound,allowoutbound' },
    { language: 'powershell', code: 'Set-NetFirewallProfile -DefaultOutboundAction Allow' },
    { language: 'cmd', code: 'netsh advfirewall set allprofiles firewallpolicy blockinboundalways,allowoutbound' },
    { language: 'cmd', code: 'netsh advfirewall set allprofiles firewallpolicy notconfigured,allowoutbound' },
  ],
  visit: {
    'firewall.profile'({ what, value, written, at, mend, repairs, place }, { report }) {
      if (what !== 'inbound' || value !== 'allow' || place.os === 'linux' || place.runs === 'build') return;
      const fixes = mend ? [{ title: mend.title, edits: [mend.edit] }] : [];
      report('allowed', at, { value: written }, { fixes, repairs });
    },
  },
});
