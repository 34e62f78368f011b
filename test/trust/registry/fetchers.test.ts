import assert from 'node:assert/strict';
import { notaryFetcher } from '../../../server/src/trust/registry/notary-fetcher';
import { revocationFetcher } from '../../../server/src/trust/registry/revocation-fetcher';
import type { TrustSettings } from '../../../server/src/trust/settings';
import { type Fault, settingsFor, startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { failed, found } from './registry.kit';

describe('fetcher of revocation lists and OCSP answers', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startRegistry();
    server.serve('/a.crl', 'a list', 'application/pkix-crl');
    server.serve('/big.crl', Buffer.alloc(1024 * 1024 + 1));
    server.serve('/ocsp', 'good', 'application/ocsp-response');
  });
  after(() => server.stop());
  beforeEach(() => server.log.splice(0));
  const fetcher = (more: Partial<TrustSettings> = {}) =>
    revocationFetcher(settingsFor([server], { revocation: true, insecureRegistries: [], ...more }), {
      environment: {},
      timeout: 1000,
    });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

  it('a list by GET, over plain http, from whoever a certificate names', async () => {
    const answer = found(await fetcher({ registries: [] })({ address: `${server.address}/a.crl`, kind: 'crl' }));
    assert.equal(text(answer), 'a list');
    assert.equal(server.log[0]?.method, 'GET');
    assert.equal(server.log[0]?.headers.authorization, undefined);
  });

  it('an OCSP answer by POST', async () => {
    const body = Buffer.from('request');
    const answer = found(await fetcher()({ address: `${server.address}/ocsp`, kind: 'ocsp', body }));
    assert.equal(text(answer), 'good');
    const [{ method, headers, body: sent } = assert.fail()] = server.log;
    assert.deepEqual([method, sent, headers['content-type']], ['POST', 'request', 'application/ocsp-request']);
  });

  it('a list may be elsewhere, an OCSP responder may not', async () => {
    server.fail(/moved/, { kind: 'redirect', to: '/a.crl', status: 302 });
    found(await fetcher()({ address: `${server.address}/moved.crl`, kind: 'crl' }));
    assert.equal(failed(await fetcher()({ address: `${server.address}/moved`, kind: 'ocsp' })).reason, 'protocol');
  });

  const faults: readonly [string, Fault, string][] = [
    ['404', { kind: 'status', status: 404 }, 'protocol'],
    ['a page', { kind: 'html' }, 'protocol'],
    ['403', { kind: 'status', status: 403 }, 'auth'],
    ['500', { kind: 'status', status: 500 }, 'server-error'],
    ['429', { kind: 'status', status: 429 }, 'rate-limited'],
    ['a reset', { kind: 'reset' }, 'offline'],
    ['silence', { kind: 'hang' }, 'timeout'],
    ['too much', { kind: 'oversized', bytes: 1e9 }, 'too-big'],
  ];
  for (const [name, fault, reason] of faults)
    it(`${name} says nothing of revocation`, async () => {
      const end = server.fail(/./, fault);
      const answers = await Promise.all([
        fetcher()({ address: `${server.address}/a.crl`, kind: 'crl' }),
        fetcher()({ address: `${server.address}/ocsp`, kind: 'ocsp' }),
      ]);
      for (const answer of answers) assert.equal(failed(answer).reason, reason);
      end();
    });

  it('a list that is too big', async () => {
    assert.equal(failed(await fetcher()({ address: `${server.address}/big.crl`, kind: 'crl' })).reason, 'too-big');
  });

  it('only if the settings say so', async () => {
    for (const more of [{ revocation: false }, { mode: 'cache' }, { mode: 'off' }] as const) {
      const answer = failed(await fetcher(more)({ address: `${server.address}/a.crl`, kind: 'crl' }));
      assert.equal(answer.reason, 'network-disabled');
    }
    assert.equal(server.log.length, 0);
  });

  it('the same is fetched once at a time, and given up when asked to', async () => {
    const own = fetcher();
    const request = { address: `${server.address}/a.crl`, kind: 'crl' } as const;
    await Promise.all([own(request), own(request)]);
    assert.equal(server.log.length, 1);
    assert.equal(failed(await own(request, AbortSignal.abort())).reason, 'cancelled');
    await own.close();
  });
});

