import assert from 'node:assert/strict';
import { constantFrom, assert as holds, nat, property, string, subarray, tuple } from 'fast-check';
import { Catalog } from '../../server/src/engine/catalog';
import { ImageKnowledge } from '../../server/src/engine/image-knowledge';
import { type LockFile, lockFor, parseLock } from '../../server/src/engine/lock-file';
import { writeLock } from '../../server/src/engine/lock-write';
import { parseSettings } from '../../server/src/engine/settings/parse';
import { Settings } from '../../server/src/engine/settings/settings';
import type { LockEntry } from '../../server/src/facts/image/status';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const entry = (reference: string, letter = 'a', more: Partial<LockEntry> = {}): LockEntry => ({
  reference,
  digest: digest(letter),
  verdict: 'signed-trusted',
  checked: '2026-11-22T05:00:00Z',
  ...more,
});
const a = entry('docker.io/library/golang:1');
const b = entry('mcr.microsoft.com/windows/servercore:ltsc2022', 'b');
const c = entry(`registry.example:5000/x@${digest('c')}`, 'c', { verdict: 'unsigned' });

describe('lock file', () => {
  it('is written sorted, and reads as it was written', () => {
    const text = writeLock('', [c, a, b]);
    assert.deepEqual(parseLock(text), { entries: [a, b, c], problems: [] });
    assert.equal(writeLock('', [b, c, a]), text);
    assert.equal(writeLock(text, [b, c, a]), text);
    assert.match(text, /^# .*boltseal lock/);
  });

  it('takes references that need quotes', () => {
    const own = entry('[::1]:5000/x:1');
    assert.deepEqual(parseLock(writeLock('', [own])).entries, [own]);
    assert.deepEqual(parseLock(writeLock('', [])), { entries: [], problems: [] });
    assert.deepEqual(parseLock(''), { entries: [], problems: [] });
  });

  const commented = [
    '# ours',
    'version: 1 # for now',
    'images:',
    '  # the compiler',
    '  docker.io/library/golang:1:',
    `    digest: "${digest('a')}" # seen by Ada`,
    '    verdict: signed-trusted',
    '    checked: 2026-11-22T05:00:00Z',
    '',
    '  # the base',
    '  mcr.microsoft.com/windows/servercore:ltsc2022:',
    `    digest: ${digest('b')}`,
    '    verdict: signed-trusted',
    '    checked: 2026-11-22T05:00:00Z',
    '# the end',
    '',
  ].join('\n');

  for (const [name, wear] of [
    ['LF', (text: string) => text],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`is changed where it has to be, and nowhere else, ${name}`, () => {
      const text = wear(commented);
      assert.equal(writeLock(text, [a, b]), text);
      const moved = { ...b, digest: digest('d'), checked: '2026-12-01T00:00:00Z' };
      assert.equal(
        writeLock(text, [a, moved]),
        text.replace(digest('b'), digest('d')).replace(/(ltsc2022:[\s\S]*checked: )\S+/, '$12026-12-01T00:00:00Z'),
      );
      assert.equal(
        writeLock(text, [{ ...a, digest: digest('e') }, b]),
        text.replace(`"${digest('a')}"`, digest('e')),
        'comments stay',
      );
      const gone = writeLock(text, [b]);
      assert.doesNotMatch(gone, /compiler|golang/);
      assert.match(gone, /^# ours[\s\S]*# the base[\s\S]*# the end/);
      const grown = writeLock(text, [a, b, c, entry('ghcr.io/x/y:1')]);
      assert.deepEqual(
        parseLock(grown).entries.map(it => it.reference),
        [a.reference, 'ghcr.io/x/y:1', b.reference, c.reference],
      );
      assert.match(grown, /# the compiler[\s\S]*ghcr[\s\S]*# the base[\s\S]*registry\.example/);
      if (name === 'CRLF') assert.doesNotMatch(grown, /[^\r]\n/);
    });
  }

  it('is read whatever it holds', () => {
    const sound = writeLock('', [a, b]);
    holds(
      property(string({ maxLength: 60 }), nat(sound.length), nat(40), (junk, at, gone) => {
        for (const text of [junk, sound.slice(0, at) + junk + sound.slice(at + gone)]) {
          const { entries, problems } = parseLock(text);
          for (const it of problems) assert.ok(it.span.start <= it.span.end && it.span.end <= text.length);
          if (problems.length === 0) assert.deepEqual(parseLock(writeLock(text, entries)).problems, []);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('keeps every comment and every entry through any change', () => {
    const references = [
      'docker.io/library/a:1',
      'mcr.microsoft.com/b:1',
      'registry.example:5000/c:2',
      'x.example/d:latest',
    ];
    const some = subarray(references).map(it => it.map(reference => entry(reference)));
    const comment = string({ maxLength: 12 }).map(
      it => `  # ${it.replace(/[\r\n\u0000-\u001f\u0085\u2028\u2029]/g, '')}`,
    );
    holds(
      property(some, some, tuple(comment, comment), constantFrom('a', 'b'), (before, after, comments, letter) => {
        let text = writeLock('', before);
        for (const [at, own] of comments.entries()) {
          const lines = text.split('\n');
          lines.splice(Math.min(lines.length - 1, 3 + at * 4), 0, own);
          text = lines.join('\n');
        }
        if (parseLock(text).problems.length > 0) return;
        const wanted = after.map(it => ({ ...it, digest: digest(letter) }));
        const written = writeLock(text, wanted);
        assert.deepEqual(parseLock(written), { entries: wanted, problems: [] });
        assert.equal(writeLock(written, wanted), written);
        if (before.length > 0 && before.every(it => after.some(own => own.reference === it.reference))) {
          for (const own of comments) assert.ok(written.includes(own.trim()), `${own}\n\n${text}\n\n${written}`);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('is written anew where it is laid out in another way, with the comments at its head', () => {
    const text = `# ours\nversion: 1\nimages: { ${a.reference}: { digest: "${a.digest}", verdict: unsigned, checked: "2026-01-01T00:00:00Z" } }\n`;
    const again = writeLock(text, [a, b]);
    assert.deepEqual(parseLock(again), { entries: [a, b], problems: [] });
    assert.match(again, /^# ours\nversion: 1\nimages:\n {2}docker/);
  });

  const body = `digest: ${digest('a')}, verdict: unsigned, checked: "2026-11-22T05:00:00Z"`;
  for (const [text, message, at] of [
    ['x', /must be a mapping/, 'x'],
    ['version: 2\nimages: {}', /only `version` that is known is 1/, '2'],
    ['images: {}', /only `version`/, 'images: {}'],
    ['version: 1\nimage: {}', /There is no `image` here/, 'image'],
    ['version: 1\nimages: []', /`images` must be a mapping/, '[]'],
    [`version: 1\nimages: { golang:1: {${body}} }`, /in full: `docker\.io\/library\/golang:1`/, 'golang:1'],
    [`version: 1\nimages: { "a b": {${body}} }`, /not an image reference/, '"a b"'],
    [`version: 1\nimages: { x.y/z:1: 1 }`, /must have `digest`, `verdict` and `checked`/, 'x.y/z:1'],
    [`version: 1\nimages: { x.y/z:1: {${body}, more: 1} }`, /There is no `more` here/, 'more'],
    [
      `version: 1\nimages: { x.y/z:1: {${body.replace('aaa', 'AAA')}} }`,
      /`digest` must be/,
      digest('a').replace('aaa', 'AAA'),
    ],
    [
      `version: 1\nimages: { x.y/z:1: {${body.replace('unsigned', 'unknown')}} }`,
      /`verdict` must be one of/,
      'unknown',
    ],
    [
      `version: 1\nimages: { x.y/z:1: {${body.replace('T05', ' 5')}} }`,
      /`checked` must be a time/,
      '"2026-11-22 5:00:00Z"',
    ],
    ['version: 1\nversion: 1', /unique/, undefined],
    ['version: 1\nimages: {', /./, undefined],
    ['version: 1\n<<<<<<< HEAD\nimages: {}\n=======\n>>>>>>> other\n', /./, undefined],
    [
      `version: 1\nimages: { "x.y/z@${digest('b')}": {${body}} }`,
      /`digest` must be that of the reference/,
      digest('a'),
    ],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(text.slice(0, 60))}`, () => {
      const { entries, problems } = parseLock(text);
      assert.deepEqual(entries, []);
      assert.match(problems[0]!.message, message);
      if (at !== undefined) assert.equal(text.slice(problems[0]!.span.start, problems[0]!.span.end), at);
    });
  }

  it('holds for its folder and those below; the nearest counts', () => {
    const locks = ['/a/boltseal.lock.yaml', '/a/b/boltseal.lock.yaml'].map(path => ({ path }));
    assert.equal(lockFor('/a/Dockerfile', locks), locks[0]);
    assert.equal(lockFor('/a/bc/Dockerfile', locks), locks[0]);
    assert.equal(lockFor('/a/b/c/Dockerfile', locks), locks[1]);
    assert.equal(lockFor('/ab/Dockerfile', locks), undefined);
  });
});

describe('what is known of images', () => {
  const catalog = new Catalog([]);
  const layer = (folder: string, text: string) => ({
    folder,
    configuration: parseSettings(text, catalog).configuration,
  });
  const lock = (path: string, more: Partial<LockFile> = {}): LockFile => ({
    path,
    text: '',
    entries: [a],
    problems: [],
    ...more,
  });
  const exception = (image: string): string => `{ image: ${image}, reason: ours, until: 2027-01-31 }`;

  it('is the lock file of its folder, and the exceptions of all folders around it', () => {
    const settings = new Settings(catalog, [
      layer('/p', `images: { exceptions: [${exception('x')}] }`),
      layer('/p/in', `images: { lock: false, exceptions: [${exception('y')}] }`),
    ]);
    const known = new ImageKnowledge(settings, [lock('/p/boltseal.lock.yaml')]);
    assert.deepEqual(
      known.of('/p/Dockerfile')!.exceptions.map(it => it.image),
      ['x'],
    );
    assert.deepEqual(known.of('/p/Dockerfile')!.lock, { path: '/p/boltseal.lock.yaml', entries: [a], enforce: true });
    assert.equal(known.of('/p/in/Dockerfile'), undefined, 'it is told not to keep to it');
    assert.equal(known.of('/q/Dockerfile'), undefined);
  });

  it('does not keep to a lock file that is broken', () => {
    const broken = lock('/p/boltseal.lock.yaml', {
      problems: [{ span: { start: 0, end: 0 }, message: 'x', severity: 'error' }],
    });
    assert.equal(new ImageKnowledge(new Settings(catalog), [broken]).of('/p/Dockerfile'), undefined);
  });
});
