import { type Command, is, switchState } from '../../facts/command/command';
import { lowerWords } from '../../facts/command/native';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'runtime/restart-in-image',
  title: 'An image build cannot restart Windows',
  severity: 'low',
  confidence: 'high',
  cwe: [1164],
  tags: ['dockerfile'],
  fixable: false,
  messages: { restart: '`{command}` cannot restart Windows in an image build: what should hold after it never does.' },
  rationale: `
    A step of a build runs in a container that ends with it. Hardening that is completed by a restart, such as removing a
    feature or changing a driver, stays half done, and the build may still succeed.`,
  remedy: 'Leave the restart out, and do in the image only what needs none; keep the rest for the host.',
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-docker/manage-windows-dockerfile'],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command Uninstall-WindowsFeature FS-SMB1; «Restart-Computer» -Force\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN setup.exe /quiet && «shutdown» /r /t 0\n',
  ),
  good: [
    { language: 'powershell', code: 'Restart-Computer -Force' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN shutdown /a & powershell Restart-Service w3svc\n',
    },
  ],
  visit: {
    command(command, { report }) {
      if (command.place.runs !== 'build' || command.place.os !== 'windows' || !restarts(command)) return;
      report('restart', command.nameSpan, { command: command.name });
    },
  },
});

const restarts = (command: Command): boolean =>
  (is(command, 'Restart-Computer') &&
    switchState(command, 'WhatIf') !== true &&
    !command.parameters.has('computername')) ||
  (is(command, 'shutdown') && lowerWords(command).some(it => /^[-/][rg]$/.test(it)));
