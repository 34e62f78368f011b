import assert from 'node:assert/strict';
import { policyCompletions } from '../../../server/src/facts/trust-policy/completions';
import type { PolicyKind } from '../../../server/src/facts/trust-policy/document';

/** What is offered at `|`: labels, and the text once the first is taken. */
function at(marked: string, kind: PolicyKind = 'oci'): { labels: readonly string[]; taken: string } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { word, items } = policyCompletions(text, offset, kind);
  return {
    labels: items.map(it => it.label),
    taken: items[0] ? text.slice(0, word.start) + items[0].text + text.slice(word.end) : text,
  };
}
const statement = (inside: string): string => `{ "version": "1.0", "trustPolicies": [{ "name": "a", ${inside} }] }`;

const cases: readonly (readonly [text: string, first: readonly string[], taken: string, kind?: PolicyKind])[] = [
  ['{|}', ['version', 'trustPolicies'], '{"version": }'],
  ['{ "v|" }', ['version', 'trustPolicies'], '{ "version":  }'],
  ['{ "version": "1.0", "|" }', ['trustPolicies'], '{ "version": "1.0", "trustPolicies":  }'],
  ['{ "version": | }', ['1.0'], '{ "version": "1.0" }'],
  [
    statement('"|": []'),
    ['registryScopes', 'signatureVerification', 'trustStores', 'trustedIdentities'],
    statement('"registryScopes": []'),
  ],
  [
    statement('|'),
    ['globalPolicy', 'signatureVerification', 'trustStores', 'trustedIdentities'],
    statement('"globalPolicy": '),
    'blob',
  ],
  [
    statement('"signatureVerification": { "level": "|" }'),
    ['strict', 'permissive', 'audit', 'skip'],
    statement('"signatureVerification": { "level": "strict" }'),
  ],
  [
    statement('"signatureVerification": { "level": "strict", "override": { | } }'),
    ['authenticity', 'authenticTimestamp', 'expiry', 'revocation'],
    statement('"signatureVerification": { "level": "strict", "override": { "authenticity":  } }'),
  ],
  [
    statement('"signatureVerification": { "override": { "expiry": "|" } }'),
    ['enforce', 'log'],
    statement('"signatureVerification": { "override": { "expiry": "enforce" } }'),
  ],
  [
    statement('"signatureVerification": { "override": { "revocation": "|" } }'),
    ['enforce', 'log', 'skip'],
    statement('"signatureVerification": { "override": { "revocation": "enforce" } }'),
  ],
  [
    statement('"signatureVerification": { "verifyTimestamp": "|" }'),
    ['always', 'afterCertExpiry'],
    statement('"signatureVerification": { "verifyTimestamp": "always" }'),
  ],
  [statement('"trustStores": ["|"]'), ['ca:', 'signingAuthority:', 'tsa:'], statement('"trustStores": ["ca:"]')],
  [
    statement('"trustStores": ["ca:acme", "t|"]'),
    ['ca:acme', 'ca:', 'signingAuthority:', 'tsa:'],
    statement('"trustStores": ["ca:acme", "ca:acme"]'),
  ],
  [statement('"globalPolicy": |'), ['true', 'false'], statement('"globalPolicy": true'), 'blob'],
  [statement('"name": "|"'), [], statement('"name": ""')],
  ['{ "other": { "|" } }', [], '{ "other": { "" } }'],
];

describe('completion of trust policies', () => {
  for (const [text, labels, taken, kind] of cases)
    it(`at ${text.replace(/.*"name": "a", /, '')}`, () => {
      assert.deepEqual(at(text, kind), { labels, taken });
      assert.deepEqual(at(`\uFEFF${text}`, kind).labels, labels);
    });

  it('knows repositories that are signed', () => {
    const { labels } = at(statement('"registryScopes": ["mcr.microsoft.com/windows/servercore", "|"]'));
    assert.ok(labels.includes('mcr.microsoft.com/windows/nanoserver'));
    assert.ok(!labels.includes('mcr.microsoft.com/windows/servercore'));
    assert.equal(at(statement('"registryScopes": |')).taken, statement('"registryScopes": ["*"]'));
    assert.ok(
      at(statement('"registryScopes": ["mcr.microsoft.com/windows/server|"]')).labels.includes(
        'mcr.microsoft.com/windows/server',
      ),
    );
  });

  it('offers subjects', () => {
    assert.deepEqual(at(statement('"trustedIdentities": ["|"]')).labels.at(-1), '*');
    assert.match(at(statement('"trustedIdentities": ["|"]')).taken, /"x509\.subject: C=, ST=, O="/);
  });

  it('offers something sensible in texts that are not finished', () => {
    assert.deepEqual(
      at('{ "version": "1.0", "trustPolicies": [{ "signatureVerification": { "level": "s|').labels[0],
      'strict',
    );
    assert.equal(
      at('{\n  "trustPolicies": [{ "signatureVerification": { "level": "s|\n } }] }').taken,
      '{\n  "trustPolicies": [{ "signatureVerification": { "level": "strict"\n } }] }',
    );
    for (const text of ['', '|', '[', '{"', '"', '{"a":', '\0']) assert.ok(at(text.includes('|') ? text : `${text}|`));
  });
});
