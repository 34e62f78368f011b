import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';
import type { FactEntry, Language } from '../../../server/src/facts/source';

/** The facts of a statement about virtual networks, one a line. */
function show(entry: FactEntry, text: string): string[] {
  const cut = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  switch (entry.kind) {
    case 'network.acl':
      return entry.fact.entries.map(
        ({ action, direction, from, narrowed, priority, misspelt }) =>
          `${action} ${direction} ${from}${narrowed ? ' narrowed' : ''}${priority === undefined ? '' : ` ${priority}`}${misspelt.map(it => ` ${cut(it.span)}?`).join('')}`,
      );
    case 'network.nat':
      return [`${entry.fact.private ? 'private' : 'public'} ${entry.fact.prefix} <${cut(entry.fact.at)}>`];
    case 'network.adapter':
      return [`${entry.fact.name} <${cut(entry.fact.at)}>`];
    case 'network.exposure': {
      const { via, protocol, ports, from } = entry.fact;
      return [`${via} ${protocol} ${ports.map(it => `${it.range.from} <${cut(it.span)}>`).join(' ')} ${from}`];
    }
    default:
      return [];
  }
}

const table: readonly (readonly [language: Language, source: string, ...facts: readonly string[]])[] = [
  ['powershell', 'New-NetNat n -InternalIP 192.168.0.0/16', 'private 192.168.0.0/16 <192.168.0.0/16>'],
  ['powershell', 'New-NetNat -Name n -InternalIPInterfaceAddressPrefix 11.0.0.0/8', 'public 11.0.0.0/8 <11.0.0.0/8>'],
  ['powershell', 'New-NetNat -Name n -InternalIPInterfaceAddressPrefix $prefix'],
  [
    'powershell',
    'Add-NetNatStaticMapping n -Protocol TCP -ExternalIPAddress 0.0.0.0/0 -ExternalPort 40001 -InternalIPAddress 10.0.0.2 -InternalPort 3389',
    'nat tcp 3389 <3389> anyone',
  ],
  [
    'powershell',
    'Add-NetNatStaticMapping n -Protocol UDP -ExternalIPAddress 10.0.0.1 -ExternalPort 161 -InternalIPAddress 10.0.0.2',
    'nat udp 161 <161> unknown',
  ],
  [
    'powershell',
    'Add-NetNatStaticMapping n -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 22 -InternalIPAddress 10.0.0.2 -RemoteExternalIPAddressPrefix 10.0.0.0/8',
    'nat tcp 22 <22> limited',
  ],
  [
    'powershell',
    'Add-NetNatStaticMapping n -Protocol TCP -ExternalPort 22 -InternalIPAddress 10.0.0.2 -RemoteExternalIPAddressPrefix 0.0.0.0/0',
    'nat tcp 22 <22> anyone',
  ],
  ['powershell', 'Add-NetNatStaticMapping @mapping -ExternalPort 22'],
  [
    'powershell',
    'Add-VMNetworkAdapterExtendedAcl -VMName a -Action Allow -Direction Inbound -LocalPort 3389 -Protocol TCP -Weight 10 -Stateful $true',
    'port acl tcp 3389 <3389> anyone',
    'allow in anyone narrowed',
  ],
  [
    'powershell',
    'Add-VMNetworkAdapterExtendedAcl a Allow Inbound ANY 10.0.0.0/8 3389 -Weight 10',
    'port acl any 3389 <3389> limited',
    'allow in limited narrowed',
  ],
  [
    'powershell',
    'Add-VMNetworkAdapterExtendedAcl -VMName a -Action Deny -Direction Inbound -LocalPort 3389 -Weight 1',
    'block in anyone narrowed',
  ],
  [
    'powershell',
    'Add-VMNetworkAdapterAcl -VMName a -Action Allow -Direction Outbound -RemoteIPAddress ANY; Add-VMNetworkAdapterAcl -VMName a -Action Deny -Direction Both -RemoteIPAddress 10.0.0.0/8',
    'allow out anyone',
    'block both limited',
  ],
  [
    'powershell',
    'Get-VM a | Add-VMNetworkAdapterAcl -Action Allow -Direction Both -RemoteIPAddress ANY',
    'allow both anyone',
  ],
  ['powershell', 'Get-VM | Set-VMNetworkAdapter -MacAddressSpoofing On -RouterGuard $x', 'MacAddressSpoofing <On>'],
  [
    'powershell',
    "Add-HnsEndpointPolicy -EndpointId $id -Policies @(@{Type='ACL'; Action='Allow'; Direction='In'; Priority=300}, @{Type='ACL'; Action='Block'; Direction='In'; RemoteAddresses='10.0.0.1'; Priority=200})",
    'allow in anyone 300',
    'block in limited 200',
  ],
  [
    'powershell',
    "$p = @{ Type = 'ACL'; Settings = @{ Action = 'Allow'; Direction = 'In'; RemoteAddress = '10.0.0.1'; LocalPorts = '80' } }\nConvertTo-Json @{ Policies = @($p) }",
    'allow in anyone narrowed RemoteAddress?',
  ],
  [
    'powershell',
    'Invoke-HnsRequest -Method POST -Type endpoints -Data \'{"Policies":[{"Type":"ACL","Action":"Allow","Direction":"Out"}]}\'',
    'allow out anyone',
  ],
  ['powershell', "Add-HnsEndpointPolicy -EndpointId $id -Policies @{ Type = 'PROXY'; Port = 80 }"],
  [
    'powershell',
    "ConvertTo-Json @{ Policies = @(@{ Type = 'PortMapping'; Settings = @{ Protocol = 6; InternalPort = 445; ExternalPort = 4445 } }) }",
    'nat tcp 445 <445> anyone',
  ],
  [
    'powershell',
    "New-HnsEndpoint -NetworkId $id -Policies @{ Type = 'NAT'; Protocol = 'TCP'; InternalPort = 80; ExternalPort = 80; VIP = '10.0.0.1' }",
    'nat tcp 80 <80> unknown',
  ],
  [
    'powershell',
    'New-HnsEndpoint -NetworkId $id -InboundNatPolicy @{ InternalPort = 3389; ExternalPort = 33890 }',
    'nat any 3389 <3389> anyone',
  ],
  ['json', '[{"Type":"ACL","Action":"Block","Direction":"In","Priority":65500}]', 'block in anyone 65500'],
  [
    'json',
    '{"Provider":"x","Rules":[{"Name":"EndpointPolicy","Rule":{"Type":"ACL","Action":"Block","Direction":"Out","Protocol":6}}]}',
    'block out anyone narrowed',
  ],
  ['json', '[{"Type":"ACL","Action":"Allow","Direction":"In","Protocols":"256"}]', 'allow in anyone'],
  ['json', '{"Type":"ACL","Action":"Allow"}'],
];

describe('virtual networks of a host', () => {
  for (const [language, source, ...facts] of table) {
    it(source, async () => {
      const read = await readerOf(language);
      const reading = read({ path: `script.${language}`, language, text: source });
      assert.deepEqual(
        reading.facts.flatMap(it => show(it, source)),
        facts,
      );
    });
  }
});
