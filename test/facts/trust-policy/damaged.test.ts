import assert from 'node:assert/strict';
import fc from 'fast-check';
import { read } from '../../../server/src/facts/json/file';
import { policyCompletions } from '../../../server/src/facts/trust-policy/completions';

const whole = `{
  "version": "1.0",
  "trustPolicies": [
    {
      "name": "acme",
      "registryScopes": ["mcr.microsoft.com/windows/*", "golang", "a.b/c"],
      "signatureVerification": { "level": "Strict", "override": { "integrity": "log", "expiry": "skip" }, "verifyTimestamp": "always" },
      "trustStores": ["ca:acme", "CA:b"],
      "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Acme\\\\, Inc.", "*"]
    },
    { "name": "acme", "registryScopes": ["*"], "signatureVerification": { "level": "skip" }, "trustStores": ["ca:x"] }
  ]
}
`;

const pieces = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\n',
  '\r\n',
  '//x',
  '/*',
  'null',
  '1',
  '"name"',
  '"*"',
  '\u0000',
  'é',
  '\uFEFF',
];
const damage = fc.record({
  at: fc.nat(whole.length),
  cut: fc.nat(60),
  put: fc.constantFrom('', ...pieces),
});

describe('trust policies that are damaged', () => {
  it('are read without an accident, at places inside of the text', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), fc.nat(), (damages, offset) => {
        const text = damages.reduce((it, { at, cut, put }) => it.slice(0, at) + put + it.slice(at + cut), whole);
        const inside = ({ start, end }: { start: number; end: number }): void =>
          assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
        for (const { kind, fact } of read({ path: 'trustpolicy.json', language: 'json', text } as never).facts) {
          inside(fact.span);
          if (kind === 'trust-policy.issue') {
            inside(fact.at);
            for (const fix of fact.fixes) for (const edit of fix.edits) inside(edit.span);
          }
          if (kind === 'trust-policy.statement') for (const it of [...fact.scopes, ...fact.stores]) inside(it.at);
        }
        inside(policyCompletions(text, offset % (text.length + 1), 'oci').word);
      }),
      { numRuns: 1500 },
    );
  });
});
