import { defineRule, examples } from '../rule';

const bound = (body: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      nodeSelector:\n        kubernetes.io/os: windows\n${body}`;
const named = (body: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  os:\n    name: windows\n${body}`;

export default defineRule({
  name: 'kubernetes/linux-only-fields',
  title: 'A Windows pod sets fields that only Linux knows',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    rejected: '`{field}` exists for Linux only: with `os.name: windows` the API server rejects the pod.',
    ineffective: '`{field}` does nothing on Windows, where this pod runs: what it promises is not there.',
  },
  rationale: `
    The field reads like a limit and is none: a Windows container has no uid, no capabilities, no seccomp and no read-only
    root. Whoever reviews the file believes in a protection that the pod does not have.`,
  remedy:
    'Remove the field and state `os: {name: windows}`; limit the pod by `windowsOptions.runAsUserName` and by the ACLs of its files.',
  exceptions:
    'Where the namespace enforces the restricted standard and `os.name` is not stated, `seccompProfile`, `capabilities` and `allowPrivilegeEscalation` are still asked for: state `os.name` first.',
  references: [
    'https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod-spec-containers-securitycontext',
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  bad: [
    {
      language: 'yaml',
      code: named(
        '  «hostPID: true»\n  securityContext:\n    «runAsUser: 1000» # app\n    runAsNonRoot: true\n    «fsGroup: 2000»\n  containers:\n  - name: web\n    securityContext: {«privileged: false», runAsNonRoot: true}\n',
      ),
      fixed: named(
        '  securityContext:\n    runAsNonRoot: true\n  containers:\n  - name: web\n    securityContext: {runAsNonRoot: true}\n',
      ),
    },
    {
      language: 'yaml',
      code: bound(
        '      containers:\n      - name: web\n        securityContext:\n          «capabilities:\n            drop:\n            - ALL»\n          «privileged: true» # all\n        image: web:1\n',
      ),
      fixed: bound('      containers:\n      - name: web\n        image: web:1\n'),
    },
    {
      language: 'yaml',
      code: bound(
        '      initContainers:\n      - securityContext:\n          «readOnlyRootFilesystem: true»\n          windowsOptions:\n            runAsUserName: ContainerUser\n        name: prepare\n      containers:\n      - name: web\n',
      ),
      fixed: bound(
        '      initContainers:\n      - securityContext:\n          windowsOptions:\n            runAsUserName: ContainerUser\n        name: prepare\n      containers:\n      - name: web\n',
      ),
    },
    {
      language: 'yaml',
      code: bound(
        '      «shareProcessNamespace: true»\n      securityContext:\n        «seccompProfile: { type: RuntimeDefault }»\n        runAsNonRoot: true\n      containers:\n      - name: web\n',
      ),
      fixed: bound('      securityContext:\n        runAsNonRoot: true\n      containers:\n      - name: web\n'),
    },
    {
      language: 'yaml',
      code: bound(
        '      containers:\n      - name: web\n        securityContext:\n          «capabilities:\n            drop: [ALL]»\n        image: web:1\n      - name: log\n        securityContext:\n          capabilities:\n            drop: [ALL]\n        image: log:1\n',
      ),
      fixed: bound(
        '      containers:\n      - name: web\n        image: web:1\n      - name: log\n        image: log:1\n',
      ),
    },
  ],
  good: examples(
    'yaml',
    named('  hostPID: false\n  securityContext:\n    runAsNonRoot: true\n  containers:\n  - name: web\n'),
    bound('      securityContext:\n        runAsUser: 1000\n      containers:\n      - name: web\n').replace(
      'os: windows',
      'os: linux',
    ),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  securityContext: {runAsUser: 1000}\n  containers:\n  - name: web\n    image: nginx\n',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  affinity:\n    nodeAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        nodeSelectorTerms:\n        - matchExpressions:\n          - {key: kubernetes.io/os, operator: NotIn, values: [windows]}\n  containers:\n  - name: web\n    securityContext: {privileged: true}\n',
  ),
  visit: {
    'kubernetes.pod'({ linuxOnly, osFrom }, { report }) {
      for (const { field, is, at, others, remove } of linuxOnly) {
        if (is !== 'refused') continue;
        const related = others.map(span => ({ span, message: `\`${field}\` is set here too.` }));
        report(osFrom?.by === 'os.name' ? 'rejected' : 'ineffective', at, { field }, { fixes: [remove], related });
      }
    },
  },
});
