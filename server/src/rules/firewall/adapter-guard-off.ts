import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'firewall/adapter-guard-off',
  title: 'A virtual machine may pass for others on its network',
  severity: 'low',
  confidence: 'medium',
  cwe: [290],
  tags: ['hyper-v', 'network'],
  fixable: 'unsafe',
  messages: {
    spoofing: '`{value}` lets the machine send and receive with the addresses of its neighbours.',
    mirroring: '`{value}` hands copies of what other machines send to one that listens.',
    guard: { severity: 'info', text: '`{value}` lets the machine play {what} for the whole network.' },
  },
  rationale: `
    A machine that was taken over answers for its gateway, or hands out addresses and a gateway of its own, and then reads and
    changes what its neighbours send.`,
  remedy: 'Leave the guards on, and give addresses and mirrors only to machines that need them for what they do.',
  exceptions:
    'Nested virtualization needs other addresses, and is not reported where the script sets it up; a DHCP server needs its guard off.',
  references: ['https://learn.microsoft.com/powershell/module/hyper-v/set-vmnetworkadapter'],
  bad: [
    {
      language: 'powershell',
      code: 'Get-VMNetworkAdapter -VMName lab | Set-VMNetworkAdapter -MacAddressSpoofing «On»',
      fixed: 'Get-VMNetworkAdapter -VMName lab | Set-VMNetworkAdapter -MacAddressSpoofing Off',
    },
    {
      language: 'powershell',
      code: "Set-VMNetworkAdapter -VMName lab -PortMirroring «Destination» -DhcpGuard «Off» -RouterGuard '«Off»'",
      fixed: "Set-VMNetworkAdapter -VMName lab -PortMirroring None -DhcpGuard On -RouterGuard 'On'",
    },
  ],
  good: examples(
    'powershell',
    'Set-VMNetworkAdapter -VMName lab -MacAddressSpoofing Off -DhcpGuard On',
    'Set-VMNetworkAdapter -VMName lab -MacAddressSpoofing $state -PortMirroring None',
    'Set-VMProcessor -VMName lab -ExposeVirtualizationExtensions $true\nSet-VMNetworkAdapter -VMName lab -MacAddressSpoofing On',
    'Get-VMNetworkAdapter -VMName lab | Where-Object MacAddressSpoofing -eq On',
  ),
  visit: {
    'network.adapter'({ name, value, at, nested, fix, place }, { report }) {
      if (place.os === 'linux' || place.runs === 'build') return;
      const more = { fixes: fix ? [fix] : [] };
      const text = value.toLowerCase();
      if (name === 'MacAddressSpoofing') {
        if (text === 'on' && !nested) report('spoofing', at, { value }, more);
      } else if (name === 'PortMirroring') {
        if (text === 'source' || text === 'destination') report('mirroring', at, { value }, more);
      } else if (text === 'off') {
        report('guard', at, { value, what: name === 'DhcpGuard' ? 'DHCP server' : 'router' }, more);
      }
    },
  },
});
