import assert from 'node:assert/strict';
import { addressClass } from '../../../server/src/trust/registry/address-class';
import { type Endpoint, endpoints } from '../../../server/src/trust/registry/endpoint';
import { isListed, parseHost, refusalOf } from '../../../server/src/trust/registry/host';
import { settingsFor } from '../../kit/oci-registry';

describe('registry: classes of addresses', () => {
  const classes: Readonly<Record<string, readonly string[]>> = {
    public: ['8.8.8.8', '20.61.99.68', '172.15.255.255', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2606:4700::1'],
    unspecified: ['0.0.0.0', '0.1.2.3', '::', '0:0:0:0:0:0:0:0'],
    loopback: ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '0000::0001'],
    'link-local': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1', 'fec0::1'],
    shared: ['100.64.0.1', '100.127.255.255'],
    multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
    reserved: [
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.19.255.255',
      '198.51.100.1',
      '203.0.113.9',
      '240.0.0.1',
      '255.255.255.255',
      '2001::1',
      '2001:db8::1',
      '3fff::1',
      '4000::1',
      '100::1',
      '5f00::1',
    ],
    translated: [
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::ffff:7f00:1',
      '0:0:0:0:0:ffff:a00:1',
      '::127.0.0.1',
      '::a00:1',
      '64:ff9b:1::a00:1',
      '2002:a00:1::',
      '2002:808:808::1',
    ],
  };
  for (const [name, addresses] of Object.entries(classes))
    for (const address of addresses)
      it(`${address} is ${name}`, () => {
        assert.equal(addressClass(address), name);
      });

  it('an address that is translated by NAT64 is what stands in it', () => {
    assert.equal(addressClass('64:ff9b::8.8.8.8'), 'public');
    assert.equal(addressClass('64:ff9b::127.0.0.1'), 'loopback');
    assert.equal(addressClass('64:ff9b::a9fe:a9fe'), 'link-local');
    assert.equal(addressClass('64:ff9b::c0a8:101'), 'private');
  });

  for (const text of [
    '',
    'example.com',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    ':::',
    '1::2::3',
    '1:2:3',
    'g::1',
    '::1.2.3',
    '12345::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
  ])
    it(`\`${text}\` is none`, () => {
      assert.equal(addressClass(text), undefined);
    });
});

describe('registry: which hosts may be asked', () => {
  const lists = { privateRegistries: [], insecureRegistries: [] };

  for (const address of [
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://8.8.8.8/',
    'https://１２７.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://localhost./',
    'https://LOCALHOST:5000/',
    'https://registry.localhost/',
    'https://registry.local/',
    'https://metadata.google.internal/',
    'https://router.home.arpa/',
    'https://registry/',
    'http://registry.example/',
    'ftp://registry.example/',
    'file:///etc/passwd',
    'https://user:secret@registry.example/',
  ])
    it(`not ${address}`, () => {
      const refusal = refusalOf(new URL(address), lists, 'x:1');
      assert.equal(refusal?.reason, 'refused');
      assert.doesNotMatch(refusal?.detail ?? '', /secret/);
    });

  it('public names, and what the user lists', () => {
    const refused = (address: string, own: Partial<typeof lists> & object = {}) =>
      refusalOf(new URL(address), { ...lists, ...own }, 'x:1')?.reason;
    assert.equal(refused('https://registry.example/'), undefined);
    assert.equal(refused('https://registry.example:5000/'), undefined);
    assert.equal(refused('https://127.0.0.1:5000/', { privateRegistries: ['127.0.0.1:5000'] as never[] }), undefined);
    assert.equal(refused('https://127.0.0.1:5001/', { privateRegistries: ['127.0.0.1:5000'] as never[] }), 'refused');
    assert.equal(
      refused('http://registry.example/', { insecureRegistries: ['registry.example'] as never[] }),
      undefined,
    );
    assert.equal(refused('http://10.0.0.1/', { insecureRegistries: ['10.0.0.1'] as never[] }), 'refused');
  });

  it('an entry without a port stands for the ports that need not be written', () => {
    assert.ok(isListed(['Registry.Example'], new URL('https://registry.example/v2/')));
    assert.ok(isListed(['registry.example'], new URL('http://registry.example/v2/')));
    assert.ok(isListed(['registry.example:443'], new URL('https://registry.example')));
    assert.ok(isListed(['[::1]:5000'], new URL('http://[::1]:5000')));
    assert.ok(isListed(['127.1:5000'], new URL('http://127.0.0.1:5000')));
    assert.ok(!isListed(['registry.example'], new URL('https://registry.example:5000')));
    assert.ok(!isListed(['registry.example'], new URL('https://x.registry.example')));
    assert.ok(!isListed(['*', ''], new URL('https://registry.example')));
  });

  it('hosts of references', () => {
    assert.deepEqual(parseHost('Registry.Example:05000'), { host: 'registry.example', port: '5000' });
    assert.deepEqual(parseHost('0x7f.1'), { host: '127.0.0.1' });
    for (const text of ['', 'a/b', 'a@b', 'a:0', 'a:65536', 'a:b', 'a b', '-a', 'a#', 'a?b', 'a\\b', '[::1', 'a..'])
      assert.equal(parseHost(text), undefined, text);
  });
});

