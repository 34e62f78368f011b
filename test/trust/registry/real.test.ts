import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { askHelper } from '../../../server/src/trust/registry/credential-helper';
import { notaryFetcher } from '../../../server/src/trust/registry/notary-fetcher';
import { type DockerRegistry, imageLayout, ociTypes, skopeoCopy, startDockerRegistry } from '../../kit/docker-registry';
import { temporaryFolder } from '../../kit/folder';
import { notaryClient, notaryPrograms, startNotaryServer } from '../../kit/notary-server';
import { settingsFor } from '../../kit/oci-registry';
import { needs } from '../../kit/programs';
import { failed, found, opened, withRegistry } from './registry.kit';

const listed = (host: string) => [{ host, tls: false }];

describe("registry client: Debian's docker-registry", () => {
  it('tags, indexes, manifests, blobs, and what is not there', async function () {
    needs(this, 'docker-registry');
    await using registry = await startDockerRegistry();
    const { index, images } = await registry.pushIndex('acme/app', 'all', [
      { platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' } },
      { platform: { os: 'linux', architecture: 'amd64' } },
    ]);
    const client = opened(listed(registry.host));
    const name = { registry: registry.host, repository: 'acme/app' };
    assert.deepEqual(found(await client.resolve(name, 'all')), index);
    assert.equal(client.requests, 1);
    const manifest = JSON.parse(Buffer.from(found(await client.manifest(name, images[0]!.digest)).bytes).toString());
    const config = found(await client.blob(name, manifest.config, 65536));
    assert.equal(JSON.parse(Buffer.from(config.bytes).toString())['os.version'], '10.0.20348.2700');
    assert.equal(failed(await client.blob(name, manifest.layers[0], 100)).reason, 'too-big');
    const digest = `sha256:${'0'.repeat(64)}`;
    for (const repository of ['acme/app', 'un/known']) {
      const other = { registry: registry.host, repository };
      assert.deepEqual(await client.resolve(other, 'v9'), { kind: 'absent' });
      assert.deepEqual(await client.manifest(other, digest), { kind: 'absent' });
      assert.deepEqual(await client.blob(other, { digest, mediaType: '' }, 10), { kind: 'absent' });
      assert.deepEqual(found(await client.referrers(other, digest)), { through: 'referrers tag', descriptors: [] });
    }
  });

  it('referrers by the tag that stands in for the API', async function () {
    needs(this, 'docker-registry');
    await using registry = await startDockerRegistry();
    const image = await registry.pushImage('acme/app', 'v1');
    const signature = await attachSignature(registry, 'acme/app', image);
    const client = opened(listed(registry.host));
    const answer = found(await client.referrers({ registry: registry.host, repository: 'acme/app' }, image.digest));
    assert.equal(answer.through, 'referrers tag');
    assert.deepEqual(answer.descriptors, [signature]);
  });

  it('a copy by skopeo leaves signatures behind', async function () {
    needs(this, 'docker-registry', 'skopeo');
    await using registry = await startDockerRegistry();
    await using folder = await temporaryFolder();
    await imageLayout(join(folder.path, 'image'), 'v1');
    await skopeoCopy(`oci:${folder.path}/image:v1`, `docker://${registry.host}/acme/app:v1`);
    const client = opened(listed(registry.host));
    const image = found(await client.resolve({ registry: registry.host, repository: 'acme/app' }, 'v1'));
    await attachSignature(registry, 'acme/app', image);
    await skopeoCopy(`docker://${registry.host}/acme/app:v1`, `docker://${registry.host}/acme/copy:v1`);
    const count = async (repository: string) =>
      found(await client.referrers({ registry: registry.host, repository }, image.digest)).descriptors.length;
    assert.deepEqual([await count('acme/app'), await count('acme/copy')], [1, 0]);
  });

  it('basic authentication from the Docker configuration', async function () {
    needs(this, 'docker-registry', 'htpasswd');
    await using registry = await startDockerRegistry({ users: { ann: 'secret' } });
    await using folder = await temporaryFolder();
    const image = await registry.pushImage('acme/app', 'v1');
    const name = { registry: registry.host, repository: 'acme/app' };
    const environment = { DOCKER_CONFIG: folder.path };
    const ask = (credentials: boolean) =>
      opened(listed(registry.host), { credentials }, { environment, timeout: 5000 }).resolve(name, 'v1');
    const configure = (pair: string) =>
      writeFile(
        join(folder.path, 'config.json'),
        JSON.stringify({ auths: { [registry.host]: { auth: Buffer.from(pair).toString('base64') } } }),
      );
    assert.equal(failed(await ask(true)).reason, 'auth');
    await configure('ann:secret');
    assert.deepEqual(found(await ask(true)), image);
    assert.equal(failed(await ask(false)).reason, 'auth');
    await configure('ann:other');
    assert.equal(failed(await ask(true)).reason, 'auth');
  });

  describe('credential helpers', () => {
    /** A helper that answers so, and notes what it was asked. */
    const helper = async (folder: string, name: string, script: string): Promise<void> => {
      const path = join(folder, 'bin', `docker-credential-${name}`);
      await mkdir(join(folder, 'bin'), { recursive: true });
      await writeFile(path, `#!/bin/sh\nread server\necho "$1 $server $PWD" >> ${folder}/asked\n${script}\n`);
      await chmod(path, 0o755);
    };
    const answer = `echo '{"ServerURL":"x","Username":"ann","Secret":"secret"}'`;
    const askedOf = async (folder: string) => readFile(join(folder, 'asked'), 'utf8').catch(() => '');

    const cases: readonly [string, (host: string) => object, string, 'found' | 'auth', RegExp][] = [
      ['by registry', host => ({ credHelpers: { [host]: 'kit' }, credsStore: 'no' }), answer, 'found', /^get 127/],
      ['for all', () => ({ credsStore: 'kit' }), answer, 'found', /^get 127\.0\.0\.1:\d+ \/\S*\n$/],
      ['with nothing to tell', () => ({ credsStore: 'kit' }), 'echo credentials not found; exit 1', 'auth', /^get/],
      ['that fails with an answer', () => ({ credsStore: 'kit' }), `${answer}; exit 1`, 'auth', /^get/],
      ['that talks nonsense', () => ({ credsStore: 'kit' }), 'echo "{"', 'auth', /^get/],
      ['that talks without end', () => ({ credsStore: 'kit' }), 'yes', 'auth', /^get/],
      ['that is not installed', () => ({ credsStore: 'other' }), answer, 'auth', /^$/],
      ['with a path for a name', () => ({ credsStore: 'x/../docker-credential-kit' }), answer, 'auth', /^$/],
      ['with a command for a name', () => ({ credsStore: 'kit; touch x' }), answer, 'auth', /^$/],
    ];
    for (const [name, config, script, expected, asked] of cases)
      it(name, async function () {
        needs(this, 'docker-registry', 'htpasswd', '/bin/sh');
        await using registry = await startDockerRegistry({ users: { ann: 'secret' } });
        await using folder = await temporaryFolder();
        await registry.pushImage('acme/app', 'v1');
        await helper(folder.path, 'kit', script);
        await writeFile(join(folder.path, 'config.json'), JSON.stringify(config(registry.host)));
        // A folder that is not absolute is somebody's working folder.
        const environment = { DOCKER_CONFIG: folder.path, PATH: `.:bin:${folder.path}/bin:/usr/bin:/bin` };
        const client = opened(listed(registry.host), { credentials: true }, { environment, timeout: 5000 });
        const told = await client.resolve({ registry: registry.host, repository: 'acme/app' }, 'v1');
        assert.equal(told.kind === 'failure' ? told.reason : told.kind, expected, JSON.stringify(told));
        assert.ok(!JSON.stringify(told).includes('secret'));
        assert.match(await askedOf(folder.path), asked);
      });

    it('that never answers', async function () {
      needs(this, '/bin/sh');
      await using folder = await temporaryFolder();
      await helper(folder.path, 'kit', 'sleep 20');
      const environment = { PATH: `${folder.path}/bin:/usr/bin:/bin` };
      assert.equal(await askHelper('kit', 'registry.example', environment, 300), undefined);
      assert.match(await askedOf(folder.path), /^get registry\.example /);
    });

    it('in a folder that depends on where one is', async function () {
      needs(this, '/bin/sh');
      await using folder = await temporaryFolder();
      await helper(folder.path, 'kit', answer);
      const here = relative(process.cwd(), join(folder.path, 'bin'));
      assert.equal(await askHelper('kit', 'registry.example', { PATH: `${here}:/usr/bin:/bin` }), undefined);
      assert.equal(await askedOf(folder.path), '');
    });

    it('none is started unless the user allows it', async function () {
      needs(this, '/bin/sh');
      await using folder = await temporaryFolder();
      await helper(folder.path, 'kit', answer);
      await writeFile(join(folder.path, 'config.json'), '{"credsStore":"kit"}');
      const environment = { DOCKER_CONFIG: folder.path, PATH: `${folder.path}/bin:/usr/bin:/bin` };
      await withRegistry({ access: { scheme: 'basic', user: 'ann', password: 'secret' } }, async registry => {
        const client = opened([registry], {}, { environment });
        assert.equal(failed(await client.resolve({ registry: registry.host, repository: 'a' }, '1')).reason, 'auth');
      });
      assert.equal(await askedOf(folder.path), '');
    });
  });
});

describe("fetcher of Notary metadata: Debian's notary-server", () => {
  it('serves what was signed, and says what was not', async function () {
    needs(this, ...notaryPrograms);
    await using server = await startNotaryServer();
    await using client = await notaryClient(server);
    const gun = '127.0.0.1:5000/acme/app';
    await client.notary('init', gun, '--publish');
    await client.sign(gun, 'v1', { digest: `sha256:${'ab'.repeat(32)}`, size: 528 });
    const fetcher = notaryFetcher(settingsFor(listed(server.host)), { environment: {} });
    for (const role of ['root', 'timestamp', 'snapshot', 'targets']) {
      const bytes = found(await fetcher(server.address, gun, role));
      assert.equal(JSON.parse(Buffer.from(bytes).toString()).signed._type.toLowerCase(), role);
    }
    assert.deepEqual(await fetcher(server.address, gun, 'targets/releases'), { kind: 'absent' });
    assert.deepEqual(await fetcher(server.address, 'docker.io/un/known', 'root'), { kind: 'absent' });
    await fetcher.close();
  });
});

async function attachSignature(registry: DockerRegistry, repository: string, image: { digest: string }) {
  const artifactType = 'application/vnd.cncf.notary.signature';
  const manifest = {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    artifactType,
    config: await registry.pushBlob(repository, '{}', 'application/vnd.oci.empty.v1+json'),
    layers: [await registry.pushBlob(repository, 'envelope', 'application/jose+json')],
    subject: image,
  };
  const put = { ...(await registry.pushManifest(repository, manifest, ociTypes.manifest)), artifactType };
  const index = { schemaVersion: 2, mediaType: ociTypes.index, manifests: [put] };
  await registry.pushManifest(repository, index, ociTypes.index, image.digest.replace(':', '-'));
  return put;
}
