import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { failed, found, opened, withRegistry } from './registry.kit';

const digest = `sha256:${'1'.repeat(64)}`;

describe('registry client: credentials', () => {
  const folders: string[] = [];
  after(() => {
    for (const it of folders) rmSync(it, { recursive: true, force: true });
  });
  const secret = 'correct-horse';
  const user = { user: 'ann', password: secret } as const;

  const configured = (config: object): { DOCKER_CONFIG: string; PATH: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'docker-config-'));
    folders.push(folder);
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    return { DOCKER_CONFIG: folder, PATH: join(folder, 'bin') };
  };
  const auths = (...servers: string[]) => {
    const auth = Buffer.from(`${user.user}:${user.password}`).toString('base64');
    return configured({ auths: Object.fromEntries(servers.map(it => [it, { auth }])) });
  };
  const told = (registry: TestRegistry) => registry.log.map(it => it.headers.authorization?.split(' ')[0] ?? '-');

  it('basic authentication, then without being asked', () =>
    withRegistry({ access: { scheme: 'basic', ...user } }, async registry => {
      const image = registry.repository('a').putImage({ tag: '1' });
      const client = opened([registry], { credentials: true }, { environment: auths(registry.host) });
      const name = { registry: registry.host, repository: 'a' };
      assert.deepEqual(found(await client.resolve(name, '1')), image);
      found(await client.manifest(name, image.digest));
      assert.deepEqual(told(registry), ['-', 'Basic', 'Basic']);
    }));

  it('nothing is read unless the user allows it', () =>
    withRegistry({ access: { scheme: 'basic', ...user } }, async registry => {
      const client = opened([registry], {}, { environment: auths(registry.host) });
      const answer = failed(await client.resolve({ registry: registry.host, repository: 'a' }, '1'));
      assert.equal(answer.reason, 'auth');
      assert.match(answer.detail, /only used if the settings say so/);
      assert.deepEqual(told(registry), ['-']);
    }));

  it('a wrong password is `auth`, and is not told', () =>
    withRegistry({ access: { scheme: 'basic', user: 'ann', password: 'other' } }, async registry => {
      const client = opened([registry], { credentials: true }, { environment: auths(registry.host) });
      const answer = failed(await client.resolve({ registry: registry.host, repository: 'a' }, '1'));
      assert.equal(answer.reason, 'auth');
      assert.ok(!answer.detail.includes(secret) && !answer.detail.includes('ann'));
      assert.deepEqual(told(registry), ['-', 'Basic']);
    }));

  for (const member of ['token', 'access_token'] as const)
    it(`tokens for those without a name, as \`${member}\``, () =>
      withRegistry({ access: { scheme: 'bearer', anonymous: true, member } }, async registry => {
        const image = registry.repository('a/b').putImage({ tag: '1' });
        registry.repository('c').putImage({ tag: '1' });
        const client = opened([registry]);
        const name = { registry: registry.host, repository: 'a/b' };
        found(await client.resolve(name, '1'));
        found(await client.manifest(name, image.digest));
        found(await client.referrers(name, image.digest));
        assert.deepEqual(told(registry), ['-', '-', 'Bearer', 'Bearer', 'Bearer']);
        const token = new URL(registry.log[1]!.path, registry.address);
        assert.equal(token.searchParams.get('scope'), 'repository:a/b:pull');
        assert.equal(token.searchParams.get('service'), 'kit, of tests');
        found(await client.resolve({ ...name, repository: 'c' }, '1'));
        assert.deepEqual(told(registry).slice(5), ['-', '-', 'Bearer'], 'each repository has its own');
      }));

  it('tokens for a user, and anew when they are no longer taken or come to their end', () =>
    withRegistry({ access: { scheme: 'bearer', ...user, expiresIn: 300 } }, async registry => {
      registry.repository('a').putImage({ tag: '1' });
      let now = Date.parse('2026-11-01T00:00:00Z');
      const environment = auths(`http://${registry.host}/v1/`);
      const client = opened([registry], { credentials: true }, { environment, now: () => now });
      const ask = async () => found(await client.resolve({ registry: registry.host, repository: 'a' }, '1'));
      await ask();
      await ask();
      assert.deepEqual(told(registry), ['-', 'Basic', 'Bearer', 'Bearer']);
      registry.forgetTokens();
      await ask();
      assert.deepEqual(told(registry).slice(4), ['Bearer', 'Basic', 'Bearer']);
      now += 296_000;
      await ask();
      assert.deepEqual(told(registry).slice(7), ['-', 'Basic', 'Bearer']);
    }));

  it('an identity token is exchanged for a token', () =>
    withRegistry({ access: { scheme: 'bearer', identityToken: 'id&=' } }, async registry => {
      registry.repository('a').putImage({ tag: '1' });
      const environment = configured({ auths: { [registry.host]: { identitytoken: 'id&=' } } });
      const client = opened([registry], { credentials: true }, { environment });
      found(await client.resolve({ registry: registry.host, repository: 'a' }, '1'));
      assert.equal(registry.log[1]?.method, 'POST');
      assert.deepEqual(Object.fromEntries(new URLSearchParams(registry.log[1]?.body)), {
        grant_type: 'refresh_token',
        client_id: 'boltseal',
        service: 'kit, of tests',
        scope: 'repository:a:pull',
        refresh_token: 'id&=',
      });
    }));

  it('a token server that does not give one is a failure', async () => {
    const faults = [
      [{ kind: 'status', status: 200, body: '{}' }, 'protocol'],
      [{ kind: 'status', status: 200, body: '{"token":"a\\r\\nb: c"}' }, 'protocol'],
      [{ kind: 'html' }, 'protocol'],
      [{ kind: 'status', status: 401 }, 'auth'],
      [{ kind: 'status', status: 403 }, 'auth'],
      [{ kind: 'status', status: 404 }, 'protocol'],
      [{ kind: 'status', status: 429 }, 'rate-limited'],
      [{ kind: 'status', status: 500 }, 'server-error'],
      [{ kind: 'redirect', to: '/elsewhere' }, 'protocol'],
      [{ kind: 'oversized', bytes: 100_000 }, 'too-big'],
      [{ kind: 'reset' }, 'offline'],
    ] as const;
    for (const [fault, reason] of faults)
      await withRegistry({ access: { scheme: 'bearer', anonymous: true } }, async registry => {
        registry.fail(/token/, fault);
        const answer = failed(await opened([registry]).resolve({ registry: registry.host, repository: 'a' }, '1'));
        assert.equal(answer.reason, reason, `${fault.kind}: ${answer.detail}`);
      });
  });

  describe('go to nobody else', () => {
    let registry: TestRegistry;
    let other: TestRegistry;
    beforeEach(async () => {
      other = await startRegistry({ access: { scheme: 'bearer', anonymous: true }, tls: true });
    });
    afterEach(() => Promise.all([registry.stop(), other.stop()]));
    const nothingLeft = () => {
      for (const { path, headers } of other.log)
        assert.equal(headers.authorization ?? '-', '-', `${path} ${JSON.stringify(headers)}`);
      assert.ok(!JSON.stringify(other.log).includes(secret));
    };

    it('when a blob or a manifest is elsewhere', async () => {
      registry = await startRegistry({ access: { scheme: 'basic', ...user }, tls: true });
      const image = registry.repository('a').putImage({ tag: '1' });
      const bytes = registry.repository('a').manifests.get(image.digest)!.bytes;
      other.serve('/elsewhere', bytes, image.mediaType);
      const environment = auths(registry.host, other.host);
      const name = { registry: registry.host, repository: 'a' };
      const client = () => opened([registry, other], { credentials: true }, { environment, timeout: 5000 });
      found(await client().resolve(name, '1'));
      registry.fail(/GET/, { kind: 'redirect', to: `${other.address}/elsewhere` });
      found(await client().manifest(name, image.digest));
      found(await client().blob(name, image, 10_000));
      assert.ok(other.log.length >= 2);
      nothingLeft();
    });

    it('when a redirect leads away and back', async () => {
      registry = await startRegistry({ access: { scheme: 'basic', ...user }, tls: true });
      registry.repository('a').putImage({ tag: '1' });
      const client = opened(
        [registry, other],
        { credentials: true },
        { environment: auths(registry.host), timeout: 5000 },
      );
      const name = { registry: registry.host, repository: 'a' };
      found(await client.resolve(name, '1'));
      registry.log.length = 0;
      registry.fail(/a.blobs/, { kind: 'redirect', to: `${other.address}/back` });
      other.fail(/back/, { kind: 'redirect', to: `${registry.address}/v2/b/blobs/${digest}` });
      assert.equal(failed(await client.blob(name, { digest, mediaType: '' }, 10)).reason, 'auth');
      assert.deepEqual(told(registry), ['Basic', '-', 'Basic', '-'], 'it is not taken up again');
      nothingLeft();
    });

    it('when the token server is another host', async () => {
      registry = await startRegistry({
        access: { scheme: 'bearer', ...user, realm: `${other.address}/token` },
        tls: true,
      });
      const environment = auths(registry.host);
      const ask = (registries: string[]) =>
        opened([registry, other], { credentials: true, registries }, { environment, timeout: 5000 }).resolve(
          { registry: registry.host, repository: 'a' },
          '1',
        );
      for (const registries of [['*'], [registry.host]]) {
        const answer = failed(await ask(registries));
        assert.equal(answer.reason, 'auth');
        assert.match(answer.detail, new RegExp(`Your credential was not given to ${other.host}`));
      }
      assert.ok(other.log.length >= 2);
      nothingLeft();
      other.log.length = 0;
      await ask([registry.host, other.host]);
      assert.deepEqual(told(other), ['Basic'], 'unless the user lists that host');
    });

    it('when the token server is listed, but speaks in plain text', async () => {
      const plain = await startRegistry({ access: { scheme: 'bearer', anonymous: true } });
      const realm = `${plain.address}/token`;
      registry = await startRegistry({ access: { scheme: 'bearer', ...user, realm }, tls: true });
      const settings = { credentials: true, registries: [registry.host, plain.host] };
      const client = opened([registry, plain], settings, { environment: auths(registry.host), timeout: 5000 });
      assert.equal(failed(await client.resolve({ registry: registry.host, repository: 'a' }, '1')).reason, 'auth');
      assert.deepEqual(told(plain), ['-']);
      await plain.stop();
    });

    it('when an identity token is asked for by another host', async () => {
      registry = await startRegistry({ access: { scheme: 'bearer', realm: `${other.address}/token` }, tls: true });
      const environment = configured({ auths: { [registry.host]: { identitytoken: secret } } });
      const client = opened(
        [registry, other],
        { credentials: true, registries: ['*'] },
        { environment, timeout: 5000 },
      );
      failed(await client.resolve({ registry: registry.host, repository: 'a' }, '1'));
      assert.deepEqual([...new Set(other.log.map(it => it.method))], ['GET']);
      nothingLeft();
    });

    it('when the next page is elsewhere', async () => {
      registry = await startRegistry({ access: { scheme: 'basic', ...user }, tls: true });
      const image = registry.repository('a').putImage({ tag: '1' });
      const client = opened(
        [registry, other],
        { credentials: true },
        { environment: auths(registry.host), timeout: 5000 },
      );
      const name = { registry: registry.host, repository: 'a' };
      found(await client.resolve(name, '1'));
      registry.fail(/referrers/, { kind: 'headers', headers: { link: `<${other.address}/x>; rel="next"` } });
      assert.equal(failed(await client.referrers(name, image.digest)).reason, 'protocol');
      assert.equal(other.log.length, 0);
    });

    it('when the other one is a mirror', async () => {
      registry = await startRegistry({ access: { scheme: 'basic', ...user }, tls: true });
      const image = registry.repository('a').putImage({ tag: '1' });
      const mirrors = { [registry.host]: [other.address] };
      const environment = auths(registry.host);
      const client = opened([registry, other], { credentials: true, mirrors }, { environment, timeout: 5000 });
      assert.deepEqual(found(await client.resolve({ registry: registry.host, repository: 'a' }, '1')), image);
      assert.ok(other.log.length > 0);
      for (const { headers } of other.log) assert.ok(!headers.authorization?.startsWith('Basic'));
      assert.ok(!JSON.stringify(other.log).includes(secret));
    });
  });
});
