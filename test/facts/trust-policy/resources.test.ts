import assert from 'node:assert/strict';
import { rules } from '../../../server/src/rules/index.generated';
import { check } from '../../kit/check';
import { mark, unmark } from '../../kit/marked';

const own = rules.filter(it => it.name.startsWith('trust-policy/'));

const ratify = (scope: string, level: string): string => `apiVersion: config.ratify.deislabs.io/v1beta1
kind: Verifier
metadata:
  name: verifier-notation
spec:
  name: notation
  artifactTypes: application/vnd.cncf.notary.signature
  parameters:
    verificationCertStores:
      ca:
        certs: [ratify-notation-inline-cert]
    trustPolicyDoc:
      version: "1.0"
      trustPolicies:
        - name: default
          registryScopes:
            - ${scope}
          signatureVerification:
            level: ${level}
          trustStores:
            - ca:certs
          trustedIdentities:
            - "x509.subject: C=US, ST=WA, O=Acme"
`;

describe('trust policies of resources', () => {
  const findings = async (marked: string) => {
    const { code } = unmark(marked);
    const found = await check(own, 'yaml', code);
    assert.deepEqual(found.problems, []);
    assert.equal(
      mark(
        code,
        found.findings.map(it => it.span),
      ),
      marked,
    );
    assert.deepEqual(
      found.findings.flatMap(it => it.fixes.map(fix => fix.title)),
      [],
    );
    return found.findings.map(it => it.message);
  };

  it('of Ratify are checked at their places', async () => {
    assert.deepEqual(await findings(ratify('"*"', 'strict')), []);
    assert.deepEqual(await findings(ratify('registry.acme.example/app', 'strict')), []);
    assert.match((await findings(ratify('«registry.acme.example/*»', 'strict')))[0]!, /has a wildcard/);
    assert.match((await findings(ratify('"«golang»"', 'strict')))[0]!, /no repository in full/);
    assert.match((await findings(ratify('"*"', '«Strict»')))[0]!, /no level/);
    assert.match((await findings(ratify('"*"', '«audit»')))[0]!, /only logs/);
    const misspelt = ratify('"*"', 'strict').replace('trustStores', '«trustStore»');
    assert.match((await findings(misspelt))[0]!, /read over.*`trustStores`/);
  });

  it('of templates are left alone', async () => {
    assert.deepEqual(await findings(ratify('{{ .Values.scope }}', 'strict')), []);
    assert.deepEqual(await findings(ratify('"*"', '{{ .Values.level }}')), []);
  });

  it('of kyverno-notation-aws are read', async () => {
    const policy = (level: string): string =>
      `apiVersion: notation.nirmata.io/v1alpha1\nkind: TrustPolicy\nmetadata: { name: a }\nspec:\n  version: '1.0'\n  trustPolicyName: tp\n  trustPolicies:\n    - name: a\n      registryScopes: ['*']\n      signatureVerification: { level: ${level}, override: {} }\n      trustStores: ['signingAuthority:aws']\n      trustedIdentities: ['aws.profile: arn:aws:signer:us-west-2:1:/signing-profiles/a']\n`;
    assert.deepEqual(await findings(policy('strict')), []);
    assert.match((await findings(policy('«none»')))[0]!, /no level/);
  });
});