describe('fetcher of Notary metadata', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startRegistry();
    const tuf = '/v2/docker.io/library/alpine/_trust/tuf';
    server.serve(`${tuf}/root.json`, { signed: {}, signatures: [] }, 'application/json');
    server.serve(`${tuf}/targets/releases.json`, { signed: {}, signatures: [] }, 'application/json');
    server.serve(`${tuf}/list.json`, [], 'application/json');
    const gone = { kind: 'status', status: 404, body: '{"errors":[{"code":"METADATA_NOT_FOUND"}]}' } as const;
    server.fail(/snapshot/, gone);
    server.fail(/timestamp/, { kind: 'html', status: 404 });
  });
  after(() => server.stop());
  const gun = 'docker.io/library/alpine';
  const fetcher = (more: Partial<TrustSettings> = {}) =>
    notaryFetcher(settingsFor([server], more), { environment: {}, timeout: 1000 });

  it('roles, delegations among them', async () => {
    for (const role of ['root', 'targets/releases']) {
      const bytes = found(await fetcher()(server.address, gun, role));
      assert.deepEqual(JSON.parse(Buffer.from(bytes).toString()), { signed: {}, signatures: [] });
    }
    assert.equal(server.log[1]?.path, '/v2/docker.io/library/alpine/_trust/tuf/targets/releases.json');
  });

  it('what is not there, and what says nothing', async () => {
    assert.deepEqual(await fetcher()(server.address, gun, 'snapshot'), { kind: 'absent' });
    for (const role of ['timestamp', 'targets', 'list'])
      assert.equal(failed(await fetcher()(server.address, gun, role)).reason, 'protocol');
  });

  it('names that lead elsewhere', async () => {
    server.log.splice(0);
    for (const [address, name, role] of [
      [server.address, 'docker.io/../../x', 'root'],
      [server.address, 'docker.io', 'root'],
      [server.address, 'docker.io/A', 'root'],
      [server.address, gun, '../root'],
      [server.address, gun, 'root?x'],
      [server.address, gun, ''],
      [`${server.address}/path`, gun, 'root'],
      ['notary.example', gun, 'root'],
      ['https://a:b@notary.example', gun, 'root'],
    ] as const)
      assert.equal(failed(await fetcher()(address, name, role)).reason, 'refused', `${address} ${name} ${role}`);
    assert.equal(server.log.length, 0);
  });

  it('only servers that the user lists, in plain text only if the user says so', async () => {
    assert.equal(failed(await fetcher({ registries: [] })(server.address, gun, 'root')).reason, 'not-asked');
    assert.equal(failed(await fetcher({ mode: 'cache' })(server.address, gun, 'root')).reason, 'network-disabled');
    assert.equal(failed(await fetcher({ insecureRegistries: [] })(server.address, gun, 'root')).reason, 'refused');
    assert.equal(failed(await fetcher({ privateRegistries: [] })(server.address, gun, 'root')).reason, 'refused');
  });

  it('tokens are for the repository', async () => {
    const guarded = await startRegistry({ access: { scheme: 'bearer', anonymous: true } });
    const own = notaryFetcher(settingsFor([guarded]), { environment: {} });
    const challenge = `Bearer realm="${guarded.address}/token",service="notary",scope="repository:${gun}:pull,push,*"`;
    guarded.fail(/_trust/, { kind: 'status', status: 401, headers: { 'www-authenticate': challenge } }, 1);
    assert.equal(failed(await own(guarded.address, gun, 'root')).reason, 'protocol');
    const token = new URL(guarded.log[1]!.path, guarded.address);
    assert.equal(token.searchParams.get('scope'), `repository:${gun}:pull`);
    assert.match(guarded.log[2]?.headers.authorization ?? '', /^Bearer /);
    await Promise.all([own.close(), guarded.stop()]);
  });
});
