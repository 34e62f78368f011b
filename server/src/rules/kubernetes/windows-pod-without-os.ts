import { defineRule, examples } from '../rule';

const pod = (os: string, body: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  nodeSelector:\n    kubernetes.io/os: ${os}\n${body}`;

export default defineRule({
  name: 'kubernetes/windows-pod-without-os',
  title: 'A Windows pod does not say that it is one',
  severity: 'info',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    unsaid:
      '`{text}` makes this a pod for Windows, but without `os.name` the API server checks it as one for Linux and accepts {fields} that do nothing.',
  },
  rationale: `
    Only \`os.name\` tells the API server and admission policies what the pod is. Without it they accept limits that Windows
    does not know, and the restricted standard asks for fields that have no effect.`,
  remedy: 'State `os: {name: windows}` and remove the fields that only Linux knows.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod(
        '«windows»',
        '  securityContext:\n    runAsUser: 1000\n    runAsNonRoot: true\n  containers:\n  - name: web\n',
      ),
      fixed: pod(
        'windows',
        '  securityContext:\n    runAsNonRoot: true\n  os:\n    name: windows\n  containers:\n  - name: web\n',
      ),
    },
    {
      language: 'yaml',
      code: pod(
        '"«windows»"',
        '  containers:\n  - name: web\n    securityContext: {privileged: false, runAsNonRoot: true}\n',
      ),
      fixed: pod(
        '"windows"',
        '  os:\n    name: windows\n  containers:\n  - name: web\n    securityContext: {runAsNonRoot: true}\n',
      ),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "«web:1-ltsc2022»", securityContext: {privileged: false, runAsNonRoot: true}}]}\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {os: { name: windows }, containers: [{name: web, image: "web:1-ltsc2022", securityContext: {runAsNonRoot: true}}]}\n',
    },
  ],
  good: examples(
    'yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  tolerations: [{key: os, value: windows}]\n  containers:\n  - name: web\n    securityContext: {privileged: false}\n',
    pod('windows', '  containers:\n  - name: web\n'),
    pod('windows', '  os: {name: windows}\n  containers:\n  - name: web\n'),
    pod('linux', '  containers:\n  - name: web\n    securityContext: {privileged: false}\n'),
  ),
  visit: {
    'kubernetes.pod'({ osFrom, addOs, linuxOnly: all, place }, { report }) {
      const linuxOnly = all.filter(it => it.is === 'refused');
      if (place.os !== 'windows' || !osFrom || osFrom.by === 'toleration' || !addOs || linuxOnly.length === 0) return;
      const removable = linuxOnly.flatMap(it => it.removals);
      // Fields of a mapping that goes altogether share an edit.
      const removals = removable.filter(
        (it, index) => removable.findIndex(other => other.span.start === it.span.start) === index,
      );
      const complete =
        removable.length === linuxOnly.reduce((sum, it) => sum + 1 + it.others.length, 0) &&
        apart(removals.map(it => it.span));
      const fix = { title: 'State os.name and remove what only Linux knows', edits: [addOs, ...removals] };
      const fields = linuxOnly.map(it => `\`${it.field}\``).join(', ');
      report('unsaid', osFrom.span, { text: osFrom.text, fields }, { fixes: [complete ? fix : undefined] });
    },
  },
});

/** Whether no two spans overlap: two fields of one mapping that goes altogether do. */
const apart = (spans: readonly { readonly start: number; readonly end: number }[]): boolean =>
  spans.every((a, index) => spans.slice(index + 1).every(b => a.end <= b.start || b.end <= a.start));
