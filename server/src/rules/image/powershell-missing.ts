import { windowsImage } from '../../facts/image/catalog';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'image/powershell-missing',
  title: 'Nano Server is asked for Windows PowerShell',
  severity: 'low',
  confidence: 'high',
  cwe: [],
  tags: ['image'],
  fixable: false,
  messages: {
    found:
      '`{command}` is not in `{image}`: Nano Server has no Windows PowerShell, so hardening written in it never runs.',
  },
  rationale: `
    A RUN fails the build at once. A health check or a start script fails only later, in production, and leaves undone
    whatever it was to check or to set.`,
  remedy: `
    Do the work in a stage on Server Core and copy the result, or use an image of mcr.microsoft.com/powershell and call
    \`pwsh\`.`,
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images'],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN «powershell» -Command Get-Date\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS base\nFROM base\nSHELL ["«powershell»", "-Command"]\n',
    'FROM mcr.microsoft.com/dotnet/runtime:10.0-nanoserver-ltsc2025\nENTRYPOINT ["«powershell.exe»", "C:\\\\start.ps1"]\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nHEALTHCHECK CMD «powershell» -Command exit 0\n',
  ),
  good: examples(
    'dockerfile',
    'FROM golang:1.8-nanoserver\nSHELL ["powershell", "-Command"]\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nSHELL ["powershell", "-Command"]\nCOPY app.exe C:/\nCMD ["app.exe"]\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command Get-Date\n',
    'FROM mcr.microsoft.com/powershell:lts-nanoserver-ltsc2022\nRUN pwsh -Command Get-Date\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nENTRYPOINT ["C:\\\\Program Files\\\\PowerShell\\\\powershell.exe"]\n',
    'FROM microsoft/nanoserver:10.0.14393.2068\nRUN powershell -Command Get-Date\n',
  ),
  visit: {
    command(command, { report }) {
      const { stage, os } = command.place;
      if (command.name !== 'powershell' || command.shell === 'powershell' || !stage || os !== 'windows') return;
      const { start, end } = command.nameSpan;
      // A path says where one was put.
      if (end - start > 'powershell.exe'.length) return;
      const kind = windowsImage(stage.root);
      if (kind?.family !== 'nanoserver' || kind.powershell !== false) return;
      const image = stage.root.resolved ?? stage.root.text;
      report('found', command.nameSpan, { command: 'powershell', image });
    },
  },
});
