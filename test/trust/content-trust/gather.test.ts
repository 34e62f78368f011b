import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Answer, absent, failure, found } from '../../../server/src/trust/answer';
import { gatherContentTrust } from '../../../server/src/trust/content-trust/gather';
import { gun, image } from './case';

type Json = Record<string, unknown>;

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const hex = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const meta = (content: Uint8Array): Json => ({
  length: content.length,
  hashes: { sha256: Buffer.from(hex(content), 'hex').toString('base64') },
});
const tagged = { hashes: { sha256: Buffer.from('ab'.repeat(32), 'hex').toString('base64') }, length: 528 };

/** Roles as a server has them, unsigned: nothing here looks at signatures. */
function repository(rootVersion = 1, tags: Json = { v1: tagged }, released?: Json): Record<string, Uint8Array> {
  const root = bytes({ signed: { version: rootVersion } });
  const targets = bytes({ signed: { targets: tags } });
  const releases = released && bytes({ signed: { targets: released } });
  const below = {
    root: meta(root),
    targets: meta(targets),
    ...(releases ? { 'targets/releases': meta(releases) } : {}),
  };
  const snapshot = bytes({ signed: { meta: below } });
  const timestamp = bytes({ signed: { meta: { snapshot: meta(snapshot) } } });
  return { root, targets, snapshot, timestamp, ...(releases ? { 'targets/releases': releases } : {}) };
}

/** Serves roles by name and by hash, and remembers what it was asked for. */
function serve(roles: Record<string, Uint8Array>, faults: Record<string, Answer<Uint8Array>> = {}) {
  const asked: string[] = [];
  const byHash = new Map(Object.entries(roles).map(([role, content]) => [`${role}.${hex(content)}`, content]));
  const fetcher = async (_: string, __: string, role: string): Promise<Answer<Uint8Array>> => {
    const name = role.replace(/\.[0-9a-f]{64}$/, name => `.${name.length === 65 ? 'hash' : ''}`);
    asked.push(name);
    const content = byHash.get(role) ?? (Object.hasOwn(roles, role) ? roles[role] : undefined);
    return faults[role] ?? faults[name] ?? (content ? found(content) : absent);
  };
  return { asked, fetcher };
}

const request = { server: 'https://notary.example', gun, tag: 'v1', subject: image };
const answers = async (
  served: ReturnType<typeof serve>,
  asked: typeof request | Omit<typeof request, 'tag'> = request,
) => {
  const answer = await gatherContentTrust(served.fetcher, asked);
  if (answer.kind !== 'found') return answer.kind === 'absent' ? 'absent' : `${answer.reason}: ${answer.detail}`;
  assert.ok(answer.value.format === 'docker-content-trust');
  return { tag: answer.value.tag, roles: Object.keys(answer.value.roles).sort() };
};
const four = ['root', 'snapshot', 'targets', 'timestamp'];

