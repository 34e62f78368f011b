import assert from 'node:assert/strict';
import { entriesOf, type LockedImage } from '../../server/src/cli/lock-entries';
import type { ImageStatus, LockEntry, TrustState } from '../../server/src/facts/image/status';
import { imageStatus } from '../report/kit';

const name = 'registry.example/app:1';
const a = `sha256:${'a'.repeat(64)}`;
const b = `sha256:${'b'.repeat(64)}`;
const image: LockedImage = {
  path: 'Dockerfile',
  image: { registry: 'registry.example', repository: 'app', tag: '1' },
  exceptions: [],
};
const pinned = (digest: string): LockedImage => ({ ...image, image: { ...image.image, digest } });
const was = (verdict: TrustState = 'signed-trusted'): LockEntry => ({
  reference: name,
  digest: a,
  verdict,
  checked: '2026-01-01T00:00:00Z',
});
const status = (more: Partial<ImageStatus>): Record<string, ImageStatus> => ({ [name]: imageStatus(name, more) });
const options = { whole: true, today: '2026-06-01' };

/** What the entry says after a look, and which list speaks of the image. */
function lookedAt(uses: readonly LockedImage[], before: readonly LockEntry[], statuses: Record<string, ImageStatus>) {
  const { entries, failed, unknown, missing } = entriesOf(uses, before, statuses, options);
  const list = failed.length > 0 ? 'failed' : unknown.length > 0 ? 'unknown' : missing.length > 0 ? 'missing' : 'fine';
  return [entries[0] && `${entries[0].digest === a ? 'a' : 'b'} ${entries[0].verdict}`, list];
}

describe('entries of a lock file', () => {
  for (const [what, before, more, expected] of [
    ['a new one', [], { state: 'signed-trusted', digest: b }, ['b signed-trusted', 'fine']],
    ['unsigned without a policy', [], { state: 'unsigned', digest: b }, ['b unsigned', 'fine']],
    ['unsigned under audit', [], { state: 'unsigned', level: 'audit', digest: b }, ['b unsigned', 'fine']],
    ['unsigned under strict', [], { state: 'unsigned', level: 'strict', digest: b }, [undefined, 'failed']],
    ['unsigned under permissive', [], { state: 'unsigned', level: 'permissive', digest: b }, [undefined, 'failed']],
    [
      'untrusted under strict',
      [was()],
      { state: 'signed-untrusted', level: 'strict', digest: b },
      ['a signed-trusted', 'failed'],
    ],
    ['not valid', [], { state: 'signature-invalid', digest: b }, [undefined, 'failed']],
    ['moved, and trusted', [was()], { state: 'signed-trusted', digest: b }, ['b signed-trusted', 'fine']],
    ['a signature that is gone', [was()], { state: 'unsigned', digest: b }, ['a signed-trusted', 'failed']],
    ['a signature that came', [was('unsigned')], { state: 'signed-trusted', digest: a }, ['a signed-trusted', 'fine']],
    ['unsigned as before', [was('unsigned')], { state: 'unsigned', digest: b }, ['b unsigned', 'fine']],
    ['skipped', [], { state: 'skipped', level: 'skip', digest: b }, ['b skipped', 'fine']],
    ['unknown', [was()], { state: 'unknown', digest: b }, ['a signed-trusted', 'unknown']],
    ['unknown and new', [], { state: 'unknown', digest: b }, [undefined, 'missing']],
    ['without a digest', [was()], { state: 'skipped' }, ['a signed-trusted', 'unknown']],
  ] as const) {
    it(what, () => assert.deepEqual(lookedAt([image], before, status(more)), expected));
  }

  it('nobody looked', () => assert.deepEqual(lookedAt([image], [was()], {}), ['a signed-trusted', 'unknown']));

  it('an exception accepts what is not signed, not what is not valid', () => {
    const exceptions = [{ image: 'registry.example/app', reason: 'ours', until: '2026-06-01' }];
    const accepted = { ...image, exceptions };
    const strict = { level: 'strict', digest: b } as const;
    assert.deepEqual(lookedAt([accepted], [was()], status({ state: 'unsigned', ...strict })), ['b unsigned', 'fine']);
    assert.deepEqual(lookedAt([accepted], [], status({ state: 'signature-invalid', ...strict })), [
      undefined,
      'failed',
    ]);
    const over = [{ ...exceptions[0]!, until: '2026-05-31' }];
    assert.deepEqual(lookedAt([{ ...image, exceptions: over }], [], status({ state: 'unsigned', ...strict })), [
      undefined,
      'failed',
    ]);
    assert.deepEqual(
      lookedAt([accepted, { ...image, path: 'other' }], [], status({ state: 'unsigned', ...strict })),
      [undefined, 'failed'],
      'every file has to accept it',
    );
  });

  it('a pin decides, and two different ones nothing', () => {
    const known = {
      [`${name}@${a}`]: imageStatus(`${name}@${a}`, { state: 'signed-trusted', digest: a, tagDigest: b }),
    };
    const both = { ...known, ...status({ state: 'signed-trusted', digest: b }) };
    assert.deepEqual(lookedAt([image, pinned(a)], [], both), ['a signed-trusted', 'fine']);
    assert.deepEqual(lookedAt([pinned(a), pinned(b)], [], both), [undefined, 'failed']);
    assert.deepEqual(
      lookedAt([pinned(b)], [was()], {}),
      ['a signed-trusted', 'failed'],
      'another pin that nobody verified',
    );
    assert.deepEqual(lookedAt([pinned(a)], [was()], {}), ['a signed-trusted', 'unknown']);
  });

  it('keeps what other files may name, unless all were read', () => {
    const other = { ...was(), reference: 'registry.example/other:1' };
    const looked = status({ state: 'signed-trusted', digest: a });
    assert.equal(entriesOf([image], [other], looked, { ...options, whole: false }).entries.length, 2);
    assert.equal(entriesOf([image], [other], looked, options).entries.length, 1);
  });

  it('leaves an entry as it is when nothing is another', () => {
    const own = was();
    const { entries } = entriesOf([image], [own], status({ state: 'signed-trusted', digest: a }), options);
    assert.equal(entries[0], own);
  });
});
