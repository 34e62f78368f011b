import { replace } from '../../base/edit';
import { defineRule } from '../rule';

const policy = (verification: string) =>
  `{ "version": "1.0", "trustPolicies": [{ "name": "acme", "registryScopes": ["registry.acme.example/app"], "signatureVerification": ${verification}, "trustStores": ["ca:acme"], "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Acme"] }] }`;
const bad = (code: string, fixed: string) =>
  ({ language: 'json', file: 'trustpolicy.json', code: policy(code), fixed: policy(fixed) }) as const;
const good = (code: string) => ({ language: 'json', file: 'trustpolicy.json', code: policy(code) }) as const;

export default defineRule({
  name: 'trust-policy/revocation-skipped',
  title: 'A trust policy does not ask whether certificates were revoked',
  severity: 'low',
  confidence: 'high',
  cwe: [299],
  tags: ['trust-policy', 'image', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    skipped: '`"revocation": "skip"` accepts images that were signed with a certificate that has been revoked.',
  },
  rationale: `
    When a signing key is stolen, revoking its certificate is the only way to take back trust before the certificate
    expires. A policy that does not ask goes on accepting what the thief signs, and nobody reads of it in a log.`,
  remedy: 'Set `revocation` to `log` where the authority cannot always be reached, else leave the override out.',
  exceptions: 'Suppress it for networks that reach no authority at all.',
  references: ['https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md'],
  bad: [
    bad(
      '{ "level": "strict", "override": { "revocation": "«skip»" } }',
      '{ "level": "strict", "override": { "revocation": "log" } }',
    ),
    bad(
      '{ "level": "permissive", "override": { "expiry": "enforce", "revocation": "«skip»" } }',
      '{ "level": "permissive", "override": { "expiry": "enforce", "revocation": "log" } }',
    ),
  ],
  good: [
    good('{ "level": "strict" }'),
    good('{ "level": "permissive" }'),
    good('{ "level": "strict", "override": { "revocation": "log" } }'),
    good('{ "level": "audit", "override": { "revocation": "skip" } }'),
    good('{ "level": "strict", "override": { "expiry": "log" } }'),
  ],
  visit: {
    'trust-policy.statement'({ overrides, actions }, { report }) {
      const skipped = overrides.find(it => it.step === 'revocation' && it.action === 'skip');
      if (!skipped || actions.authenticity !== 'enforce') return;
      report(
        'skipped',
        skipped.at,
        {},
        { fixes: [{ title: 'Log what is revoked', edits: [replace(skipped.at, 'log')] }] },
      );
    },
  },
});
