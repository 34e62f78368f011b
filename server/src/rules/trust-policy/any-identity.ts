import { defineRule } from '../rule';

const policy = (level: string, identities: string, stores = '"ca:acme"') =>
  ({
    language: 'json',
    file: 'trustpolicy.json',
    code: `{ "version": "1.0", "trustPolicies": [{ "name": "acme", "registryScopes": ["registry.acme.example/app"], "signatureVerification": { "level": "${level}" }, "trustStores": [${stores}], "trustedIdentities": [${identities}] }] }`,
  }) as const;

export default defineRule({
  name: 'trust-policy/any-identity',
  title: 'A trust policy trusts whoever an authority certifies',
  severity: 'info',
  confidence: 'high',
  cwe: [295],
  tags: ['trust-policy', 'image', 'supply-chain'],
  fixable: false,
  messages: {
    any: '`*` trusts everybody who has a certificate of {stores}.',
  },
  rationale: `
    An authority certifies many: other teams, and with a public one whoever pays. Each of them can sign an image that this
    policy accepts in the name of the one that was meant.`,
  remedy:
    'Name the subject of the signing certificate, at least its `C`, `ST` and `O`: `x509.subject: C=US, ST=WA, O=Acme, CN=Builder`. `notation inspect` shows it.',
  exceptions:
    'Silent at levels that do not enforce who signs. Suppress it where a store holds nothing but one signing certificate.',
  references: [
    'https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md',
    'https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-sign-trusted-ca',
  ],
  bad: [
    policy('strict', '"«*»"'),
    policy('permissive', '"«*»"', '"ca:acme", "ca:partners", "tsa:acme"'),
    policy('strict', '"«*»"', '"signingAuthority:acme"'),
  ],
  good: [
    policy('strict', '"x509.subject: C=US, ST=WA, O=Acme"'),
    policy('audit', '"*"'),
    policy('strict', '"x509.subject: C=US, ST=WA, O=*"'),
  ],
  visit: {
    'trust-policy.statement'({ identities, stores, actions }, { report }) {
      const any = identities.find(it => it.text === '*');
      const named = [...new Set(stores.filter(it => it.type !== 'tsa').map(it => `\`${it.text}\``))];
      if (any && named.length > 0 && actions.authenticity === 'enforce')
        report('any', any.at, { stores: named.length > 2 ? `one of ${named.length} stores` : named.join(' or ') });
    },
  },
});
