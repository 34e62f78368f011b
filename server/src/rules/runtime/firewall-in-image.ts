import { type Command, is } from '../../facts/command/command';
import { netshCommand } from '../../facts/command/netsh';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'runtime/firewall-in-image',
  title: 'Firewall commands in an image build do nothing',
  severity: 'low',
  confidence: 'high',
  cwe: [693],
  tags: ['firewall', 'dockerfile'],
  fixable: false,
  messages: {
    silent:
      '`{command}` has no effect in an image: containers run no Windows Firewall of their own, and let all traffic in.',
    host: '`{command}` has no effect in an image: {what} belongs to the host of a container.',
  },
  rationale: `
    Traffic of a container is filtered by its host, or by the virtual switch. Whoever reads the instruction believes in
    a protection that is not there.`,
  remedy:
    'Publish only the ports that are needed, and filter with network policies or endpoint policies (HNS ACL) on the host.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/container-networking/network-isolation-security',
  ],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN «netsh» advfirewall firewall add rule name=x dir=in action=allow protocol=TCP localport=8080\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN «New-NetFirewallRule» -DisplayName a -Protocol TCP -LocalPort 80; \\\n    New-NetFirewallRule -DisplayName b -Protocol TCP -LocalPort 81\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell «New-NetNat» -Name nat -InternalIPInterfaceAddressPrefix 172.16.0.0/24; «Add-NetNatStaticMapping» -NatName nat -Protocol TCP -ExternalPort 8080 -InternalIPAddress 172.16.0.2\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN Import-Module C:/hns.psm1; «New-HnsEndpoint» -NetworkId $id; «Add-HnsEndpointPolicy» -Policies @{ Type = \'ACL\' }\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell «Set-VMNetworkAdapter» -VMName x -MacAddressSpoofing On\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell «New-NetIPsecRule» -DisplayName x -InboundSecurity Require\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN «netsh» advfirewall consec add rule name=x endpoint1=any endpoint2=any action=requireinrequireout\n',
  ),
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN netsh http show sslcert\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Get-NetNat; Get-HnsNetwork\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN netsh interface portproxy add v4tov4 listenport=80 connectport=8080\n',
    },
    { language: 'powershell', code: 'New-NetNat -Name nat -InternalIPInterfaceAddressPrefix 172.16.0.0/24' },
    { language: 'powershell', code: 'Set-NetFirewallProfile -Enabled True' },
  ],
  visit: {
    'firewall.use'({ command, at, place }, { report }) {
      if (place.runs === 'build' && place.os === 'windows') report('silent', at, { command });
    },
    command(command, { report }) {
      if (command.place.runs !== 'build' || command.place.os !== 'windows') return;
      const what = hostNetwork(command);
      if (what) report('host', command.nameSpan, { command: command.name, what });
    },
  },
});

/** What a host alone has, by the verbs and nouns of the cmdlets that change it. */
const ofHost: readonly (readonly [name: RegExp, what: string])[] = [
  [/^(?:New|Set|Add|Remove)-NetNat/i, 'address translation'],
  [/^(?:New|Set|Add|Update|Remove|Invoke)-(?:Hns|Hcn)/i, 'the host networking service'],
  [/^(?:New|Set|Add|Remove)-VM(?:NetworkAdapter|Switch)/i, 'the virtual switch'],
  [/^(?:New|Set|Enable|Copy)-NetIPsec/i, 'IPsec'],
];

function hostNetwork(command: Command): string | undefined {
  if (!is(command, 'netsh')) return ofHost.find(([name]) => name.test(command.name))?.[1];
  const words = netshCommand(command)?.words ?? [];
  const isRule = words[0] === 'ipsec' || (words[0] === 'advfirewall' && words[1] === 'consec');
  return isRule && /^(?:add|set)$/.test(words[2] ?? '') ? 'IPsec' : undefined;
}
