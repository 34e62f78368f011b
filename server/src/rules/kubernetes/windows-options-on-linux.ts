import { defineRule, examples } from '../rule';

const bound = (body: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      nodeSelector:\n        kubernetes.io/os: windows\n${body}`;

export default defineRule({
  name: 'kubernetes/windows-options-on-linux',
  title: 'A Linux pod sets options that only Windows knows',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    rejected: '`{field}` is for Windows: with `os.name: linux` the API server rejects the pod.',
    idle: {
      severity: 'info',
      text: '`{field}` does nothing on Linux, where this pod runs.',
    },
  },
  rationale: `
    An account or an identity of a domain that is named here reads as if the program ran with it, and it runs as the user
    of its image, often root.`,
  remedy: 'Remove the options, and say `runAsNonRoot` and `runAsUser`.',
  exceptions:
    'Silent for `hostProcess: false` where only a node selector says that it is a Linux pod: policies ask for it on all pods.',
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-os'],
  bad: [
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  os: {name: linux}\n  securityContext:\n    runAsNonRoot: true\n    «windowsOptions:\n      runAsUserName: ContainerUser»\n  containers:\n  - name: web\n    image: nginx\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  os: {name: linux}\n  securityContext:\n    runAsNonRoot: true\n  containers:\n  - name: web\n    image: nginx\n',
    },
    {
      language: 'yaml',
      code: bound(
        '      containers:\n      - name: web\n        securityContext: {«windowsOptions: {runAsUserName: ContainerUser}»}\n        image: nginx\n',
      ).replace('os: windows', 'os: linux'),
      fixed: bound('      containers:\n      - name: web\n        image: nginx\n').replace('os: windows', 'os: linux'),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  os: {name: linux}\n  containers:\n  - name: web\n    securityContext:\n      runAsUser: 1000\n      «windowsOptions: {gmsaCredentialSpecName: web}»\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  os: {name: linux}\n  containers:\n  - name: web\n    securityContext:\n      runAsUser: 1000\n',
    },
  ],
  good: examples(
    'yaml',
    bound(
      '      securityContext: {windowsOptions: {runAsUserName: ContainerUser}}\n      containers:\n      - name: web\n        image: nginx\n',
    ),
    bound(
      '      securityContext: {windowsOptions: {hostProcess: false}}\n      containers:\n      - name: web\n        image: nginx\n',
    ).replace('os: windows', 'os: linux'),
    bound(
      '      securityContext:\n        windowsOptions:\n          {{- toYaml .x | nindent 10 }}\n      containers:\n      - name: web\n        image: nginx\n',
    ).replace('os: windows', 'os: linux'),
  ),
  visit: {
    'kubernetes.pod'({ windowsOnly, osFrom, hostProcess }, { report }) {
      const isNamed = osFrom?.by === 'os.name';
      const isAskedFor = hostProcess.length > 0 && hostProcess.every(it => !it.value);
      for (const { field, at, others, remove } of windowsOnly) {
        if (!isNamed && isAskedFor) continue;
        const related = others.map(span => ({ span, message: `\`${field}\` is set here too.` }));
        report(isNamed ? 'rejected' : 'idle', at, { field }, { fixes: [remove], related });
      }
    },
  },
});
