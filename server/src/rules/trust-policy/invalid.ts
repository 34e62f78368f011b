import { defineRule } from '../rule';

const statement = (more: string): string => `{
  "version": "1.0",
  "trustPolicies": [
    {
      "name": "acme",
      "registryScopes": ["registry.acme.example/app"],
      "signatureVerification": { "level": "strict" },
      "trustStores": ["ca:acme", "tsa:acme"],
      "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Acme"]
    }${more}
  ]
}
`;
const one = (from: string, to: string): string => statement('').replace(from, to);
const another = (name: string, more = ''): string =>
  statement(
    `,\n    { "name": "${name}", "registryScopes": ["a.example/b"], "signatureVerification": { "level": "skip" }${more} }`,
  );
const policy = (code: string) => ({ language: 'json', file: 'trustpolicy.json', code }) as const;
const mended = (code: string, fixed: string) => ({ ...policy(code), fixed });
const change = (from: string, bad: string, fixed?: string) =>
  fixed === undefined ? policy(one(from, bad)) : mended(one(from, bad), one(from, fixed));
const scopes = '"registry.acme.example/app"';
const level = '{ "level": "strict" }';
const identity = '"x509.subject: C=US, ST=WA, O=Acme"';
const inMap = (scope: string, kind = 'ConfigMap', data = 'data'): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: a }\n${data}:\n  trustpolicy.json: |\n    ${one(scopes, `"${scope}"`).trim().replaceAll('\n', '\n    ')}\n`;
const written = (scope: string): string =>
  `@'\n${one(scopes, `"${scope}"`)}'@ | Set-Content trustpolicy.json\nnotation policy import trustpolicy.json\n`;

export default defineRule({
  name: 'trust-policy/invalid',
  title: 'A trust policy is not what Notation takes',
  severity: 'medium',
  confidence: 'high',
  cwe: [347],
  tags: ['trust-policy', 'image', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    refused: '{problem}.',
    idle: { severity: 'low', text: '{problem}.' },
  },
  rationale: `
    Notation refuses the whole document for one fault, and with it every image: pipelines stop, or somebody switches the
    verification off. What it reads over, such as a misspelt member, is worse: the policy is looser than it looks.`,
  remedy: 'Mend the statement as the message says, and try it with `notation policy import` before it is rolled out.',
  exceptions: 'Silent about values that are put in later, such as `$REGISTRY/app`.',
  references: [
    'https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md',
    'https://notaryproject.dev/docs/user-guides/how-to/manage-trust-policy/',
  ],
  bad: [
    change(
      scopes,
      '"«mcr.microsoft.com/windows/*»"',
      '"mcr.microsoft.com/windows/nanoserver", "mcr.microsoft.com/windows/server", "mcr.microsoft.com/windows/servercore"',
    ),
    change(scopes, '"«registry.acme.example/*»"'),
    change(scopes, '"«golang»"', '"docker.io/library/golang"'),
    change(scopes, '"«library/golang»"', '"docker.io/library/golang"'),
    change(scopes, '"«https://registry.acme.example/app:1.2»"', scopes),
    change(scopes, `${scopes}, "«*»"`),
    change(`${scopes}]`, `${scopes}, "«registry.acme.example/app»"]`),
    change(level, '{ "level": "«Strict»" }', level),
    change(level, '«{» }'),
    change(level, '"«strict»"'),
    change(
      level,
      '{ "level": "strict", "«overide»": { "expiry": "log" } }',
      '{ "level": "strict", "override": { "expiry": "log" } }',
    ),
    change(
      level,
      '{ "level": "strict", "override": { "«revocations»": "log" } }',
      '{ "level": "strict", "override": { "revocation": "log" } }',
    ),
    change(
      level,
      '{ "level": "strict", "override": { "expiry": "«skip»" } }',
      '{ "level": "strict", "override": { "expiry": "log" } }',
    ),
    change(
      level,
      '{ "level": "strict", "override": { "«integrity»": "log", "expiry": "log" } }',
      '{ "level": "strict", "override": { "expiry": "log" } }',
    ),
    change(
      level,
      '{ "level": "strict", "verifyTimestamp": "«aftercertexpiry»" }',
      '{ "level": "strict", "verifyTimestamp": "afterCertExpiry" }',
    ),
    change('"ca:acme"', '"«acme»"'),
    change(identity, '"«x509.subject C=US, ST=WA, O=Acme»"', identity),
    change('"ca:acme"', '"«CA:acme»"', '"ca:acme"'),
    change('"ca:acme"', '"«ca:acme/roots»"'),
    change('["ca:acme", "tsa:acme"]', '«[]»'),
    change(identity, '"«x509.subject: C=US, O=Acme»"'),
    change(identity, '"«C=US, ST=WA, O=Acme»"', identity),
    change(identity, `${identity}, "«x509.subject: C=US, ST=WA, O=Acme, CN=Builder»"`),
    change(identity, `"«*»", ${identity}`),
    change('"1.0"', '"«1.1»"', '"1.0"'),
    change('"name": "acme",', '"name": "acme", «// ours»'),
    mended(another('«acme»'), another('acme-2')),
    mended(another('b', ', "«trustStores»": ["ca:x"]'), another('b')),
    {
      language: 'yaml',
      code: inMap('«golang»'),
      fixed: inMap('docker.io/library/golang'),
    },
    {
      language: 'yaml',
      code: inMap('«golang»', 'Secret', 'stringData'),
      fixed: inMap('docker.io/library/golang', 'Secret', 'stringData'),
    },
    { language: 'powershell', code: written('«golang»'), fixed: written('docker.io/library/golang') },
    {
      language: 'json',
      file: 'trustpolicy.blob.json',
      code: '{ "version": "1.0", "trustPolicies": [{ "name": "all", "globalPolicy": «true», "signatureVerification": { "level": "skip" } }] }',
    },
  ],
  good: [
    policy(statement('')),
    policy(one(scopes, '"*"')),
    { language: 'powershell', code: written('$registry/golang') },
    { language: 'powershell', code: written('registry.acme.example/golang') },
    policy(one(scopes, '"$REGISTRY/app"')),
    policy(one(scopes, '"<your registry>/app"')),
    policy('{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole" }] }'),
    policy(one(scopes, '"localhost:5000/net-monitor", "local/net-monitor"')),
    policy(one(level, '{ "level": "audit", "override": { "authenticity": "enforce", "revocation": "skip" } }')),
    policy(one('"ca:acme"', '"ca:acme", "signingAuthority:acme"')),
    policy(one(identity, '"x509.subject: CN=Builder, O=Acme\\\\, Inc., S=WA, C=US"')),
    policy(one(identity, `${identity}, "aws.profile: arn:aws:signer:us-west-2:111122223333:/signing-profiles/acme"`)),
    policy(another('b')),
    {
      language: 'json',
      file: 'roles.json',
      code: '{ "apiVersion": "v1", "trustPolicies": [{ "name": "a", "statement": "*" }] }',
    },
    {
      language: 'json',
      file: 'trustpolicy.blob.json',
      code: '{ "version": "1.0", "trustPolicies": [{ "name": "all", "globalPolicy": true, "signatureVerification": { "level": "audit" }, "trustStores": ["ca:a"], "trustedIdentities": ["*"] }] }',
    },
  ],
  visit: {
    'trust-policy.issue'({ at, problem, tolerated, fixes, other }, { report }) {
      const related = other ? [{ span: other, message: 'the other one' }] : [];
      report(tolerated ? 'idle' : 'refused', at, { problem }, { fixes, related });
    },
  },
});
