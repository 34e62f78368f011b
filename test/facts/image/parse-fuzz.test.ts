import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readReference } from '../../../server/src/facts/image/parse';
import { cpuTime } from '../../kit/cpu';

interface Parts {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * What Docker makes of a text, step by step as `ParseNormalizedNamed` of github.com/distribution/reference has it: find the
 * domain, put in what is left out, then match the whole.
 */
function oracle(text: string): Parts | undefined {
  if (/^[0-9a-f]{64}$/.test(text)) return undefined;
  const cut = text.indexOf('/');
  const head = cut === -1 ? '' : text.slice(0, cut);
  const namesDomain = head === 'localhost' || head.includes('.') || head.includes(':') || /[A-Z]/.test(head);
  let registry = cut !== -1 && namesDomain ? head : 'docker.io';
  let rest = cut !== -1 && namesDomain ? text.slice(cut + 1) : text;
  if (registry === 'index.docker.io') registry = 'docker.io';
  if (registry === 'docker.io' && !rest.includes('/')) rest = `library/${rest}`;
  const match = whole.exec(`${registry}/${rest}`);
  if (!match?.groups || match.groups.domain !== registry) return undefined;
  const { path, tag, digest } = match.groups;
  if (path!.length > 255) return undefined;
  if (digest !== undefined && !isDigest(digest)) return undefined;
  return {
    registry,
    repository: path!,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

const word = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const host = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])`;
const whole = new RegExp(
  String.raw`^(?<domain>${host}(?::\d+)?)/(?<path>${word}(?:/${word})*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>.+))?$`,
);

/** Known algorithms have digests of one length, in small letters; of others nothing is known (go-digest, `Validate`). */
function isDigest(digest: string): boolean {
  const [algorithm = '', hex = '', ...more] = digest.split(':');
  const parts = algorithm.split(/[-_+.]/);
  if (more.length > 0 || parts.some(part => !/^[a-z][a-z0-9]*$/.test(part))) return false;
  const length = { sha256: 64, sha384: 96, sha512: 128 }[algorithm];
  if (!Object.hasOwn({ sha256: 1, sha384: 1, sha512: 1 }, algorithm)) return /^[0-9a-fA-F]{32,}$/.test(hex);
  return hex.length === length && /^[0-9a-f]+$/.test(hex);
}

const hex = 'e4ce8c20390c3785c3cbeef15c579d186b3599d37525c596590cf4508e38d3ff';

const piece = fc.constantFrom(
  ...[
    'a',
    'A',
    '0',
    'ab1',
    'Ab',
    '.',
    '_',
    '__',
    '___',
    '-',
    '--',
    '/',
    ':',
    '@',
    '[',
    ']',
    '//',
    '::',
    '@@',
    ' ',
    '\n',
    'é',
    '\u0130',
  ],
  ...[
    'localhost',
    'docker.io',
    'index.docker.io',
    'Index.docker.io',
    'library',
    '5000',
    'latest',
    'mcr.microsoft.com',
    '[::1]',
    '127.0.0.1',
  ],
  ...[
    'sha256:',
    'SHA256:',
    'sha512:',
    'md5:',
    'a+b.c:',
    'constructor:',
    hex,
    hex.toUpperCase(),
    hex.slice(1),
    hex.slice(32),
    hex + hex,
  ],
  ...['a'.repeat(63), 'x'.repeat(128), 'y'.repeat(247), 'z/'.repeat(60), '%', '\\', '"', '$TAG', '\0', '\ud800'],
);

const pieces = fc.array(piece, { maxLength: 9 }).map(all => all.join(''));

/** Texts that mostly are references. */
const shaped = fc
  .record({
    domain: fc.option(
      fc.constantFrom(
        'docker.io',
        'index.docker.io',
        'localhost',
        'localhost:5000',
        'a.b:1',
        'Host',
        '[::1]:5',
        '[ab]',
        '[AB]',
        'x_y.z',
        'a-.b',
        'a:b',
      ),
    ),
    path: fc.array(
      fc.constantFrom('a', 'a.b', 'a__b', 'a---b', 'a_b', 'a-', '', 'B', 'library', hex, 'w'.repeat(120)),
      { minLength: 1, maxLength: 4 },
    ),
    tag: fc.option(fc.constantFrom('', 'latest', '_x', '.x', '1.0-rc', 't'.repeat(128), 't'.repeat(129), 'a/b')),
    digest: fc.option(
      fc.constantFrom(
        `sha256:${hex}`,
        `sha256:${hex.slice(1)}`,
        `sha512:${hex}${hex}`,
        `Sha256:${hex}`,
        `x:${hex}`,
        `x.y:${hex.slice(32)}`,
        '',
        hex,
      ),
    ),
  })
  .map(
    ({ domain, path, tag, digest }) =>
      (domain === null ? '' : `${domain}/`) +
      path.join('/') +
      (tag === null ? '' : `:${tag}`) +
      (digest === null ? '' : `@${digest}`),
  );

function agree(text: string): boolean {
  const read = readReference(text);
  const expected = oracle(text);
  if ('part' in read) {
    assert.equal(expected, undefined, JSON.stringify(text));
    const { start, end } = read.at;
    assert.ok(start >= 0 && start <= end && end <= text.length, JSON.stringify(text));
    return false;
  }
  const { nameAt, tagAt, digestAt, ...parts } = read;
  assert.deepEqual(parts, expected, JSON.stringify(text));
  const written = (at: { start: number; end: number } | undefined) => at && text.slice(at.start, at.end);
  assert.equal(written(tagAt), parts.tag);
  assert.equal(written(digestAt), parts.digest);
  assert.equal(written(nameAt)!.split('/').at(-1), parts.repository.split('/').at(-1));
  return true;
}

describe('image references: as Docker reads them', () => {
  for (const [name, texts] of [
    ['of pieces', pieces],
    ['of parts', shaped],
    ['of any characters', fc.string({ unit: 'binary', maxLength: 40 })],
    ['of the characters of references', fc.string({ unit: fc.constantFrom(...'aA0._-/:@[]'), maxLength: 16 })],
  ] as const)
    it(`texts ${name}`, () => {
      let valid = 0;
      fc.assert(
        fc.property(texts, text => {
          if (agree(text)) valid += 1;
        }),
        { numRuns: 5000 },
      );
      if (name !== 'of any characters') assert.ok(valid > 50, `${valid} were references`);
    });

  it('takes time in proportion to the text', () => {
    const size = 400_000;
    const repeated = [
      'a',
      'a-',
      '-',
      'a.',
      '.',
      '_',
      'a_',
      'a/',
      '/',
      ':',
      'a:',
      '@',
      'a@',
      '[',
      '[:',
      'A',
      'A-',
      '1.',
      'a--',
      '0',
    ];
    const ends = ['', '!', '/a', ':a', '/a!', `@sha256:${hex}`, '@sha256:!'];
    for (const part of repeated)
      for (const start of ['', 'docker.io/', 'a.b/', 'a:', 'a@sha256:', 'a@a'])
        for (const end of ends) {
          const text = start + part.repeat(size / part.length) + end;
          assert.ok(cpuTime(() => readReference(text)) < 1000, JSON.stringify([start, part, end]));
        }
  });
});
