import { agentNamespaces } from '../../facts/kubernetes/namespaces.data';
import { defineRule, examples } from '../rule';

const namespace = (labels: string, name = 'shop') =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n${labels}`;
const admission = (configuration: string) =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n- name: PodSecurity\n  configuration:\n    apiVersion: pod-security.admission.config.k8s.io/v1\n    kind: PodSecurityConfiguration\n${configuration}`;

/**
 * Accounts in whose name the API server makes the pods of workloads. Source: kubernetes/website
 * concepts/security/pod-security-admission.md, Exemptions.
 */
const controllers =
  /^system:serviceaccount:kube-system:(?:replicaset|deployment|daemon-set|statefulset|job|cronjob|replication)-controller$/;

export default defineRule({
  name: 'kubernetes/pod-security-loose',
  title: 'Pod Security admission lets everything into a namespace',
  severity: 'info',
  confidence: 'high',
  cwe: [250, 1220],
  tags: ['kubernetes', 'isolation'],
  fixable: 'unsafe',
  messages: {
    privileged:
      '`{text}` admits pods that own their node: privileged ones, and HostProcess containers where nodes run Windows.',
    unenforced: '`{text}` tells of pods below that level, and admits them: nothing is enforced in {resource}.',
    controller: {
      severity: 'medium',
      text: '`{name}` is exempt: whoever may create a workload has it make any pod in that name.',
    },
    exempt: { severity: 'low', text: '`{name}` is exempt, the namespace in which everything lands that names none.' },
  },
  rationale: `
    Only \`enforce\` refuses a pod. Where it says \`privileged\`, or is not said, whoever may create pods may have one with the
    disk of the node, or a HostProcess container: a Windows process outside of any container.`,
  remedy:
    'Enforce `baseline`, or `restricted` where the pods allow it, and keep node agents in namespaces of their own.',
  exceptions:
    'Namespaces of node agents, known by name or by a workload that no other level admits; clusters that enforce by other means.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  options: {
    infrastructure: {
      default: [...agentNamespaces, 'falco', 'linkerd-cni', 'longhorn-system', 'metallb-system', 'tetragon'],
      description: 'Namespaces of node agents, where such rights are usual.',
    },
  },
  bad: [
    {
      language: 'yaml',
      code: namespace('    pod-security.kubernetes.io/enforce: «privileged» # for now\n'),
      fixed: namespace('    pod-security.kubernetes.io/enforce: baseline # for now\n'),
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: "«privileged»" } }\n',
      fixed:
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: "baseline" } }\n',
    },
    {
      language: 'yaml',
      code: namespace(
        '    pod-security.kubernetes.io/audit: «restricted»\n    pod-security.kubernetes.io/warn: restricted\n',
      ),
    },
    {
      language: 'yaml',
      code: admission('    defaults:\n      enforce: «privileged»\n      enforce-version: latest\n'),
      fixed: admission('    defaults:\n      enforce: baseline\n      enforce-version: latest\n'),
    },
    {
      language: 'yaml',
      code: admission(
        '    defaults: { enforce: baseline }\n    exemptions:\n      usernames: ["«system:serviceaccount:kube-system:replicaset-controller»"]\n      namespaces: [kube-system, «default»]\n',
      ),
    },
  ],
  good: examples(
    'yaml',
    namespace('    pod-security.kubernetes.io/enforce: baseline\n'),
    namespace('    pod-security.kubernetes.io/enforce: baseline\n    pod-security.kubernetes.io/audit: privileged\n'),
    namespace('    pod-security.kubernetes.io/enforce: privileged\n', 'calico-system'),
    namespace('    pod-security.kubernetes.io/enforce: privileged\n', 'spire-system'),
    `${namespace('    pod-security.kubernetes.io/enforce: privileged\n', 'agents')}---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\n  namespace: agents\nspec:\n  template:\n    spec:\n      hostNetwork: true\n      containers:\n      - name: agent\n`,
    namespace('    pod-security.kubernetes.io/enforce: {{ .Values.level }}\n'),
    namespace('    {{- toYaml .Values.labels | nindent 4 }}\n    pod-security.kubernetes.io/warn: restricted\n'),
    namespace('    app: web\n'),
    admission(
      '    defaults: { enforce: restricted }\n    exemptions:\n      usernames: ["system:serviceaccount:ci:builder"]\n      namespaces: [kube-system]\n',
    ),
  ),
  visit: {
    'kubernetes.pod-security'({ levels, namespace: name, neededBy, complete, exempt, resource }, { options, report }) {
      if (name !== undefined && options.infrastructure.includes(name)) return;
      const enforced = levels.find(it => it.mode === 'enforce');
      const edit = enforced?.setTo('baseline');
      if (enforced?.level === 'privileged' && neededBy === undefined) {
        const fix = edit && { title: 'Enforce baseline', edits: [edit] };
        report('privileged', enforced.at, { text: enforced.text }, { fixes: [fix] });
      }
      const [told] = levels;
      if (!enforced && complete && told && told.level !== 'privileged')
        report('unenforced', told.at, { text: told.text, resource });
      for (const { kind, name: whom, at } of exempt) {
        if (kind === 'user' && controllers.test(whom)) report('controller', at, { name: whom });
        if (kind === 'namespace' && whom === 'default') report('exempt', at, { name: whom });
      }
    },
  },
});
