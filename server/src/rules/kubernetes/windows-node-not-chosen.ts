import { defineRule, examples } from '../rule';

const daemons = (spec: string) =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\nspec:\n  template:\n    spec:\n${spec}`;
const pod = (spec: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}  containers:\n  - name: web\n    image: web:1\n${more}`;
const image = '      containers:\n      - name: agent\n        image: «agent:1-ltsc2022»\n';

/** Names of systems are compared with case. */
const isWindowsName = (name: string): boolean => name.toLowerCase() === 'windows';

export default defineRule({
  name: 'kubernetes/windows-node-not-chosen',
  title: 'A Windows pod is not kept on Windows nodes',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    daemons:
      '`{text}` is for Windows, and nothing chooses Windows nodes: {resource} is placed on every Linux node, too, and fails there.',
    unbound: {
      severity: 'info',
      text: '`{text}` is for Windows, and nothing chooses Windows nodes: the scheduler, which does not look at `os.name`, may place {resource} on Linux.',
    },
    contrary: '`{label}: {value}` contradicts `os.name: {os}`: no node takes the pod.',
    label: '`{label}: {value}` matches no node, as the value is written `windows`.',
    name: '`{value}` is no system, as the name is written `windows`: the API server rejects the pod.',
  },
  rationale: `
    What should protect or serve every Windows node is missing where it fails, or never starts. Pods that wait for a node
    that does not exist do not show in tests of a single system.`,
  remedy: 'Set `nodeSelector: {kubernetes.io/os: windows}`, and a toleration where the nodes are tainted.',
  exceptions:
    'Silent where a template, a runtime class, affinity, any other label or the file that this one patches may choose the nodes.',
  references: [
    'https://kubernetes.io/docs/concepts/windows/user-guide/#ensuring-os-specific-workloads-land-on-the-appropriate-container-host',
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  ],
  bad: [
    {
      language: 'yaml',
      code: daemons(image),
      fixed: daemons(
        '      nodeSelector:\n        kubernetes.io/os: windows\n      containers:\n      - name: agent\n        image: agent:1-ltsc2022\n',
      ),
    },
    {
      language: 'yaml',
      code: daemons(
        `      nodeSelector: {kubernetes.io/arch: amd64}\n      tolerations: [{key: os, operator: Exists}]\n${image}`,
      ),
      fixed: daemons(
        '      nodeSelector: {kubernetes.io/arch: amd64, kubernetes.io/os: windows}\n      tolerations: [{key: os, operator: Exists}]\n      containers:\n      - name: agent\n        image: agent:1-ltsc2022\n',
      ),
    },
    {
      language: 'yaml',
      code: pod('  os:\n      name: «windows»\n'),
      fixed: pod('  os:\n      name: windows\n  nodeSelector:\n    kubernetes.io/os: windows\n'),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {os: {name: «windows»}, containers: [{name: a, image: b}]}\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {os: {name: windows}, nodeSelector: { kubernetes.io/os: windows }, containers: [{name: a, image: b}]}\n',
    },
    {
      language: 'yaml',
      code: pod('  os: {name: windows}\n  nodeSelector:\n    kubernetes.io/os: «linux» # copied\n'),
      fixed: pod('  os: {name: windows}\n  nodeSelector:\n    kubernetes.io/os: windows # copied\n'),
    },
    {
      language: 'yaml',
      code: pod('  os: {name: windows}\n  nodeSelector:\n    kubernetes.io/os: "«Windows»"\n'),
      fixed: pod('  os: {name: windows}\n  nodeSelector:\n    kubernetes.io/os: "windows"\n'),
    },
    {
      language: 'yaml',
      code: pod('  os: {name: «Windows»}\n  nodeSelector: {kubernetes.io/os: windows}\n'),
      fixed: pod('  os: {name: windows}\n  nodeSelector: {kubernetes.io/os: windows}\n'),
    },
  ],
  good: examples(
    'yaml',
    pod('  os: {name: windows}\n  nodeSelector: {kubernetes.io/os: windows}\n'),
    pod('  os: {name: windows}\n  nodeSelector: {agentpool: win}\n'),
    pod('  os: {name: windows}\n  runtimeClassName: windows-2022\n'),
    pod('  os: {name: windows}\n  nodeName: win-1\n'),
    pod('  os: {name: windows}\n  nodeSelector:\n    {{- toYaml .x | nindent 4 }}\n'),
    pod('  os: {name: windows}\n  {{- include "placement" . | nindent 2 }}\n'),
    pod('  tolerations: [{key: os, value: windows}]\n'),
    daemons(
      '      containers:\n      - name: agent\n        securityContext: {windowsOptions: {runAsUserName: ContainerUser}}\n',
    ),
    pod('  nodeSelector: {kubernetes.io/os: linux}\n'),
    pod('  os: {name: linux}\n'),
  ),
  visit: {
    'kubernetes.pod'({ osFrom, osName, placement, patch, place, kind, resource }, { report }) {
      const { system, chosen, choose } = placement;
      for (const [stated, message] of [
        [osName, 'name'],
        [system, 'label'],
      ] as const) {
        if (!stated || stated.value === 'windows' || !isWindowsName(stated.value)) continue;
        const edit = stated.setTo('windows');
        const data = { label: system?.key ?? '', value: stated.value };
        report(message, stated.at, data, { fixes: [edit && { title: 'Write windows', edits: [edit] }] });
      }
      if (osFrom?.by === 'os.name' && system && /^(?:windows|linux)$/.test(system.value) && system.value !== place.os) {
        const edit = system.setTo(place.os);
        const data = { label: system.key, value: system.value, os: place.os };
        report('contrary', system.at, data, { fixes: [edit && { title: `Choose ${place.os} nodes`, edits: [edit] }] });
      }
      if (place.os !== 'windows' || patch || chosen !== false || !osFrom) return;
      if (osFrom.by !== 'os.name' && osFrom.by !== 'image' && osFrom.by !== 'windowsOptions') return;
      const fixes = [choose && { title: 'Choose Windows nodes', edits: [choose] }];
      report(kind === 'DaemonSet' ? 'daemons' : 'unbound', osFrom.span, { text: osFrom.text, resource }, { fixes });
    },
  },
});