describe('registry: where a repository is asked for', () => {
  const places = (registry: string, repository: string, more: Parameters<typeof settingsFor>[1] = {}) => {
    const found = endpoints({ registry, repository }, settingsFor([], { registries: ['*'], ...more }));
    return 'kind' in found
      ? found.reason
      : found.map((it: Endpoint) => `${it.mirror ? 'mirror ' : ''}${it.origin} ${it.repository}`);
  };

  it('Docker Hub by its host, official images below `library`', () => {
    const own = ['https://registry-1.docker.io library/golang'];
    for (const registry of ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'Docker.io'])
      assert.deepEqual(places(registry, 'golang'), own);
    assert.deepEqual(places('docker.io', 'library/golang'), own);
  });

  it('https, unless the user lists it', () => {
    assert.deepEqual(places('mcr.microsoft.com', 'windows/servercore'), [
      'https://mcr.microsoft.com windows/servercore',
    ]);
    const insecureRegistries = ['registry.example:5000'];
    assert.deepEqual(places('registry.example:5000', 'a', { insecureRegistries }), ['http://registry.example:5000 a']);
    assert.deepEqual(places('registry.example', 'a', { insecureRegistries }), ['https://registry.example a']);
  });

  it('mirrors come first', () => {
    const mirrors = { 'docker.io': ['https://mirror.example', 'https://harbor.example/hub/', 'not an address'] };
    assert.deepEqual(places('docker.io', 'alpine', { mirrors }), [
      'mirror https://mirror.example library/alpine',
      'mirror https://harbor.example hub/library/alpine',
      'https://registry-1.docker.io library/alpine',
    ]);
    assert.deepEqual(places('ghcr.io', 'a/b', { mirrors }), ['https://ghcr.io a/b']);
  });

  it('only what the user lists, and only online', () => {
    assert.equal(places('ghcr.io', 'a', { registries: ['docker.io'] }), 'not-asked');
    assert.equal(places('ghcr.io.evil.example', 'a', { registries: ['ghcr.io'] }), 'not-asked');
    assert.equal(places('ghcr.io', 'a', { mode: 'cache' }), 'network-disabled');
    assert.equal(places('ghcr.io', 'a', { mode: 'off' }), 'network-disabled');
    assert.ok(Array.isArray(places('registry-1.docker.io', 'a', { registries: ['docker.io'] })));
  });

  for (const [registry, repository] of [
    ['a b', 'x'],
    ['evil.example/../..', 'x'],
    ['user@evil.example', 'x'],
    ['ghcr.io', '../x'],
    ['ghcr.io', 'x/../../y'],
    ['ghcr.io', 'X'],
    ['ghcr.io', 'x?y'],
    ['ghcr.io', 'x#y'],
    ['ghcr.io', ''],
    ['ghcr.io', 'a/'.repeat(200) + 'a'],
  ] as const)
    it(`not ${registry}/${repository.slice(0, 20)}`, () => {
      assert.equal(places(registry, repository), 'refused');
    });
});
