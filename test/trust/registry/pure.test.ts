import assert from 'node:assert/strict';
import { addressClass } from '../../../server/src/trust/registry/address-class';
import { parseChallenges } from '../../../server/src/trust/registry/challenge';
import { entryFor, parseDockerConfig, parseHelperAnswer } from '../../../server/src/trust/registry/docker-config';
import { type Endpoint, endpoints } from '../../../server/src/trust/registry/endpoint';
import { isListed, parseHost, refusalOf } from '../../../server/src/trust/registry/host';
import { nextLink } from '../../../server/src/trust/registry/link';
import { proxyFor } from '../../../server/src/trust/registry/proxies';
import { retryAfter } from '../../../server/src/trust/registry/retry-after';
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

describe('registry: what headers say', () => {
  const challenges: readonly [string | string[], unknown][] = [
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:a/b:pull,push',
          },
        },
      ],
    ],
    ['Basic realm="a \\"b\\", c"', [{ scheme: 'basic', parameters: { realm: 'a "b", c' } }]],
    ['BASIC Realm=x', [{ scheme: 'basic', parameters: { realm: 'x' } }]],
    [
      'Negotiate, Basic realm="x", charset="UTF-8" , Bearer realm = "y"',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'x', charset: 'UTF-8' } },
        { scheme: 'bearer', parameters: { realm: 'y' } },
      ],
    ],
    [
      ['Basic realm="x"', 'Bearer realm="y"'],
      [
        { scheme: 'basic', parameters: { realm: 'x' } },
        { scheme: 'bearer', parameters: { realm: 'y' } },
      ],
    ],
    ['Bearer realm="never ended', [{ scheme: 'bearer', parameters: {} }]],
    ['', []],
    ['"?"', []],
  ];
  for (const [field, expected] of challenges)
    it(`WWW-Authenticate: ${String(field).slice(0, 60)}`, () => {
      const found = parseChallenges(field).map(it => ({ ...it, parameters: { ...it.parameters } }));
      if (String(field).includes('never')) assert.equal(found[0]?.parameters.realm, undefined);
      else assert.deepEqual(found, expected);
    });

  const links: readonly [string | undefined, string | undefined][] = [
    ['</v2/a/referrers/x?page=2>; rel="next"', '/v2/a/referrers/x?page=2'],
    ['<https://a.example/x>; rel=next', 'https://a.example/x'],
    ['</first>; rel="prev", </second>; title="a, b"; rel="last next"', '/second'],
    ['</x>; REL="NEXT"', '/x'],
    ['</x>; rel="nextish"', undefined],
    ['</x>', undefined],
    ['/x; rel="next"', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [field, expected] of links)
    it(`Link: ${field}`, () => {
      assert.equal(nextLink(field), expected);
    });

  it('long and odd headers are read in little time', () => {
    const started = process.hrtime.bigint();
    for (const piece of ['</x>; a', '<', 'a=', 'a="', 'a,', ' ,', 'Bearer a="\\', ';;', '=']) {
      nextLink(piece.repeat(20_000));
      nextLink('<x>' + piece.repeat(20_000));
      parseChallenges(piece.repeat(20_000));
      parseChallenges('Bearer ' + piece.repeat(20_000));
    }
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 2000);
  });

  it('Retry-After', () => {
    const now = Date.parse('2026-11-01T00:00:00Z');
    assert.equal(retryAfter('120', now), now + 120_000);
    assert.equal(retryAfter('Sun, 01 Nov 2026 00:05:00 GMT', now), now + 300_000);
    assert.equal(retryAfter('Sun, 01 Nov 2020 00:05:00 GMT', now), now);
    assert.equal(retryAfter('99999999999', now), now + 86_400_000);
    assert.equal(retryAfter('soon', now), undefined);
    assert.equal(retryAfter('', now), undefined);
    assert.equal(retryAfter(undefined, now), undefined);
  });
});

