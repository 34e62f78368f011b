import { isAdministrator } from '../../facts/kubernetes/account';
import { defineRule, examples } from '../rule';

const pod = (container: string, context = '    runAsNonRoot: true\n') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  nodeSelector:\n    kubernetes.io/os: windows\n  securityContext:\n${context}  containers:\n  - name: web\n${container}`;
const core = 'mcr.microsoft.com/windows/servercore:ltsc2022';

export default defineRule({
  name: 'kubernetes/windows-non-root-not-held',
  title: 'A Windows container runs as administrator in spite of runAsNonRoot',
  severity: 'medium',
  confidence: 'high',
  cwe: [250, 693],
  tags: ['kubernetes', 'windows', 'least-privilege'],
  fixable: 'unsafe',
  messages: {
    default:
      '`{setting}` does not hold here: `{image}` names no account, so the kubelet finds nothing to refuse and the container runs as ContainerAdministrator.',
    image: {
      severity: 'info',
      text: '`{setting}` holds only if `{image}` has a USER: the kubelet takes an image without one, and Server Core then runs it as ContainerAdministrator.',
    },
    spelling:
      '`{user}` passes `runAsNonRoot: true`, which refuses the name ContainerAdministrator only, and is an administrator all the same.',
    refused: {
      severity: 'low',
      text: '`{user}` contradicts `runAsNonRoot: true`: the kubelet does not start the container.',
    },
  },
  rationale: `
    On Windows the kubelet compares one name: that of runAsUserName, else the USER of the image, with ContainerAdministrator.
    Other names for an administrator, and images without USER, are not seen. The file promises what the node does not check.`,
  remedy: 'Name the account: `windowsOptions.runAsUserName: ContainerUser`.',
  exceptions:
    'Silent for images of which the name does not tell the account: there the USER of the Dockerfile decides.',
  references: [
    'https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod-spec-containers',
    'https://github.com/kubernetes/kubernetes/issues/112469',
    'https://github.com/kubernetes/kubernetes/issues/112192',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod(`    image: ${core}\n`, '    «runAsNonRoot: true»\n'),
      fixed: pod(
        `    image: ${core}\n    securityContext:\n      windowsOptions:\n        runAsUserName: ContainerUser\n`,
      ),
    },
    {
      language: 'yaml',
      code: pod(`    image: ${core}\n    securityContext: {«runAsNonRoot: true»}\n`, '    windowsOptions: {}\n'),
      fixed: pod(
        `    image: ${core}\n    securityContext: {runAsNonRoot: true, windowsOptions: { runAsUserName: ContainerUser }}\n`,
        '    windowsOptions: {}\n',
      ),
    },
    {
      language: 'yaml',
      code: pod(
        "    image: web:1\n    securityContext:\n      windowsOptions:\n        runAsUserName: '«User Manager\\ContainerAdministrator»'\n",
      ),
      fixed: pod(
        "    image: web:1\n    securityContext:\n      windowsOptions:\n        runAsUserName: 'ContainerUser'\n",
      ),
    },
    {
      language: 'yaml',
      code: pod(
        '    image: web:1\n',
        '    runAsNonRoot: true\n    windowsOptions:\n      runAsUserName: «NT AUTHORITY\\System»\n',
      ),
      fixed: pod(
        '    image: web:1\n',
        '    runAsNonRoot: true\n    windowsOptions:\n      runAsUserName: ContainerUser\n',
      ),
    },
    {
      language: 'yaml',
      code: pod(
        '    image: web:1\n',
        '    runAsNonRoot: true\n    windowsOptions:\n      runAsUserName: «containeradministrator»\n',
      ),
      fixed: pod(
        '    image: web:1\n',
        '    runAsNonRoot: true\n    windowsOptions:\n      runAsUserName: ContainerUser\n',
      ),
    },
    {
      language: 'yaml',
      code: pod('    image: web:1\n', '    «runAsNonRoot: true»\n'),
      fixed: pod(
        '    image: web:1\n    securityContext:\n      windowsOptions:\n        runAsUserName: ContainerUser\n',
      ),
    },
  ],
  good: examples(
    'yaml',
    pod('    image: {{ .Values.image }}\n'),
    pod('    image: mcr.microsoft.com/windows/nanoserver:ltsc2022\n'),
    pod(`    image: ${core}\n`, '    runAsNonRoot: true\n    windowsOptions:\n      runAsUserName: ContainerUser\n'),
    pod(
      `    image: ${core}\n`,
      '    runAsNonRoot: false\n    windowsOptions: {runAsUserName: ContainerAdministrator}\n',
    ),
    pod(`    image: ${core}\n    securityContext: {runAsNonRoot: {{ .x }}}\n`),
    pod(`    image: ${core}\n    securityContext:\n      {{- toYaml .x | nindent 6 }}\n`),
    pod('    image: nginx\n').replace('os: windows', 'os: linux'),
  ),
  visit: {
    'kubernetes.container'({ nonRoot, user, userUnset, addUser, windows, hostProcess, image, place }, { report }) {
      if (nonRoot?.value !== true || hostProcess !== false || place.os !== 'windows') return;
      if (userUnset && image !== undefined && windows?.user !== 'ContainerUser') {
        const fixes = [addUser && { title: 'Run as ContainerUser', edits: [addUser] }];
        const message = windows?.user === undefined ? 'image' : 'default';
        report(message, nonRoot.span, { setting: 'runAsNonRoot: true', image }, { fixes });
      }
      if (!user || user.misread || !isAdministrator(user.value)) return;
      const edit = user.setTo('ContainerUser');
      const isNamed = user.value.toLowerCase() === 'containeradministrator';
      const fixes = [edit && { title: 'Run as ContainerUser', edits: [edit] }];
      report(isNamed ? 'refused' : 'spelling', user.at, { user: user.value }, { fixes });
    },
  },
});
