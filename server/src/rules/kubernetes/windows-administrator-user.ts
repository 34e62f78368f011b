import { accountOf, isAdministrator, isSystem } from '../../facts/kubernetes/account';
import type { Container } from '../../facts/kubernetes/pod';
import { defineRule } from '../rule';

const pod = (options: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  securityContext:\n    windowsOptions:\n      ${options}\n  containers:\n  - name: web\n`;
const agent = (user: string) =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\nspec:\n  template:\n    spec:\n      hostNetwork: true\n      containers:\n      - name: agent\n        securityContext:\n          windowsOptions:\n            hostProcess: true\n            runAsUserName: ${user}\n`;

export default defineRule({
  name: 'kubernetes/windows-administrator-user',
  title: 'A Windows container runs as administrator',
  severity: 'medium',
  confidence: 'high',
  cwe: [250],
  tags: ['kubernetes', 'windows', 'least-privilege'],
  fixable: 'unsafe',
  messages: {
    administrator:
      '`{user}` runs the container as its administrator: it may change every file, service and registry key in it.',
    system: '`{user}` runs the container as the system account, which may do whatever the container can.',
    hostGroup: {
      severity: 'low',
      text: '`{user}` runs this HostProcess container with the rights of administrators of the node.',
    },
    agent: {
      severity: 'info',
      text: '`{user}` runs this agent as the system account of every node; `NT AUTHORITY\\Local service` has the fewest rights of the three accounts that Kubernetes names.',
    },
    host: {
      severity: 'low',
      text: '`{user}` runs this HostProcess container as the system account of the node, though `NT AUTHORITY\\Local service` may be enough.',
    },
  },
  rationale: `
    Who gets into the program has the rights of its user. With process isolation an administrator in the container also has
    the widest reach into the kernel that the node shares.`,
  remedy: 'Set `runAsUserName: ContainerUser` and give it the few files that it writes.',
  exceptions: 'Programs that install services or change machine settings when they start.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod('runAsUserName: «ContainerAdministrator»'),
      fixed: pod('runAsUserName: ContainerUser'),
    },
    {
      language: 'yaml',
      code: pod('runAsUserName: "«User Manager\\\\containeradministrator»" # setup'),
      fixed: pod('runAsUserName: "ContainerUser" # setup'),
    },
    {
      language: 'yaml',
      code: pod("runAsUserName: '«NT AUTHORITY\\SYSTEM»'"),
      fixed: pod("runAsUserName: 'ContainerUser'"),
    },
    {
      language: 'yaml',
      code: agent('"«NT AUTHORITY\\\\SYSTEM»"'),
      fixed: agent('"NT AUTHORITY\\\\Local service"'),
    },
    {
      language: 'yaml',
      code: agent("'«NT AUTHORITY\\SYSTEM»'").replace('DaemonSet', 'Deployment'),
      fixed: agent("'NT AUTHORITY\\Local service'").replace('DaemonSet', 'Deployment'),
    },
    {
      language: 'yaml',
      code: agent("'«BUILTIN\\Administrators»'"),
      fixed: agent("'NT AUTHORITY\\Local service'"),
    },
    {
      language: 'yaml',
      code: pod('runAsUserName: «Administrator»'),
      fixed: pod('runAsUserName: ContainerUser'),
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  web:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n    user: «ContainerAdministrator»\n',
      fixed: 'services:\n  web:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n    user: ContainerUser\n',
    },
  ],
  good: [
    { language: 'yaml', code: pod('runAsUserName: ContainerUser') },
    { language: 'yaml', code: pod('runAsUserName: {{ .Values.user }}') },
    { language: 'yaml', code: pod('runAsUserName: CONTOSO\\ContainerAdministrators') },
    { language: 'yaml', code: agent("'NT AUTHORITY\\Local service'") },
    { language: 'yaml', code: pod('runAsUserName: CONTOSO\\Administrator') },
    { language: 'yaml', code: pod('runAsUserName: "NT AUTHORITY\\\\NETWORK SERVICE"') },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  web:\n    image: nginx\n    user: system\n',
    },
  ],
  visit: {
    'kubernetes.container'(container, { report }) {
      const { user, hostProcess, nonRoot, place } = container;
      if (hostProcess === undefined || place.os === 'linux') return;
      // Where it is asked to be none, another rule says why it is one.
      if (nonRoot?.value === true && !hostProcess) return;
      if (!user || user.misread || !isAdministrator(user.value)) return;
      const better = hostProcess ? 'NT AUTHORITY\\Local service' : 'ContainerUser';
      const edit = user.setTo(better);
      const fixes = [edit && { title: `Run as ${better}`, edits: [edit] }];
      report(messageOf(container, user.value), user.at, { user: user.value }, { fixes });
    },
    'compose.service'({ user, place }, { report }) {
      if (!user || place.os !== 'windows' || accountOf(user.name) !== 'containeradministrator') return;
      const edit = user.setTo('ContainerUser');
      const fixes = [edit && { title: 'Run as ContainerUser', edits: [edit] }];
      report('administrator', user.at, { user: user.name }, { fixes });
    },
  },
});

function messageOf({ hostProcess, workload }: Container, user: string) {
  if (!hostProcess) return isSystem(user) ? 'system' : 'administrator';
  if (!isSystem(user)) return 'hostGroup';
  return workload === 'DaemonSet' ? 'agent' : 'host';
}
