import assert from 'node:assert/strict';
import { anchored, escaped, literalOf, ofGlob, openEnds } from '../../../server/src/facts/trust-policy/pattern';

const anchorings: readonly (readonly [pattern: string, whole: string, narrowed: boolean])[] = [
  ['^a$', '^a$', false],
  ['a', '^a$', true],
  ['^a', '^a$', true],
  ['a$', '^a$', true],
  ['^a.*', '^a.*$', false],
  ['\\Aa\\z', '^a$', false],
  ['^a\\$', '^a\\$$', true],
  ['^a\\\\$', '^a\\\\$', false],
  ['^a$|^b$', '^(?:a|b)$', false],
  ['^a|b$', '^(?:a|b)$', true],
  ['^(a|b)$', '^(a|b)$', false],
  ['^[|]$', '^[|]$', false],
  ['^[]|]$', '^[]|]$', false],
  ['^https://github.com/acme/', '^https://github\\.com/acme/.*$', false],
  ['^https://github.com/acme/app@', '^https://github\\.com/acme/app@.*$', false],
  ['https://github\\.com/acme/app', '^https://github\\.com/acme/app$', true],
  ['.*', '^.*$', true],
];

describe('patterns of identities', () => {
  for (const [pattern, whole, narrowed] of anchorings)
    it(`anchors ${pattern}`, () => {
      assert.deepEqual(anchored(pattern), { pattern: whole, narrowed });
      assert.ok(new RegExp(whole));
    });

  it('matches no more than before', () => {
    const identities = ['a', 'b', 'ab', 'xa', 'a|b', '|', 'https://github.com/acme/app@x', 'https://githubxcom/acme/'];
    for (const [pattern, whole] of anchorings.filter(([it]) => !/\\[Az]|\[\]/.test(it)))
      for (const it of identities)
        assert.ok(!new RegExp(whole).test(it) || new RegExp(pattern).test(it), `${pattern} ${it}`);
  });

  it('knows what they leave open', () => {
    assert.deepEqual(openEnds('^a$'), { start: false, end: false });
    assert.deepEqual(openEnds('^a.*'), { start: false, end: false });
    assert.deepEqual(openEnds('a'), { start: true, end: true });
    assert.deepEqual(openEnds('^a|b$'), { start: true, end: true });
    assert.deepEqual(openEnds('^a\\.*'), { start: false, end: true });
  });

  it('escapes texts and globs', () => {
    assert.equal(escaped('a.b/c+(d)'), 'a\\.b/c\\+\\(d\\)');
    assert.equal(ofGlob('https://a.b/*/x?'), 'https://a\\.b/.*/x.');
    assert.equal(literalOf('^https://a\\.b/c$'), 'https://a.b/c');
    assert.equal(literalOf('https://a.b/.*'), undefined);
    assert.equal(literalOf('a|b'), undefined);
  });
});
