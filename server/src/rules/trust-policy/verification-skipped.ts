import { defineRule } from '../rule';

const policy = (
  scope: string,
  verification: string,
  more = ', "trustStores": ["ca:acme"], "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Acme"]',
) =>
  ({
    language: 'json',
    file: 'trustpolicy.json',
    code: `{ "version": "1.0", "trustPolicies": [{ "name": "all", "registryScopes": ["${scope}"], "signatureVerification": ${verification}${more} }] }`,
  }) as const;
const cluster = (glob: string, authority: string) =>
  ({
    language: 'yaml',
    code: `apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: { name: acme }\nspec:\n  images: [{ glob: '${glob}' }]\n  authorities: [${authority}]\n`,
  }) as const;
const app = 'registry.acme.example/app';

export default defineRule({
  name: 'trust-policy/verification-skipped',
  title: 'A trust policy accepts images whoever made them',
  severity: 'medium',
  confidence: 'high',
  cwe: [347],
  tags: ['trust-policy', 'image', 'supply-chain'],
  fixable: false,
  messages: {
    skip: 'Level `skip` for `*` accepts every image that no other statement speaks of, signed or not.',
    audit: {
      severity: 'low',
      text: 'Level `audit` for `*` only logs that an image is signed by a stranger; it is accepted all the same.',
    },
    passed: '`action: pass` for `{glob}` accepts every image without a look at its signature.',
    authenticity: '`"authenticity": "log"` accepts the signatures of anybody, at level `{level}` too.',
  },
  rationale: `
    Whoever gets an image into the registry, or answers in its place, gets it run: the verification in front of it says yes
    to everything. The specification does not allow \`skip\` for \`*\`, but Notation takes it.`,
  remedy:
    'Leave the statement for `*` out, so that images without a statement are refused, or verify at level `strict`; name the few repositories that are not signed.',
  exceptions: 'Silent about `skip` and `audit` for repositories that are named: that is what these levels are for.',
  references: [
    'https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md',
    'https://learn.microsoft.com/azure/container-registry/overview-sign-verify-artifacts',
  ],
  bad: [
    cluster('**', '{ static: { action: «pass» } }'),
    policy('*', '{ "level": "«skip»" }', ''),
    policy('*', '{ "level": "«audit»" }'),
    policy('*', '{ "level": "«audit»", "override": { "revocation": "skip" } }'),
    policy(app, '{ "level": "strict", "override": { "authenticity": "«log»" } }'),
    policy('*', '{ "level": "permissive", "override": { "authenticity": "«log»" } }'),
    {
      language: 'json',
      file: 'trustpolicy.blob.json',
      code: '{ "version": "1.0", "trustPolicies": [{ "name": "all", "globalPolicy": true, "signatureVerification": { "level": "«audit»" }, "trustStores": ["ca:a"], "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Acme"] }] }',
    },
  ],
  good: [
    cluster('registry.acme.example/**', '{ static: { action: pass } }'),
    cluster('**', '{ static: { action: fail } }'),
    policy('*', '{ "level": "strict" }'),
    policy('*', '{ "level": "permissive" }'),
    policy('*', '{ "level": "audit", "override": { "authenticity": "enforce" } }'),
    policy(app, '{ "level": "skip" }', ''),
    policy(app, '{ "level": "audit" }'),
    policy(app, '{ "level": "audit", "override": { "authenticity": "log" } }'),
    policy(app, '{ "level": "strict", "override": { "expiry": "log" } }'),
  ],
  visit: {
    'trust-policy.passed'({ at, glob }, { report }) {
      report('passed', at, { glob });
    },
    'trust-policy.statement'({ level, levelAt, isGlobal, kind, actions, overrides }, { report }) {
      if (actions.authenticity === 'enforce') return;
      const own = overrides.find(it => it.step === 'authenticity');
      if (own && level !== 'audit') report('authenticity', own.at, { level });
      // That a policy for all blobs is skipped makes it invalid.
      else if (isGlobal && level === 'skip' && kind === 'oci') report('skip', levelAt, {});
      else if (isGlobal && level === 'audit') report('audit', levelAt, {});
    },
  },
});
