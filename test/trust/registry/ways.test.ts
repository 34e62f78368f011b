import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { authority, startProxy, startRegistry, type TestProxy, type TestRegistry } from '../../kit/oci-registry';
import { failed, found, opened } from './registry.kit';

describe('registry client: proxies and authorities', () => {
  let registry: TestRegistry;
  let proxy: TestProxy;
  let plain: TestRegistry;
  before(async () => {
    registry = await startRegistry({ tls: true });
    plain = await startRegistry();
    for (const it of [registry, plain]) it.repository('a').putImage({ tag: '1' });
    proxy = await startProxy(() => ({
      'registry.test:443': registry.port,
      'wrong.test:443': registry.port,
      'registry.test:5000': plain.port,
    }));
  });
  after(() => Promise.all([registry.stop(), plain.stop(), proxy.stop()]));
  beforeEach(() => proxy.log.splice(0));
  const name = { registry: 'registry.test', repository: 'a' };
  const any = { registries: ['*'] };

  it('https goes through a tunnel, and the name is looked up by the proxy alone', async () => {
    let looked = 0;
    const lookup = () => Promise.reject(new Error(`${++looked}`));
    found(await opened([registry], { ...any, proxy: proxy.address }, { lookup }).resolve(name, '1'));
    assert.deepEqual(proxy.log, ['CONNECT registry.test:443']);
    assert.equal(looked, 0);
  });

  it('the proxy of the environment', async () => {
    found(await opened([registry], any, { environment: { HTTPS_PROXY: proxy.address } }).resolve(name, '1'));
    assert.deepEqual(proxy.log, ['CONNECT registry.test:443']);
    const environment = { HTTPS_PROXY: proxy.address, NO_PROXY: 'registry.test' };
    const lookup = async () => [{ address: '10.0.0.1', family: 4 }];
    const answer = failed(await opened([registry], any, { environment, lookup }).resolve(name, '1'));
    assert.equal(answer.reason, 'refused');
    assert.equal(proxy.log.length, 1);
  });

  it('http goes through the proxy as a whole address', async () => {
    const insecureRegistries = ['registry.test:5000'];
    const lookup = () => Promise.reject(new Error('only the proxy knows'));
    const client = opened([], { ...any, insecureRegistries, proxy: proxy.address }, { lookup });
    found(await client.resolve({ registry: 'registry.test:5000', repository: 'a' }, '1'));
    assert.deepEqual(proxy.log, ['HEAD http://registry.test:5000/v2/a/manifests/1']);
  });

  it('a proxy that wants a password, gets it, and does not', async () => {
    const guarded = await startProxy(
      () => ({ 'registry.test:443': registry.port, 'registry.test:5000': plain.port }),
      `Basic ${Buffer.from('me:pass word').toString('base64')}`,
    );
    const insecureRegistries = ['registry.test:5000'];
    const lookup = () => Promise.reject(new Error('only the proxy knows'));
    const withPassword = guarded.address.replace('//', '//me:pass%20word@');
    for (const registryName of ['registry.test', 'registry.test:5000']) {
      const ask = (address: string) =>
        opened([registry], { ...any, insecureRegistries, proxy: address }, { lookup }).resolve(
          { ...name, registry: registryName },
          '1',
        );
      found(await ask(withPassword));
      const refused = failed(await ask(guarded.address));
      assert.equal(refused.reason, 'offline', refused.detail);
      assert.match(refused.detail, /proxy/);
      const wrong = failed(await ask(guarded.address.replace('//', '//me:other@')));
      assert.equal(wrong.reason, 'offline');
      assert.ok(!wrong.detail.includes('other'));
    }
    await guarded.stop();
  });

  it('a proxy that is not there, or knows no way', async () => {
    const gone = await startProxy(() => ({}));
    const ask = async () => failed(await opened([registry], { ...any, proxy: gone.address }).resolve(name, '1'));
    assert.equal((await ask()).reason, 'offline');
    await gone.stop();
    assert.equal((await ask()).reason, 'offline');
  });

  it('a proxy address that is none', async () => {
    for (const address of ['::', 'http://', 'ftp://a/']) {
      const answer = failed(await opened([registry], { ...any, proxy: address }).resolve(name, '1'));
      assert.equal(answer.reason, 'offline', answer.detail);
    }
  });

  it('a server of an authority that nobody trusts', async () => {
    const own = { registry: registry.host, repository: 'a' };
    const answer = failed(await opened([registry], { certificateFiles: [] }).resolve(own, '1'));
    assert.equal(answer.reason, 'protocol');
    assert.match(answer.detail, /no trusted TLS connection came about \(UNABLE_TO_/);
    const nowhere = { certificateFiles: ['/nowhere/at/all.pem'] };
    assert.equal(failed(await opened([registry], nowhere).resolve(own, '1')).reason, 'protocol');
    found(await opened([registry], { certificateFiles: [authority().file] }).resolve(own, '1'));
    const environment = { NODE_EXTRA_CA_CERTS: authority().file };
    found(await opened([registry], nowhere, { environment }).resolve(own, '1'));
  });

  it('an authority that the system trusts, where Node tells', async () => {
    const before = Object.getOwnPropertyDescriptor(tls, 'getCACertificates');
    const system = (of: string) => (of === 'system' ? [readFileSync(authority().file, 'utf8')] : []);
    Object.defineProperty(tls, 'getCACertificates', { value: system, configurable: true });
    try {
      const own = { registry: registry.host, repository: 'a' };
      found(await opened([registry], { certificateFiles: [] }).resolve(own, '1'));
    } finally {
      if (before) Object.defineProperty(tls, 'getCACertificates', before);
      else Reflect.deleteProperty(tls, 'getCACertificates');
    }
  });

  it('an environment that believes any certificate is not followed', async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    const { emitWarning } = process;
    process.emitWarning = () => {};
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const own = { registry: registry.host, repository: 'a' };
      assert.equal(failed(await opened([registry], { certificateFiles: [] }).resolve(own, '1')).reason, 'protocol');
      const tunnel = { ...any, certificateFiles: [], proxy: proxy.address };
      assert.equal(failed(await opened([registry], tunnel).resolve(name, '1')).reason, 'protocol');
    } finally {
      process.emitWarning = emitWarning;
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it('a server of another name', async () => {
    const wrong = { registry: 'wrong.test', repository: 'a' };
    const answer = failed(await opened([registry], { ...any, proxy: proxy.address }).resolve(wrong, '1'));
    assert.equal(answer.reason, 'protocol', answer.detail);
  });

  it('a server that does not speak TLS, and one that does where http is spoken', async () => {
    const tls = failed(
      await opened([plain], { insecureRegistries: [] }).resolve({ ...name, registry: plain.host }, '1'),
    );
    assert.equal(tls.reason, 'protocol', tls.detail);
    const insecureRegistries = [registry.host];
    const http = failed(
      await opened([registry], { insecureRegistries }).resolve({ ...name, registry: registry.host }, '1'),
    );
    assert.ok(['protocol', 'offline'].includes(http.reason), http.detail);
  });

  it('Docker Hub has its tokens from auth.docker.io, with its credential', async () => {
    const auth = await startRegistry({ tls: true });
    const hub = await startRegistry({
      tls: true,
      access: { scheme: 'bearer', anonymous: true, realm: 'https://auth.docker.io/token' },
    });
    auth.serve('/token', { token: 'taken.by-nobody_' }, 'application/json');
    const folder = mkdtempSync(join(tmpdir(), 'docker-config-'));
    const pair = Buffer.from('ann:secret').toString('base64');
    writeFileSync(
      join(folder, 'config.json'),
      JSON.stringify({ auths: { 'https://index.docker.io/v1/': { auth: pair } } }),
    );
    const ways = await startProxy(() => ({ 'registry-1.docker.io:443': hub.port, 'auth.docker.io:443': auth.port }));
    const settings = { registries: ['docker.io'], credentials: true, proxy: ways.address };
    const client = opened([hub], settings, { environment: { DOCKER_CONFIG: folder } });
    const answer = failed(await client.resolve({ registry: 'docker.io', repository: 'golang' }, '1'));
    assert.equal(answer.reason, 'auth');
    assert.deepEqual(ways.log, ['CONNECT registry-1.docker.io:443', 'CONNECT auth.docker.io:443']);
    assert.deepEqual(
      auth.log.map(it => it.headers.authorization),
      [`Basic ${pair}`],
    );
    assert.deepEqual(
      hub.log.map(it => it.headers.authorization),
      [undefined, 'Bearer taken.by-nobody_'],
    );
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([hub.stop(), auth.stop(), ways.stop()]);
  });
});
