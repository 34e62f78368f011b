import assert from 'node:assert/strict';
import type { Answer } from '../../../server/src/trust/answer';
import type { OpenRegistryClient } from '../../../server/src/trust/registry/client';
import { type Fault, mediaTypes, startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { failed, found, opened, withRegistry } from './registry.kit';

type Operation = 'resolve' | 'manifest' | 'blob' | 'referrers' | 'tag';
const operations: readonly Operation[] = ['resolve', 'manifest', 'blob', 'referrers', 'tag'];
const gets: readonly Operation[] = ['manifest', 'blob', 'referrers', 'tag'];

const html404 = { kind: 'html', status: 404 } as const;
const plain404 = { kind: 'status', status: 404, body: '404 page not found\n' } as const;

/** What each fault makes of each operation. None of them ever makes an answer. */
const table: readonly [name: string, fault: Fault, reason: string, on?: readonly Operation[]][] = [
  ['401', { kind: 'status', status: 401 }, 'auth'],
  ['401 with an odd challenge', { kind: 'status', status: 401, headers: { 'www-authenticate': 'Negotiate' } }, 'auth'],
  [
    '401 with a realm that is none',
    { kind: 'status', status: 401, headers: { 'www-authenticate': 'Bearer realm="nowhere"' } },
    'protocol',
  ],
  ['403', { kind: 'status', status: 403 }, 'auth'],
  ['418', { kind: 'status', status: 418 }, 'protocol'],
  ['429', { kind: 'status', status: 429 }, 'rate-limited'],
  ['429 with a page', { kind: 'html', status: 429 }, 'rate-limited'],
  ['500', { kind: 'status', status: 500 }, 'server-error'],
  ['502 with a page', { kind: 'html', status: 502 }, 'server-error'],
  ['503', { kind: 'status', status: 503 }, 'server-error'],
  ['a hanging server', { kind: 'hang' }, 'timeout'],
  ['a hanging body', { kind: 'hang-in-body' }, 'timeout', gets],
  ['a slow drip', { kind: 'drip', milliseconds: 30 }, 'timeout', ['manifest', 'referrers', 'tag']],
  ['a reset', { kind: 'reset' }, 'offline'],
  ['a reset in the body', { kind: 'reset-in-body' }, 'offline', gets],
  ['a page with 200', { kind: 'html' }, 'protocol'],
  ['a page with 404', html404, 'protocol', ['resolve', 'manifest', 'blob', 'tag']],
  ['a text with 404', plain404, 'protocol', ['resolve', 'manifest', 'blob', 'tag']],
  ['an empty 404', { kind: 'status', status: 404, body: '' }, 'protocol', ['resolve', 'manifest', 'blob', 'tag']],
  [
    'JSON of another kind with 404',
    { kind: 'status', status: 404, body: '{"message":"no"}' },
    'protocol',
    ['manifest'],
  ],
  [
    'errors of another kind with 404',
    { kind: 'status', status: 404, body: '{"errors":["no"]}' },
    'protocol',
    ['manifest'],
  ],
  ['nothing with 200', { kind: 'status', status: 200, body: '' }, 'protocol'],
  ['a list with 200', { kind: 'status', status: 200, body: '[]' }, 'protocol'],
  ['JSON of another kind with 200', { kind: 'status', status: 200, body: '{"ok":true}' }, 'protocol'],
  ['204', { kind: 'status', status: 204, body: '' }, 'protocol'],
  ['too much, announced', { kind: 'oversized', bytes: 6_000_000, announced: true }, 'too-big', gets],
  ['too much, without end', { kind: 'oversized', bytes: 1e12 }, 'too-big', gets],
  ['another body', { kind: 'other-body' }, 'protocol', gets],
  [
    'a digest that is none',
    { kind: 'headers', headers: { 'docker-content-digest': 'sha256:12' } },
    'protocol',
    ['resolve', 'manifest', 'tag'],
  ],
  [
    'a digest of old',
    { kind: 'headers', headers: { 'docker-content-digest': `md5:${'0'.repeat(32)}` } },
    'protocol',
    ['resolve', 'tag'],
  ],
  [
    'another digest',
    { kind: 'headers', headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } },
    'protocol',
    ['tag'],
  ],
  [
    'another type',
    { kind: 'headers', headers: { 'content-type': mediaTypes.dockerList } },
    'protocol',
    ['manifest', 'referrers', 'tag'],
  ],
  [
    'a list of which it depends on the reader what is in it',
    {
      kind: 'status',
      status: 200,
      headers: { 'content-type': mediaTypes.index },
      body: '{"schemaVersion":2,"manifests":[{}],"manifests":[]}',
    },
    'protocol',
    ['referrers', 'tag'],
  ],
  [
    'a filtered list',
    { kind: 'headers', headers: { 'oci-filters-applied': 'artifactType' } },
    'protocol',
    ['referrers'],
  ],
  [
    'a next page elsewhere',
    { kind: 'headers', headers: { link: '<https://evil.example/x>; rel="next"' } },
    'protocol',
    ['referrers'],
  ],
  [
    'a next page that is this one',
    { kind: 'headers', headers: { link: '<?x>; rel="next"' } },
    'protocol',
    ['referrers'],
  ],
  ['a redirect to itself', { kind: 'redirect' }, 'protocol'],
  ['a redirect to nowhere', { kind: 'redirect', to: 'http://' }, 'protocol'],
  ['a redirect to plain text', { kind: 'redirect', to: 'http://cdn.example/x' }, 'refused'],
  ['a redirect to a machine nearby', { kind: 'redirect', to: 'https://10.0.0.1/x', status: 302 }, 'refused'],
  ['a redirect to a file', { kind: 'redirect', to: 'file:///etc/passwd', status: 308 }, 'refused'],
  ['a redirect with a credential', { kind: 'redirect', to: 'https://a:b@cdn.example/', status: 301 }, 'refused'],
];

