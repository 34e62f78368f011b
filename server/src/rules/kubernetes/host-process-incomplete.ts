import { defineRule, examples } from '../rule';

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
    mixed: '`hostProcess: {value}` here, and not for the whole of the pod: the API server rejects the mixture.',
    root: '`runAsNonRoot: true` is not allowed with `hostProcess: {value}`: a HostProcess container always has rights on the node.',
    pipe: '`{path}` cannot be mounted into a HostProcess container, which opens the pipe of the node itself.',
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
        '  hostNetwork: true\n  containers:\n  - name: agent\n    image: a:1\n    securityContext:\n      windowsOptions:\n        «hostProcess: true»\n  - name: exporter\n    image: e:1\n',
      ),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: agent}\nspec: {securityContext: {windowsOptions: {«hostProcess: true»}}, containers: [{name: a, image: b}]}\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: agent}\nspec: {securityContext: {windowsOptions: {hostProcess: true}}, hostNetwork: true, containers: [{name: a, image: b}]}\n',
    },
    {
      language: 'yaml',
      code: pod(
        `  hostNetwork: true\n  securityContext:\n    «runAsNonRoot: true»\n    windowsOptions: {hostProcess: true}\n${container}`,
      ),
      fixed: pod(
        `  hostNetwork: true\n  securityContext:\n    runAsNonRoot: false\n    windowsOptions: {hostProcess: true}\n${container}`,
      ),
    },
    {
      language: 'yaml',
      code: pod(
        `  hostNetwork: true\n  initContainers:\n  - name: wait\n    image: w:1\n    securityContext: {windowsOptions: {hostProcess: false}}\n${options('«hostProcess: true»')}${container}`,
      ),
    },
    {
      language: 'yaml',
      code: pod(
        `  hostNetwork: true\n${options('hostProcess: true')}${container}  volumes:\n  - name: pipe\n    hostPath: {path: '«\\\\.\\pipe\\docker_engine»'}\n`,
      ),
    },
    {
      language: 'yaml',
      code: pod(
        `  hostNetwork: true\n${options('hostProcess: false')}  containers:\n  - name: agent\n    image: a:1\n    securityContext: {windowsOptions: {«hostProcess: true»}}\n`,
      ),
    },
  ],
  good: examples(
    'yaml',
    pod(
      `  hostNetwork: true\n  securityContext:\n    runAsNonRoot: false\n    windowsOptions: {hostProcess: true}\n${container}`,
    ),
    pod('  containers:\n  - name: agent\n    securityContext: {windowsOptions: {hostProcess: true}}\n').replace(
      'Pod',
      'Pod # a patch',
    ),
    pod(
      "  nodeSelector: {kubernetes.io/os: windows}\n  containers:\n  - {name: a, image: b}\n  volumes:\n  - {name: p, hostPath: {path: '\\\\.\\pipe\\csi-proxy-disk-v1'}}\n",
    ),
    pod(`  hostNetwork: true\n${options('hostProcess: true')}${container}`),
    pod(`${options('hostProcess: false')}${container}`),
    pod(`  hostNetwork: {{ .Values.net }}\n${options('hostProcess: true')}${container}`),
    pod(`  {{- include "network" . | nindent 2 }}\n${options('hostProcess: true')}${container}`),
  ),
  visit: {
    'kubernetes.pod'(pod, { report }) {
      const { hostProcess, hostNetwork, setHostNetwork, containers, hostPaths, place, patch } = pod;
      const stated = hostProcess.find(it => it.value);
      if (!stated || place.os === 'linux') return;
      const data = { value: stated.text };
      const isDenied = stated.level === 'container' && hostProcess.some(it => it.level === 'pod' && !it.value);
      if (isDenied || containers.some(it => it.hostProcess === false)) report('mixed', stated.span, data);
      else if (hostNetwork === false && !patch) report('network', stated.span, data, { fixes: [setHostNetwork] });
      const switches = containers.flatMap(it => (it.hostProcess && it.nonRoot?.value ? [it.nonRoot] : []));
      for (const it of new Map(switches.map(it => [it.at.start, it])).values()) {
        const edit = it.setTo('false');
        report('root', it.span, data, { fixes: [edit && { title: 'Set runAsNonRoot to false', edits: [edit] }] });
      }
      for (const { path, at } of hostPaths) if (isPipe(path)) report('pipe', at, { path });
    },
  },
});

/** A named pipe, however its slashes are written. */
const isPipe = (path: string): boolean => /^[\\/]{1,2}[.?][\\/]pipe[\\/]/i.test(path);
