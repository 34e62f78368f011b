import { defineRule } from '../rule';

const kubelet = (body: string) => `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${body}`;
const pod = (command: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\n  namespace: kube-system\nspec:\n  containers:\n  - name: kube-apiserver\n    command:\n    - kube-apiserver\n${command}`;

export default defineRule({
  name: 'kubernetes/open-component',
  title: 'A component of the cluster answers without asking who calls',
  severity: 'high',
  confidence: 'high',
  cwe: [306, 862],
  tags: ['kubernetes', 'network'],
  fixable: 'unsafe',
  messages: {
    anonymous: {
      severity: 'medium',
      text: '`{text}` lets {component} answer callers without a name; what these may do is then a matter of one more setting.',
    },
    everything:
      '`{text}` lets {component} do whatever a caller asks for: run commands in every container, read every secret.',
    reading: {
      severity: 'medium',
      text: '`{text}` makes {component} tell everyone who reaches the node about all of its pods, environment included.',
    },
    'unsafe port': '`{text}` lets whoever reaches {component} do all that it may do, without TLS and without a logon.',
    'local port': {
      severity: 'medium',
      text: '`{text}` lets whatever runs on the machine of {component} do all that it may do, without TLS and without a logon.',
    },
  },
  rationale: `
    The kubelet runs commands in any container of its node, the API server in any of the cluster. Whoever may call them without
    a certificate or a token has the node, or all nodes; the ports are scanned for all the time.`,
  remedy:
    'Switch anonymous access and ports without TLS off, and have the API server decide: `Webhook` for the kubelet, `Node,RBAC` for itself.',
  exceptions:
    'A default is not reported: the kubelet has safe ones in its file, and others when it is started by flags alone.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
    'https://kubernetes.io/docs/concepts/security/controlling-access/',
  ],
  bad: [
    {
      language: 'yaml',
      code: kubelet(
        'authentication:\n  anonymous:\n    enabled: «true» # for metrics\nauthorization: { mode: «AlwaysAllow» }\nreadOnlyPort: «10255»\n',
      ),
      fixed: kubelet(
        'authentication:\n  anonymous:\n    enabled: false # for metrics\nauthorization: { mode: Webhook }\nreadOnlyPort: 0\n',
      ),
    },
    {
      language: 'yaml',
      code: pod('    - «--insecure-port=8080»\n    - --secure-port=6443\n    - "«--authorization-mode=AlwaysAllow»"\n'),
      fixed: pod('    - --insecure-port=0\n    - --secure-port=6443\n    - "--authorization-mode=Node,RBAC"\n'),
    },
    {
      language: 'yaml',
      code: pod('    - --insecure-bind-address=0.0.0.0\n    - «--insecure-port=8080»\n'),
      fixed: pod('    - --insecure-bind-address=0.0.0.0\n    - --insecure-port=0\n'),
    },
    {
      language: 'powershell',
      code: "C:\\k\\kubelet.exe --hostname-override=$name «--anonymous-auth=true» '«--read-only-port=10255»'",
      fixed: "C:\\k\\kubelet.exe --hostname-override=$name --anonymous-auth=false '--read-only-port=0'",
    },
    {
      language: 'yaml',
      code: 'apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\nnodeRegistration:\n  kubeletExtraArgs:\n    read-only-port: "«10255»"\n',
      fixed:
        'apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\nnodeRegistration:\n  kubeletExtraArgs:\n    read-only-port: "0"\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n  - name: authorization-mode\n    value: «AlwaysAllow»\n',
      fixed:
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n  - name: authorization-mode\n    value: Node,RBAC\n',
    },
    { language: 'cmd', code: 'kubectl proxy «--address=0.0.0.0» --accept-hosts=.*' },
  ],
  good: [
    {
      language: 'yaml',
      code: kubelet(
        'authentication: { anonymous: { enabled: false }, webhook: { enabled: true } }\nauthorization: { mode: Webhook }\nreadOnlyPort: 0\n',
      ),
    },
    {
      language: 'yaml',
      code: kubelet('readOnlyPort: {{ .port }}\nauthentication:\n  anonymous:\n    enabled: ${ANON}\n'),
    },
    {
      language: 'yaml',
      code: pod('    - --insecure-port=0\n    - --authorization-mode=Node,RBAC\n    - --anonymous-auth=true\n'),
    },
    { language: 'powershell', code: 'kubelet.exe --anonymous-auth=$anonymous --read-only-port=0' },
    { language: 'powershell', code: "Write-Host '--anonymous-auth=true' # kubelet --read-only-port=10255" },
    { language: 'cmd', code: 'kubectl proxy --address=127.0.0.1 --port=8001' },
    { language: 'cmd', code: 'kubectl run x --address=0.0.0.0' },
  ],
  visit: {
    'kubernetes.component'({ opens, at, text, component, mend }, { report }) {
      report(opens, at, { text, component }, { fixes: [mend] });
    },
  },
});
