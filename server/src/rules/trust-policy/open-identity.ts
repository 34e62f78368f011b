import { insert } from '../../base/edit';
import { defineRule } from '../rule';

const github = 'https://token.actions.githubusercontent.com';
const cluster = (identity: string): string =>
  `apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: { name: acme }\nspec:\n  images:\n    - glob: registry.acme.example/**\n  authorities:\n    - keyless:\n        identities:\n          - issuer: ${github}\n            ${identity}\n`;
const kyverno = (keyless: string): string =>
  `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: acme }\nspec:\n  rules:\n    - name: signed\n      verifyImages:\n        - imageReferences: ['registry.acme.example/*']\n          attestors:\n            - entries:\n                - keyless:\n                    issuer: ${github}\n                    ${keyless}\n`;
const validating = (identity: string): string =>
  `apiVersion: policies.kyverno.io/v1\nkind: ImageValidatingPolicy\nmetadata: { name: acme }\nspec:\n  attestors:\n    - name: cosign\n      cosign:\n        keyless:\n          identities:\n            - issuer: ${github}\n              ${identity}\n`;
const yaml = (code: string) => ({ language: 'yaml', code }) as const;
const shell = (code: string) => ({ language: 'powershell', code }) as const;
const verify = 'cosign verify --certificate-oidc-issuer https://token.actions.githubusercontent.com';

export default defineRule({
  name: 'trust-policy/open-identity',
  title: 'A pattern of identities accepts the signatures of strangers',
  severity: 'medium',
  confidence: 'high',
  cwe: [185, 347],
  tags: ['trust-policy', 'image', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    anybody: '`{pattern}` accepts what anybody signed who can get an account.',
    issuer: '`{pattern}` lets any issuer vouch for who signed.',
    namesakes: '`{pattern}` also accepts accounts whose names begin like that one, and anybody can register such.',
    anywhere: {
      severity: 'low',
      text: '`{pattern}` is looked for anywhere in an identity, and a branch of a stranger can be called like it.',
    },
  },
  rationale: `
    Keyless signatures are made by whoever can log in, so the identity is all that tells friend from foe. Patterns are found
    anywhere in it, as regular expressions are: \`https://github.com/acme\` is found in the identity of \`acme-evil\`, too. Who
    passes the check puts an image of his own where yours was expected.`,
  remedy:
    'Name the whole identity with `subject` or `--certificate-identity`. Where a pattern is needed, begin it with `^`, write the account with the slash behind it, and end it with `$`.',
  exceptions: 'Silent about hosts of code that are your own: there only you hand out accounts.',
  references: [
    'https://docs.sigstore.dev/cosign/verifying/verify/',
    'https://docs.sigstore.dev/policy-controller/overview/',
    'https://kyverno.io/docs/policy-types/cluster-policy/verify-images/sigstore/',
  ],
  bad: [
    yaml(cluster("subjectRegExp: '«.*»'")),
    yaml(cluster('subjectRegExp: «https://github.com/.*/.*/.github/workflows/release.yaml@refs/heads/main»')),
    {
      ...yaml(cluster('subjectRegExp: «^https://github.com/acme»')),
      fixed: cluster('subjectRegExp: ^https://github.com/acme/'),
    },
    yaml(cluster('subjectRegExp: «https://github.com/acme.*»')),
    yaml(cluster('subjectRegExp: «acme/app/.github/workflows»')),
    yaml(
      cluster(
        "issuerRegExp: '«.*»'\n            subject: https://github.com/acme/app/.github/workflows/a.yml@refs/heads/main",
      ),
    ),
    yaml(kyverno("subject: '«*»'")),
    yaml(kyverno("subject: '«https://github.com/*»'")),
    yaml(kyverno("subject: '«https://github.com/acme*»'")),
    yaml(kyverno("subjectRegExp: '«^https://github\\.com/[^/]+/app/»'")),
    yaml(validating('subjectRegExp: «.*github\\.com/.*/.*/.github/workflows/.*»')),
    shell(`${verify} --certificate-identity-regexp '«.*»' registry.acme.example/app:1`),
    shell(`${verify} --certificate-identity-regexp=«.*» registry.acme.example/app:1`),
    {
      ...shell(`${verify} --certificate-identity-regexp "«https://github.com/acme»" registry.acme.example/app:1`),
      fixed: `${verify} --certificate-identity-regexp "https://github.com/acme/" registry.acme.example/app:1`,
    },
    shell(
      "cosign verify-attestation --certificate-oidc-issuer-regexp '«.*»' --certificate-identity me@acme.example app:1",
    ),
  ],
  good: [
    yaml(cluster('subject: https://github.com/acme/app/.github/workflows/release.yaml@refs/heads/main')),
    yaml(cluster('subjectRegExp: ^https://github.com/acme/.*')),
    yaml(cluster('subjectRegExp: https://github\\.com/acme/app/.github/workflows/release.yaml@refs/tags/v.*')),
    yaml(cluster('subjectRegExp: ^https://github.com/acme$')),
    yaml(cluster('subjectRegExp: ^https://gitlab.acme.example/.*')),
    yaml(cluster('subjectRegExp: .*kubernetes.io/namespaces/default/serviceaccounts/default')),
    yaml(cluster("subjectRegExp: '.*@acme\\.example$'")),
    yaml(cluster("subject: '*'")),
    yaml(kyverno("subject: 'https://github.com/acme/*'")),
    yaml(kyverno("subject: '*@acme.example'")),
    yaml(
      validating(
        "subjectRegExp: '^https://github\\.com/acme/app/'\n              issuerRegExp: '^https://token\\.actions\\.githubusercontent\\.com$'",
      ),
    ),
    shell(`${verify} --certificate-identity-regexp '^https://github.com/acme/' registry.acme.example/app:1`),
    shell(`${verify} --certificate-identity-regexp $identity registry.acme.example/app:1`),
    shell(`${verify} --certificate-identity https://github.com/acme registry.acme.example/app:1`),
    shell('Write-Host "cosign verify --certificate-identity-regexp \'.*\'"'),
  ],
  visit: {
    'trust-policy.identity'({ at, pattern, part, breadth, slashAt }, { report }) {
      const fix = slashAt === undefined ? undefined : { title: 'Add the slash', edits: [insert(slashAt, '/')] };
      report(part === 'issuer' ? 'issuer' : breadth, at, { pattern }, { fixes: [fix] });
    },
  },
});
