import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/past-block-rules',
  title: 'A firewall rule overrides block rules',
  severity: 'low',
  confidence: 'medium',
  cwe: [693],
  tags: ['firewall', 'ipsec'],
  fixable: 'unsafe',
  messages: { past: '`{value}` lets in what this rule allows, though another rule blocks it.' },
  rationale: `
    Of two rules the one that blocks wins; that is how an address or a port is closed for good. Whoever holds an account
    that this rule trusts passes all of them, also those that are written when it is attacked.`,
  remedy: 'Allow without the override, and take out of the block rules what has to pass.',
  exceptions:
    'Scanners that administrators run are the use that Windows has in mind. The rule needs IPsec in any case.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule',
    'https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-advfirewall',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName scan -Authentication Required -RemoteMachine $sddl -OverrideBlockRules «True»',
      fixed:
        'New-NetFirewallRule -DisplayName scan -Authentication Required -RemoteMachine $sddl -OverrideBlockRules False',
    },
    {
      language: 'powershell',
      code: 'Get-NetFirewallRule -DisplayName scan | Get-NetFirewallSecurityFilter | Set-NetFirewallSecurityFilter -Override «$true»',
      fixed:
        'Get-NetFirewallRule -DisplayName scan | Get-NetFirewallSecurityFilter | Set-NetFirewallSecurityFilter -Override $false',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name=scan dir=in action=«bypass» security=authenticate rmtcomputergrp="D:(A;;CC;;;SY)"',
      fixed:
        'netsh advfirewall firewall add rule name=scan dir=in action=allow security=authenticate rmtcomputergrp="D:(A;;CC;;;SY)"',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName scan -Authentication Required -RemoteMachine $sddl -OverrideBlockRules $false',
    },
    { language: 'cmd', code: 'netsh advfirewall firewall add rule name=scan dir=in action=block remoteip=10.0.0.1' },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name=scan dir=out action=bypass security=authenticate',
    },
  ],
  visit: {
    'firewall.rule'({ options, direction, enabled, undone, place }, { report }) {
      if (direction === 'out' || enabled === false || undone || place.os === 'linux' || place.runs === 'build') return;
      for (const { what, written, at, fix } of options)
        if (what === 'past block rules') report('past', at, { value: written }, { fixes: fix ? [fix] : [] });
    },
  },
});
