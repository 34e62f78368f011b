import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ImageStatus, NamedImage } from '../../server/src/facts/image/status';
import type { Descriptor } from '../../server/src/trust/oci';
import { openImageTrust } from '../../server/src/trust/open';
import type { TrustSettings } from '../../server/src/trust/settings';
import { type DockerRegistry, ociTypes, skopeoCopy, startDockerRegistry } from '../kit/docker-registry';
import { type TemporaryFolder, temporaryFolder } from '../kit/folder';
import { notaryClient, notaryPrograms, startNotaryServer } from '../kit/notary-server';
import { type NotationSigner, notationSigner } from '../kit/notation-signer';
import { settingsFor } from '../kit/oci-registry';
import { needs, run } from '../kit/programs';

const repository = 'acme/app';

/** Puts a Notation signature beside an image as tools do where the registry has no referrers API. */
async function attach(registry: DockerRegistry, signer: NotationSigner, image: Descriptor): Promise<void> {
  const { mediaType, digest, size } = image;
  const { bytes, mediaType: envelopeType } = await signer.envelope(image);
  const artifactType = 'application/vnd.cncf.notary.signature';
  const manifest = {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    artifactType,
    config: await registry.pushBlob(repository, '{}', 'application/vnd.oci.empty.v1+json'),
    layers: [await registry.pushBlob(repository, bytes, envelopeType)],
    subject: { mediaType, digest, size },
  };
  const pushed = await registry.pushManifest(repository, manifest, ociTypes.manifest);
  const index = { schemaVersion: 2, mediaType: ociTypes.index, manifests: [{ ...pushed, artifactType }] };
  await registry.pushManifest(repository, index, ociTypes.index, digest.replace(':', '-'));
}

