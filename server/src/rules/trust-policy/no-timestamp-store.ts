import { parseSubject } from '../../facts/trust-policy/identity';
import { microsoftSigned } from '../../facts/trust-policy/known.data';
import { alsoIn, type TrustStatement } from '../../facts/trust-policy/statement';
import { defineRule } from '../rule';

const policy = (scope: string, verification: string, stores: string, identity = 'C=US, ST=WA, O=Acme') => ({
  language: 'json' as const,
  file: 'trustpolicy.json',
  code: `{ "version": "1.0", "trustPolicies": [{ "name": "a", "registryScopes": ["${scope}"], "signatureVerification": ${verification}, "trustStores": [${stores}], "trustedIdentities": ["x509.subject: ${identity}"] }] }`,
});
const fixed = (bad: Parameters<typeof policy>, stores: string) => ({
  ...policy(...bad),
  fixed: policy(bad[0], bad[1].replace(/[«»]/g, ''), stores, bad[3]).code,
});
const app = 'registry.acme.example/app';
const strict = '{ "level": "strict" }';
const microsoft = 'CN=Microsoft SCD Products RSA Signing,O=Microsoft Corporation,L=Redmond,S=Washington,C=US';

export default defineRule({
  name: 'trust-policy/no-timestamp-store',
  title: 'A trust policy checks no timestamps',
  severity: 'low',
  confidence: 'high',
  cwe: [298],
  tags: ['trust-policy', 'image'],
  fixable: 'suggestion',
  messages: {
    idle: '`"verifyTimestamp": "{option}"` does nothing, as the statement names no store of type `tsa`.',
    expires:
      'Without a store of type `tsa`, images that `Microsoft Corporation` signed fail once the signing certificate has expired, which takes some months.',
  },
  rationale: `
    Timestamps tell that a signature was made while the certificate was valid. Where no store of a timestamp authority is
    named they are not looked at: good images fail when the certificate expires, and what then gets the pipeline going
    again is often a level that accepts everything.`,
  remedy:
    'Add the root of the timestamp authority to a store of type `tsa` with `notation certificate add --type tsa`, and name the store. For Microsoft it is `Microsoft Root Certificate Authority 2010`.',
  references: [
    'https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md',
    'https://github.com/dotnet/dotnet-docker/blob/main/documentation/image-signatures.md',
  ],
  bad: [
    fixed([app, '{ "level": "strict", "verifyTimestamp": "«afterCertExpiry»" }', '"ca:acme"'], '"ca:acme", "tsa:acme"'),
    fixed([app, '{ "level": "audit", "verifyTimestamp": "«always»" }', '"ca:a", "ca:b"'], '"ca:a", "ca:b", "tsa:b"'),
    fixed(
      ['mcr.microsoft.com/dotnet/aspnet', strict, '"«ca:microsoft»"', microsoft],
      '"ca:microsoft", "tsa:microsoft"',
    ),
    fixed([app, strict, '"«ca:ms»"', microsoft], '"ca:ms", "tsa:ms"'),
    fixed(['mcr.microsoft.com/windows/servercore', strict, '"«ca:ms»"'], '"ca:ms", "tsa:ms"'),
  ],
  good: [
    policy(app, '{ "level": "strict", "verifyTimestamp": "afterCertExpiry" }', '"ca:acme", "tsa:acme"'),
    policy(app, strict, '"ca:acme"'),
    policy('mcr.microsoft.com/dotnet/aspnet', strict, '"ca:microsoft", "tsa:microsoft"', microsoft),
    policy('mcr.microsoft.com/dotnet/aspnet', '{ "level": "permissive" }', '"ca:microsoft"', microsoft),
    policy(
      'mcr.microsoft.com/dotnet/aspnet',
      '{ "level": "strict", "override": { "authenticTimestamp": "log" } }',
      '"ca:microsoft"',
      microsoft,
    ),
    policy(app, '{ "level": "strict", "verifyTimestamp": "afterCertExpiry" }', '"signingAuthority:acme"'),
  ],
  visit: {
    'trust-policy.statement'(statement, { report }) {
      const { stores, timestamp, actions } = statement;
      const authority = stores.findLast(it => it.type === 'ca');
      if (!authority || stores.some(it => it.type === 'tsa')) return;
      const more = { fixes: [alsoIn(authority, `tsa:${authority.name}`)] };
      if (timestamp) report('idle', timestamp.at, { option: timestamp.text }, more);
      else if (actions.authenticTimestamp === 'enforce' && isMicrosofts(statement))
        report('expires', authority.at, {}, more);
    },
  },
});

/** Whether a statement is about images that Microsoft signs. */
const isMicrosofts = ({ scopes, identities }: TrustStatement): boolean =>
  scopes.some(it => microsoftSigned.includes(it.text)) ||
  identities.some(it => parseSubject(it.text)?.get('O') === 'Microsoft Corporation');
