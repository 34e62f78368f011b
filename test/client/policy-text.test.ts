import assert from 'node:assert/strict';
import { withStatement } from '../../client/src/policy-text';
import { checkPolicy } from '../../server/src/facts/trust-policy/check';

const about = { repository: 'r.example:5000/a/b', signer: 'CN=build,O=Acme,ST=WA,C=US', store: 'boltseal-0123' };

describe('a statement added to a trust policy', () => {
  it('makes a policy that notation takes, where there is none', () => {
    const text = withStatement(undefined, about)!;
    const { trustPolicies, version } = JSON.parse(text);
    assert.equal(version, '1.0');
    assert.deepEqual(trustPolicies, [
      {
        name: 'r.example-5000-a-b',
        registryScopes: ['r.example:5000/a/b'],
        signatureVerification: { level: 'strict' },
        trustStores: ['ca:boltseal-0123'],
        trustedIdentities: ['x509.subject: CN=build,O=Acme,ST=WA,C=US'],
      },
    ]);
    assert.deepEqual(checkPolicy(JSON.parse(text), 'oci'), []);
  });

  it('stands behind those that there are, under a name of its own', () => {
    const before = withStatement(undefined, about)!;
    const text = withStatement(before.replace('a/b"', 'a/c"'), about)!;
    assert.deepEqual(
      JSON.parse(text).trustPolicies.map((it: { name: string }) => it.name),
      ['r.example-5000-a-b', 'r.example-5000-a-b-1'],
    );
    assert.deepEqual(checkPolicy(JSON.parse(text), 'oci'), []);
  });

  for (const [title, before] of [
    ['a repository that a statement speaks of', withStatement(undefined, about)!],
    ['another version', '{"version": "2.0", "trustPolicies": []}'],
    ['something else', '[]'],
    ['broken text', '{'],
  ] as const) {
    it(`is not added to ${title}`, () => assert.equal(withStatement(before, about), undefined));
  }
});
