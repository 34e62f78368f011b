import { defineRule, examples } from '../rule';

const bound = (body: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      nodeSelector:\n        kubernetes.io/os: windows\n${body}`;

export default defineRule({
  name: 'kubernetes/unsupported-on-windows',
  title: 'A Windows pod asks for what Windows nodes do not do',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'unsafe',
  messages: {
    nothing:
      '`{field}` is not done on Windows, where this pod runs: the API server takes it, and the node passes over it or fails.',
    disk: '`{field}` keeps nothing in memory on Windows: what the pod puts there is written to the disk of the node.',
  },
  rationale: `
    The pod reads as if it kept secrets off the disk, or shared the network or the mounts of its node. Whoever relies on
    that protects the wrong place.`,
  remedy:
    'Remove the field. Protect the disks of Windows nodes with BitLocker, and give network tasks to a HostProcess pod.',
  references: [
    'https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod',
    'https://kubernetes.io/docs/concepts/security/windows-security/#protection-for-secret-data-on-nodes',
  ],
  bad: [
    {
      language: 'yaml',
      code: bound(
        '      «hostNetwork: true»\n      «dnsPolicy: ClusterFirstWithHostNet»\n      containers:\n      - name: web\n        resources:\n          limits: {memory: 1Gi, «hugepages-2Mi: 1Gi»}\n        volumeMounts:\n        - name: a\n          mountPath: C:\\a\n          «mountPropagation: Bidirectional»\n      volumes:\n      - name: a\n        emptyDir:\n          «medium: Memory»\n      - name: b\n        emptyDir:\n          medium: Memory\n          sizeLimit: 1Gi\n      - {name: c, emptyDir: {«medium: HugePages»}}\n',
      ),
      fixed: bound(
        '      containers:\n      - name: web\n        resources:\n          limits: {memory: 1Gi}\n        volumeMounts:\n        - name: a\n          mountPath: C:\\a\n      volumes:\n      - name: a\n        emptyDir: {}\n      - name: b\n        emptyDir:\n          sizeLimit: 1Gi\n      - {name: c, emptyDir: {}}\n',
      ),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  os: {name: windows}\n  containers: [{name: web, image: web:1}]\n  volumes: [{name: keys, emptyDir: {«medium: Memory»}}]\n',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  os: {name: windows}\n  containers: [{name: web, image: web:1}]\n  volumes: [{name: keys, emptyDir: {}}]\n',
    },
    {
      language: 'yaml',
      code: bound('      «hostNetwork: true» # for the agent\n      containers:\n      - name: web\n').replace(
        'kind: Deployment',
        'kind: DaemonSet',
      ),
      fixed: bound('      containers:\n      - name: web\n').replace('kind: Deployment', 'kind: DaemonSet'),
    },
  ],
  good: examples(
    'yaml',
    bound(
      '      containers:\n      - name: web\n        resources: {limits: {memory: 1Gi}}\n      volumes:\n      - {name: a, emptyDir: {sizeLimit: 1Gi}}\n',
    ),
    bound(
      '      hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet\n      securityContext: {windowsOptions: {hostProcess: true}}\n      containers:\n      - name: web\n',
    )
      .replace('kind: Deployment', 'kind: DaemonSet')
      .replace('  name: web', '  name: web\n  namespace: kube-system'),
    bound(
      '      hostNetwork: {{ .Values.net }}\n      dnsPolicy: ClusterFirst\n      containers:\n      - name: web\n        volumeMounts: [{name: a, mountPath: C:\\a, mountPropagation: None}]\n      volumes:\n      - name: a\n        emptyDir: {medium: ""}\n',
    ),
    bound(
      '      hostNetwork: true\n      containers:\n      - name: web\n        image: nginx\n      volumes:\n      - {name: a, emptyDir: {medium: Memory}}\n',
    ).replace('os: windows', 'os: linux'),
  ),
  visit: {
    'kubernetes.pod'({ linuxOnly }, { report }) {
      for (const { field, is, at, others, remove } of linuxOnly) {
        if (is === 'refused') continue;
        const related = others.map(span => ({ span, message: `\`${field}\` is set here too.` }));
        report(is === 'disk' ? 'disk' : 'nothing', at, { field }, { fixes: [remove], related });
      }
    },
  },
});
