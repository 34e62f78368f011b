import { defineRule } from '../rule';

const policy =
  'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: web\n  namespace: shop\n';

const messages = new Map([
  ['anyone', 'anyone'],
  ['any identity', 'identity'],
  ['all but some', 'others'],
] as const) as ReadonlyMap<string, 'anyone' | 'identity' | 'others'>;

export default defineRule({
  name: 'mesh/allow-all-authorization',
  title: 'An authorization policy lets everyone in',
  severity: 'medium',
  confidence: 'high',
  cwe: [284, 862],
  tags: ['mesh', 'istio', 'consul', 'authorization'],
  fixable: 'unsafe',
  messages: {
    anyone: '`{text}` in {resource} lets anyone call {scope}, with or without an identity.',
    opened: { severity: 'low', text: '`{text}` in {resource} lets anyone call {scope}, with or without an identity.' },
    identity: {
      severity: 'low',
      text: '`{text}` in {resource} lets every workload of {mesh} call {scope}.',
    },
    others: {
      severity: 'low',
      text: '`{text}` in {resource} lets everyone else call {scope}, callers without an identity too.',
    },
  },
  rationale: `
    A rule without conditions matches every request. An ALLOW policy with such a rule opens the workload to whoever reaches
    it, and it outweighs all narrower ALLOW policies beside it.`,
  remedy:
    'Name the callers by `principals` or `namespaces`. To let nobody in, leave `rules` out: `{}` as a rule and an empty `spec` mean the opposite of each other.',
  exceptions:
    'A gateway lets callers from outside in; it is left out. A webhook is called by the API server, which has no identity: narrow the rule to its port.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
    'https://istio.io/latest/docs/ops/best-practices/security/#use-default-deny-patterns',
    'https://istio.io/latest/docs/ops/best-practices/security/#use-allow-with-positive-matching-and-deny-with-negative-match-patterns',
    'https://developer.hashicorp.com/consul/docs/reference/config-entry/service-intentions',
  ],
  bad: [
    { language: 'yaml', code: `${policy}spec:\n  rules:\n  - «{}»\n` },
    {
      language: 'yaml',
      code: `${policy}spec:\n  action: ALLOW\n  selector:\n    matchLabels: { app: web }\n  rules: [«{}»]\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source:\n        «principals: ["*"]»\n    - source:\n        namespaces:\n        - front\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source:\n        «ipBlocks:\n        - 10.0.0.0/8\n        - 0.0.0.0/0»\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source: {«principals: [cluster.local/*]», namespaces: ["*"]}\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - to:\n    - operation: {«paths: ["/*"]», methods: ["*"]}\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source:\n        «ipBlocks: [0.0.0.0/0, ::/0]»\n    to:\n    - operation:\n        methods: ["*"]\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source:\n        «notPrincipals: ["cluster.local/ns/shop/sa/guest"]»\n`,
    },
    {
      language: 'yaml',
      code: 'apiVersion: consul.hashicorp.com/v1alpha1\nkind: ServiceIntentions\nmetadata:\n  name: all\nspec:\n  destination:\n    name: "*"\n  sources:\n  - name: "*"\n    peer: east\n    action: «allow»\n',
      fixed:
        'apiVersion: consul.hashicorp.com/v1alpha1\nkind: ServiceIntentions\nmetadata:\n  name: all\nspec:\n  destination:\n    name: "*"\n  sources:\n  - name: "*"\n    peer: east\n    action: deny\n',
    },
    {
      language: 'hcl',
      code: 'Kind = "service-intentions"\nName = "*"\nSources = [\n  {\n    Name = "*"\n    Action = "«allow»"\n  }\n]\n',
      fixed: 'Kind = "service-intentions"\nName = "*"\nSources = [\n  {\n    Name = "*"\n    Action = "deny"\n  }\n]\n',
    },
  ],
  good: [
    {
      language: 'hcl',
      code: 'Kind = "service-intentions"\nName = "web"\nSources = [\n  {\n    Name = "*"\n    Action = "deny"\n  },\n  { Name = "front", Action = "allow" }\n]\n',
    },
    { language: 'yaml', code: `${policy}spec: {}\n` },
    {
      language: 'yaml',
      code: `${policy}spec:\n  selector:\n    matchLabels: {istio: ingressgateway}\n  rules:\n  - {}\n`,
    },
    { language: 'yaml', code: `${policy}spec:\n  action: DENY\n  rules:\n  - {}\n` },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source:\n        principals: ["cluster.local/ns/shop/sa/front"]\n`,
    },
    { language: 'yaml', code: `${policy}spec:\n  rules:\n  - to:\n    - operation:\n        paths: ["/healthz"]\n` },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source:\n        principals: ["*"]\n    to:\n    - operation:\n        methods: [GET]\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source: {principals: ["*"], requestPrincipals: ["login.example.com/*"]}\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - from:\n    - source: {namespaces: [shop], notPrincipals: ["cluster.local/ns/shop/sa/guest"]}\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  action: DENY\n  rules:\n  - from:\n    - source: {notPrincipals: ["*"]}\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - to:\n    - operation: {paths: ["/*"], methods: [GET]}\n`,
    },
    {
      language: 'yaml',
      code: `${policy}spec:\n  rules:\n  - to:\n    - operation: {paths: ["/*"]}\n    when:\n    - {key: "request.headers[x]", values: [a]}\n`,
    },
    { language: 'yaml', code: `${policy}spec:\n  rules:\n  - {{ toYaml .Values.rule }}\n` },
  ],
  visit: {
    'mesh.authorization'({ by, grants, entrance, peer, at, text, resource, scope, mend }, { report }) {
      const message = messages.get(grants);
      if (by === 'Linkerd' || !message || entrance) return;
      const reach = {
        mesh: 'everything in the mesh',
        namespace: 'everything in its namespace',
        workload: 'the workload',
      };
      const name = message === 'anyone' && scope === 'workload' ? 'opened' : message;
      const mesh = peer === undefined ? 'the mesh' : `the peer ${peer}`;
      report(name, at, { text, resource, scope: reach[scope], mesh }, { fixes: [mend] });
    },
  },
});
