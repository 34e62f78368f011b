import { defineRule, examples } from '../rule';

const role = (rule: string, rest = '') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: webapp\nrules:\n${rule}${rest}`;
const use = '- apiGroups: [windows.k8s.io]\n  resources: [«gmsacredentialspecs»]\n  verbs: [use]\n';
const limited = use.replace(/[«»]/g, '').replace('  verbs', '  resourceNames: ["CREDENTIAL-SPEC"]\n  verbs');
const bind = (subject: string) =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: webapp\n  namespace: shop\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: webapp\nsubjects:\n${subject}`;
const pod = (option: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  nodeSelector: {kubernetes.io/os: windows}\n${more}  securityContext:\n    windowsOptions:\n      ${option}\n  containers:\n  - name: web\n    image: web:1\n`;
const named =
  '- apiGroups: [windows.k8s.io]\n  resources: [gmsacredentialspecs]\n  verbs: [use]\n  resourceNames: [webapp]\n';

export default defineRule({
  name: 'identity/credential-spec-open-to-all',
  title: 'More pods may log on as a group managed service account than need it',
  severity: 'medium',
  confidence: 'high',
  cwe: [269, 732],
  tags: ['kubernetes', 'windows', 'identity', 'least-privilege'],
  fixable: 'suggestion',
  messages: {
    all: '`{text}` with `{verb}` and without `resourceNames`: whoever has {role} starts pods as any group managed service account of the cluster.',
    pod: {
      severity: 'info',
      text: '`{spec}` is used with the service account `default`: to let this pod log on, every pod of the namespace that names no account of its own is let.',
    },
    shared: {
      severity: 'low',
      text: '`{subject}` gets {role}: every pod of its namespace that names no account of its own may log on as the group managed service account.',
    },
    everyone: '`{subject}` gets {role}: whatever pod runs there may log on as the group managed service account.',
  },
  rationale: `
    A credential spec makes a pod a member of the domain. Who may use all of them takes the account with the most rights: the
    webhook asks for nothing else than the verb \`use\`.`,
  remedy:
    'Name the credential specs in `resourceNames`, one role for each, and bind it to the service account of the one workload.',
  exceptions: 'Silent for the role of the admission webhook, and for roles of administrators over all resources.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#configure-cluster-role-to-enable-rbac-on-specific-gmsa-credential-specs',
  ],
  bad: [
    { language: 'yaml', code: role(use), fixed: role(limited) },
    {
      language: 'yaml',
      code: role(
        '- apiGroups:\n  - windows.k8s.io\n  resources:\n  - «gmsacredentialspecs»\n  verbs:\n  - "*"\n',
      ).replace('ClusterRole', 'Role'),
      fixed: role(
        '- apiGroups:\n  - windows.k8s.io\n  resources:\n  - gmsacredentialspecs\n  resourceNames: ["CREDENTIAL-SPEC"]\n  verbs:\n  - "*"\n',
      ).replace('ClusterRole', 'Role'),
    },
    {
      language: 'yaml',
      code: role('- {apiGroups: [windows.k8s.io], resources: [«gmsacredentialspecs»], verbs: [get, use]}\n'),
      fixed: role(
        '- {apiGroups: [windows.k8s.io], resources: [gmsacredentialspecs], resourceNames: [CREDENTIAL-SPEC], verbs: [get, use]}\n',
      ),
    },
    {
      language: 'yaml',
      code: role("- apiGroups: [windows.k8s.io]\n  resources: ['«*»']\n  verbs: ['*']\n"),
      fixed: role(
        "- apiGroups: [windows.k8s.io]\n  resources: ['*']\n  resourceNames: [\"CREDENTIAL-SPEC\"]\n  verbs: ['*']\n",
      ),
    },
    { language: 'yaml', code: pod('gmsaCredentialSpecName: «webapp»') },
    { language: 'yaml', code: pod('gmsaCredentialSpecName: «webapp»', '  serviceAccountName: default\n') },
    { language: 'yaml', code: role(named, bind('- kind: ServiceAccount\n  name: «default»\n  namespace: shop\n')) },
    {
      language: 'yaml',
      code: role(named, bind('- {kind: Group, name: «system:serviceaccounts», apiGroup: rbac.authorization.k8s.io}\n')),
    },
    { language: 'yaml', code: role(named, bind('- kind: Group\n  name: "«system:serviceaccounts:shop»"\n')) },
  ],
  good: examples(
    'yaml',
    pod('gmsaCredentialSpecName: webapp', '  serviceAccountName: webapp\n'),
    pod('gmsaCredentialSpecName: webapp', '  serviceAccountName: {{ .Values.account }}\n'),
    pod('gmsaCredentialSpecName: webapp', '  {{- include "account" . | nindent 2 }}\n'),
    pod('gmsaCredentialSpecName: {{ .Values.spec }}'),
    pod('runAsUserName: ContainerUser'),
    role(named, bind('- kind: ServiceAccount\n  name: webapp\n')),
    role(use.replace(/[«»]/g, '').replace('[use]', '[get, list, watch]')),
    role(`${use.replace(/[«»]/g, '')}  {{- with .Values.specs }}\n  resourceNames: {{ toYaml . }}\n  {{- end }}\n`),
    role(
      `${use.replace(/[«»]/g, '')}- apiGroups: [authorization.k8s.io]\n  resources: [localsubjectaccessreviews]\n  verbs: [create]\n`,
    ),
    role("- apiGroups: ['*']\n  resources: ['*']\n  verbs: ['*']\n"),
    role(
      named,
      bind('- kind: ServiceAccount\n  name: default\n').replace('  name: webapp\nsubjects', '  name: other\nsubjects'),
    ),
  ),
  visit: {
    'gmsa.use'({ webhook, verb, text, at, resource, limit }, { report }) {
      if (webhook) return;
      const fixes = [limit && { title: 'Name the credential specs', edits: [limit] }];
      report('all', at, { text, verb, role: resource }, { fixes });
    },
    'kubernetes.pod'({ sharedLogon, patch, place }, { report }) {
      if (!sharedLogon || patch || place.os === 'linux') return;
      report('pod', sharedLogon.at, { spec: sharedLogon.spec });
    },
    'gmsa.shared-subject'({ subject, at, role: given }, { report }) {
      report(subject === 'default' ? 'shared' : 'everyone', at, { subject, role: given });
    },
  },
});
