import assert from 'node:assert/strict';
import type { ImageStatus, NamedImage } from '../../server/src/facts/image/status';
import { openImageTrust } from '../../server/src/trust/open';
import type { TrustSettings } from '../../server/src/trust/settings';
import { temporaryFolder } from '../kit/folder';
import { type NotationSigner, notationSigner } from '../kit/notation-signer';
import { type Fault, type RegistryOptions, settingsFor, startRegistry, type TestRegistry } from '../kit/oci-registry';
import { needs } from '../kit/programs';

const minute = 60_000;

/** A registry, who signs, a folder for what is kept, and a clock that can be moved. */
class Scene implements AsyncDisposable {
  now = Date.now();

  private constructor(
    readonly registry: TestRegistry,
    readonly cache: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async open(options: RegistryOptions = {}): Promise<Scene> {
    const registry = await startRegistry(options);
    const folder = await temporaryFolder();
    return new Scene(registry, folder.path, async () => {
      await registry.stop();
      await folder[Symbol.asyncDispose]();
    });
  }

  repository(name = 'windows/servercore') {
    return this.registry.repository(name);
  }

  image(tag?: string, digest?: string, repository = 'windows/servercore'): NamedImage {
    return { registry: this.registry.host, repository, tag, digest };
  }

  async with<T>(more: Partial<TrustSettings>, use: (trust: Awaited<ReturnType<typeof openImageTrust>>) => Promise<T>) {
    const settings = settingsFor([this.registry], { cacheFolder: this.cache, ...more });
    const trust = await openImageTrust({ settings, projects: [], now: () => new Date(this.now) });
    try {
      return await use(trust);
    } finally {
      await trust.close();
    }
  }

  check(image: NamedImage, more: Partial<TrustSettings> = {}, again = false): Promise<ImageStatus> {
    return this.with(more, async trust => Object.values(await trust.check([image], { again }))[0]!);
  }

  known(image: NamedImage, more: Partial<TrustSettings> = {}): Promise<ImageStatus> {
    return this.with(more, async trust => Object.values(await trust.known([image]))[0]!);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }
}

describe('trust: from a reference to a status', () => {
  let signer: NotationSigner;
  before(function () {
    needs(this, 'openssl');
    signer = notationSigner();
  });
  after(() => signer?.remove());

  for (const referrers of ['api', 'tag'] as const) {
    it(`trusts what the policy's signer signed, by the referrers ${referrers}`, async () => {
      await using scene = await Scene.open({ referrers });
      const { index } = scene.repository().putWindowsIndex(['10.0.20348.2700'], 'ltsc2022');
      await signer.sign(scene.repository(), index);
      const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
      const status = await scene.check(scene.image('ltsc2022'), { trustPolicy });
      assert.equal(status.state, 'signed-trusted', JSON.stringify(status));
      assert.equal(status.level, 'strict');
      assert.equal(status.digest, index.digest);
      assert.equal(status.signatures[0]?.signer, signer.subject);
      assert.deepEqual(status.signatures[0]?.policy, { name: 'acme-images', origin: 'user' });
      assert.equal(status.windows?.version, '10.0.20348.2700');
      assert.ok(status.fresh);
    });

    it(`says unsigned when the registry says so properly, by the referrers ${referrers}`, async () => {
      await using scene = await Scene.open({ referrers });
      scene.repository().putImage({ tag: '1' });
      const status = await scene.check(scene.image('1'));
      assert.equal(status.state, 'unsigned', JSON.stringify(status));
      assert.equal(status.level, undefined);
      assert.equal(status.looked.length, 2);
    });
  }

  it('follows another policy without asking again', async () => {
    await using scene = await Scene.open();
    const { index } = scene.repository().putWindowsIndex(['10.0.20348.2700'], 'ltsc2022');
    await signer.sign(scene.repository(), index);
    const image = scene.image('ltsc2022');
    assert.equal((await scene.check(image)).state, 'signed-untrusted');
    const asked = scene.registry.log.length;
    const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
    assert.equal((await scene.known(image, { trustPolicy, mode: 'cache' })).state, 'signed-trusted');
    const other = signer.policy([`${scene.registry.host}/windows/nanoserver`]);
    assert.equal((await scene.known(image, { trustPolicy: other })).state, 'signed-untrusted');
    const skip = signer.policy(['*'], 'skip');
    assert.equal((await scene.known(image, { trustPolicy: skip })).state, 'skipped');
    assert.equal(scene.registry.log.length, asked);
  });

  it('trusts an image by the signature of the index that its tag stands for', async () => {
    await using scene = await Scene.open();
    const { index, images } = scene.repository().putWindowsIndex(['10.0.17763.1', '10.0.20348.2'], 'multi');
    await signer.sign(scene.repository(), index);
    const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
    const status = await scene.check(scene.image('multi', images[1]!.digest), { trustPolicy });
    assert.equal(status.state, 'signed-trusted', status.detail);
    assert.equal(status.signatures[0]?.subject, index.digest);
    const stranger = scene.repository().putImage({ content: 'another' });
    const outside = await scene.check(scene.image('multi', stranger.digest), { trustPolicy });
    assert.equal(outside.state, 'unsigned');
  });

  it('does not trust a signature of another image', async () => {
    await using scene = await Scene.open();
    const other = scene.repository().putImage({ content: 'signed' });
    const image = scene.repository().putImage({ tag: '1', content: 'not signed' });
    const signature = await signer.sign(scene.repository(), other);
    const layer = JSON.parse(Buffer.from(scene.repository().manifests.get(signature.digest)!.bytes).toString())
      .layers[0];
    const bytes = scene.repository().blobs.get(layer.digest)!.bytes;
    scene.repository().attach(image, {
      artifactType: 'application/vnd.cncf.notary.signature',
      layers: [{ bytes, mediaType: layer.mediaType }],
    });
    const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
    assert.equal((await scene.check(scene.image('1'), { trustPolicy })).state, 'signature-invalid');
  });

  it('notices that a tag moved, and whether the new image verifies', async () => {
    await using scene = await Scene.open();
    const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
    const first = scene.repository().putWindowsIndex(['10.0.20348.2700'], 'ltsc2022').index;
    await signer.sign(scene.repository(), first);
    const pinned = scene.image('ltsc2022', first.digest);
    assert.equal((await scene.check(pinned, { trustPolicy })).tagDigest, first.digest);
    const second = scene.repository().putWindowsIndex(['10.0.20348.2800'], 'ltsc2022').index;
    scene.now += 61 * minute;
    const moved = await scene.check(pinned, { trustPolicy });
    assert.deepEqual([moved.state, moved.tagDigest, moved.tagTrusted], ['signed-trusted', second.digest, false]);
    assert.equal(moved.newest?.version, '10.0.20348.2800');
    await signer.sign(scene.repository(), second);
    assert.equal((await scene.check(pinned, { trustPolicy }, true)).tagTrusted, true);
  });

  const faults: readonly [string, RegExp, Fault, string][] = [
    ['403', /referrers/, { kind: 'status', status: 403 }, 'auth'],
    ['429', /referrers/, { kind: 'status', status: 429, headers: { 'retry-after': '60' } }, 'rate-limited'],
    ['503', /referrers/, { kind: 'status', status: 503 }, 'server-error'],
    ['a reset', /referrers/, { kind: 'reset' }, 'offline'],
    ['the page of a proxy', /referrers/, { kind: 'html' }, 'protocol'],
    ['the page of a proxy, 404', /referrers/, { kind: 'html', status: 404 }, 'protocol'],
    ['an answer without end', /referrers/, { kind: 'oversized', bytes: 6 << 20 }, 'too-big'],
    ['403 for the tag of cosign', /\.sig/, { kind: 'status', status: 403 }, 'auth'],
    ['503 for the tag of cosign', /\.sig/, { kind: 'status', status: 503 }, 'server-error'],
    ['a redirect to another host', /referrers/, { kind: 'redirect', to: 'https://10.1.2.3/' }, 'refused'],
    ['a redirect without end', /referrers/, { kind: 'redirect' }, 'protocol'],
  ];
  for (const [what, where, fault, reason] of faults) {
    it(`does not know after ${what}, and never says unsigned`, async () => {
      await using scene = await Scene.open();
      scene.repository().putImage({ tag: '1' });
      scene.registry.fail(where, fault);
      const status = await scene.check(scene.image('1'));
      assert.deepEqual([status.state, status.reason], ['unknown', reason], JSON.stringify(status));
      assert.match(status.detail, /127\.0\.0\.1|10\.1\.2\.3/);
    });

    it(`keeps the last verdict after ${what}, with its age`, async () => {
      await using scene = await Scene.open();
      const image = scene.repository().putImage({ tag: '1' });
      await signer.sign(scene.repository(), image);
      const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
      const before = await scene.check(scene.image('1'), { trustPolicy });
      assert.equal(before.state, 'signed-trusted');
      scene.now += 25 * 60 * minute;
      scene.registry.fail(where, fault);
      const after = await scene.check(scene.image('1'), { trustPolicy });
      assert.equal(after.state, 'signed-trusted');
      assert.equal(after.checkedAt, before.checkedAt);
      assert.equal(after.unreached?.reason, reason);
    });
  }

  it('keeps the last verdict when the registry is gone', async () => {
    await using scene = await Scene.open();
    const image = scene.repository().putImage({ tag: '1' });
    await signer.sign(scene.repository(), image);
    const trustPolicy = signer.policy([`${scene.registry.host}/windows/servercore`]);
    await scene.check(scene.image('1'), { trustPolicy });
    await scene.registry.stop();
    scene.now += 3 * 24 * 60 * minute;
    const status = await scene.check(scene.image('1'), { trustPolicy });
    assert.deepEqual([status.state, status.unreached?.reason, status.fresh], ['signed-trusted', 'offline', false]);
  });

  it('does not ask a registry in trouble again at once', async () => {
    await using scene = await Scene.open();
    scene.repository().putImage({ tag: '1' });
    scene.registry.fail(/referrers/, { kind: 'html' });
    await scene.with({}, async trust => {
      await trust.check([scene.image('1')]);
      const asked = scene.registry.log.length;
      await trust.check([scene.image('1')]);
      assert.equal(scene.registry.log.length, asked);
      scene.now += 3 * minute;
      await trust.check([scene.image('1')]);
      assert.ok(scene.registry.log.length > asked);
    });
  });

  it('says so when there is no such image', async () => {
    await using scene = await Scene.open();
    scene.repository().putImage({ tag: '1' });
    assert.equal((await scene.check(scene.image('2'))).reason, 'not-found');
    assert.equal((await scene.check(scene.image(undefined, `sha256:${'0'.repeat(64)}`))).reason, 'not-found');
  });

  it('asks nobody whom the user did not allow', async () => {
    await using scene = await Scene.open();
    scene.repository().putImage({ tag: '1' });
    const image = scene.image('1');
    assert.equal((await scene.check(image, { registries: [] })).reason, 'not-asked');
    assert.equal((await scene.check(image, { privateRegistries: [] })).reason, 'refused');
    assert.equal((await scene.check(image, { mode: 'cache' })).reason, 'network-disabled');
    assert.equal((await scene.check(image, { mode: 'off' })).reason, 'network-disabled');
    assert.equal(scene.registry.log.length, 0);
  });

  it('is broken off when nobody wants to know any more', async () => {
    await using scene = await Scene.open();
    scene.repository().putImage({ tag: '1' });
    scene.registry.fail(/./, { kind: 'hang' });
    await scene.with({}, async trust => {
      const reason = async (signal: AbortSignal) =>
        Object.values(await trust.check([scene.image('1')], { signal })).map(it => [it.state, it.reason]);
      assert.deepEqual(await reason(AbortSignal.timeout(50)), [['unknown', 'timeout']]);
      assert.deepEqual(await reason(AbortSignal.abort()), [['unknown', 'cancelled']]);
    });
  });
});
