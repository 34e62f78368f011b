import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { isIdentity, subjectOf } from '../../../server/src/trust/cosign/identity';
import { readIdentityPattern } from '../../../server/src/trust/cosign/identity-pattern';
import { needs, run } from '../../kit/programs';

describe('cosign: identities', () => {
  describe('patterns', () => {
    const matching: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      [
        'https://github\\.com/acme/x',
        ['https://github.com/acme/x'],
        ['https://github.com/acme/x-evil', 'evil?https://github.com/acme/x', 'https://githubXcom/acme/x', ''],
      ],
      [
        '^https://github\\.com/acme/.+@refs/tags/v[0-9]+$',
        ['https://github.com/acme/x/.github/workflows/r.yaml@refs/tags/v1'],
        [
          'https://github.com/acme/@refs/tags/v1x',
          'https://github.com/acme-evil/x@refs/tags/v1',
          'x\nhttps://github.com/acme/x@refs/tags/v1',
        ],
      ],
      [
        '.*@acme\\.example',
        ['a@acme.example', '@acme.example'],
        ['a@acme.example.evil', 'a@acme.example\n', 'a\n@acme.example'],
      ],
      ['a|b', ['a', 'b'], ['ab', 'ax', 'xb', '']],
      ['^a$|^bc$', ['a', 'bc'], ['abc', 'b']],
      ['(?:a|b)c', ['ac', 'bc'], ['a', 'c']],
      ['(a|b){2,3}c?', ['ab', 'abac', 'bbb'], ['a', 'abab', 'abc c']],
      ['a{2}b{1,}', ['aab', 'aabbb'], ['ab', 'aa', 'aaab']],
      ['[a-z0-9._%+-]+@[^@]+', ['a.b@x', 'a+b@y.z'], ['A@x', 'a@x@y']],
      ['[\\w.-]+\\-\\d\\@\\:\\/', ['a.b-1@:/'], ['a b-1@:/']],
      ['a+?b*?', ['a', 'aab'], ['', 'ba']],
      ['(a*)*', ['', 'aaaa'], ['aab']],
      ['', [''], ['a']],
      ['a$b', [], ['ab', 'a$b']],
    ];
    for (const [pattern, whole, other] of matching) {
      it(`matches the whole: ${JSON.stringify(pattern)}`, () => {
        for (const text of whole) assert.ok(isIdentity({ pattern }, text), text);
        for (const text of other) assert.ok(!isIdentity({ pattern }, text), text);
      });
    }

    const unreadable = [
      '(',
      ')',
      'a)|(?:b',
      '[',
      '[a',
      '[]',
      '[^]',
      '*a',
      'a|*',
      '+',
      '?',
      '(?i)a',
      '(?P<n>a)',
      '(?=a)',
      '(?!a)',
      '(?<=a)',
      'a\\',
      '\\1',
      '\\z',
      '\\A',
      '\\Qa\\E',
      '\\x41',
      '\\pL',
      '\\bx',
      '[[:alpha:]]',
      '[\\A]',
      '[z-a]',
      'a{2',
      'a{200}',
      'a{,2}',
      'a{x}',
      '('.repeat(30) + ')'.repeat(30),
      'a'.repeat(2_001),
    ];
    for (const pattern of unreadable) {
      it(`is refused: ${JSON.stringify(pattern.slice(0, 40))}`, () => {
        assert.equal(typeof readIdentityPattern(pattern), 'string');
        assert.ok(!isIdentity({ pattern }, pattern));
      });
    }

    const slow = [
      '(((a+)+)+)+',
      '(a|a)*',
      '(.*.*)*.*.*.*.*x',
      '((((){90}){90}){90}){90}',
      '(((a?){90}){90}){90}',
      '((a*)*)*b',
      '(a{90}){90}b?',
    ];
    for (const pattern of slow) {
      it(`takes bounded time: ${pattern}`, () => {
        const started = performance.now();
        assert.ok(!isIdentity({ pattern }, `${'a'.repeat(1_900)}!`));
        assert.ok(performance.now() - started < 1_000);
      });
    }

    it('agrees with regular expressions of JavaScript', () => {
      const piece = fc.constantFrom(
        'a',
        'b',
        '.',
        '[ab]',
        '[^a]',
        '(a|b)',
        '(?:ab)',
        'a*',
        'b+',
        'c?',
        'a{1,2}',
        '\\.',
        '\\w',
        '|',
        '^',
        '$',
      );
      const identity = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), maxLength: 8 });
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 6 }), identity, (pieces, text) => {
          const pattern = pieces.join('');
          assert.equal(isIdentity({ pattern }, text), new RegExp(`^(?:${pattern})$`).test(text), pattern);
        }),
        { numRuns: 2_000 },
      );
    });

    it('whatever is written, nothing is thrown', () => {
      fc.assert(
        fc.property(
          fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|^$\\.,-12:<>=!P'), maxLength: 30 }),
          fc.string(),
          (pattern, text) => {
            isIdentity({ pattern }, text);
          },
        ),
        { numRuns: 2_000 },
      );
    });
  });

  it('in full, they are no patterns', () => {
    assert.ok(isIdentity('a.c', 'a.c'));
    assert.ok(!isIdentity('a.c', 'abc'));
    assert.ok(!isIdentity('.*', 'abc'));
    assert.ok(!isIdentity('', 'abc'));
    assert.ok(!isIdentity('abc', 'ABC'));
  });

  describe('in certificates', () => {
    let folder: string;
    before(async function () {
      needs(this, 'openssl');
      folder = mkdtempSync(join(tmpdir(), 'boltseal-identity-'));
      await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'key.pem'], {
        folder,
      });
    });
    after(() => {
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    const names: readonly (readonly [string, string | undefined])[] = [
      ['URI:https://github.com/acme/x', 'https://github.com/acme/x'],
      ['email:a@b.example', 'a@b.example'],
      ['URI:https://a.example,URI:https://b.example', undefined],
      ['URI:https://a.example,email:a@b.example', undefined],
      ['DNS:a.example', undefined],
      ['IP:127.0.0.1', undefined],
      ['otherName:1.3.6.1.4.1.57264.1.7;UTF8:name', undefined],
    ];
    for (const [name, subject] of names) {
      it(`${name}: ${subject}`, async () => {
        const arguments_ = [
          'req',
          '-x509',
          '-key',
          'key.pem',
          '-subj',
          '/CN=a',
          '-days',
          '1',
          '-addext',
          `subjectAltName=${name}`,
        ];
        const pem = await run('openssl', arguments_, { folder });
        assert.equal(subjectOf(new X509Certificate(pem)), subject);
      });
    }

    it('quotes that hide another name, and a comma that is part of one', () => {
      const of = (subjectAltName: string) => subjectOf({ subjectAltName } as X509Certificate);
      assert.equal(of('URI:"https://a.example/x@refs/heads/a,b"'), 'https://a.example/x@refs/heads/a,b');
      assert.equal(of('URI:"https://a.example", URI:"https://b.example"'), undefined);
      assert.equal(of('URI:"https://a.example\\u00e1"'), undefined);
      assert.equal(of('URI:"https://a.example\\u0000"'), undefined);
      assert.equal(of('URI:'), undefined);
    });
  });
});
