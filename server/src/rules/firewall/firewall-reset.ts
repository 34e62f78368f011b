import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/firewall-reset',
  title: 'All firewall rules are thrown away',
  severity: 'low',
  confidence: 'medium',
  cwe: [693],
  tags: ['firewall'],
  fixable: false,
  messages: {
    wiped: '`{command}` {what}, those that block included.',
    opened: {
      severity: 'medium',
      text: '`{command}` {what}, so that what they kept out comes in wherever another rule allows it.',
    },
  },
  rationale: `
    Rules that keep attackers out, those of administrators and of security products, go with the rest, and nothing says so
    afterwards.`,
  remedy: 'Remove the rules you know by name or group.',
  exceptions: 'A script that then builds the whole set of rules anew may well begin like this.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/remove-netfirewallrule'],
  bad: [
    { language: 'powershell', code: 'Get-NetFirewallRule | «Remove-NetFirewallRule»' },
    { language: 'powershell', code: '«Disable-NetFirewallRule» -All' },
    { language: 'powershell', code: "«Remove-NetFirewallRule» -Name '*'" },
    { language: 'powershell', code: 'Get-NetFirewallRule -Action Block | «Remove-NetFirewallRule»' },
    {
      language: 'powershell',
      code: 'Get-NetFirewallRule -Direction Inbound -Action Block | «Disable-NetFirewallRule»',
    },
    {
      language: 'powershell',
      code: "Get-NetFirewallRule | ? { $_.Action -eq 'Block' -and $_.Enabled -eq 'True' } | «Disable-NetFirewallRule»",
    },
    { language: 'powershell', code: '«Remove-NetFirewallRule» -Action Block' },
    { language: 'cmd', code: '«netsh» adv fire del rule name=all' },
    { language: 'cmd', code: '«netsh» advfirewall firewall delete rule name=all' },
    { language: 'cmd', code: '«netsh» advfirewall reset' },
  ],
  good: [
    { language: 'powershell', code: "Remove-NetFirewallRule -Group 'Lab'" },
    { language: 'powershell', code: "Get-NetFirewallRule -DisplayName 'Lab*' | Remove-NetFirewallRule" },
    { language: 'powershell', code: 'Get-NetFirewallRule | Where-Object Group -eq Lab | Remove-NetFirewallRule' },
    { language: 'powershell', code: "Get-NetFirewallRule -Action Block -DisplayName 'Lab*' | Remove-NetFirewallRule" },
    { language: 'powershell', code: 'Get-NetFirewallRule -Action Allow -Direction Inbound | Disable-NetFirewallRule' },
    { language: 'powershell', code: "Get-NetFirewallRule | ? { $_.Action -ne 'Block' } | Disable-NetFirewallRule" },
    { language: 'powershell', code: 'Get-NetFirewallRule -Action Block | Export-Csv blocks.csv' },
    { language: 'powershell', code: 'Get-NetFirewallRule -PolicyStoreSourceType Dynamic | Disable-NetFirewallRule' },
    { language: 'powershell', code: 'Remove-NetFirewallRule @found' },
    { language: 'cmd', code: 'netsh advfirewall firewall delete rule name=all protocol=TCP localport=8080' },
  ],
  visit: {
    'firewall.reset'({ what, command, at, place }, { report }) {
      if (place.runs === 'build' || place.os === 'linux') return;
      report(what.endsWith('that blocks') ? 'opened' : 'wiped', at, { command, what });
    },
  },
});
