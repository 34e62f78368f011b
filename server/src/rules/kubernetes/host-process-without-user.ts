import { defineRule, examples } from '../rule';

const pod = (options: string, rest = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: agent\nspec:\n  hostNetwork: true\n  securityContext:\n    windowsOptions:\n${options}  containers:\n  - name: agent\n    image: agent:1\n${rest}`;

export default defineRule({
  name: 'kubernetes/host-process-without-user',
  title: 'A HostProcess pod does not say which account of the node it runs as',
  severity: 'low',
  confidence: 'high',
  cwe: [250, 1188],
  tags: ['kubernetes', 'windows', 'least-privilege'],
  fixable: 'unsafe',
  messages: {
    unnamed:
      '`hostProcess: {value}` names no account of the node: Kubernetes asks for `runAsUserName`, and without it the image decides.',
  },
  rationale: `
    A HostProcess container has no isolation but the rights of its account. Where the image names the account, whoever
    publishes it decides what the pod may do on every node, and a pod without any does not start.`,
  remedy:
    'Set `runAsUserName`: `NT AUTHORITY\\Local service` has the fewest rights, a local group of the node can be narrower still.',
  exceptions: 'Silent for patches of pods that are written elsewhere, and where a template may name the account.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#hostprocess-pod-configuration-requirements',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod('      «hostProcess: true» # agent\n'),
      fixed: pod("      hostProcess: true # agent\n      runAsUserName: 'NT AUTHORITY\\Local service'\n"),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: true, containers: [{name: a, image: b, securityContext: {windowsOptions: {«hostProcess: true»}}}]}\n',
      fixed:
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: true, containers: [{name: a, image: b, securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\Local service'}}}]}\n",
    },
  ],
  good: examples(
    'yaml',
    pod("      hostProcess: true\n      runAsUserName: 'NT AUTHORITY\\Local service'\n"),
    pod('      hostProcess: true\n      runAsUserName: {{ .Values.user }}\n'),
    pod('      hostProcess: true\n      {{- with .Values.user }}\n      runAsUserName: {{ . }}\n      {{- end }}\n'),
    pod('      hostProcess: true\n', '    securityContext: {windowsOptions: {runAsUserName: web-agents}}\n'),
    pod('      hostProcess: false\n'),
    pod('      hostProcess: true\n').replace('    image: agent:1\n', ''),
  ),
  visit: {
    'kubernetes.pod'({ hostProcess, containers, nameUser, place, patch }, { report }) {
      const stated = hostProcess.find(it => it.value);
      if (!stated || place.os === 'linux' || patch) return;
      if (!containers.every(it => it.hostProcess === true && it.userUnset)) return;
      const fixes = [nameUser && { title: 'Run as the local service account', edits: [nameUser] }];
      report('unnamed', stated.span, { value: stated.text }, { fixes });
    },
  },
});
