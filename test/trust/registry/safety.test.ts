import assert from 'node:assert/strict';
import dns from 'node:dns';
import { Socket } from 'node:net';
import { notaryFetcher } from '../../../server/src/trust/registry/notary-fetcher';
import { revocationFetcher } from '../../../server/src/trust/registry/revocation-fetcher';
import { Transport } from '../../../server/src/trust/registry/transport';
import { settingsFor, startProxy, startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { failed, found, opened, withRegistry } from './registry.kit';

const digest = `sha256:${'1'.repeat(64)}`;

describe('registry client: addresses that nobody allowed', () => {
  let registry: TestRegistry;
  before(async () => {
    registry = await startRegistry();
    registry.repository('a').putImage({ tag: '1' });
  });
  after(() => registry.stop());

  const resolves =
    (...addresses: string[]) =>
    async () =>
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }));
  /** A client that may speak plain http to a public name; where the name leads is up to the lookup. */
  const lured = (lookup: ReturnType<typeof resolves>) => {
    const name = `registry.example:${registry.port}`;
    const settings = { registries: ['*'], privateRegistries: [], insecureRegistries: [name] };
    const client = opened([], settings, { lookup });
    return client.resolve({ registry: name, repository: 'a' }, '1');
  };

  for (const addresses of [
    ['127.0.0.1'],
    ['::1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['fd00::1'],
    ['fe80::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['0.0.0.0'],
    ['224.0.0.1'],
    ['8.8.8.8', '127.0.0.1'],
    ['127.0.0.1', '8.8.8.8'],
  ])
    it(`a public name that leads to ${addresses.join(' and ')}`, async () => {
      registry.log.length = 0;
      const answer = failed(await lured(resolves(...addresses)));
      assert.equal(answer.reason, 'refused', answer.detail);
      assert.match(answer.detail, /registry\.example:\d+ was not asked for a:1: the name leads to/);
      assert.equal(registry.log.length, 0);
    });

  it('a name that leads somewhere else the second time', async () => {
    let times = 0;
    const lookup = async () => [{ address: ++times === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    const name = `registry.example:${registry.port}`;
    const lists = { privateRegistries: [name], insecureRegistries: [name] };
    const listed = opened([], { registries: ['*'], ...lists }, { lookup });
    found(await listed.resolve({ registry: name, repository: 'a' }, '1'));
    assert.equal(times, 1, 'what was looked up is what is connected to');
    const open = opened([], { registries: ['*'], ...lists, privateRegistries: [] }, { lookup });
    assert.equal(failed(await open.resolve({ registry: name, repository: 'a' }, '1')).reason, 'refused');
  });

  it('a listed name is not a listed machine', async () => {
    const own = opened([registry], { registries: ['*'] }, { lookup: resolves('127.0.0.1') });
    const insecure = failed(await own.resolve({ registry: `other.example:${registry.port}`, repository: 'a' }, '1'));
    assert.equal(insecure.reason, 'refused');
  });

  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '0',
    '169.254.169.254',
    'metadata.google.internal',
    '8.8.8.8',
  ])
    it(`a reference to ${host}`, async () => {
      let looked = 0;
      const lookup = () => Promise.reject(new Error(`${++looked}`));
      const client = opened([], { registries: ['*'] }, { lookup });
      for (const name of [host, `${host}:${registry.port}`]) {
        const answer = failed(await client.referrers({ registry: name, repository: 'a' }, digest));
        assert.equal(answer.reason, 'refused', answer.detail);
      }
      assert.equal(client.requests + looked, 0);
    });

  it('redirects lead nowhere else', async () => {
    const other = await startRegistry();
    const port = other.port;
    const client = () => opened([registry], {}, { lookup: resolves('127.0.0.1') });
    const name = { registry: registry.host, repository: 'a' };
    for (const to of [
      `https://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://localhost:${port}/`,
      `https://0x7f000001:${port}/`,
      `https://cdn.example:${port}/`,
      `//127.0.0.1:${port}/`,
    ]) {
      const end = registry.fail(/blobs/, { kind: 'redirect', to });
      const answer = failed(await client().blob(name, { digest, mediaType: '' }, 10));
      assert.equal(answer.reason, 'refused', `${to}: ${answer.detail}`);
      end();
    }
    assert.equal(other.log.length, 0);
    await other.stop();
  });

  it('token servers are nowhere else either', async () => {
    const other = await startRegistry();
    for (const realm of [`http://127.0.0.1:${other.port}/token`, `https://localhost:${other.port}/`, 'file:///x', 'x:'])
      await withRegistry({ access: { scheme: 'bearer', anonymous: true, realm } }, async guarded => {
        const answer = failed(await opened([guarded]).resolve({ registry: guarded.host, repository: 'a' }, '1'));
        assert.equal(answer.reason, 'refused', answer.detail);
      });
    assert.equal(other.log.length, 0);
    await other.stop();
  });

  it('certificates name no addresses nearby', async () => {
    const settings = settingsFor([registry], { revocation: true, privateRegistries: [] });
    const fetcher = revocationFetcher(settings, { environment: {}, lookup: resolves('127.0.0.1') });
    const addresses = [
      `${registry.address}/x.crl`,
      `http://crl.example:${registry.port}/x`,
      'ldap://a/',
      'file:///x',
      'x',
    ];
    registry.log.length = 0;
    for (const address of addresses)
      for (const kind of ['crl', 'ocsp'] as const)
        assert.equal(failed(await fetcher({ address, kind })).reason, 'refused');
    assert.equal(registry.log.length, 0);
    await fetcher.close();
  });

  it('a proxy is not sent to machines nearby in plain text', async () => {
    const proxy = await startProxy(() => ({ 'crl.example:80': registry.port }));
    const settings = settingsFor([], { revocation: true, proxy: proxy.address });
    registry.serve('/x.crl', 'list');
    const ask = (...addresses: string[]) => {
      const lookup =
        addresses.length > 0 ? resolves(...addresses) : () => Promise.reject(new Error('only the proxy knows'));
      return revocationFetcher(settings, { environment: {}, lookup })({
        address: 'http://crl.example/x.crl',
        kind: 'crl',
      });
    };
    assert.equal(failed(await ask('10.0.0.1')).reason, 'refused');
    assert.equal(proxy.log.length, 0);
    found(await ask('8.8.8.8'));
    found(await ask());
    assert.deepEqual(proxy.log, ['GET http://crl.example/x.crl', 'GET http://crl.example/x.crl']);
    await proxy.stop();
  });
});

