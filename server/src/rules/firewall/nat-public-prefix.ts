import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'firewall/nat-public-prefix',
  title: 'Addresses of others are translated as if they were inside',
  severity: 'low',
  confidence: 'high',
  cwe: [1327],
  tags: ['network', 'containers'],
  fixable: false,
  messages: {
    public:
      '`{prefix}` takes public addresses for machines behind this host: what is sent to their owners goes astray.',
  },
  rationale: `
    Names that lead to the true owners of the addresses then lead to machines behind this host, and the other way round:
    what is meant for somebody trusted is answered by whatever container has the address.`,
  remedy: 'Use private addresses: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
  references: ['https://learn.microsoft.com/powershell/module/netnat/new-netnat'],
  bad: examples(
    'powershell',
    'New-NetNat -Name nat -InternalIPInterfaceAddressPrefix «172.160.0.0/24»',
    "New-NetNat nat -InternalIP '«0.0.0.0/0»'",
  ),
  good: examples(
    'powershell',
    'New-NetNat -Name nat -InternalIPInterfaceAddressPrefix 172.16.0.0/24',
    'New-NetNat -Name nat -InternalIPInterfaceAddressPrefix 100.64.0.0/10',
    'New-NetNat -Name nat -InternalIPInterfaceAddressPrefix "$prefix/24"',
    'New-NetNat -Name nat -ExternalIPInterfaceAddressPrefix 198.51.100.0/24',
  ),
  visit: {
    'network.nat'({ prefix, private: isPrivate, at, place }, { report }) {
      if (!isPrivate && place.os !== 'linux' && place.runs !== 'build') report('public', at, { prefix });
    },
  },
});