describe('registry client: faults', () => {
  let api: TestRegistry;
  let tag: TestRegistry;
  before(async () => {
    [api, tag] = await Promise.all([startRegistry(), startRegistry({ referrers: 'tag' })]);
    for (const registry of [api, tag]) {
      const repository = registry.repository('a');
      const image = repository.putImage({ tag: '1' });
      const layers = [{ bytes: 'one', mediaType: 'application/jose+json' }];
      repository.attach(image, { artifactType: 'application/vnd.cncf.notary.signature', layers });
    }
  });
  after(() => Promise.all([api.stop(), tag.stop()]));

  const ask = (client: OpenRegistryClient, operation: Operation): Promise<Answer<unknown>> => {
    const registry = operation === 'tag' ? tag : api;
    const repository = registry.repository('a');
    const name = { registry: registry.host, repository: 'a' };
    const digest = repository.tags.get('1')!;
    const [blob] = repository.blobs.keys();
    if (operation === 'resolve') return client.resolve(name, '1');
    if (operation === 'manifest') return client.manifest(name, digest);
    if (operation === 'blob') return client.blob(name, { digest: blob!, mediaType: '' }, 1024 * 1024);
    return client.referrers(name, digest);
  };

  for (const [name, fault, reason, on = operations] of table) {
    it(`${name} is \`${reason}\``, async () => {
      const where = { resolve: /./, manifest: /./, blob: /./, referrers: /./, tag: /manifests/ };
      await Promise.all(
        on.map(async operation => {
          // Each its own registries: faults are met side by side.
          const end = (operation === 'tag' ? tag : api).fail(where[operation], fault);
          const answer = failed(
            await ask(opened([api, tag], {}, { timeout: reason === 'timeout' ? 400 : 5000 }), operation),
          );
          end();
          assert.equal(answer.reason, reason, `${operation}: ${answer.detail}`);
          assert.match(answer.detail, /127\.0\.0\.1|10\.0\.0\.1|cdn\.example|`file:`/, operation);
          assert.match(answer.detail, /\.$/);
        }),
      );
    });
  }

  it('all is well without faults', async () => {
    for (const operation of operations) found(await ask(opened([api, tag]), operation));
  });

  it('a server that is not there is `offline`', async () => {
    const gone = await startRegistry();
    await gone.stop();
    const answer = failed(await opened([gone]).resolve({ registry: gone.host, repository: 'a' }, '1'));
    assert.equal(answer.reason, 'offline');
    assert.equal(answer.detail, `${gone.host} could not be asked for a:1: the connection was refused.`);
  });

  it('a name that nobody knows is `offline`', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    const client = opened([], { registries: ['*'] }, { lookup });
    assert.equal(failed(await client.resolve({ registry: 'nowhere.example', repository: 'a' }, '1')).reason, 'offline');
  });

  it('a name that takes for ever to look up is `timeout`, and can be given up', async () => {
    const lookup = () => new Promise<never>(() => {});
    const client = opened([], { registries: ['*'] }, { lookup, timeout: 300 });
    const name = { registry: 'nowhere.example', repository: 'a' };
    assert.equal(failed(await client.resolve(name, '1')).reason, 'timeout');
    const abort = new AbortController();
    const answer = client.resolve(name, '1', abort.signal);
    setTimeout(() => abort.abort(), 30);
    assert.equal(failed(await answer).reason, 'cancelled');
  });

  it('an idle connection that the server has closed is opened anew', async () => {
    const client = opened([api]);
    found(await ask(client, 'resolve'));
    api.fail(/./, { kind: 'reset' }, 1);
    found(await ask(client, 'resolve'));
  });
});

