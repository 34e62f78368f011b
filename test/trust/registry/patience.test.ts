import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { places } from '../../../server/src/trust/registry/gate';
import { sha256, startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { asked, failed, found, opened } from './registry.kit';

describe('registry client: patience', () => {
  let registry: TestRegistry;
  const tags = Array.from({ length: places + 5 }, (_, nth) => `${nth + 1}`);
  beforeEach(async () => {
    registry = await startRegistry();
    for (const tag of tags) registry.repository('a').putImage({ tag });
  });
  afterEach(() => registry.stop());
  const name = () => ({ registry: registry.host, repository: 'a' });
  const start = Date.parse('2026-11-01T00:00:00Z');

  /** Waits until a registry has been asked so often. */
  const until = async (count: number) => {
    for (let tries = 0; registry.log.length < count && tries < 500; tries++) await wait(5);
    assert.equal(registry.log.length, count);
  };

  it('after a 429 nothing is asked until the registry lets one', async () => {
    let now = start;
    const client = opened([registry], {}, { now: () => now });
    const end = registry.fail(/./, { kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    const first = failed(await client.resolve(name(), '1'));
    assert.equal(first.reason, 'rate-limited');
    assert.equal(first.retryAt, start + 30_000);
    end();
    now += 29_999;
    const second = failed(await client.resolve(name(), '2'));
    assert.equal(second.reason, 'rate-limited');
    assert.equal(second.retryAt, start + 30_000);
    assert.match(second.detail, /left alone until 2026-11-01T00:00:30Z\.$/);
    assert.equal(registry.log.length, 1);
    now += 1;
    found(await client.resolve(name(), '2'));
    assert.equal(registry.log.length, 2);
  });

  it('a date says so too, and without either it is a minute', async () => {
    for (const [headers, expected] of [
      [{ 'retry-after': 'Sun, 01 Nov 2026 01:00:00 GMT' }, start + 3_600_000],
      [{ 'retry-after': 'later' }, start + 60_000],
      [{}, start + 60_000],
    ] as const) {
      registry.fail(/./, { kind: 'status', status: 429, headers });
      const client = opened([registry], {}, { now: () => start });
      assert.equal(failed(await client.resolve(name(), '1')).retryAt, expected);
    }
  });

  it('a 503 that names a time is heard as well', async () => {
    const client = opened([registry], {}, { now: () => start });
    registry.fail(/./, { kind: 'status', status: 503, headers: { 'retry-after': '7' } }, 1);
    const first = failed(await client.resolve(name(), '1'));
    assert.deepEqual([first.reason, first.retryAt], ['server-error', start + 7000]);
    assert.equal(failed(await client.resolve(name(), '1')).reason, 'server-error');
    assert.equal(registry.log.length, 1);
  });

  it('after errors in a row it waits longer and longer', async () => {
    let now = start;
    const client = opened([registry], {}, { now: () => now });
    const end = registry.fail(/./, { kind: 'status', status: 500 });
    assert.equal(failed(await client.resolve(name(), '1')).retryAt, undefined);
    assert.equal(failed(await client.resolve(name(), '1')).retryAt, undefined);
    const pauses: number[] = [];
    for (let nth = 0; nth < 9; nth++) {
      const { retryAt = 0 } = failed(await client.resolve(name(), '1'));
      pauses.push((retryAt - now) / 1000);
      assert.equal(failed(await client.resolve(name(), '1')).retryAt, retryAt);
      now = retryAt;
    }
    assert.deepEqual(pauses, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
    assert.equal(registry.log.length, 11);
    end();
    found(await client.resolve(name(), '1'));
    registry.fail(/./, { kind: 'status', status: 500 }, 1);
    assert.equal(failed(await client.resolve(name(), '1')).retryAt, undefined, 'all is forgotten');
  });

  it('one registry does not answer for another', async () => {
    const other = await startRegistry();
    other.repository('a').putImage({ tag: '1' });
    const client = opened([registry, other]);
    registry.fail(/./, { kind: 'status', status: 429 });
    failed(await client.resolve(name(), '1'));
    found(await client.resolve({ registry: other.host, repository: 'a' }, '1'));
    await other.stop();
  });

  it('no more requests at a time than there are places', async () => {
    const end = registry.fail(/./, { kind: 'hang' });
    const client = opened([registry], {}, { timeout: 5000 });
    const abort = new AbortController();
    const answers = tags.map(tag => client.resolve(name(), tag, abort.signal));
    await until(places);
    await wait(50);
    abort.abort();
    for (const answer of await Promise.all(answers)) assert.equal(failed(answer).reason, 'cancelled');
    assert.equal(registry.log.length, places);
    end();
  });

  it('all of many are answered', async () => {
    const client = opened([registry], {}, { timeout: 5000 });
    for (const answer of await Promise.all(tags.map(it => client.resolve(name(), it)))) found(answer);
    assert.equal(registry.log.length, tags.length);
  });

  it('who asks the same waits for the same answer', async () => {
    const client = opened([registry]);
    const image = registry.repository('a').tags.get('1')!;
    const answers = await Promise.all([
      client.resolve(name(), '1'),
      client.resolve(name(), '1'),
      client.manifest(name(), image),
      client.manifest(name(), image),
      client.referrers(name(), image),
      client.referrers(name(), image),
    ]);
    assert.deepEqual(
      answers.map(it => it.kind),
      new Array(6).fill('found'),
    );
    assert.equal(registry.log.length, 3);
    found(await client.resolve(name(), '1'));
    assert.equal(registry.log.length, 4, 'nothing is kept');
  });

  it('tokens are asked for once', async () => {
    await registry.stop();
    registry = await startRegistry({ access: { scheme: 'bearer', anonymous: true } });
    const images = ['1', '2', '3'].map(tag => registry.repository('a').putImage({ tag, content: tag }));
    const client = opened([registry]);
    for (const answer of await Promise.all(images.map(it => client.manifest(name(), it.digest)))) found(answer);
    assert.equal(asked(registry).filter(it => it.includes('/token')).length, 1);
  });

  it('a question is given up when asked to', async () => {
    const end = registry.fail(/./, { kind: 'hang' });
    const client = opened([registry], {}, { timeout: 5000 });
    const abort = new AbortController();
    const answer = client.resolve(name(), '1', abort.signal);
    await until(1);
    abort.abort();
    assert.equal(failed(await answer).reason, 'cancelled');
    end();
    found(await client.resolve(name(), '1'));
    assert.equal(failed(await client.resolve(name(), '1', abort.signal)).reason, 'cancelled');
    assert.equal(registry.log.length, 2);
  });

  it('a question goes on as long as anybody waits', async () => {
    const aborts = [new AbortController(), new AbortController()];
    const end = registry.fail(/./, { kind: 'drip', milliseconds: 1 });
    const client = opened([registry], {}, { timeout: 5000 });
    const digest = registry.repository('a').tags.get('1')!;
    const [first, second] = aborts.map(it => client.manifest(name(), digest, it.signal));
    await until(1);
    aborts[0]!.abort();
    assert.equal(failed(await first!).reason, 'cancelled');
    assert.equal(sha256(found(await second!).bytes), digest);
    assert.equal(registry.log.length, 1);
    end();
  });

  it('who gives up in the queue takes no place', async () => {
    const end = registry.fail(/./, { kind: 'hang' }, places);
    const client = opened([registry], {}, { timeout: 5000 });
    const aborts = tags.slice(0, places + 1).map(() => new AbortController());
    const answers = aborts.map((it, nth) => client.resolve(name(), tags[nth]!, it.signal));
    await until(places);
    const last = client.resolve(name(), tags.at(-1)!);
    aborts[places]!.abort();
    assert.equal(failed(await answers[places]!).reason, 'cancelled');
    aborts[0]!.abort();
    found(await last);
    assert.deepEqual(asked(registry).at(-1), `HEAD /v2/a/manifests/${tags.at(-1)}`);
    assert.equal(registry.log.length, places + 1);
    for (const it of aborts) it.abort();
    await Promise.all(answers);
    end();
  });

  it('a token that somebody has given up is asked for by who still waits', async () => {
    await registry.stop();
    registry = await startRegistry({ access: { scheme: 'bearer', anonymous: true } });
    const [one, two] = ['1', '2'].map(tag => registry.repository('a').putImage({ tag, content: tag }));
    registry.fail(/token/, { kind: 'hang' }, 1);
    const client = opened([registry], {}, { timeout: 5000 });
    const abort = new AbortController();
    const first = client.manifest(name(), one!.digest, abort.signal);
    await until(2);
    const second = client.manifest(name(), two!.digest);
    await until(3);
    abort.abort();
    assert.equal(failed(await first).reason, 'cancelled');
    found(await second);
  });

  it('closing gives up what is under way', async () => {
    registry.fail(/./, { kind: 'hang' });
    const client = opened([registry], {}, { timeout: 5000 });
    const answer = client.resolve(name(), '1');
    await until(1);
    await client.close();
    assert.equal(failed(await answer).kind, 'failure');
  });
});
