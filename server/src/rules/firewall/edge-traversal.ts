import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/edge-traversal',
  title: 'A firewall rule lets in what crosses a network edge',
  severity: 'low',
  confidence: 'medium',
  cwe: [284],
  tags: ['firewall'],
  fixable: 'unsafe',
  messages: {
    edge: '`{value}` applies the rule to traffic that comes through an address translator too, as Teredo tunnels do.',
  },
  rationale: `
    Behind a router that translates addresses a machine seems out of reach. Edge traversal gives it an address on the
    internet by a tunnel through UDP, and this rule then holds for whoever comes in by that.`,
  remedy: 'Leave edge traversal blocked, and let in the networks that need the port.',
  exceptions: 'Programs that talk machine to machine, such as games and DirectAccess, may need it.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule',
    'https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-advfirewall',
  ],
  bad: [
    {
      language: 'powershell',
      code: "New-NetFirewallRule -DisplayName app -Program 'C:\\app\\app.exe' -Direction Inbound -EdgeTraversalPolicy «Allow»",
      fixed:
        "New-NetFirewallRule -DisplayName app -Program 'C:\\app\\app.exe' -Direction Inbound -EdgeTraversalPolicy Block",
    },
    {
      language: 'powershell',
      code: 'Set-NetFirewallRule -DisplayName app -EdgeTraversalPolicy «DeferToUser»',
      fixed: 'Set-NetFirewallRule -DisplayName app -EdgeTraversalPolicy Block',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name=app dir=in action=allow program="C:\\app\\app.exe" edge=«yes»',
      fixed: 'netsh advfirewall firewall add rule name=app dir=in action=allow program="C:\\app\\app.exe" edge=no',
    },
  ],
  good: [
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName app -LocalPort 80 -EdgeTraversalPolicy Block' },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName app -Direction Inbound -Action Block -EdgeTraversalPolicy Allow',
    },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName app -Protocol TCP -LocalPort 80 -RemoteAddress 10.0.0.0/8 -EdgeTraversalPolicy Allow',
    },
    { language: 'cmd', code: 'netsh advfirewall firewall add rule name=app dir=in action=allow edge=no localport=80' },
    { language: 'powershell', code: 'Get-NetFirewallRule -EdgeTraversalPolicy Allow' },
  ],
  visit: {
    'firewall.rule'({ options, direction, action, enabled, scope, undone, place }, { report }) {
      if (direction === 'out' || action === 'block' || enabled === false || undone || scope?.from === 'limited') return;
      if (place.os === 'linux' || place.runs === 'build') return;
      for (const { what, written, at, fix } of options)
        if (what === 'edge traversal') report('edge', at, { value: written }, { fixes: fix ? [fix] : [] });
    },
  },
});
