import { defineRule, examples } from '../rule';

const policy = (labels: string, kind = 'AuthorizationPolicy') =>
  `apiVersion: security.istio.io/v1\nkind: ${kind}\nmetadata:\n  name: «web»\n  namespace: shop\nspec:\n  selector:\n    matchLabels:\n      ${labels}\n---\n`;
const network = (pods: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: «web», namespace: shop}\nspec: {podSelector: ${pods}}\n---\n`;
const server = (labels: string, port: string, name = 'web') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}, namespace: shop}\nspec: {podSelector: {matchLabels: {${labels}}}, port: ${port}}\n---\n`;
const listening = (ports: string) =>
  deployment('web', 'app: web').replace('        image', `        ports: ${ports}\n        image`);
const deployment = (name: string, labels: string, namespace = 'shop') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  template:\n    metadata:\n      labels:\n        ${labels}\n    spec:\n      containers:\n      - name: web\n        image: web:1\n`;
const good = (code: string) => code.replace(/[«»]/g, '');

export default defineRule({
  name: 'kubernetes/policy-selects-nothing',
  title: 'A policy selects no workload, by a label that is not there',
  severity: 'medium',
  confidence: 'medium',
  cwe: [1289],
  tags: ['kubernetes', 'network', 'mesh', 'istio', 'linkerd'],
  fixable: false,
  messages: {
    stray:
      '{resource} selects `{selector}`, which no pod has: {workload} has other labels, and the policy protects nothing.',
    port: '{resource} is for the port `{selector}`, a name that no port of {workload} has: it is for no connection, and protects nothing.',
  },
  rationale: `
    A policy is for the pods that bear all labels of its selector. Where a key or a value is another one than that of the
    pods, it is accepted, listed and without effect; whoever reads it believes the workload to be protected.`,
  remedy: 'Select a label of the pods: those of the template of the workload, not those of the workload itself.',
  exceptions:
    'It speaks only where the values that the selector asks for stand under other keys, name the workload, or differ by letter case, separators or a plural, and all workloads of the namespace are plain files.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    'https://istio.io/latest/docs/reference/config/type/workload-selector/',
    'https://linkerd.io/2-edge/reference/authorization-policy/#server',
    'https://istio.io/latest/docs/reference/config/analysis/ist0127/',
  ],
  bad: examples(
    'yaml',
    network('{matchLabels: {app: cart}}') + deployment('carts', 'app: carts'),
    network('{matchLabels: {app: Web_UI}}') + deployment('web', 'app: web-ui'),
    server('app: web', '8080', '«web»') + deployment('web', 'app.kubernetes.io/name: web'),
    server('app: web', '«http»') + listening('[{name: web, containerPort: 8080}]'),
    policy('app: web') + deployment('web', 'app.kubernetes.io/name: web'),
    policy('app: web', 'PeerAuthentication') + deployment('web', 'run: server'),
    network('{matchLabels: {app: web}}') + deployment('web', 'app.kubernetes.io/name: web'),
  ),
  good: examples(
    'yaml',
    server('app: web', 'metrics') +
      listening('[{containerPort: 8080}]').replace(
        '      containers:',
        '      initContainers:\n      - {name: a, restartPolicy: Always, ports: [{name: metrics, containerPort: 90}]}\n      containers:',
      ),
    server('app: web', 'linkerd-admin') + listening('[{name: http, containerPort: 8080}]'),
    good(policy('app: shop') + deployment('web', 'app.kubernetes.io/part-of: shop')),
    good(network('{matchLabels: {app: web1}}') + deployment('web', 'app: web2')),
    good(network('{matchLabels: {app: webs}}') + deployment('server', 'run: web')),
    server('app: web', 'http') + listening('[{name: http, containerPort: 8080}]'),
    server('app: web', 'http') + deployment('web', 'app: web'),
    server('app: web', '9990') + listening('[{name: http, containerPort: 8080}]'),
    server('app: {{ .Values.app }}', 'http') + deployment('web', 'run: web'),
    good(network('{}') + deployment('web', 'run: web')),
    good(network('{matchLabels: {app: web}}') + deployment('web', 'app: web')),
    good(network('{matchExpressions: [{key: app, operator: In, values: [web]}]}') + deployment('web', 'run: web')),
    good(policy('app: web') + deployment('web', 'app: web')),
    good(policy('app: web') + deployment('api', 'app: api')),
    good(policy('app: web') + deployment('web', 'run: web', 'other')),
    good(policy('app: web') + deployment('web', '{{- include "labels" . | nindent 8 }}')),
    good(policy('app: web')),
  ),
  visit: {
    'cluster.stray-selector'({ at, resource, selector, isPort, workload }, { report }) {
      report(
        isPort ? 'port' : 'stray',
        at,
        { resource, selector, workload: workload.resource },
        { related: [{ span: workload.span, message: `${workload.resource} is here.`, elsewhere: workload }] },
      );
    },
  },
});
