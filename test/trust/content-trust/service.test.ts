import assert from 'node:assert/strict';
import type { ImageStatus } from '../../../server/src/facts/image/status';
import { openImageTrust } from '../../../server/src/trust/open';
import { type DockerRegistry, startDockerRegistry } from '../../kit/docker-registry';
import { type TemporaryFolder, temporaryFolder } from '../../kit/folder';
import {
  type NotaryClient,
  type NotaryServer,
  notaryClient,
  notaryPrograms,
  startNotaryServer,
} from '../../kit/notary-server';
import { settingsFor } from '../../kit/oci-registry';
import { needs } from '../../kit/programs';

const hour = 3_600_000;

describe('content trust: images of a real registry and a real server', () => {
  let registry: DockerRegistry;
  let notary: NotaryServer;
  let admin: NotaryClient;
  let folder: TemporaryFolder;
  let gun: string;

  before(async function () {
    needs(this, 'docker-registry', ...notaryPrograms);
    registry = await startDockerRegistry();
    notary = await startNotaryServer();
    admin = await notaryClient(notary);
    folder = await temporaryFolder();
    gun = `${registry.host}/acme/app`;
    await admin.notary('init', gun, '--publish');
  });

  after(async () => {
    await folder?.[Symbol.asyncDispose]();
    await admin?.[Symbol.asyncDispose]();
    await notary?.stop();
    await registry?.stop();
  });

  /** What is said of an image, by a policy that names the root key. */
  const check = async (
    tag: string | undefined,
    options: { digest?: string; rootKey?: string; server?: string; now?: number; again?: boolean } = {},
  ): Promise<ImageStatus> => {
    const { digest, server = notary.address, now = Date.now(), again = true } = options;
    const root = await notary.role(gun, 'root');
    assert.ok(root.kind === 'found');
    const { signed } = JSON.parse(Buffer.from(root.value).toString());
    const rootKey = options.rootKey ?? signed.roles.root.keyids[0];
    const contentTrust = { server, rootKeys: [rootKey] };
    await folder.write('signers.yaml', JSON.stringify({ signers: [{ name: 'acme', scopes: [gun], contentTrust }] }));
    const servers = [registry.address, server].map(address => ({ host: new URL(address).host, tls: false }));
    const settings = settingsFor(servers, {
      signerFiles: [`${folder.path}/signers.yaml`],
      cacheFolder: `${folder.path}/cache`,
    });
    const trust = await openImageTrust({ settings, projects: [], now: () => new Date(now) });
    try {
      const image = { registry: registry.host, repository: 'acme/app', tag, digest };
      return Object.values(await trust.check([image], { again }))[0]!;
    } finally {
      await trust.close();
    }
  };

  it('says what is signed, by whom, and for which tag', async () => {
    const first = await registry.pushImage('acme/app', 'v1');
    const unsigned = await check('v1');
    assert.equal(unsigned.state, 'unsigned', unsigned.detail);
    await admin.sign(gun, 'v1', first);
    const signed = await check('v1');
    assert.equal(signed.state, 'signed-trusted', signed.detail);
    assert.equal(signed.signatures[0]?.format, 'docker-content-trust');
    assert.equal(signed.signatures[0]?.policy?.name, 'acme');
    assert.equal((await check(undefined, { digest: first.digest })).state, 'signed-trusted');
    assert.equal((await check('v1', { rootKey: 'f'.repeat(64) })).state, 'signed-untrusted');

    const { index } = await registry.pushIndex('acme/app', 'all', [
      { platform: { os: 'linux', architecture: 'arm64' } },
    ]);
    await admin.sign(gun, 'all', index);
    assert.equal((await check('all')).state, 'signed-trusted');

    await registry.pushImage('acme/app', 'v1', { content: 'put in its place' });
    const replaced = await check('v1');
    assert.equal(replaced.state, 'signature-invalid');
    assert.match(replaced.detail, /^What is signed as `v1` of `127\.0\.0\.1:\d+\/acme\/app` is another image: sha256:/);
  });

  it('holds what was kept to what was seen when it was fetched', async () => {
    const one = await registry.pushImage('acme/app', 'one', { content: 'one' });
    const two = await registry.pushImage('acme/app', 'two', { content: 'two' });
    await admin.sign(gun, 'one', one);
    const start = Date.now();
    assert.equal((await check('one', { now: start })).state, 'signed-trusted');
    await admin.sign(gun, 'two', two);
    assert.equal((await check('two', { now: start + 1000 })).state, 'signed-trusted');
    // The metadata that were kept of the first are older than those of the second by now.
    const kept = await check('one', { now: start + 2000, again: false });
    assert.equal(kept.state, 'signed-trusted', kept.detail);
  });

  it('takes the signature of a tag for that tag only', async () => {
    const older = await registry.pushImage('acme/app', 'stable', { content: 'older' });
    await admin.sign(gun, 'stable', older);
    assert.equal((await check('stable', { again: false })).state, 'signed-trusted');
    // The registry hands out what is signed as another tag.
    await registry.pushImage('acme/app', 'latest', { content: 'older' });
    for (const tag of ['latest', undefined]) assert.equal((await check(tag, { again: false })).state, 'unsigned', tag);
    const newer = await registry.pushImage('acme/app', 'latest', { content: 'newer' });
    await admin.sign(gun, 'latest', newer);
    assert.equal((await check(undefined)).state, 'signed-trusted');
    await registry.pushImage('acme/app', 'latest', { content: 'older' });
    assert.equal((await check('latest')).state, 'signature-invalid');
  });

  it('asks for no tag where the reference gives the digest', async () => {
    const older = await registry.pushImage('acme/app', 'moving', { content: 'moving' });
    const pinned = { digest: older.digest };
    await admin.sign(gun, 'moving', older);
    assert.equal((await check('moving', pinned)).state, 'signed-trusted');
    const newer = await registry.pushImage('acme/app', 'moving', { content: 'moved' });
    await admin.sign(gun, 'moving', newer);
    const gone = await check('moving', pinned);
    assert.deepEqual([gone.state, gone.tagTrusted], ['unsigned', true]);
    await admin.sign(gun, 'moved-from', older);
    assert.equal((await check('moving', pinned)).state, 'signed-trusted');
  });

  it('accepts an image of an index that is signed for the tag', async () => {
    const platforms = ['amd64', 'arm64'].map(architecture => ({ platform: { os: 'linux', architecture } }));
    const { index, images } = await registry.pushIndex('acme/app', 'many', platforms);
    const child = { digest: images[1]!.digest };
    assert.equal((await check('many', child)).state, 'unsigned');
    await admin.sign(gun, 'many', index);
    assert.equal((await check('many', child)).state, 'signed-trusted');
    assert.equal((await check(undefined, child)).state, 'unsigned', 'without the tag nothing leads to the index');
    const more = { platform: { os: 'linux', architecture: 's390x' } };
    await registry.pushIndex('acme/app', 'many', [...platforms, more]);
    const moved = await check('many', child);
    assert.deepEqual([moved.state, moved.tagTrusted], ['unsigned', false]);
  });

  it('notices metadata that are out of date', async () => {
    const image = await registry.pushImage('acme/app', 'old', { content: 'old' });
    await admin.sign(gun, 'old', image);
    const late = await check('old', { now: Date.now() + 15 * 24 * hour });
    assert.equal(late.state, 'signed-untrusted');
    assert.match(late.detail, /^The metadata of the role `timestamp` expired on /);
  });

  it('draws no conclusion when the server is away', async () => {
    const image = await registry.pushImage('acme/app', 'away', { content: 'away' });
    await admin.sign(gun, 'away', image);
    const away = await check('away', { server: 'http://127.0.0.1:1' });
    assert.equal(away.state, 'unknown');
    assert.equal(away.reason, 'offline');
  });
});