describe('content trust: gathering', () => {
  it('asks for what the metadata speak of, by hash', async () => {
    const served = serve(repository());
    assert.deepEqual(await answers(served), { tag: 'v1', roles: four });
    assert.deepEqual(served.asked, ['timestamp', 'snapshot.hash', 'root.hash', 'targets.hash']);
  });

  it('asks by name where the server knows no hashes', async () => {
    const faults = { 'snapshot.hash': absent, 'root.hash': absent, 'targets.hash': absent };
    assert.deepEqual(await answers(serve(repository(), faults)), { tag: 'v1', roles: four });
  });

  it('asks for older roots, and for what is released', async () => {
    const roles = {
      ...repository(4, {}, { v1: tagged }),
      '1.root': bytes({ signed: {} }),
      '3.root': bytes({ signed: {} }),
    };
    const expected = { tag: 'v1', roles: ['1.root', '3.root', ...four, 'targets/releases'].sort() };
    assert.deepEqual(await answers(serve(roles)), expected);
  });

  it('asks for no more than 32 older roots', async () => {
    for (const version of [40, 1e9, 1e15]) {
      const served = serve(repository(version));
      assert.deepEqual(await answers(served), { tag: 'v1', roles: four });
      assert.equal(served.asked.filter(each => each.endsWith('.root')).length, 32);
    }
    for (const version of [1e300, -5, 0.5]) {
      const served = serve(repository(version));
      await answers(served);
      assert.equal(served.asked.length, 4);
    }
  });

  it('asks once more when somebody published meanwhile', async () => {
    const [older, newer] = [repository(1, { v0: tagged, v1: tagged }), repository()];
    const before = serve({ timestamp: older.timestamp! });
    const after = serve(newer);
    let first = true;
    const fetcher = async (server: string, name: string, role: string): Promise<Answer<Uint8Array>> => {
      if (role !== 'timestamp' || !first) return after.fetcher(server, name, role);
      first = false;
      return before.fetcher(server, name, role);
    };
    assert.deepEqual(await answers({ asked: [], fetcher }), { tag: 'v1', roles: four });
  });

  it('hands on what does not belong together, for verification to refuse', async () => {
    const roles = { ...repository(), snapshot: repository(2).snapshot! };
    assert.deepEqual(await answers(serve(roles)), { tag: 'v1', roles: four });
  });

  it('takes any tag of the image where the reference has none', async () => {
    const { tag: _, ...without } = request;
    assert.deepEqual(await answers(serve(repository(1, { v0: {}, v7: tagged })), without), { tag: 'v7', roles: four });
    assert.equal(await answers(serve(repository(1, { v0: {} })), without), 'absent');
  });

  const nothing: readonly (readonly [name: string, roles: Record<string, Uint8Array>])[] = [
    ['no repository', {}],
    ['no such tag', repository(1, { v2: tagged })],
    ['no tag, but what all objects have', repository(1, {})],
  ];
  for (const [name, roles] of nothing)
    it(`finds nothing: ${name}`, async () => assert.equal(await answers(serve(roles)), 'absent'));

  it('finds nothing under names that all objects have', async () => {
    assert.equal(await answers(serve(repository()), { ...request, tag: 'constructor' }), 'absent');
  });

  const whole = repository();
  const page = found<Uint8Array>(Buffer.from('<html>Log in</html>'));
  const faults: readonly (readonly [name: string, faults: Record<string, Answer<Uint8Array>>, says: RegExp])[] = [
    [
      'a server that does not answer',
      { timestamp: failure('timeout', 'It took too long.') },
      /^timeout: It took too long\.$/,
    ],
    ['a failure on the way', { 'targets.hash': failure('auth', 'Log in.') }, /^auth: Log in\.$/],
    [
      'a page of a proxy',
      { timestamp: page },
      /^protocol: What https:\/\/notary\.example answered for the role timestamp/,
    ],
    ['a page in between', { 'root.hash': page }, /^protocol: /],
    ['a list', { timestamp: found(bytes([])) }, /^protocol: /],
    ['nothing signed', { timestamp: found(bytes({ signed: 1 })) }, /^protocol: /],
    ['a role that is lost', { 'targets.hash': absent, targets: absent }, /none of the role targets\.$/],
    ['a snapshot that is lost', { 'snapshot.hash': absent, snapshot: absent }, /none of the role snapshot\.$/],
    ['no end', { timestamp: found(new Uint8Array(2 << 20)) }, /^protocol: /],
  ];
  for (const [name, fault, says] of faults)
    it(`draws no conclusion from ${name}`, async () => assert.match(String(await answers(serve(whole, fault))), says));

  it('draws no conclusion from a root that cannot be fetched', async () => {
    const served = serve(repository(3), { '2.root': failure('server-error', 'It answered 500.') });
    assert.equal(await answers(served), 'server-error: It answered 500.');
  });

  it('survives a fetcher that rejects', async () => {
    const fetcher = () => Promise.reject(new Error('secret'));
    assert.match(
      String(await answers({ asked: [], fetcher })),
      /^protocol: https:\/\/notary\.example could not be asked/,
    );
  });
});
