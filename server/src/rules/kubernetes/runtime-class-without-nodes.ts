import { defineRule, examples } from '../rule';

const runtime = (handler: string, rest = '') =>
  `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata:\n  name: windows-2022\nhandler: ${handler}\n${rest}`;

export default defineRule({
  name: 'kubernetes/runtime-class-without-nodes',
  title: 'A runtime class for Windows does not choose Windows nodes',
  severity: 'info',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    unbound:
      '`{handler}` is a handler of Windows nodes, and {resource} chooses no nodes: its pods may be placed on Linux, where they fail.',
  },
  rationale: `
    Pods take a runtime class for the isolation it stands for. One that chooses no nodes leaves the choice to each of them,
    and on a node without its handler nothing starts.`,
  remedy: 'Add `scheduling.nodeSelector` with `kubernetes.io/os: windows` and `node.kubernetes.io/windows-build`.',
  references: [
    'https://kubernetes.io/docs/concepts/windows/user-guide/#simplifying-with-runtimeclass',
    'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  ],
  bad: [
    {
      language: 'yaml',
      code: runtime('«runhcs-wcow-process»'),
      fixed: runtime('runhcs-wcow-process', 'scheduling:\n  nodeSelector:\n    kubernetes.io/os: windows\n'),
    },
    {
      language: 'yaml',
      code: runtime("'«runhcs-wcow-hypervisor»'", 'scheduling:\n  nodeSelector:\n    kubernetes.io/arch: amd64\n'),
      fixed: runtime(
        "'runhcs-wcow-hypervisor'",
        'scheduling:\n  nodeSelector:\n    kubernetes.io/arch: amd64\n    kubernetes.io/os: windows\n',
      ),
    },
    {
      language: 'yaml',
      code: '{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: w}, handler: «runhcs-wcow-process»}\n',
      fixed:
        '{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: w}, handler: runhcs-wcow-process, scheduling: { nodeSelector: { kubernetes.io/os: windows } }}\n',
    },
  ],
  good: examples(
    'yaml',
    runtime('runhcs-wcow-process', "scheduling:\n  nodeSelector:\n    kubernetes.io/os: 'windows'\n"),
    runtime(
      'runhcs-wcow-process',
      "scheduling:\n  nodeSelector:\n    node.kubernetes.io/windows-build: '10.0.20348'\n",
    ),
    runtime('runhcs-wcow-process', 'scheduling:\n  nodeSelector:\n    {{- toYaml .x | nindent 4 }}\n'),
    runtime('runsc'),
    runtime('{{ .Values.handler }}'),
  ),
  visit: {
    'kubernetes.runtime-class'({ choosesWindows, choose, handler, at, resource }, { report }) {
      if (choosesWindows !== false) return;
      const fixes = [choose && { title: 'Choose Windows nodes', edits: [choose] }];
      report('unbound', at, { handler, resource }, { fixes });
    },
  },
});
