import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { read } from '../../../server/src/facts/dockerfile/file';
import type { ImageReference } from '../../../server/src/facts/image/reference';
import { moveOf } from '../../../server/src/facts/image/update';

/** An image, and what it becomes; `undefined` where nothing is certain to fit. */
const cases: readonly (readonly [string, string | undefined])[] = [
  ['microsoft/windowsservercore', 'mcr.microsoft.com/windows/servercore:ltsc2022'],
  ['microsoft/nanoserver:1709', 'mcr.microsoft.com/windows/nanoserver:ltsc2022'],
  ['microsoft/windowsservercore:ltsc2019', 'mcr.microsoft.com/windows/servercore:ltsc2019'],
  ['mcr.microsoft.com/windows/servercore:1909', 'mcr.microsoft.com/windows/servercore:ltsc2022'],
  ['mcr.microsoft.com/windows/servercore:1803-KB4538461', 'mcr.microsoft.com/windows/servercore:ltsc2022'],
  ['mcr.microsoft.com/windows/nanoserver:20H2-amd64', 'mcr.microsoft.com/windows/nanoserver:ltsc2022-amd64'],
  ['mcr.microsoft.com/windows:2004', 'mcr.microsoft.com/windows/server:ltsc2022'],
  ['mcr.microsoft.com/dotnet/core/sdk:3.1-nanoserver-1809', 'mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022'],
  [
    'mcr.microsoft.com/dotnet/aspnet:8.0.30-nanoserver-ltsc2025',
    'mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025',
  ],
  [
    'microsoft/dotnet:2.2-aspnetcore-runtime-nanoserver-1809',
    'mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2022',
  ],
  ['microsoft/dotnet', 'mcr.microsoft.com/dotnet/sdk:10.0'],
  ['microsoft/dotnet:1.0.0-preview2-nanoserver-sdk', 'mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022'],
  ['microsoft/dotnet:nanoserver', 'mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022'],
  ['mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-1809', 'mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2022'],
  ['mcr.microsoft.com/dotnet/runtime-deps:8.0-nanoserver-1809', undefined],
  ['microsoft/nanoserver:1809', 'mcr.microsoft.com/windows/nanoserver:1809'],
  ['microsoft/iis:nanoserver-sac2016', 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022'],
  ['microsoft/dotnet-framework:4.7.2-sdk', 'mcr.microsoft.com/dotnet/framework/sdk:4.8.1-windowsservercore-ltsc2022'],
  [
    'mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2016',
    'mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-ltsc2022',
  ],
  ['mcr.microsoft.com/dotnet/framework/runtime:3.5-windowsservercore-ltsc2016', undefined],
  ['microsoft/mssql-server-windows-express', undefined],
  ['microsoft/powershell:6.0.2-nanoserver-1709', undefined],
  ['golang:1.8-nanoserver-1803', undefined],
  ['registry.example/windows/servercore:1909', undefined],
  [`mcr.microsoft.com/windows/servercore:1909@sha256:${'0'.repeat(64)}`, undefined],
];

/** Files with a fault in one stage (the last one unless told), and what they become; `undefined` where there is no move. */
const files: readonly {
  readonly name: string;
  readonly text: string;
  readonly stage?: number;
  readonly moved: string | undefined;
  readonly swapped?: boolean;
}[] = [
  {
    name: 'a Nano Server of 2016 that runs PowerShell becomes a Server Core',
    text: 'FROM microsoft/nanoserver:sac2016\nSHELL ["powershell", "-Command"]\nRUN Get-Date\n',
    moved: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN Get-Date\n',
    swapped: true,
  },
  {
    name: 'a stage made from this one runs PowerShell',
    text: 'FROM microsoft/nanoserver AS base\nFROM base\nRUN powershell Get-Date\n',
    stage: 0,
    moved: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS base\nFROM base\nRUN powershell Get-Date\n',
    swapped: true,
  },
  {
    name: 'a .NET on Nano Server of 2016 that runs PowerShell',
    text: 'FROM microsoft/dotnet:2.0-sdk-nanoserver-sac2016\nRUN powershell -File a.ps1\n',
    moved: 'FROM mcr.microsoft.com/dotnet/sdk:10.0-windowsservercore-ltsc2022\nRUN powershell -File a.ps1\n',
    swapped: true,
  },
  {
    name: 'PowerShell in another stage is no matter',
    text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS a\nRUN powershell Get-Date\nFROM microsoft/nanoserver:sac2016\n',
    moved:
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS a\nRUN powershell Get-Date\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n',
  },
  {
    name: 'a Nano Server that had none already',
    text: 'FROM mcr.microsoft.com/windows/nanoserver:1909\nRUN powershell Get-Date\n',
    moved: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN powershell Get-Date\n',
  },
  {
    name: 'the release of another stage, when it will last',
    text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS build\nFROM microsoft/nanoserver:1803\n',
    moved:
      'FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS build\nFROM mcr.microsoft.com/windows/nanoserver:1809\n',
  },
  {
    name: 'the newest of them',
    text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2019\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nFROM microsoft/iis:windowsservercore-1803\n',
    moved:
      'FROM mcr.microsoft.com/windows/servercore:ltsc2019\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nFROM mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2025\n',
  },
  {
    name: 'both stages when no image is published for the release of the other',
    text: 'FROM mcr.microsoft.com/windows/servercore:1809-amd64 AS build\nFROM mcr.microsoft.com/dotnet/runtime:8.0.30-nanoserver-1809\n',
    moved:
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022-amd64 AS build\nFROM mcr.microsoft.com/dotnet/runtime:10.0-nanoserver-ltsc2022\n',
  },
  {
    name: 'both stages when both are of a release that has ended',
    text: 'FROM mcr.microsoft.com/windows/servercore:1903 AS build\nFROM mcr.microsoft.com/windows/nanoserver:1903\n',
    stage: 0,
    moved:
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS build\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n',
  },
  {
    name: 'one build argument for both',
    text: 'ARG TAG=1903\nFROM mcr.microsoft.com/windows/servercore:${TAG} AS build\nFROM mcr.microsoft.com/windows/nanoserver:${TAG}\n',
    moved:
      'ARG TAG=ltsc2022\nFROM mcr.microsoft.com/windows/servercore:${TAG} AS build\nFROM mcr.microsoft.com/windows/nanoserver:${TAG}\n',
  },
  {
    name: 'none when the other stage is on an image of someone else',
    text: 'FROM golang:1.16-windowsservercore-1809 AS build\nFROM mcr.microsoft.com/dotnet/runtime:8.0-nanoserver-1809\n',
    moved: undefined,
  },
  {
    name: 'stages that were apart may stay so',
    text: 'FROM golang:1.16-windowsservercore-1809 AS build\nFROM mcr.microsoft.com/dotnet/runtime:8.0-nanoserver-ltsc2022\n',
    moved:
      'FROM golang:1.16-windowsservercore-1809 AS build\nFROM mcr.microsoft.com/dotnet/runtime:10.0-nanoserver-ltsc2022\n',
  },
  {
    name: '.NET Framework 4.8 where the other stage is on 2019',
    text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS a\nFROM mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2016\n',
    moved:
      'FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS a\nFROM mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019\n',
  },
];

describe('images to move to', () => {
  const imagesOf = (text: string): readonly ImageReference[] =>
    read({ path: 'Dockerfile', language: 'dockerfile', text }).facts.flatMap(it =>
      it.kind === 'image.reference' ? [it.fact] : [],
    );

  for (const [image, wanted] of cases) {
    it(image, () => {
      const text = `FROM ${image} AS x\nRUN ver\n`;
      const move = moveOf(imagesOf(text)[0]!);
      assert.equal(move && applyEdits(text, move.edits), wanted && `FROM ${wanted} AS x\nRUN ver\n`);
    });
  }

  for (const { name, text, stage, moved, swapped } of files) {
    it(name, () => {
      const move = moveOf(imagesOf(text).at(stage ?? -1)!);
      assert.equal(move && applyEdits(text, move.edits), moved);
      if (move) assert.equal(move.safety, swapped ? 'suggestion' : undefined);
    });
  }
});
