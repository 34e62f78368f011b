import { defineRule, examples } from '../rule';

const core = 'mcr.microsoft.com/windows/servercore:ltsc2022';
const unnamed = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n    containers:\n    - name: web\n${container}`;

export default defineRule({
  name: 'kubernetes/windows-default-administrator',
  title: 'A Windows container runs as administrator because nobody says otherwise',
  severity: 'low',
  confidence: 'high',
  cwe: [250, 276],
  tags: ['kubernetes', 'windows', 'least-privilege'],
  fixable: 'unsafe',
  messages: {
    unnamed: '`{image}` runs as ContainerAdministrator, and the pod names no other account.',
  },
  rationale: `
    Images of Server Core have no USER, and Windows then starts their programs as administrator of the container. Who gets
    into the program may change everything in it, and reaches furthest into the kernel that the node shares.`,
  remedy:
    'Set `windowsOptions.runAsUserName: ContainerUser`, or end the Dockerfile of an image of your own with `USER ContainerUser`.',
  exceptions:
    'Silent for Nano Server, whose default is ContainerUser, for images of IIS and SQL Server, which start services, and for images of which the name does not tell the account.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security',
  ],
  bad: [
    {
      language: 'yaml',
      code: unnamed(`      image: «${core}»\n      command: [app.exe]\n`),
      fixed: unnamed(
        `      image: ${core}\n      securityContext:\n        windowsOptions:\n          runAsUserName: ContainerUser\n      command: [app.exe]\n`,
      ),
    },
    {
      language: 'yaml',
      code: unnamed(`      image: «${core}» # base\n      securityContext:\n        windowsOptions: {}\n`),
      fixed: unnamed(
        `      image: ${core} # base\n      securityContext:\n        windowsOptions: { runAsUserName: ContainerUser }\n`,
      ),
    },
    {
      language: 'yaml',
      code: `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "«${core}»", tty: true}]}\n`,
      fixed: `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "${core}", securityContext: { windowsOptions: { runAsUserName: ContainerUser } }, tty: true}]}\n`,
    },
  ],
  good: examples(
    'yaml',
    unnamed('      image: mcr.microsoft.com/windows/nanoserver:ltsc2022\n'),
    unnamed('      image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022\n'),
    unnamed('      image: registry.example/web:1-ltsc2022\n'),
    unnamed(`      image: ${core}\n      securityContext:\n        {{- toYaml .x | nindent 8 }}\n`),
  ),
  visit: {
    'kubernetes.container'({ userUnset, hostProcess, windows, nonRoot, image, imageAt, addUser, place }, { report }) {
      if (!userUnset || hostProcess !== false || place.os === 'linux' || !image || !imageAt) return;
      // Where `runAsNonRoot` asks for another, a rule of its own says why it does not get it.
      if (windows?.user !== 'ContainerAdministrator' || windows.serviceMonitor || nonRoot?.value === true) return;
      report(
        'unnamed',
        imageAt,
        { image },
        { fixes: [addUser && { title: 'Run as ContainerUser', edits: [addUser] }] },
      );
    },
  },
});
