import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type DockerRegistry, imageLayout, skopeoCopy, startDockerRegistry } from '../../kit/docker-registry';
import { temporaryFolder } from '../../kit/folder';
import { notaryClient, notaryPrograms, startNotaryServer } from '../../kit/notary-server';
import { needs } from '../../kit/programs';

/** Media type, digest and size that a registry tells of a tag. */
async function head(registry: DockerRegistry, path: string, authorization = ''): Promise<unknown> {
  const { status, headers } = await fetch(`${registry.address}/v2/${path}`, {
    method: 'HEAD',
    headers: {
      accept: 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json',
      ...(authorization ? { authorization } : {}),
    },
  });
  if (status !== 200) return status;
  return {
    mediaType: headers.get('content-type'),
    digest: headers.get('docker-content-digest'),
    size: Number(headers.get('content-length')),
  };
}

describe('kit: foreign servers', () => {
  it('docker-registry serves images and indexes that were pushed', async function () {
    needs(this, 'docker-registry');
    await using registry = await startDockerRegistry();
    const image = await registry.pushImage('acme/app', 'v1');
    assert.deepEqual(await head(registry, 'acme/app/manifests/v1'), image);
    const { index, images } = await registry.pushIndex('acme/app', 'all', [
      { platform: { os: 'linux', architecture: 'amd64' } },
      { platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' } },
    ]);
    assert.equal(images.length, 2);
    assert.deepEqual(await head(registry, 'acme/app/manifests/all'), index);
    assert.equal(await head(registry, 'acme/app/manifests/other'), 404);
  });

  it('docker-registry wants a login, and skopeo has one', async function () {
    needs(this, 'docker-registry', 'skopeo', 'htpasswd');
    await using registry = await startDockerRegistry({ users: { someone: 'password' } });
    await using folder = await temporaryFolder();
    assert.equal(await head(registry, 'acme/app/manifests/v1'), 401);
    const image = await imageLayout(join(folder.path, 'image'), 'v1');
    const target = `docker://${registry.host}/acme/app:v1`;
    await skopeoCopy(`oci:${folder.path}/image:v1`, target, 'someone:password');
    const login = `Basic ${Buffer.from('someone:password').toString('base64')}`;
    const copied = (await head(registry, 'acme/app/manifests/v1', login)) as { mediaType: string };
    assert.equal(copied.mediaType, image.mediaType);
    await registry.pushImage('acme/other', 'v1');
  });

  it('notary-server serves what the client signs', async function () {
    needs(this, ...notaryPrograms);
    await using server = await startNotaryServer();
    await using client = await notaryClient(server);
    await client.notary('init', 'registry.example/acme/app', '--publish');
    await client.sign('registry.example/acme/app', 'v1', { digest: `sha256:${'ab'.repeat(32)}`, size: 528 });
    const targets = await server.role('registry.example/acme/app', 'targets');
    assert.ok(targets.kind === 'found');
    assert.match(Buffer.from(targets.value).toString(), /"v1":\{"hashes":\{"sha256":"q6ur/);
    assert.deepEqual(await server.role('registry.example/acme/other', 'root'), { kind: 'absent' });
  });
});
