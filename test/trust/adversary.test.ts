import assert from 'node:assert/strict';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageStatus, NamedImage } from '../../server/src/facts/image/status';
import { readIdentityPattern } from '../../server/src/trust/cosign/identity-pattern';
import { openImageTrust, type TrustProject } from '../../server/src/trust/open';
import { loadPolicies } from '../../server/src/trust/policy/load';
import { registryClient } from '../../server/src/trust/registry/client';
import type { TrustSettings } from '../../server/src/trust/settings';
import { Store } from '../../server/src/trust/store';
import { cpuTime } from '../kit/cpu';
import { temporaryFolder } from '../kit/folder';
import { type NotationSigner, notationSigner } from '../kit/notation-signer';
import { mediaTypes, settingsFor, startRegistry, type TestRegistry } from '../kit/oci-registry';
import { needs } from '../kit/programs';

const hour = 3_600_000;
const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';

/** What is said of an image by somebody whose cache is in a folder, at a time. */
async function check(
  registries: readonly TestRegistry[],
  image: NamedImage,
  { now = Date.now(), projects = [], ...more }: CheckOptions,
): Promise<ImageStatus> {
  const settings = settingsFor(registries, more);
  const trust = await openImageTrust({ settings, projects, now: () => new Date(now) });
  try {
    return Object.values(await trust.check([image]))[0]!;
  } finally {
    await trust.close();
  }
}

type CheckOptions = Partial<TrustSettings> & { readonly now?: number; readonly projects?: readonly TrustProject[] };

