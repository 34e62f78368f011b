import assert from 'node:assert/strict';
import { mediaTypes, sha256, startProxy, startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { asked, failed, found, opened, withRegistry } from './registry.kit';

const signature = (bytes: string) => ({
  artifactType: 'application/vnd.cncf.notary.signature',
  layers: [{ bytes, mediaType: 'application/jose+json' }],
});

describe('registry client', () => {
  it('resolves a tag by HEAD alone', () =>
    withRegistry({}, async registry => {
      const { index } = registry.repository('windows/servercore').putWindowsIndex(['10.0.20348.2700'], 'ltsc2022');
      const client = opened([registry]);
      const name = { registry: registry.host, repository: 'windows/servercore' };
      assert.deepEqual(found(await client.resolve(name, 'ltsc2022')), index);
      assert.deepEqual(asked(registry), ['HEAD /v2/windows/servercore/manifests/ltsc2022']);
      const { accept, 'user-agent': agent, authorization } = registry.log[0]!.headers;
      for (const type of [mediaTypes.index, mediaTypes.manifest, mediaTypes.dockerList, mediaTypes.dockerManifest])
        assert.ok(accept?.includes(type), type);
      assert.equal(agent, 'boltseal');
      assert.equal(authorization, undefined);
      assert.equal(client.requests, 1);
      assert.deepEqual(found(await client.resolve(name, index.digest)), index);
    }));

  it('asks by GET and hashes where HEAD does not tell', () =>
    withRegistry({}, async registry => {
      const image = registry.repository('a').putImage({ tag: '1' });
      const name = { registry: registry.host, repository: 'a' };
      const cases = [
        { kind: 'headers', headers: { 'docker-content-digest': undefined } },
        { kind: 'headers', headers: { 'content-type': undefined } },
        { kind: 'status', status: 405 },
      ] as const;
      for (const fault of cases) {
        const end = registry.fail(/^HEAD/, fault);
        registry.log.length = 0;
        assert.deepEqual(found(await opened([registry]).resolve(name, '1')), image);
        assert.deepEqual(asked(registry), ['HEAD /v2/a/manifests/1', 'GET /v2/a/manifests/1']);
        end();
      }
      registry.fail(/manifests/, { kind: 'headers', headers: { 'docker-content-digest': undefined } });
      assert.deepEqual(found(await opened([registry]).resolve(name, '1')), image);
    }));

  it('fetches manifests and blobs, whatever the algorithm of their digests', () =>
    withRegistry({}, async registry => {
      const repository = registry.repository('a/b');
      const image = repository.putImage({ os: 'windows', osVersion: '10.0.17763.1' });
      const client = opened([registry]);
      const name = { registry: registry.host, repository: 'a/b' };
      const manifest = found(await client.manifest(name, image.digest));
      assert.equal(manifest.mediaType, mediaTypes.manifest);
      assert.equal(sha256(manifest.bytes), image.digest);
      const { config } = JSON.parse(Buffer.from(manifest.bytes).toString());
      const blob = found(await client.blob(name, config, 65536));
      assert.equal(blob.mediaType, mediaTypes.config);
      assert.equal(JSON.parse(Buffer.from(blob.bytes).toString())['os.version'], '10.0.17763.1');

      const { createHash } = await import('node:crypto');
      const long = `sha512:${createHash('sha512').update('hello').digest('hex')}`;
      repository.blobs.set(long, { bytes: Buffer.from('hello'), mediaType: '' });
      assert.equal(found(await client.blob(name, { digest: long, mediaType: 'x/y' }, 10)).digest, long);
    }));

  it('says that there is nothing when the registry says so', () =>
    withRegistry({}, async registry => {
      const client = opened([registry]);
      registry.repository('a').putImage({ tag: '1' });
      const digest = sha256(Buffer.from('nothing'));
      for (const repository of ['a', 'unheard/of']) {
        const name = { registry: registry.host, repository };
        assert.deepEqual(await client.resolve(name, '2'), { kind: 'absent' });
        assert.deepEqual(await client.manifest(name, digest), { kind: 'absent' });
        assert.deepEqual(await client.blob(name, { digest, mediaType: '' }, 10), { kind: 'absent' });
      }
    }));

  it('finds referrers by the API, page after page', () =>
    withRegistry({ pageSize: 2 }, async registry => {
      const repository = registry.repository('a');
      const image = repository.putImage({ tag: '1' });
      const put = ['one', 'two', 'three', 'four', 'five'].map(text => repository.attach(image, signature(text)));
      const client = opened([registry]);
      const answer = found(await client.referrers({ registry: registry.host, repository: 'a' }, image.digest));
      assert.equal(answer.through, 'referrers API');
      assert.deepEqual(answer.descriptors, put);
      assert.equal(registry.log.length, 3);
      assert.equal(answer.descriptors[0]?.artifactType, 'application/vnd.cncf.notary.signature');
      const other = repository.putImage({ content: 'unsigned' });
      const none = found(await client.referrers({ registry: registry.host, repository: 'a' }, other.digest));
      assert.deepEqual(none, { through: 'referrers API', descriptors: [] });
    }));

  it('finds referrers by their tag where the API is unknown', () =>
    withRegistry({ referrers: 'tag' }, async registry => {
      const repository = registry.repository('a');
      const image = repository.putImage({ tag: '1' });
      const put = [repository.attach(image, signature('one')), repository.attach(image, signature('two'))];
      const client = opened([registry]);
      const name = { registry: registry.host, repository: 'a' };
      const answer = found(await client.referrers(name, image.digest));
      assert.equal(answer.through, 'referrers tag');
      assert.deepEqual(answer.descriptors, put);
      const tag = image.digest.replace(':', '-');
      assert.deepEqual(asked(registry), [`GET /v2/a/referrers/${image.digest}`, `GET /v2/a/manifests/${tag}`]);
      const other = repository.putImage({ content: 'unsigned' });
      const none = found(await client.referrers(name, other.digest));
      assert.deepEqual(none, { through: 'referrers tag', descriptors: [] });
    }));

  it('does not use up what Docker Hub allows', async () => {
    const hub = await startRegistry({ referrers: 'tag', tls: true });
    const proxy = await startProxy(() => ({ 'registry-1.docker.io:443': hub.port }));
    try {
      const repository = hub.repository('library/golang');
      const image = repository.putImage({ tag: '1.25' });
      const client = opened([hub], { registries: ['docker.io'], proxy: proxy.address });
      const name = { registry: 'docker.io', repository: 'golang' };
      assert.deepEqual(found(await client.resolve(name, '1.25')), image);
      assert.deepEqual(found(await client.referrers(name, image.digest)).descriptors, []);
      const tag = image.digest.replace(':', '-');
      assert.deepEqual(await client.resolve(name, `${tag}.sig`), { kind: 'absent' });
      assert.deepEqual(asked(hub), [
        'HEAD /v2/library/golang/manifests/1.25',
        `GET /v2/library/golang/referrers/${image.digest}`,
        `HEAD /v2/library/golang/manifests/${tag}`,
        `HEAD /v2/library/golang/manifests/${tag}.sig`,
      ]);
      const put = repository.attach(image, signature('one'));
      assert.deepEqual(found(await client.referrers(name, image.digest)).descriptors, [put]);
      assert.deepEqual(asked(hub).slice(5), [
        `HEAD /v2/library/golang/manifests/${tag}`,
        `GET /v2/library/golang/manifests/${tag}`,
      ]);
    } finally {
      await Promise.all([hub.stop(), proxy.stop()]);
    }
  });
});

describe('registry client: mirrors', () => {
  let origin: TestRegistry;
  let mirror: TestRegistry;
  beforeEach(async () => {
    [origin, mirror] = await Promise.all([startRegistry(), startRegistry()]);
  });
  afterEach(() => Promise.all([origin.stop(), mirror.stop()]));
  const name = () => ({ registry: origin.host, repository: 'a' });
  const client = (path = '') => {
    const mirrors = { [origin.host]: [`${mirror.address}${path}`] };
    return opened([origin, mirror], { registries: [origin.host], mirrors });
  };

  it('content comes from the mirror', async () => {
    const image = mirror.repository('hub/a').putImage({ tag: '1' });
    assert.deepEqual(found(await client('/hub').resolve(name(), '1')), image);
    found(await client('/hub').manifest(name(), image.digest));
    assert.equal(origin.log.length, 0);
  });

  it('what the mirror does not have, cannot give or gives wrongly comes from the registry', async () => {
    const image = origin.repository('a').putImage({ tag: '1' });
    mirror.repository('a').putImage({ tag: '1' });
    mirror.repository('b').putImage({ tag: '1' });
    assert.deepEqual(found(await client().resolve({ ...name(), repository: 'b' }, '1')), image, 'same content');
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 401 },
      { kind: 'status', status: 404 },
      { kind: 'html' },
      { kind: 'reset' },
      { kind: 'other-body' },
    ] as const) {
      const end = mirror.fail(/./, fault);
      assert.equal(sha256(found(await client().manifest(name(), image.digest)).bytes), image.digest);
      end();
    }
  });

  it('only the registry itself can say that there are no more signatures', async () => {
    const image = origin.repository('a').putImage({ tag: '1' });
    mirror.repository('a').putImage({ tag: '1' });
    const put = origin.repository('a').attach(image, signature('one'));
    const ask = async () => found(await client().referrers(name(), image.digest));
    assert.deepEqual(await ask(), { through: 'referrers API', descriptors: [put] });
    const layers = [{ bytes: 'list', mediaType: 'application/spdx+json' }];
    const scan = mirror.repository('a').attach(image, { artifactType: 'application/spdx+json', layers });
    assert.deepEqual((await ask()).descriptors, [put, scan]);
    mirror.repository('a').attach(image, signature('one'));
    assert.deepEqual((await ask()).descriptors, [put, scan], 'each once');
  });

  it('what mirrors tell counts, but not as all there is, while the registry cannot be asked', async () => {
    const image = origin.repository('a').putImage({ tag: '1' });
    mirror.repository('a').putImage({ tag: '1' });
    origin.fail(/./, { kind: 'status', status: 503 });
    assert.equal(failed(await client().referrers(name(), image.digest)).reason, 'server-error');
    const put = mirror.repository('a').attach(image, signature('one'));
    const answer = found(await client().referrers(name(), image.digest));
    assert.deepEqual(answer.descriptors, [put]);
    assert.equal(answer.incomplete?.reason, 'server-error');
  });

  it('a mirror that is neither public nor listed is not asked', async () => {
    const image = origin.repository('a').putImage({ tag: '1' });
    const mirrors = { [origin.host]: [mirror.address] };
    assert.deepEqual(found(await opened([origin], { mirrors }).resolve(name(), '1')), image);
    assert.equal(mirror.log.length, 0);
  });
});
