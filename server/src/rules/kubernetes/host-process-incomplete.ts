import { defineRule } from '../rule';

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: agent\nspec:\n${spec}`;
const options = (text: string) => `  securityContext:\n    windowsOptions:\n      ${text}\n`;
const container = '  containers:\n  - name: agent\n    image: registry.example.com/agent:1\n';

export default defineRule({
  name: 'kubernetes/host-process-incomplete',
  title: 'A HostProcess pod lacks what makes it one, so it is rejected',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    network: '`hostProcess: {value}` needs `hostNetwork: true`: without it the API server rejects the pod.',
    mixed: '`hostProcess: {value}` here, and not for every container of the pod: the API server rejects the mixture.',
  },
  rationale: `
    The pod does not start, so what it should do on the node (patching, log collection, network policy) is not done.`,
  remedy:
    'Set `hostNetwork: true` on the pod, and the same `hostProcess` for all its containers, init containers included.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#hostprocess-pod-configuration-requirements',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod(`${options('«hostProcess: true»')}${container}`),
      fixed: pod(`${options('hostProcess: true')}  hostNetwork: true\n${container}`),
    },
    {
      language: 'yaml',
      code: pod(`  hostNetwork: false # not yet\n${options('«hostProcess: true»')}${container}`),
      fixed: pod(`  hostNetwork: true # not yet\n${options('hostProcess: true')}${container}`),
    },
    {
      language: 'yaml',
      code: pod(
        '  hostNetwork: true\n  containers:\n  - name: agent\n    securityContext:\n      windowsOptions:\n        «hostProcess: true»\n  - name: exporter\n    image: e:1\n',
      ),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: agent}\nspec: {securityContext: {windowsOptions: {«hostProcess: true»}}, containers: [{name: a}]}\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: agent}\nspec: {securityContext: {windowsOptions: {hostProcess: true}}, hostNetwork: true, containers: [{name: a}]}\n',
    },
  ],
  good: [
    { language: 'yaml', code: pod(`  hostNetwork: true\n${options('hostProcess: true')}${container}`) },
    { language: 'yaml', code: pod(`${options('hostProcess: false')}${container}`) },
    { language: 'yaml', code: pod(`  hostNetwork: {{ .Values.net }}\n${options('hostProcess: true')}${container}`) },
    {
      language: 'yaml',
      code: pod(`  {{- include "network" . | nindent 2 }}\n${options('hostProcess: true')}${container}`),
    },
  ],
  visit: {
    'kubernetes.pod'({ hostProcess, hostNetwork, setHostNetwork, containers, place }, { report }) {
      const stated = hostProcess.find(it => it.value);
      if (!stated || place.os === 'linux') return;
      const data = { value: stated.text };
      if (containers.some(it => it.hostProcess === false)) report('mixed', stated.span, data);
      else if (hostNetwork === false) report('network', stated.span, data, { fixes: [setHostNetwork] });
    },
  },
});