describe('registry client: with the network off', () => {
  /** Counts what would leave the machine, whoever does it. */
  async function counting(run: () => Promise<void>): Promise<number> {
    const { connect } = Socket.prototype;
    const { lookup } = dns;
    let count = 0;
    Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
      count++;
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    dns.lookup = ((...args: unknown[]) => {
      count++;
      return Reflect.apply(lookup, dns, args);
    }) as typeof lookup;
    try {
      await run();
    } finally {
      Socket.prototype.connect = connect;
      dns.lookup = lookup;
    }
    return count;
  }

  const askAll = async (registry: TestRegistry, settings: Parameters<typeof settingsFor>[1]): Promise<string[]> => {
    const client = opened([registry], settings);
    const revocation = revocationFetcher(settingsFor([registry], settings), { environment: {} });
    const notary = notaryFetcher(settingsFor([registry], settings), { environment: {} });
    const name = { registry: registry.host, repository: 'a' };
    const answers = [
      await client.resolve(name, '1'),
      await client.manifest(name, digest),
      await client.blob(name, { digest, mediaType: '' }, 10),
      await client.referrers(name, digest),
      await revocation({ address: `${registry.address}/x`, kind: 'crl' }),
      await revocation({ address: `${registry.address}/x`, kind: 'ocsp', body: new Uint8Array(3) }),
      await notary(registry.address, 'docker.io/library/a', 'root'),
    ];
    await Promise.all([revocation.close(), notary.close()]);
    return answers.map(it => (it.kind === 'failure' ? it.reason : it.kind));
  };

  for (const mode of ['off', 'cache'] as const)
    it(`not one socket is opened when the mode is \`${mode}\``, () =>
      withRegistry({}, async registry => {
        let reasons: string[] = [];
        const settings = { mode, registries: ['*'], revocation: true, proxy: registry.address, credentials: true };
        const count = await counting(async () => {
          reasons = await askAll(registry, settings);
        });
        assert.equal(count, 0);
        assert.deepEqual([...new Set(reasons)], ['network-disabled']);
        assert.equal(registry.log.length, 0);
      }));

  it('what opens sockets looks at the mode itself', () =>
    withRegistry({}, async registry => {
      const transport = new Transport(settingsFor([registry], { mode: 'cache' }), { environment: {} });
      const address = new URL(registry.address);
      const answer = await transport.send({ method: 'GET', address, limit: 1, asked: 'x' }, AbortSignal.timeout(1000));
      assert.ok(answer.kind === 'failure' && answer.reason === 'network-disabled');
      assert.equal(transport.requests + registry.log.length, 0);
    }));

  it('the count counts', () =>
    withRegistry({}, async registry => {
      const count = await counting(async () => {
        await askAll(registry, { mode: 'online', revocation: true });
      });
      assert.ok(count > 0);
    }));

  it('no registry that the user did not list is asked', () =>
    withRegistry({}, async registry => {
      const count = await counting(async () => {
        const reasons = await askAll(registry, { registries: ['docker.io'] });
        assert.deepEqual(reasons, [
          ...new Array(4).fill('not-asked'),
          'network-disabled',
          'network-disabled',
          'not-asked',
        ]);
      });
      assert.equal(count, 0);
    }));
});
