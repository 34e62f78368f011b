import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Descriptor } from '../../server/src/trust/oci';
import { type DockerRegistry, ociTypes, startDockerRegistry } from '../kit/docker-registry';
import {
  type NotaryClient,
  type NotaryServer,
  notaryClient,
  notaryPrograms,
  startNotaryServer,
} from '../kit/notary-server';
import { type NotationSigner, notationSigner } from '../kit/notation-signer';
import { needs } from '../kit/programs';
import { boltseal, Folder } from './kit';

const statesOf = (out: string): readonly string[] =>
  JSON.parse(out).images.map((it: { state: string; reason?: string }) => it.reason ?? it.state);

describe('boltseal against the registry of Debian, with a login, and signatures of Notation', () => {
  let registry: DockerRegistry;
  let signer: NotationSigner;
  let folder: Folder;
  let image: Descriptor;
  const run = (args: readonly string[]) =>
    boltseal(args, {
      cwd: folder.path,
      env: { HOME: folder.path, PATH: `${join(folder.path, 'bin')}:${process.env.PATH}` },
    });
  const flags = (): readonly string[] => {
    const policy = ['--policy', 'notation/trustpolicy.json', '--cache-dir', 'cache'];
    return ['--allow-registry', registry.host, '--insecure-registry', registry.host, ...policy];
  };

  before(async function () {
    needs(this, 'docker-registry', 'htpasswd', 'openssl');
    this.timeout(60_000);
    registry = await startDockerRegistry({ users: { ann: 'hush-hush' } });
    signer = notationSigner();
    const platform = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' };
    image = (await registry.pushIndex('app/web', '1', [{ platform }])).index;
    await registry.pushImage('app/plain', '1');
    await attach('app/web', image);
  });
  after(async () => {
    signer?.remove();
    await registry?.stop();
  });
  beforeEach(() => {
    folder = new Folder();
    mkdirSync(join(folder.path, 'notation'));
    signer.policy([`${registry.host}/app/web`], 'strict', join(folder.path, 'notation'));
    folder.add(
      'bin/docker-credential-kit',
      `#!/bin/sh\nread server\necho "$1 $server" >> ${folder.path}/asked\necho '{"Username":"ann","Secret":"hush-hush"}'\n`,
    );
    chmodSync(join(folder.path, 'bin/docker-credential-kit'), 0o755);
    folder.add('.docker/config.json', JSON.stringify({ credHelpers: { [registry.host]: 'kit' } }));
  });
  afterEach(() => folder.remove());

  /** As `notation sign` does where there is no referrers API: a manifest about the image, and an index of these under its fallback tag. */
  async function attach(repository: string, subject: Descriptor): Promise<void> {
    const { bytes, mediaType } = await signer.envelope(subject);
    const empty = await registry.pushBlob(repository, '{}', 'application/vnd.oci.empty.v1+json');
    const layer = await registry.pushBlob(repository, bytes, mediaType);
    const { mediaType: type, digest, size } = subject;
    const artifactType = 'application/vnd.cncf.notary.signature';
    const manifest = {
      schemaVersion: 2,
      mediaType: ociTypes.manifest,
      artifactType,
      config: empty,
      layers: [layer],
      subject: { mediaType: type, digest, size },
    };
    const signature = await registry.pushManifest(repository, manifest, ociTypes.manifest);
    const index = { schemaVersion: 2, mediaType: ociTypes.index, manifests: [{ ...signature, artifactType }] };
    await registry.pushManifest(repository, index, ociTypes.index, digest.replace(':', '-'));
  }

  it('verifies with the login of a credential helper, and without it knows nothing', async () => {
    const images = [`${registry.host}/app/web:1`, `${registry.host}/app/plain:1`];
    const without = await run(['verify', ...flags(), '--json', ...images]);
    assert.deepEqual([without.code, statesOf(without.out)], [2, ['auth', 'auth']]);
    const { code, out, err } = await run(['verify', ...flags(), '--docker-config', '--json', ...images]);
    assert.deepEqual([code, statesOf(out), err], [1, ['signed-trusted', 'unsigned'], '']);
    const [web] = JSON.parse(out).images;
    assert.equal(web.digest, image.digest);
    assert.equal(web.signatures[0].format, 'notation');
    assert.equal(web.signatures[0].policy.name, 'acme-images');
    assert.equal(web.windows.version, '10.0.20348.2700');
    assert.match(folder.read('asked'), /^get 127\.0\.0\.1:\d+$/m);
    assert.doesNotMatch(out + without.out + without.err, /hush|ann:/);
  });

  it('locks it, and keeps to the lock', async () => {
    folder.add('Dockerfile', `FROM ${registry.host}/app/web:1\n`);
    assert.equal((await run(['lock', ...flags(), '--docker-config'])).code, 0);
    assert.match(folder.read('boltseal.lock.yaml'), new RegExp(`${image.digest}\n {4}verdict: signed-trusted\n`));
    const scan = await run(['scan', '--online', '--docker-config', ...flags(), '--rule', 'image/*', '-q']);
    assert.match(scan.out, /image\/verified-not-pinned/);
    assert.doesNotMatch(scan.out, /lock-mismatch/);
  });
});

describe('boltseal against the server of Notary v1', () => {
  let registry: DockerRegistry;
  let server: NotaryServer;
  let client: NotaryClient;
  let folder: Folder;

  before(async function () {
    needs(this, 'docker-registry', ...notaryPrograms);
    this.timeout(60_000);
    registry = await startDockerRegistry();
    server = await startNotaryServer();
    client = await notaryClient(server);
    folder = new Folder();
  });
  after(async () => {
    folder?.remove();
    await client?.[Symbol.asyncDispose]();
    await server?.stop();
    await registry?.stop();
  });

  it('verifies by root keys that the user names', async () => {
    const gun = `${registry.host}/app/tool`;
    const image = await registry.pushImage('app/tool', '1');
    await client.notary('init', gun, '--publish');
    await client.sign(gun, '1', image);
    const key = /^\s*root\s+\S*\s*([0-9a-f]{64})/m.exec(await client.notary('key', 'list'))?.[1];
    assert.ok(key);
    const signers = (id: string): string =>
      `signers:\n- name: tools\n  scopes: ["${registry.host}/app/*"]\n  contentTrust: { server: "${server.address}", rootKeys: ["${id}"] }\n`;
    folder.add('signers.yaml', signers(key)).add('others.yaml', signers('0'.repeat(64)));
    const hosts = [registry.host, server.host].flatMap(it => ['--allow-registry', it, '--insecure-registry', it]);
    const verify = (file: string, cache: string) =>
      boltseal(['verify', ...hosts, '--signers', file, '--cache-dir', cache, '--json', `${gun}:1`], {
        cwd: folder.path,
        env: { HOME: folder.path },
      });
    const good = await verify('signers.yaml', 'a');
    assert.deepEqual([good.code, statesOf(good.out)], [0, ['signed-trusted']], good.out);
    const other = await verify('others.yaml', 'b');
    assert.equal(other.code, 1);
    assert.notEqual(statesOf(other.out)[0], 'signed-trusted');
  });
});
