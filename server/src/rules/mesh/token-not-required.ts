import { defineRule, examples } from '../rule';

const authentication = (rest = '') =>
  `apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata:\n  name: «jwt»\n  namespace: shop\nspec:\n  selector:\n    matchLabels: {app: web}\n  jwtRules:\n  - issuer: https://id.contoso.com\n${rest}`;
const policy = (spec: string, namespace = 'shop') =>
  `---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: web\n  namespace: ${namespace}\nspec:\n${spec}`;
const good = (rest: string) => authentication(rest).replace(/[«»]/g, '');

export default defineRule({
  name: 'mesh/token-not-required',
  title: 'Tokens are checked where they are sent, and nothing asks for them',
  severity: 'low',
  confidence: 'medium',
  cwe: [306],
  tags: ['mesh', 'istio', 'jwt'],
  fixable: false,
  messages: {
    unasked:
      '{resource} refuses bad tokens and lets requests without a token pass: no AuthorizationPolicy asks for one.',
  },
  rationale: `
    A RequestAuthentication only says which tokens are good. A request that brings none is let through, so whoever leaves
    the token out is not asked who he is.`,
  remedy:
    'Add an AuthorizationPolicy for the same workloads whose rules have `requestPrincipals: ["*"]`, or a DENY with `notRequestPrincipals: ["*"]`.',
  exceptions:
    'The policy may be kept in another repository; switch the rule off there. Policies that name their target, as those of waypoints do, count as asking.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/request_authentication/',
    'https://istio.io/latest/docs/tasks/security/authorization/authz-jwt/',
  ],
  bad: examples(
    'yaml',
    authentication(),
    authentication(
      policy('  action: ALLOW\n  rules:\n  - from:\n    - source: {principals: ["cluster.local/ns/a/sa/b"]}\n'),
    ),
    authentication(
      policy(
        '  selector:\n    matchLabels: {app: other}\n  rules:\n  - from:\n    - source: {requestPrincipals: ["*"]}\n',
      ),
    ),
    authentication(policy('  rules:\n  - from:\n    - source: {requestPrincipals: ["*"]}\n', 'other')),
  ),
  good: examples(
    'yaml',
    `${good('')}---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec:\n  os: {name: windows}\n  containers: [{name: web, image: web:1}]\n`,
    good(policy('  {}\n', 'istio-system')),
    good(policy('  rules:\n  - from:\n    - source: {requestPrincipals: ["*"]}\n')),
    good(
      policy(
        '  selector:\n    matchLabels: {app: web}\n  action: DENY\n  rules:\n  - from:\n    - source:\n        notRequestPrincipals: ["*"]\n',
      ),
    ),
    good(policy('  rules:\n  - when:\n    - {key: "request.auth.claims[groups]", values: [a]}\n', 'istio-system')),
    good(
      `${policy('  {}\n', 'mesh')}---\napiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata:\n  name: mesh\nspec:\n  meshConfig:\n    rootNamespace: mesh\n`,
    ),
    good('').replace(
      'namespace: shop\nspec:\n  selector:\n    matchLabels: {app: web}',
      'namespace: istio-system\nspec:',
    ),
    good(policy('  {{- toYaml .Values.policy | nindent 2 }}\n')),
    good('').replace('selector:\n    matchLabels: {app: web}', 'targetRefs:\n  - {kind: Gateway, name: waypoint}'),
  ),
  visit: {
    'cluster.unasked-token'({ at, resource }, { report }) {
      report('unasked', at, { resource });
    },
  },
});
