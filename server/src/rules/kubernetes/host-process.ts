import { agentNamespaces } from '../../facts/kubernetes/namespaces.data';
import type { Pod } from '../../facts/kubernetes/pod';
import { defineRule, examples, type Fix } from '../rule';

const pod = (options: string, kind = 'Pod', more = '') =>
  kind === 'Pod'
    ? `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${more}spec:\n  hostNetwork: true\n  securityContext:\n    windowsOptions:\n${options}  containers:\n  - name: web\n`
    : `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: web\n${more}spec:\n  template:\n    spec:\n      hostNetwork: true\n      securityContext:\n        windowsOptions:\n${options.replace(/^/gm, '    ').trimEnd()}\n      containers:\n      - name: web\n`;

export default defineRule({
  name: 'kubernetes/host-process',
  title: 'A container runs as a process of the Windows node',
  severity: 'high',
  confidence: 'high',
  cwe: [250, 653],
  tags: ['kubernetes', 'windows', 'isolation'],
  fixable: 'unsafe',
  messages: {
    workload:
      '`hostProcess: {value}` runs {resource} on the node itself: its files, registry, pipes and network are those of the node.',
    agent: {
      severity: 'medium',
      text: '`hostProcess: {value}` runs {resource} on every node without isolation; who takes over its image or script owns the nodes.',
    },
    infrastructure: {
      severity: 'low',
      text: '`hostProcess: {value}` runs {resource} in {namespace} on the node without isolation.',
    },
  },
  rationale: `
    A HostProcess container is a job of the node, not a container: no file system, registry or network of its own stands
    between it and the node. Whoever gets into it has the node, and with it the secrets of all pods there.`,
  remedy:
    'Leave `hostProcess` out. Where a node agent needs it, keep it in a namespace of its own with few who may write there, pin its image by digest, and run it as `NT AUTHORITY\\Local service` where that is enough.',
  exceptions: 'CNI, CSI, kube-proxy and monitoring agents of Windows nodes need it; they are graded lower.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  options: {
    infrastructure: {
      default: agentNamespaces,
      description: 'Namespaces of node agents, where HostProcess containers are usual.',
    },
  },
  bad: [
    {
      language: 'yaml',
      code: pod("      «hostProcess: true»\n      runAsUserName: 'NT AUTHORITY\\Local service'\n"),
      fixed: pod("      hostProcess: false\n      runAsUserName: 'NT AUTHORITY\\Local service'\n").replace(
        '  hostNetwork: true\n',
        '',
      ),
    },
    {
      language: 'yaml',
      code: pod("      «hostProcess: yes» # admin\n      runAsUserName: 'NT AUTHORITY\\SYSTEM'\n"),
      fixed: pod("      hostProcess: false # admin\n      runAsUserName: 'ContainerUser'\n").replace(
        '  hostNetwork: true\n',
        '',
      ),
    },
    {
      language: 'yaml',
      code: pod('      «hostProcess: yes» # agent\n', 'DaemonSet'),
    },
    {
      language: 'yaml',
      code: pod('      «hostProcess: true»\n', 'DaemonSet', '  namespace: kube-system\n'),
    },
    {
      language: 'yaml',
      code: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: clean}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          hostNetwork: true\n          initContainers:\n          - name: prepare\n            securityContext: {windowsOptions: {«hostProcess: true»}}\n          containers:\n          - name: clean\n            securityContext: {windowsOptions: {«hostProcess: true»}}\n',
      fixed:
        'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: clean}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          initContainers:\n          - name: prepare\n            securityContext: {windowsOptions: {hostProcess: false}}\n          containers:\n          - name: clean\n            securityContext: {windowsOptions: {hostProcess: false}}\n',
    },
  ],
  good: examples(
    'yaml',
    pod('      hostProcess: false\n'),
    pod('      runAsUserName: ContainerUser # hostProcess: true\n'),
    pod('      hostProcess: {{ .Values.hostProcess }}\n'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: example\ndata:\n  pod.yaml: |\n    windowsOptions:\n      hostProcess: true\n',
    pod('      hostProcess: true\n').replace('spec:', 'spec:\n  os: {name: linux}'),
  ),
  visit: {
    'kubernetes.pod'(pod, { report, options }) {
      const { hostProcess, resource, kind, namespace, place } = pod;
      if (place.os === 'linux') return;
      for (const it of hostProcess) {
        if (!it.value) continue;
        const data = { value: it.text, resource };
        // An agent of the node is nothing in a container.
        if (namespace !== undefined && options.infrastructure.includes(namespace)) {
          report('infrastructure', it.span, { ...data, namespace });
        } else if (kind === 'DaemonSet') report('agent', it.span, data);
        else report('workload', it.span, data, { fixes: [asContainer(pod)] });
      }
    },
  },
});

/** Without the node, its network and its system account. A pod is on the node as a whole or not at all. */
function asContainer({ hostProcess: stated, containers, leaveNetwork }: Pod): Fix | undefined {
  const users = containers.flatMap(({ user }) => (user && /(?:^|\\)system\s*$/i.test(user.value) ? [user] : []));
  const own = users.filter((it, index) => users.findIndex(({ at }) => at.start === it.at.start) === index);
  const edits = [
    ...stated.filter(it => it.value).map(it => it.setTo('false')),
    ...own.map(it => it.setTo('ContainerUser')),
    ...leaveNetwork,
  ];
  return edits.every(it => it !== undefined) ? { title: 'Run it as a container', edits } : undefined;
}
