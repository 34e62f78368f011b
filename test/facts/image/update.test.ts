import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { read } from '../../../server/src/facts/dockerfile/file';
import type { ImageReference } from '../../../server/src/facts/image/reference';
import { renaming, successorOf } from '../../../server/src/facts/image/update';

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
];

describe('images to move to', () => {
  for (const [image, wanted] of cases) {
    it(image, () => {
      const text = `FROM ${image} AS x\n`;
      const { facts } = read({ path: 'Dockerfile', language: 'dockerfile', text });
      const found = facts.find(it => it.kind === 'image.reference')?.fact as ImageReference;
      const target = successorOf(found);
      assert.equal(target && `${target.name}:${target.tag}`, wanted);
      const edits = target && renaming(found, target);
      if (edits) assert.equal(applyEdits(text, edits), `FROM ${wanted} AS x\n`);
    });
  }
});
