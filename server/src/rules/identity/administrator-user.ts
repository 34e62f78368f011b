import { replace } from '../../base/edit';
import { windowsImage } from '../../facts/image/catalog';
import type { Stage } from '../../facts/image/stage';
import { defineRule, examples } from '../rule';

/** Accounts that may change everything in a container. */
const administrator = /^(?:containeradministrator|(?:\.\\|builtin\\)?administrators?|nt authority\\system|system)$/i;
/** Programs that need an administrator: they start services, or read the event log. */
const privileged =
  /servicemonitor|logmonitor|start-service|wait-service|\bnet(?:\.exe)?\s+start\b|\bsc(?:\.exe)?\s+start\b|sqlservr|dockerd|containerd|w3wp/i;
const shell = /(?:^|[\\/])(?:cmd|powershell|pwsh)(?:\.exe)?"?$/i;
/** A prompt of a shell or an interpreter: the image is a base for others or a tool. */
const prompt =
  /^(?:"?[^\s"]*[\\/])?(?:cmd|sh|(?:powershell|pwsh)(?:\.exe)?"?(?:\s+-(?:nologo|noexit|noprofile|(?:ep|ex\w*)\s+\w+))*|python|py|node|jshell|irb|ruby|sqlite3|scoop)(?:\.exe)?"?$/i;

export default defineRule({
  name: 'identity/administrator-user',
  title: 'A container runs as administrator',
  severity: 'medium',
  confidence: 'high',
  cwe: [250],
  tags: ['identity', 'image'],
  fixable: 'unsafe',
  messages: {
    set: '`{user}` is the account that the final stage runs as: whoever gets into the program may change everything in the container.',
    service: {
      severity: 'low',
      text: '`{user}` is the account that the final stage runs as: what it starts needs an administrator, but so whoever gets into the site is one.',
    },
    byDefault: {
      severity: 'low',
      text: '`{image}` runs as ContainerAdministrator, and the final stage sets no other USER.',
    },
  },
  rationale: `
    With process isolation the container shares the kernel of its host. Code that runs as administrator in it can load
    what an escape needs, replace the program, and read every secret that is mounted.`,
  remedy: 'End the image with `USER ContainerUser`, and grant this account what it needs with `icacls` before.',
  exceptions: `
    Without a USER silent for images that start IIS or services (ServiceMonitor, LogMonitor, Start-Service), which need an
    administrator, for base and tool images that start nothing or a prompt, and on Nano Server, whose default is
    ContainerUser; always silent for host-process images. Programs that write to their own folder need access to it first.`,
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security'],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER «ContainerAdministrator»\nCMD ["app.exe"]\n',
      fixed: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerUser\nCMD ["app.exe"]\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS base\nUSER «"containeradministrator"»\nFROM base\nENTRYPOINT app.exe\n',
      fixed:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS base\nUSER "containeradministrator"\nFROM base\nUSER ContainerUser\nENTRYPOINT app.exe\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER «ContainerAdministrator»\nRUN setx /M PATH "%PATH%;C:\\app"\nCMD ["app.exe"]\n',
      fixed:
        'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerAdministrator\nRUN setx /M PATH "%PATH%;C:\\app"\nUSER ContainerUser\nCMD ["app.exe"]\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM «mcr.microsoft.com/windows/servercore:ltsc2022»\nCOPY app.exe C:/app/\nWORKDIR C:/app\nENTRYPOINT ["app.exe"]\n',
      fixed:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY app.exe C:/app/\nWORKDIR C:/app\nUSER ContainerUser\nENTRYPOINT ["app.exe"]\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/dotnet/framework/sdk:4.8.1 AS build\nFROM «mcr.microsoft.com/dotnet/framework/runtime:4.8.1»\nCMD C:\\app\\app.exe\nCOPY app C:/app',
      fixed:
        'FROM mcr.microsoft.com/dotnet/framework/sdk:4.8.1 AS build\nFROM mcr.microsoft.com/dotnet/framework/runtime:4.8.1\nCMD C:\\app\\app.exe\nCOPY app C:/app\nUSER ContainerUser',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8.1\nUSER «ContainerAdministrator»\nCOPY site C:/inetpub/wwwroot\n',
    },
  ],
  good: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8.1\nCOPY site C:/inetpub/wwwroot\nENTRYPOINT ["powershell", "-File", "C:\\\\Startup.ps1"]\n',
    'FROM mcr.microsoft.com/windows/server:ltsc2022\nENTRYPOINT ["C:\\\\BuildTools\\\\VsDevCmd.bat", "&&", "powershell.exe", "-NoLogo", "-ExecutionPolicy", "Bypass"]\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerAdministrator\nRUN setx /M A b\nUSER ContainerUser\nCMD ["app.exe"]\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD ["app.exe"]\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN setx /M A b\nCMD ["powershell"]\n',
    'FROM mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022\nCOPY site C:/inetpub/wwwroot\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENTRYPOINT ["C:\\\\ServiceMonitor.exe", "w3svc"]\n',
    'FROM registry.example/windows-base:1\nUSER app\nCMD ["app.exe"]\n',
    'FROM debian:12\nUSER root\nCMD ["/app"]\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS build\nCMD app.exe\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD app.exe\n',
  ),
  visit: {
    'image.stage'(stage, { report }) {
      if (!stage.final || stage.os !== 'windows' || windowsImage(stage.root)?.family === 'host-process') return;
      const { user, root } = stage;
      if (user) {
        const name = user.name.known ? user.name.value : '';
        if (!administrator.test(name)) return;
        if (needsAdministrator(stage)) {
          report('service', user.span, { user: name });
          return;
        }
        // What is installed behind USER may need the administrator.
        const isAdded = user.builds || user.inherited;
        const edits = [isAdded ? stage.addLast('USER ContainerUser') : replace(user.span, 'ContainerUser')];
        const fix = { title: 'Run as ContainerUser', edits };
        report('set', user.span, { user: name }, { fixes: [fix] });
        return;
      }
      if (windowsImage(root)?.user !== 'ContainerAdministrator' || needsAdministrator(stage) || !startsProgram(stage))
        return;
      const fix = { title: 'Add USER ContainerUser', edits: [stage.addLast('USER ContainerUser')] };
      report('byDefault', stage.base.at, { image: root.resolved ?? root.text }, { fixes: [fix] });
    },
  },
});

/** What a container of the stage starts, as one text. */
const startOf = ({ entrypoint, command }: Stage): string =>
  [...(entrypoint?.words ?? []), ...(command?.words ?? [])].join(' ');

function needsAdministrator(stage: Stage): boolean {
  if (privileged.test(startOf(stage))) return true;
  // A script of one's own in front of IIS ends with starting it.
  const program = stage.entrypoint?.words[0] ?? '';
  return windowsImage(stage.root)?.serviceMonitor === true && (program === '' || shell.test(program));
}

const startsProgram = (stage: Stage): boolean => {
  // What sets up the environment of a prompt stands before it: `VsDevCmd.bat && powershell`.
  const start = startOf(stage)
    .replace(/^\S.*\.(?:bat|cmd)"?\s+&&\s+/i, '')
    .trim();
  return start !== '' && !prompt.test(start);
};
