import type { RoleBinding } from '../../facts/kubernetes/binding';
import { defineRule, examples } from '../rule';

const binding = (role: string, subject: string, kind = 'ClusterRoleBinding') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: admins\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ${role}\nsubjects:\n- ${subject}\n`;

const role = (resources: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ops\nrules:\n- apiGroups: ['*']\n  resources: [${resources}]\n  verbs: ['*']\n`;

/** Roles that change what runs. Source: kubernetes.io reference/access-authn-authz/rbac, User-facing roles. */
const strong: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit']);

/** Whom a subject means that nobody chose one by one. */
function crowdOf({
  subject: { kind, name },
}: RoleBinding): 'nobody' | 'everybody' | 'accounts' | 'default' | undefined {
  if (kind === 'User' && name === 'system:anonymous') return 'nobody';
  if (kind === 'ServiceAccount') return name === 'default' ? 'default' : undefined;
  if (kind !== 'Group') return undefined;
  if (name === 'system:unauthenticated') return 'nobody';
  if (name === 'system:authenticated') return 'everybody';
  return /^system:serviceaccounts(?::|$)/.test(name) ? 'accounts' : undefined;
}

export default defineRule({
  name: 'kubernetes/wide-binding',
  title: 'A strong role is given to everyone, or to whatever runs in a namespace',
  severity: 'high',
  confidence: 'high',
  cwe: [269, 732],
  tags: ['kubernetes', 'identity'],
  fixable: false,
  messages: {
    nobody: { severity: 'critical', text: '`{subject}` gives {role} to whoever reaches the API server.' },
    everybody: '`{subject}` gives {role} to everyone who may log on, pods included.',
    accounts: '`{subject}` gives {role} to every pod that it covers.',
    default: {
      severity: 'medium',
      text: '`{subject}` gives {role} to every pod of its namespace that names no account of its own.',
    },
    inNamespace: {
      severity: 'low',
      text: '`{subject}` is given {role} in one namespace: its pods may change all there.',
    },
  },
  rationale: `
    A pod carries the token of its service account. Who gets into one that has such a role goes on to every secret, every
    node and every other pod; on Windows nodes the token lies on the disk of the node in clear text.`,
  remedy: 'Give the role to accounts made for the purpose, and take from the role what these do not need.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  bad: examples(
    'yaml',
    binding('cluster-admin', 'kind: ServiceAccount\n  name: «default»\n  namespace: shop'),
    binding('cluster-admin', "{ kind: Group, name: '«system:unauthenticated»' }"),
    binding('cluster-admin', "{ kind: User, name: '«system:anonymous»' }"),
    binding('edit', 'kind: Group\n  name: «system:authenticated»'),
    binding('admin', 'kind: Group\n  name: «system:serviceaccounts:shop»'),
    binding('admin', 'kind: ServiceAccount\n  name: «default»', 'RoleBinding'),
    `${binding('ops', 'kind: ServiceAccount\n  name: «default»')}---\n${role("'*'")}`,
  ),
  good: examples(
    'yaml',
    `${binding('ops', 'kind: ServiceAccount\n  name: default')}---\n${role('pods')}`,
    binding('cluster-admin', 'kind: ServiceAccount\n  name: operator\n  namespace: shop'),
    binding('view', 'kind: ServiceAccount\n  name: default\n  namespace: shop'),
    binding('cluster-admin', 'kind: Group\n  name: system:masters'),
    binding('cluster-admin', 'kind: User\n  name: default'),
    binding('{{ .Values.role }}', 'kind: ServiceAccount\n  name: default'),
    binding('view', 'kind: Group\n  name: system:unauthenticated'),
  ),
  visit: {
    'kubernetes.binding'(it, { report }) {
      const crowd = crowdOf(it);
      const isStrong = it.unlimited || (it.role.kind === 'ClusterRole' && strong.has(it.role.name));
      if (!crowd || !isStrong) return;
      const message = it.inNamespace && crowd !== 'nobody' ? 'inNamespace' : crowd;
      report(message, it.at, { subject: it.subject.name, role: `\`${it.role.name}\`` });
    },
  },
});
