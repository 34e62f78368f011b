import { limitRepairs } from '../../facts/firewall/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/inbound-allow-any',
  title: 'A firewall rule lets everyone in on every port',
  severity: 'high',
  confidence: 'high',
  cwe: [284, 668],
  tags: ['firewall', 'network'],
  fixable: 'unsafe',
  messages: {
    rule: '`{command}` names no port, program or service here, so that it lets everyone in on every {protocol} port.',
  },
  rationale: `
    A rule without ports admits traffic to all that listens: SMB, RPC, WinRM and whatever is installed later. What was meant
    for one program opens the machine.`,
  remedy: 'Name the ports or the program, and the addresses that may connect.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule'],
  bad: [
    {
      language: 'powershell',
      code: "«New-NetFirewallRule» -DisplayName 'Allow all' -Direction Inbound -Action Allow",
      fixed: "New-NetFirewallRule -DisplayName 'Allow all' -Direction Inbound -Action Allow -RemoteAddress LocalSubnet",
    },
    {
      language: 'powershell',
      code: '«New-NetFirewallRule» -DisplayName lab -Protocol TCP -LocalPort Any -RemoteAddress Any',
      fixed: 'New-NetFirewallRule -DisplayName lab -Protocol TCP -LocalPort Any -RemoteAddress LocalSubnet',
    },
    {
      language: 'cmd',
      code: '«netsh» advfirewall firewall add rule name="All" dir=in action=allow protocol=TCP localport=1-65535',
      fixed:
        'netsh advfirewall firewall add rule name="All" dir=in action=allow protocol=TCP localport=1-65535 remoteip=LocalSubnet',
    },
  ],
  good: [
    { language: 'powershell', code: "New-NetFirewallRule -DisplayName app -Action Allow -Program 'C:\\app\\app.exe'" },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName ping -Protocol ICMPv4 -IcmpType 8 -Action Allow',
    },
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName all -Direction Outbound -Action Allow' },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName pods -Action Allow -RemoteAddress 10.244.0.0/16',
    },
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName none -Direction Inbound -Action Block' },
    { language: 'powershell', code: 'New-NetFirewallRule @PSBoundParameters' },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName ping \uFFFDDirection Inbound -Action Allow',
    },
    { language: 'cmd', code: 'netsh advfirewall firewall add rule name=ssh dir=in action=allow service=sshd' },
  ],
  visit: {
    'firewall.rule'(rule, { report }) {
      const { verb, direction, action, enabled, ports, protocol, narrowed, scope, undone, place, at, command, fixes } =
        rule;
      if (verb !== 'add' || direction !== 'in' || action !== 'allow' || !enabled || undone) return;
      if (ports || narrowed || scope?.from !== 'anyone' || place.os === 'linux' || place.runs === 'build') return;
      if (protocol === 'other' || protocol === 'unknown') return;
      const name = protocol === 'any' ? 'TCP and UDP' : protocol.toUpperCase();
      report('rule', at, { command, protocol: name }, { fixes, repairs: limitRepairs(place, rule.names) });
    },
  },
});
