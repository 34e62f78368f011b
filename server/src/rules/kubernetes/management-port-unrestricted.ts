import { defineRule, examples } from '../rule';

const web = (port: string, os = 'windows', more = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      nodeSelector: {kubernetes.io/os: ${os}}\n${more}      containers:\n      - name: web\n        ports:\n        - containerPort: 8080\n        - containerPort: ${port}\n---\n`;
const policy = (spec: string, namespace = 'shop') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: rules\n  namespace: ${namespace}\nspec: ${spec}\n`;
const others = policy('{podSelector: {matchLabels: {app: api}}}');

export default defineRule({
  name: 'kubernetes/management-port-unrestricted',
  title: 'Every pod of the cluster reaches a port that administers Windows',
  severity: 'low',
  confidence: 'medium',
  cwe: [284, 668],
  tags: ['kubernetes', 'network', 'windows'],
  fixable: false,
  messages: {
    notSelected:
      '`{port}` lets every pod of the cluster connect to {service} of {resource}: no NetworkPolicy of its namespace selects these pods.',
    letIn: '`{port}` lets every pod of the cluster connect to {service} of {resource}: {policy} lets them all in.',
  },
  rationale: `
    Pods are open to each other until a policy selects them. Whoever takes over one pod of the cluster tries passwords and
    stolen hashes at WinRM, SMB and Remote Desktop of the others; policies for other pods of the namespace change nothing
    there.`,
  remedy:
    'Select the pods with a NetworkPolicy that lets in only who administers them, or take the port out of the image.',
  exceptions:
    'It speaks only where the namespace has NetworkPolicies, and all of them are plain files of the workspace. Pods on the network of their node are under no policy: what they publish is told of as a port of the host.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    'https://kubernetes.io/docs/concepts/security/multi-tenancy/#network-isolation',
  ],
  bad: examples(
    'yaml',
    web('«5985»') + others,
    web('«5986»\n          protocol: TCP') + others,
    web('«445»') + policy('{podSelector: {matchLabels: {app: web, tier: front}}}'),
    web('«3389»') + policy('{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}'),
  ),
  good: examples(
    'yaml',
    web('5985'),
    web('5985', 'linux') + others,
    web('8443') + others,
    web('5985\n          protocol: UDP') + others,
    web('5985') + policy('{podSelector: {}}'),
    web('5985') + policy('{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}'),
    web('5985') + policy('{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress]}'),
    web('5985') + policy('{podSelector: {matchLabels: {app: api}}}', 'bank'),
    web('5985') + policy('{podSelector: {matchLabels: {app: "{{ .Values.app }}"}}}'),
    `${web('5985') + others}---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: all}\n`,
  ),
  visit: {
    'cluster.open-management-port'({ at, port, service, resource, why, policy: other }, { report }) {
      const data = { port: `${port}`, service, resource, policy: other.resource };
      const message = why === 'let-in' ? 'It lets them in.' : 'This policy is for other pods.';
      const related = [{ span: other.span, message, elsewhere: other }];
      report(why === 'let-in' ? 'letIn' : 'notSelected', at, data, { related });
    },
  },
});