describe('trust: what an adversary tries', () => {
  let signer: NotationSigner;
  const open: TestRegistry[] = [];
  const registry = async (): Promise<TestRegistry> => {
    const started = await startRegistry();
    open.push(started);
    return started;
  };
  before(function () {
    needs(this, 'openssl');
    signer = notationSigner();
  });
  afterEach(() => Promise.all(open.splice(0).map(it => it.stop())));
  after(() => signer?.remove());

  describe('what one registry says, for another', () => {
    /** An image whose manifest does not say itself of which type it is: what it is sent as decides. */
    const untyped = (from: TestRegistry, mediaType: string) => {
      const repository = from.repository('app');
      const config = repository.putBlob({ os: 'linux', architecture: 'amd64' }, mediaTypes.config);
      return repository.putManifest({ schemaVersion: 2, config, layers: [] }, { tag: '1', mediaType });
    };

    it('is not believed of the type of a manifest', async () => {
      await using folder = await temporaryFolder();
      const [stranger, own] = [await registry(), await registry()];
      untyped(stranger, mediaTypes.dockerManifest);
      await signer.sign(own.repository('app'), untyped(own, mediaTypes.manifest));
      const options = { cacheFolder: folder.path, trustPolicy: signer.policy([`${own.host}/app`]) };
      const both = [stranger, own];
      await check(both, { registry: stranger.host, repository: 'app', tag: '1' }, options);
      const status = await check(both, { registry: own.host, repository: 'app', tag: '1' }, options);
      assert.equal(status.state, 'signed-trusted', status.detail);
    });

    it('does not make an image be where it is not', async () => {
      await using folder = await temporaryFolder();
      const [stranger, own] = [await registry(), await registry()];
      const { digest } = stranger.repository('app').putImage({ tag: '1' });
      own.repository('app').putImage({ content: 'another' });
      const options = { cacheFolder: folder.path };
      const both = [stranger, own];
      await check(both, { registry: stranger.host, repository: 'app', digest }, options);
      const status = await check(both, { registry: own.host, repository: 'app', digest }, options);
      assert.deepEqual([status.state, status.reason], ['unknown', 'not-found']);
    });

    it('is no index when it is sent as an image, nor the other way round', async () => {
      const own = await registry();
      const repository = own.repository('app');
      const index = repository.putManifest({ schemaVersion: 2, manifests: [] }, { mediaType: mediaTypes.manifest });
      const image = repository.putManifest({ schemaVersion: 2, layers: [] }, { mediaType: mediaTypes.index });
      const client = registryClient(settingsFor([own]));
      for (const { digest } of [index, image]) {
        const answer = await client.manifest({ registry: own.host, repository: 'app' }, digest);
        assert.ok(answer.kind === 'failure' && answer.reason === 'protocol', answer.kind);
      }
      await client.close();
    });
  });

  describe('very many signatures', () => {
    const payload = (nth: number) => ({ bytes: `payload ${nth}`, mediaType: simpleSigning });

    it('are not taken for all there are', async () => {
      await using folder = await temporaryFolder();
      const own = await registry();
      const repository = own.repository('app');
      const image = repository.putImage({ tag: '1' });
      const layers = Array.from({ length: 60 }, (_, nth) => repository.putBlob(`payload ${nth}`, simpleSigning));
      const config = repository.putBlob('{}', mediaTypes.config);
      const tag = `${image.digest.replace(':', '-')}.sig`;
      repository.putManifest({ schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers }, { tag });
      const status = await check(
        [own],
        { registry: own.host, repository: 'app', tag: '1' },
        { cacheFolder: folder.path },
      );
      assert.deepEqual([status.state, status.reason], ['unknown', 'too-big'], status.detail);
    });

    it('in very many manifests are not all fetched', async () => {
      await using folder = await temporaryFolder();
      const own = await registry();
      const repository = own.repository('app');
      const image = repository.putImage({ tag: '1' });
      for (let nth = 0; nth < 12; nth++) {
        const layers = Array.from({ length: 20 }, (_, at) => payload(nth * 20 + at));
        repository.attach(image, { artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json', layers });
      }
      const status = await check(
        [own],
        { registry: own.host, repository: 'app', tag: '1' },
        { cacheFolder: folder.path },
      );
      assert.deepEqual([status.state, status.reason], ['unknown', 'too-big'], status.detail);
      const fetched = own.log.filter(it => it.path.includes('/blobs/'));
      assert.ok(fetched.length <= 60, String(fetched.length));
    });
  });

  describe('what is kept on the disk', () => {
    const nameOf = (own: TestRegistry, digest: string): string => `${own.host}/app@${digest}`;

    it('is not believed when it gives a signature of another image', async () => {
      await using folder = await temporaryFolder();
      const own = await registry();
      const repository = own.repository('app');
      const signed = repository.putImage({ tag: 'signed' });
      const other = repository.putImage({ tag: 'other', content: 'other' });
      await signer.sign(repository, signed);
      const options = { cacheFolder: folder.path, trustPolicy: signer.policy([`${own.host}/app`]) };
      const image = (tag: string) => ({ registry: own.host, repository: 'app', tag });
      assert.equal((await check([own], image('signed'), options)).state, 'signed-trusted');
      const store = new Store(folder.path);
      const evidence = await store.read<object>('evidence', nameOf(own, signed.digest));
      await store.write('evidence', nameOf(own, other.digest), evidence);
      assert.equal((await check([own], image('other'), options)).state, 'unsigned');
      await store.write('evidence', nameOf(own, other.digest), { ...evidence, image: other });
      assert.equal((await check([own], image('other'), options)).state, 'unsigned');
    });

    it('is not believed when other bytes stand for a digest', async () => {
      await using folder = await temporaryFolder();
      const own = await registry();
      const repository = own.repository('app');
      const signed = repository.putImage({ tag: 'signed' });
      const { digest } = repository.putImage({ tag: 'other', content: 'other' });
      await signer.sign(repository, signed);
      const options = { cacheFolder: folder.path, trustPolicy: signer.policy([`${own.host}/app`]) };
      const bytes = repository.manifests.get(signed.digest)!.bytes;
      const store = new Store(folder.path);
      for (const name of [digest, nameOf(own, digest)])
        await store.write('manifest', name, { ...signed, digest, bytes });
      for (const name of [digest, nameOf(own, digest)]) await store.write('manifest', name, { ...signed, bytes });
      const status = await check([own], { registry: own.host, repository: 'app', tag: 'other' }, options);
      assert.equal(status.state, 'unsigned', status.detail);
    });

    for (const rubbish of [5, null, 'text', [], {}, { image: {} }, { signatures: 'many', failures: {} }]) {
      it(`does no harm when it is ${JSON.stringify(rubbish)}`, async () => {
        await using folder = await temporaryFolder();
        const own = await registry();
        const { digest } = own.repository('app').putImage({ tag: '1' });
        const store = new Store(folder.path);
        await store.write('tag', `${own.host}/app:1`, rubbish);
        await store.write('evidence', nameOf(own, digest), rubbish);
        await store.write('manifest', digest, rubbish);
        await store.write('manifest', nameOf(own, digest), rubbish);
        const status = await check(
          [own],
          { registry: own.host, repository: 'app', tag: '1' },
          { cacheFolder: folder.path },
        );
        assert.equal(status.state, 'unsigned', status.detail);
      });
    }
  });

  for (const artifactType of [
    'application/vnd.cncf.notary.signature',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
  ]) {
    it(`an image with a hollow ${artifactType} is not called unsigned`, async () => {
      await using folder = await temporaryFolder();
      const own = await registry();
      const repository = own.repository('app');
      repository.attach(repository.putImage({ tag: '1' }), { artifactType, layers: [] });
      const image = { registry: own.host, repository: 'app', tag: '1' };
      const status = await check([own], image, { cacheFolder: folder.path });
      assert.deepEqual([status.state, status.reason], ['unknown', 'protocol'], status.detail);
    });
  }

  describe('an image that an index holds', () => {
    const scene = async () => {
      const own = await registry();
      const repository = own.repository('app');
      const { index, images } = repository.putWindowsIndex(['10.0.17763.1', '10.0.20348.2'], 'multi');
      await signer.sign(repository, index);
      const { digest } = images[1]!;
      return { own, index, image: (tag?: string) => ({ registry: own.host, repository: 'app', tag, digest }) };
    };

    it('is not called unsigned since it was looked for without the index', async () => {
      await using folder = await temporaryFolder();
      const { own, image } = await scene();
      const options = { cacheFolder: folder.path, trustPolicy: signer.policy([`${own.host}/app`]) };
      assert.equal((await check([own], image(), options)).state, 'unsigned');
      const asked = own.log.length;
      assert.equal((await check([own], image('multi'), options)).state, 'signed-trusted');
      assert.ok(own.log.length > asked);
      const again = own.log.length;
      assert.equal((await check([own], image(), options)).state, 'unsigned');
      assert.equal((await check([own], image('multi'), options)).state, 'signed-trusted');
      assert.equal((await check([own], image('multi'), { ...options, mode: 'cache' })).state, 'signed-trusted');
      assert.equal(own.log.length, again);
    });

    it('is not called unsigned when nobody tells what the index holds', async () => {
      await using folder = await temporaryFolder();
      const { own, index, image } = await scene();
      own.fail(new RegExp(`manifests/${index.digest}`), { kind: 'status', status: 503 });
      const status = await check([own], image('multi'), { cacheFolder: folder.path });
      assert.deepEqual([status.state, status.reason], ['unknown', 'server-error'], status.detail);
    });
  });

  it('a clock that was ahead does not make old answers new for ever', async () => {
    await using folder = await temporaryFolder();
    const own = await registry();
    own.repository('app').putImage({ tag: '1' });
    const image = { registry: own.host, repository: 'app', tag: '1' };
    const now = Date.now();
    await check([own], image, { cacheFolder: folder.path, now: now + 1000 * hour });
    const moved = own.repository('app').putImage({ tag: '1', content: 'newer' });
    const status = await check([own], image, { cacheFolder: folder.path, now });
    assert.equal(status.digest, moved.digest);
  });

  it('a pattern for identities takes bounded time', () => {
    const patterns = [
      `(?:.*)(?:${'|'.repeat(1900)}){100}`,
      `(?:(?:(?:.*)(?:${'|'.repeat(900)})){100}){100}`,
      `${'(?:.*|)'.repeat(280)}`,
      `(?:(?:(?:a*)*)*)*b`,
      `(?:^|$|.|..)${'{100}'.repeat(300)}`,
    ];
    for (const pattern of patterns) {
      const read = readIdentityPattern(pattern);
      if (typeof read === 'string') continue;
      const took = cpuTime(() => read.matches('a'.repeat(2000)));
      assert.ok(took < 3000, `${pattern.slice(0, 40)}: ${took} ms`);
    }
  });

  it('another way of writing a registry does not get around a policy', async () => {
    const trustPolicy = signer.policy(['mcr.microsoft.com/windows', 'docker.io/library/golang', 'Own.example:443/app']);
    const settings = { presets: [], signerFiles: [], acceptedPolicies: [], revocation: false };
    const { policies } = await loadPolicies({ settings: { ...settings, trustPolicy } });
    for (const name of [
      'mcr.microsoft.com/windows',
      'MCR.Microsoft.com/windows',
      'mcr.microsoft.com:443/windows',
      'index.docker.io/library/golang',
      'registry-1.docker.io/library/golang',
      'registry-1.docker.io/golang',
      'own.example/app',
      'OWN.example:443/app',
    ])
      assert.equal(policies.for(name).length, 1, name);
    const file = join(signer.folder, 'signers.yaml');
    await writeFile(file, 'signers: [{name: hub, scopes: ["docker.io/*"], level: skip}]');
    const hub = await loadPolicies({ settings: { ...settings, signerFiles: [file] }, env: {} });
    assert.equal(hub.policies.for('index.docker.io/acme/app').length, 1);
    for (const name of ['mcr.microsoft.com:444/windows', 'mcr.microsoft.com/Windows', 'microsoft.com/windows'])
      assert.equal(policies.for(name).length, 0, name);
  });

  it('a trust store of a workspace is inside of it', async function () {
    if (process.platform === 'win32') this.skip();
    await using folder = await temporaryFolder();
    await using elsewhere = await temporaryFolder();
    const path = signer.policy(['registry.example/app'], 'strict', join(folder.path, '.notation'));
    const store = join(dirname(path), 'truststore');
    await mkdir(join(elsewhere.path, 'away'));
    await rename(store, join(elsewhere.path, 'away/truststore'));
    await symlink(join(elsewhere.path, 'away/truststore'), store);
    const settings = { presets: [], signerFiles: [], acceptedPolicies: [], revocation: false };
    const { problems } = await loadPolicies({
      settings,
      projects: [{ folder: folder.path, presets: [], signers: [] }],
      env: { NOTATION_CONFIG: elsewhere.path },
    });
    assert.ok(
      problems.some(it => /not inside of the folder/.test(it.message)),
      JSON.stringify(problems),
    );
  });
});