describe('registry client: lists of referrers that cannot be believed', () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const entry = { mediaType: mediaTypes.manifest, digest, size: 5 };
  const lists: Readonly<Record<string, unknown>> = {
    'an entry that is no object': [entry, 'x'],
    'an entry without a digest': [{ ...entry, digest: undefined }],
    'an entry with a digest that is none': [{ ...entry, digest: 'sha256:../../x' }],
    'an entry with a size that is none': [{ ...entry, size: -1 }],
    'an entry with annotations that are none': [{ ...entry, annotations: { a: 1 } }],
    'an entry with a text for annotations': [{ ...entry, annotations: 'abc' }],
    'an entry with a type that is none': [{ ...entry, artifactType: 7 }],
    'a list that is an object': {},
    'no list': undefined,
  };
  for (const [name, manifests] of Object.entries(lists))
    it(name, () =>
      withRegistry({}, async registry => {
        registry.serve(`/v2/a/referrers/${digest}`, { schemaVersion: 2, manifests }, mediaTypes.index);
        const answer = await opened([registry]).referrers({ registry: registry.host, repository: 'a' }, digest);
        assert.equal(failed(answer).reason, 'protocol');
      }),
    );

  it('an empty list as Go writes it is one', () =>
    withRegistry({}, async registry => {
      const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: null };
      registry.serve(`/v2/a/referrers/${digest}`, index, mediaTypes.index);
      const answer = await opened([registry]).referrers({ registry: registry.host, repository: 'a' }, digest);
      assert.deepEqual(found(answer).descriptors, []);
    }));

  it('more entries than anybody has', () =>
    withRegistry({}, async registry => {
      const manifests = new Array(2001).fill(entry);
      registry.serve(`/v2/a/referrers/${digest}`, { schemaVersion: 2, manifests }, mediaTypes.index);
      const answer = await opened([registry]).referrers({ registry: registry.host, repository: 'a' }, digest);
      assert.equal(failed(answer).reason, 'too-big');
    }));

  it('more pages than anybody has', () =>
    withRegistry({ pageSize: 1 }, async registry => {
      const repository = registry.repository('a');
      const image = repository.putImage();
      const attach = (nth: number) =>
        repository.attach(image, { artifactType: 'a/b', layers: [{ bytes: `${nth}`, mediaType: 'a/b' }] });
      for (let nth = 0; nth < 20; nth++) attach(nth);
      const name = { registry: registry.host, repository: 'a' };
      assert.equal(found(await opened([registry]).referrers(name, image.digest)).descriptors.length, 20);
      attach(20);
      registry.log.length = 0;
      assert.equal(failed(await opened([registry]).referrers(name, image.digest)).reason, 'too-big');
      assert.equal(registry.log.length, 20);
    }));

  it('where the API is unknown by a web page, only what is found counts', () =>
    withRegistry({ referrers: 'tag' }, async registry => {
      registry.fail(/referrers/, html404);
      const repository = registry.repository('a');
      const image = repository.putImage();
      const name = { registry: registry.host, repository: 'a' };
      assert.equal(failed(await opened([registry]).referrers(name, image.digest)).reason, 'protocol');
      repository.attach(image, { artifactType: 'a/b', layers: [{ bytes: 'x', mediaType: 'a/b' }] });
      assert.equal(found(await opened([registry]).referrers(name, image.digest)).descriptors.length, 1);
    }));

  for (const status of [400, 405, 406])
    it(`the API may be unknown by status ${status}`, () =>
      withRegistry({ referrers: 'tag' }, async registry => {
        registry.fail(/referrers/, { kind: 'status', status });
        const image = registry.repository('a').putImage();
        const name = { registry: registry.host, repository: 'a' };
        assert.equal(found(await opened([registry]).referrers(name, image.digest)).through, 'referrers tag');
      }));

  it('a manifest that is an index as well is refused', () =>
    withRegistry({}, async registry => {
      const repository = registry.repository('a');
      const both = { schemaVersion: 2, config: entry, layers: [], manifests: [entry] };
      const put = repository.putManifest(both, { tag: '1', mediaType: mediaTypes.index });
      const client = opened([registry]);
      const name = { registry: registry.host, repository: 'a' };
      assert.equal(failed(await client.manifest(name, put.digest)).reason, 'protocol');
      const other = repository.putManifest(
        { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] },
        {
          mediaType: mediaTypes.manifest,
        },
      );
      assert.equal(failed(await client.manifest(name, other.digest)).reason, 'protocol');
    }));
});