/** Puts a signature where cosign 2 keeps it, made by openssl. */
async function cosign(registry: DockerRegistry, folder: TemporaryFolder, { digest }: Descriptor): Promise<void> {
  const payload = JSON.stringify({
    critical: {
      identity: { 'docker-reference': `${registry.host}/${repository}` },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: null,
  });
  const signature = await run('openssl', ['dgst', '-sha256', '-sign', join(folder.path, 'cosign.key')], {
    input: payload,
  });
  const layer = await registry.pushBlob(repository, payload, 'application/vnd.dev.cosign.simplesigning.v1+json');
  const annotations = { 'dev.cosignproject.cosign/signature': signature.toString('base64') };
  const manifest = {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    config: await registry.pushBlob(repository, '{"a":1}', ociTypes.config),
    layers: [{ ...layer, annotations }],
  };
  await registry.pushManifest(repository, manifest, ociTypes.manifest, `${digest.replace(':', '-')}.sig`);
}

describe('trust: servers that are not ours', () => {
  let signer: NotationSigner;
  let folder: TemporaryFolder;
  before(async function () {
    needs(this, 'docker-registry', 'openssl');
    signer = notationSigner();
    folder = await temporaryFolder();
  });
  after(async () => {
    signer?.remove();
    await folder?.[Symbol.asyncDispose]();
  });

  const check = async (
    registry: Pick<DockerRegistry, 'host'>,
    image: Partial<NamedImage>,
    more: Partial<TrustSettings> = {},
    others: readonly { readonly host: string }[] = [],
  ): Promise<ImageStatus> => {
    await using cache = await temporaryFolder();
    const hosts = [registry, ...others].map(it => ({ host: it.host, tls: false }));
    const settings = settingsFor(hosts, { cacheFolder: cache.path, ...more });
    const trust = await openImageTrust({ settings, projects: [] });
    try {
      return Object.values(await trust.check([{ registry: registry.host, repository, ...image }]))[0]!;
    } finally {
      await trust.close();
    }
  };

  it('a Notation signature behind the referrers tag of docker-registry', async () => {
    await using registry = await startDockerRegistry();
    const { index, images } = await registry.pushIndex(repository, 'ltsc2022', [
      { platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' } },
    ]);
    assert.equal((await check(registry, { tag: 'ltsc2022' })).state, 'unsigned');
    await attach(registry, signer, index);
    const trustPolicy = signer.policy([`${registry.host}/${repository}`]);
    const status = await check(registry, { tag: 'ltsc2022' }, { trustPolicy });
    assert.deepEqual([status.state, status.digest], ['signed-trusted', index.digest], JSON.stringify(status));
    assert.equal(status.windows?.version, '10.0.20348.2700');
    const child = await check(registry, { tag: 'ltsc2022', digest: images[0]!.digest }, { trustPolicy });
    assert.equal(child.state, 'signed-trusted', JSON.stringify(child));
  });

  it('a login of the Docker configuration, and none where it was not allowed', async function () {
    needs(this, 'htpasswd');
    await using registry = await startDockerRegistry({ users: { reader: 'secret-of-reader' } });
    const image = await registry.pushImage(repository, '1');
    await attach(registry, signer, image);
    const trustPolicy = signer.policy([`${registry.host}/${repository}`]);
    const auth = Buffer.from('reader:secret-of-reader').toString('base64');
    await using config = await temporaryFolder({
      'config.json': JSON.stringify({ auths: { [registry.host]: { auth } } }),
    });
    const before = process.env.DOCKER_CONFIG;
    process.env.DOCKER_CONFIG = config.path;
    try {
      const refused = await check(registry, { tag: '1' }, { trustPolicy });
      assert.deepEqual([refused.state, refused.reason], ['unknown', 'auth']);
      const status = await check(registry, { tag: '1' }, { trustPolicy, credentials: true });
      assert.equal(status.state, 'signed-trusted', status.detail);
      assert.doesNotMatch(JSON.stringify([refused, status]), /secret-of-reader|cmVhZGVy/);
    } finally {
      if (before === undefined) delete process.env.DOCKER_CONFIG;
      else process.env.DOCKER_CONFIG = before;
    }
  });

  it('a key of cosign, and what skopeo leaves behind', async function () {
    needs(this, 'skopeo');
    await using registry = await startDockerRegistry();
    const image = await registry.pushImage(repository, '1');
    const key = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'cosign.key'];
    await run('openssl', ['genpkey', ...key], { folder: folder.path });
    await run('openssl', ['pkey', '-in', 'cosign.key', '-pubout', '-out', 'cosign.pub'], { folder: folder.path });
    await cosign(registry, folder, image);
    const scopes = [`${registry.host}/${repository}`, `${registry.host}/copies/*`];
    await folder.write(
      'signers.yaml',
      JSON.stringify({ signers: [{ name: 'release', scopes, keys: ['cosign.pub'], requireLog: false }] }),
    );
    const signerFiles = [join(folder.path, 'signers.yaml')];
    const status = await check(registry, { tag: '1' }, { signerFiles });
    assert.deepEqual([status.state, status.signatures[0]?.policy?.name], ['signed-trusted', 'release'], status.detail);
    await skopeoCopy(`docker://${registry.host}/${repository}:1`, `docker://${registry.host}/copies/app:1`);
    const copied = await check(registry, { repository: 'copies/app', tag: '1' }, { signerFiles });
    assert.deepEqual([copied.state, copied.level], ['unsigned', 'strict']);
  });

  it('Docker Content Trust on a Notary server of our own', async function () {
    needs(this, ...notaryPrograms);
    await using registry = await startDockerRegistry();
    await using server = await startNotaryServer();
    await using client = await notaryClient(server);
    const gun = `${registry.host}/${repository}`;
    const image = await registry.pushImage(repository, '1');
    await registry.pushImage(repository, '2', { content: 'not signed' });
    await client.notary('init', gun, '--publish');
    await client.sign(gun, '1', image);
    const root = await server.role(gun, 'root');
    assert.ok(root.kind === 'found');
    const { signed } = JSON.parse(Buffer.from(root.value).toString());
    const rootKeys: string[] = signed.roles.root.keyids;
    const policy = async (keys: readonly string[]) => {
      const contentTrust = { server: server.address, rootKeys: keys };
      await folder.write('notary.yaml', JSON.stringify({ signers: [{ name: 'notary', scopes: [gun], contentTrust }] }));
      return { signerFiles: [join(folder.path, 'notary.yaml')] };
    };
    const status = await check(registry, { tag: '1' }, await policy(rootKeys), [server]);
    assert.deepEqual(
      [status.state, status.signatures[0]?.format],
      ['signed-trusted', 'docker-content-trust'],
      status.detail,
    );
    const other = await check(registry, { tag: '2' }, await policy(rootKeys), [server]);
    assert.equal(other.state, 'unsigned', other.detail);
    const stranger = await check(registry, { tag: '1' }, await policy(['0'.repeat(64)]), [server]);
    assert.equal(stranger.state, 'signed-untrusted', stranger.detail);
    await server.stop();
    const gone = await check(registry, { tag: '1' }, await policy(rootKeys), [server]);
    assert.deepEqual([gone.state, gone.reason], ['unknown', 'offline']);
  });
});
