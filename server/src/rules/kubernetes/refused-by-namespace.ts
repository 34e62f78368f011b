import { defineRule, examples } from '../rule';

const agent = (level: string, pod: string, labels = 'pod-security.kubernetes.io/enforce') =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: agents\n  labels:\n    ${labels}: ${level}\n---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: «agent»\n  namespace: agents\nspec:\n  template:\n    metadata:\n      labels: {app: agent}\n    spec:\n${pod}      containers:\n      - name: agent\n        image: agent:1\n`;
const hostProcess =
  '      nodeSelector: {kubernetes.io/os: windows}\n      hostNetwork: true\n      securityContext:\n        windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\\Local service}\n';
const good = (code: string) => code.replace(/[«»]/g, '');

export default defineRule({
  name: 'kubernetes/refused-by-namespace',
  title: 'The Pod Security level of the namespace refuses the pod',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows', 'pod-security'],
  fixable: false,
  messages: {
    refused: '{namespace} enforces `{level}`, which refuses `{asks}: true`: the pods of {resource} are never made.',
  },
  rationale: `
    The level is checked when a pod is made, not when its Deployment or DaemonSet is applied, so nothing is said until pods
    are missing. The usual way out, the level \`privileged\` for the whole namespace, opens it to all others as well.`,
  remedy:
    'Keep node agents in a namespace of their own that enforces `privileged` and where few may write, and all else under `baseline` or `restricted`.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  bad: examples('yaml', agent('baseline', hostProcess), agent('restricted', '      hostNetwork: true\n')),
  good: examples(
    'yaml',
    good(agent('privileged', hostProcess)),
    good(agent('baseline', '')),
    good(agent('baseline', hostProcess, 'pod-security.kubernetes.io/warn')),
    good(agent('{{ .Values.level }}', hostProcess)),
    good(agent('baseline', hostProcess)).replace('namespace: agents', 'namespace: other'),
  ),
  visit: {
    'cluster.refused-pod'({ at, resource, level, asks, namespace }, { report }) {
      report(
        'refused',
        at,
        { resource, level, asks, namespace: namespace.resource },
        { related: [{ span: namespace.span, message: 'The namespace is here.', elsewhere: namespace }] },
      );
    },
  },
});
