import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import type { Exposure } from '../../../server/src/facts/network/exposure';
import { parsePorts } from '../../../server/src/facts/network/ports';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';

async function exposures(language: Language, text: string, file = `file.${language}`): Promise<readonly Exposure[]> {
  const read = await readerOf(language);
  return read({ path: file, language, text }).facts.flatMap(it => (it.kind === 'network.exposure' ? [it.fact] : []));
}

const rule = (more: string): string =>
  `{ "properties": { "access": "Allow", "direction": "Inbound", "protocol": "Tcp", ${more} } }`;

const table: readonly (readonly [language: Language, source: string, ...exposures: readonly string[]])[] = [
  [
    'cmd',
    'docker run -d -p 8080:80 -p 127.0.0.1:53:53/udp --publish=0.0.0.0:1:2 x',
    'docker run tcp 80-80 anyone',
    'docker run udp 53-53 loopback',
    'docker run tcp 2-2 anyone',
  ],
  [
    'cmd',
    'docker run -p 10.0.0.1:80:80 -p 5000-5010:5000-5010 x',
    'docker run tcp 80-80 unknown',
    'docker run tcp 5000-5010 anyone',
  ],
  ['cmd', 'docker run -p %PORT%:80 x\ndocker ps -p 1:1'],
  ['cmd', 'dockerd -H tcp://0.0.0.0:2376 --tlsverify', 'docker daemon tcp 2376-2376 anyone'],
  ['cmd', 'docker -H tcp://0.0.0.0:2375 ps'],
  [
    'powershell',
    'Add-NetNatStaticMapping n -Protocol TCP -ExternalIPAddress 10.1.0.4 -ExternalPort 80 -InternalIPAddress 10.0.0.1',
    'nat tcp 80-80 unknown',
  ],
  [
    'powershell',
    'Add-NetNatStaticMapping n -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 80 -RemoteExternalIPAddressPrefix 10.0.0.0/8',
    'nat tcp 80-80 limited',
  ],
  [
    'cmd',
    'az network nsg rule create -n x --destination-port-ranges 80 443 --source-address-prefixes 10.0.0.0/8',
    'nsg any 80-80 443-443 limited',
  ],
  ['cmd', 'az network nsg rule create -n x --destination-port-ranges 80 --access Deny'],
  ['cmd', 'az network nsg rule create -n x --destination-port-ranges 80 --direction Outbound'],
  ['cmd', 'az network nsg rule update -n x --destination-port-ranges 80'],
  ['cmd', 'az network nsg rule create -n x --destination-port-ranges 80 --source-asgs web', 'nsg any 80-80 limited'],
  [
    'powershell',
    'Add-HnsEndpointPolicy -Endpoint $e -Policies @{ Type = "ACL"; Action = "Allow"; Direction = "In"; LocalPorts = "445" }',
    'endpoint policy any 445-445 anyone',
  ],
  ['json', rule('"sourceAddressPrefix": "Internet", "destinationPortRange": "22"'), 'nsg tcp 22-22 anyone'],
  [
    'json',
    rule('"sourceAddressPrefixes": ["10.0.0.0/8", "0.0.0.0/0"], "destinationPortRanges": ["22", "80-90"]'),
    'nsg tcp 22-22 80-90 anyone',
  ],
  [
    'json',
    rule(`"sourceAddressPrefix": "[parameters('from')]", "destinationPortRange": "22"`),
    'nsg tcp 22-22 unknown',
  ],
  ['json', rule(`"sourceAddressPrefix": "*", "destinationPortRange": "[variables('port')]"`)],
  ['json', rule('"sourceAddressPrefix": "VirtualNetwork", "destinationPortRange": "22"').replace('Allow', 'Deny')],
  [
    'json',
    '[{"Type":"ACL","Settings":{"Action":"Allow","Direction":"In","Protocols":"6","LocalPorts":"5985,445","RemoteAddresses":"10.0.0.0/8"}}]',
    'endpoint policy tcp 5985-5985 445-445 limited',
  ],
  ['json', '{"Type":"ACL","Action":"Allow","Direction":"Out","LocalPorts":"445"}'],
  [
    'json',
    '{"hosts": ["tcp://127.0.0.1:2375", "tcp://:2375", "npipe://"]}',
    'docker daemon tcp 2375-2375 loopback',
    'docker daemon tcp 2375-2375 anyone',
  ],
  ['json', '{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true}', 'docker daemon tcp 2376-2376 anyone'],
  ['json', '{"hosts": ["a", "b"], "name": "x"}'],
  ['json', '[1, null, {"a": []'],
];

describe('exposures of scripts and JSON', () => {
  for (const [language, source, ...expected] of table) {
    it(source, async () => {
      const found = await exposures(language, source);
      assert.deepEqual(
        found.map(
          it =>
            `${it.via} ${it.protocol} ${it.ports.map(({ range }) => `${range.from}-${range.to}`).join(' ')} ${it.from}`,
        ),
        expected,
      );
    });
  }

  it('replaces the source of a template', async () => {
    const source = rule('"sourceAddressPrefix": "*", "destinationPortRange": "22"');
    const [exposure] = await exposures('json', source);
    assert.equal(applyEdits(source, exposure!.fixes[0]!.edits), source.replace('"*"', '"VirtualNetwork"'));
  });

  it('reads ranges', () => {
    assert.deepEqual(parsePorts(' 5000 - 5010 '), { from: 5000, to: 5010 });
    assert.deepEqual(parsePorts('*'), { from: 0, to: 65535 });
    for (const bad of ['10-5', '65536', 'RPC', '', '80,81']) assert.equal(parsePorts(bad), undefined);
  });
});
