import assert from 'node:assert/strict';
import { knownImages } from '../../server/src/report/known-images';
import { imageStatus } from './kit';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

describe('what an example knows of images', () => {
  it('is a list of all that decides', () => {
    const more = {
      state: 'unsigned',
      level: 'strict',
      digest: digest('a'),
      tagDigest: digest('b'),
      tagTrusted: true,
    } as const;
    assert.equal(
      knownImages({
        statuses: { 'a.example/b:1': imageStatus('a.example/b:1', more) },
        exceptions: [{ image: 'a.example/b', reason: 'x', until: '2027-01-31' }],
        lock: {
          path: 'boltseal.lock.yaml',
          enforce: true,
          entries: [{ reference: 'a.example/b:1', digest: digest('a'), verdict: 'skipped', checked: '' }],
        },
      }),
      [
        '- `a.example/b:1`: not signed, policy `strict`, digest `sha256:aaaaaaaaaaaa…`, its tag stands for `sha256:bbbbbbbbbbbb…` now, which verifies',
        '- in the lock file, `a.example/b:1`: skipped, digest `sha256:aaaaaaaaaaaa…`',
        '- an exception for `a.example/b` until 2027-01-31',
      ].join('\n'),
    );
    assert.equal(knownImages({ statuses: {}, exceptions: [] }), '');
  });
});
