import { defineRule, examples } from '../rule';

const tokens = (rule: string) =>
  `apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata:\n  name: users\nspec:\n  jwtRules:\n${rule}`;
const issuer = '  - issuer: https://login.example.com\n    audiences: [shop]\n';

export default defineRule({
  name: 'mesh/weak-token-rule',
  title: 'Tokens of users are told from forged ones in a weak way',
  severity: 'medium',
  confidence: 'high',
  cwe: [345, 347, 522],
  tags: ['mesh', 'istio', 'authentication', 'jwt'],
  fixable: 'unsafe',
  messages: {
    plain:
      '`{url}` brings the keys that tokens are checked with in plain text: whoever is on the path puts in his own.',
    inside: {
      severity: 'low',
      text: '`{url}` brings the keys that tokens are checked with in plain text, through the network of the cluster.',
    },
    secret: {
      severity: 'high',
      text: 'The key set of {resource} holds a key that signs as well: whoever reads this file makes tokens of any user.',
    },
    address: {
      severity: 'low',
      text: '`fromParams` takes tokens out of the address (`{names}`), where logs and histories keep them.',
    },
    anyone: {
      severity: 'info',
      text: 'Tokens of `{issuer}` are taken in {resource} for whatever service they were made.',
    },
  },
  rationale: `
    Istio believes what a token says once its signature fits. Whoever exchanges the keys on their way, or finds the signing key
    in a file, writes tokens of any user; whoever reads a token in a log is that user until it expires.`,
  remedy:
    'Fetch public keys over HTTPS, take tokens from headers, and state the `audiences` that they must be made for.',
  exceptions:
    'Keys that are fetched inside of the cluster are weighed less: istiod fetches them, past the mutual TLS of the mesh.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/jwt/',
    'https://www.rfc-editor.org/rfc/rfc8725',
    'https://www.rfc-editor.org/rfc/rfc6750#section-2.3',
  ],
  bad: [
    {
      language: 'yaml',
      code: tokens(`${issuer}    jwksUri: «http://login.example.com/keys» # v1\n`),
      fixed: tokens(`${issuer}    jwksUri: https://login.example.com/keys # v1\n`),
    },
    {
      language: 'yaml',
      code: tokens('  - {issuer: a, audiences: [shop], jwksUri: "«http://keycloak.auth.svc:8080/certs»"}\n'),
      fixed: tokens('  - {issuer: a, audiences: [shop], jwksUri: "https://keycloak.auth.svc:8080/certs"}\n'),
    },
    { language: 'yaml', code: tokens("  - issuer: '«http://login.example.com»'\n    audiences:\n    - shop\n") },
    {
      language: 'yaml',
      code: tokens(`${issuer}    jwks: |\n      {"keys": [{"kty": "oct", "k": "«c2VjcmV0LXNlY3JldC1zZWNyZXQ»"}]}\n`),
    },
    {
      language: 'yaml',
      code: tokens(`${issuer}    jwksUri: https://login.example.com/keys\n    «fromParams:\n    - access_token»\n`),
      fixed: tokens(`${issuer}    jwksUri: https://login.example.com/keys\n`),
    },
    {
      language: 'yaml',
      code: `${tokens('  - issuer: «https://login.example.com»\n    jwksUri: https://login.example.com/keys\n')}---\n${tokens('  - issuer: https://login.example.com\n')}`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: authentication.istio.io/v1alpha1\nkind: Policy\nmetadata:\n  name: users\nspec:\n  origins:\n  - jwt:\n      issuer: a\n      audiences: [shop]\n      jwksUri: «http://login.example.com/keys»\n',
      fixed:
        'apiVersion: authentication.istio.io/v1alpha1\nkind: Policy\nmetadata:\n  name: users\nspec:\n  origins:\n  - jwt:\n      issuer: a\n      audiences: [shop]\n      jwksUri: https://login.example.com/keys\n',
    },
  ],
  good: examples(
    'yaml',
    tokens(`${issuer}    jwksUri: https://login.example.com/keys\n`),
    tokens(`${issuer}    jwksUri: http://{{ .Values.host }}/keys\n`),
    tokens(`${issuer}    jwksUri: http://OIDC_PROVIDER/keys\n`),
    tokens(
      '  - issuer: http://login.example.com\n    audiences: [shop]\n    jwksUri: https://login.example.com/keys\n',
    ),
    tokens(`${issuer}    jwks: '{"keys": [{"kty": "RSA", "e": "AQAB", "n": "xAE7eB6qugXyCAG3yhh7pkDkT65p"}]}'\n`),
    tokens(`${issuer}    fromHeaders:\n    - name: Authorization\n      prefix: "Bearer "\n`),
    tokens('  - issuer: https://login.example.com\n    {{- include "audiences" . | nindent 4 }}\n'),
  ),
  visit: {
    'mesh.token-rule'({ resource, issuer, at, keys, secretKey, parameters, audiences, repeated }, { report }) {
      if (keys && /^http:/i.test(keys.url)) {
        report(keys.inside ? 'inside' : 'plain', keys.at, { url: keys.url }, { fixes: [keys.mend] });
      }
      if (secretKey) report('secret', secretKey, { resource });
      if (parameters) {
        const fix = parameters.removal && { title: 'Take tokens from headers only', edits: [parameters.removal] };
        report('address', parameters.at, { names: parameters.names.join(', ') }, { fixes: [fix] });
      }
      if (audiences === false && issuer !== undefined && !repeated) report('anyone', at, { issuer, resource });
    },
  },
});