describe('registry: proxies of settings and environment', () => {
  const https = 'https://registry.example/v2/';
  const cases: readonly [string, string | undefined, Record<string, string>, string | undefined][] = [
    [https, undefined, {}, undefined],
    [https, undefined, { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    [https, undefined, { https_proxy: 'p:1' }, 'http://p:1'],
    [https, undefined, { HTTP_PROXY: 'http://p:1' }, undefined],
    ['http://registry.example/', undefined, { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    [https, 'http://own:2', { HTTPS_PROXY: 'http://p:1' }, 'http://own:2'],
    [https, 'http://own:2', { NO_PROXY: 'registry.example' }, undefined],
    [https, 'http://own:2', { NO_PROXY: '.example' }, undefined],
    [https, 'http://own:2', { NO_PROXY: '*.example' }, undefined],
    [https, 'http://own:2', { no_proxy: 'a.b, example' }, undefined],
    [https, 'http://own:2', { NO_PROXY: '*' }, undefined],
    [https, 'http://own:2', { NO_PROXY: 'registry.example:443' }, undefined],
    [https, 'http://own:2', { NO_PROXY: 'registry.example:5000' }, 'http://own:2'],
    [https, 'http://own:2', { NO_PROXY: 'gistry.example' }, 'http://own:2'],
    [https, 'http://own:2', { NO_PROXY: '.registry.example' }, 'http://own:2'],
    ['https://127.0.0.1:5000/', 'http://own:2', {}, undefined],
    ['https://localhost/', 'http://own:2', {}, undefined],
  ];
  for (const [address, setting, environment, expected] of cases)
    it(`${address} by ${setting} and ${JSON.stringify(environment)}`, () => {
      assert.equal(proxyFor(new URL(address), setting, environment), expected);
    });
});

describe('registry: the Docker configuration', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('credentials, helpers, store', () => {
    const config = parseDockerConfig(
      JSON.stringify({
        auths: {
          'https://index.docker.io/v1/': { auth: base64('hub:pass:word') },
          'registry.example:5000': { username: 'u', password: 'p' },
          'acr.example': { auth: base64('00000000-0000-0000-0000-000000000000:'), identitytoken: 'id' },
          'token.example': { registrytoken: 'rt' },
          'https://old.example/v1/': { auth: base64('o:p') },
          'empty.example': {},
          'odd.example': { auth: 5 },
          'none.example': null,
        },
        credHelpers: { 'gcr.io': 'gcloud', 'odd.io': 7 },
        credsStore: 'desktop',
      }),
    );
    assert.deepEqual(config, {
      helpers: { 'gcr.io': 'gcloud' },
      store: 'desktop',
      credentials: {
        'https://index.docker.io/v1/': { kind: 'password', user: 'hub', password: 'pass:word' },
        'registry.example:5000': { kind: 'password', user: 'u', password: 'p' },
        'acr.example': { kind: 'identity', token: 'id' },
        'token.example': { kind: 'registry', token: 'rt' },
        'https://old.example/v1/': { kind: 'password', user: 'o', password: 'p' },
      },
    });
    assert.ok(entryFor(config.credentials, 'old.example'));
    assert.equal(entryFor(config.credentials, 'registry.example'), undefined);
    assert.equal(entryFor(config.credentials, 'constructor'), undefined);
  });

  for (const text of ['', '[]', 'null', '{', '{"auths":[]}', '{"auths":null,"credHelpers":"x","credsStore":1}'])
    it(`\`${text}\` says nothing`, () => {
      assert.deepEqual(parseDockerConfig(text), { helpers: {}, credentials: {} });
    });

  it('answers of helpers', () => {
    assert.deepEqual(parseHelperAnswer('{"ServerURL":"x","Username":"u","Secret":"s"}'), {
      kind: 'password',
      user: 'u',
      password: 's',
    });
    assert.deepEqual(parseHelperAnswer('{"Username":"<token>","Secret":"s"}'), { kind: 'identity', token: 's' });
    for (const text of ['', '{}', '{"Username":"u"}', '{"Username":"u","Secret":""}', 'credentials not found'])
      assert.equal(parseHelperAnswer(text), undefined);
  });
});
