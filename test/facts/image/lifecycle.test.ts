import assert from 'node:assert/strict';
import {
  isLinuxImage,
  retiredName,
  signedName,
  signingOf,
  windowsImage,
} from '../../../server/src/facts/image/catalog';
import { endedImageOf } from '../../../server/src/facts/image/ended';
import {
  currentDotnet,
  currentWindows,
  dotnetReleaseOf,
  dotnetReleases,
  lastingWindows,
  surveyed,
  windowsReleaseOf,
  windowsReleases,
} from '../../../server/src/facts/image/lifecycle';
import { parseReference } from '../../../server/src/facts/image/parse';
import { updatesSurveyed } from '../../../server/src/facts/image/windows-updates.data';

const parsed = (text: string) => {
  const image = parseReference(text);
  assert.ok(image, text);
  return image;
};

describe('releases in tags', () => {
  const windows: readonly (readonly [string, string | undefined, string?])[] = [
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'ltsc2022', 'ltsc2022'],
    ['mcr.microsoft.com/windows/servercore:ltsc2025-amd64', 'ltsc2025', 'ltsc2025'],
    ['mcr.microsoft.com/windows/nanoserver:1809-KB4538461', 'ltsc2019', '1809'],
    ['mcr.microsoft.com/windows/nanoserver:10.0.20348.2700', 'ltsc2022', '10.0.20348.2700'],
    ['mcr.microsoft.com/windows/servercore:20H2', '20H2', '20H2'],
    ['mcr.microsoft.com/windows/servercore:1607-amd64', 'ltsc2016', '1607'],
    ['mcr.microsoft.com/windows:1909', '1909', '1909'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8-20260714-windowsservercore-ltsc2019', 'ltsc2019', 'ltsc2019'],
    ['mcr.microsoft.com/dotnet/sdk:10.0.11-nanoserver-ltsc2025', 'ltsc2025', 'ltsc2025'],
    ['golang:1.16.2-nanoserver-1809', 'ltsc2019', '1809'],
    ['stefanscherer/node-windows:10.0.17763.1', 'ltsc2019', '10.0.17763.1'],
    ['acme/windows-base:1803', '1803', '1803'],
    ['acme/app:2004', undefined],
    ['acme/app:1.1909', undefined],
    ['python:3.6-windowsservercore', undefined],
    ['mcr.microsoft.com/windows/servercore', undefined],
  ];
  for (const [text, tag, word] of windows) {
    it(text, () => {
      const image = parsed(text);
      const found = windowsReleaseOf(image);
      assert.equal(found?.release.tag, tag);
      assert.equal(found?.text, word);
      if (found) assert.equal(image.tag!.slice(found.start, found.end), word);
    });
  }

  const dotnet: readonly (readonly [string, string | undefined, string?])[] = [
    ['mcr.microsoft.com/dotnet/sdk:8.0.30-nanoserver-ltsc2022', '8.0', '8.0.30'],
    ['mcr.microsoft.com/dotnet/core/runtime:3.1-nanoserver-1809', '3.1', '3.1'],
    ['microsoft/dotnet:2.1-sdk-nanoserver-1809', '2.1', '2.1'],
    ['mcr.microsoft.com/dotnet/aspnet:10.0', '10.0', '10.0'],
    ['mcr.microsoft.com/dotnet/sdk:11.0-preview', undefined],
    ['mcr.microsoft.com/dotnet/framework/sdk:4.8', undefined],
    ['acme/sdk:2.1', undefined],
  ];
  for (const [text, version, word] of dotnet) {
    it(text, () => {
      const found = dotnetReleaseOf(parsed(text));
      assert.equal(found?.release.version, version);
      assert.equal(found?.text, word);
    });
  }

  it('recommends releases that are supported', () => {
    assert.ok(lastingWindows.includes(currentWindows));
    for (const it of lastingWindows) assert.ok(it.extendedEnd && it.extendedEnd > surveyed);
    assert.ok(dotnetReleases.find(it => it.version === currentDotnet)!.end > surveyed);
  });

  // Tables grow old by themselves: this warns, and fails nobody's build.
  for (const [name, day] of [
    ['ends of support', surveyed],
    ['monthly updates', updatesSurveyed],
  ] as const) {
    it(`says when the table of ${name} was last compared with its sources`, () => {
      const age = Math.floor((Date.now() - Date.parse(day)) / 86_400_000);
      assert.ok(age > -2, `${day} is to come`);
      if (age > 120) console.warn(`      The table of ${name} is ${age} days old: compare it with its sources.`);
    });
  }

  const ended: readonly (readonly [string, string | undefined, string?])[] = [
    ['mcr.microsoft.com/powershell:lts-nanoserver-1809', '2025-03-26'],
    ['mcr.microsoft.com/powershell', '2025-03-26'],
    ['mcr.microsoft.com/dotnet/framework/sdk:4.7.2', '2025-10-14', '4.7.2'],
    ['mcr.microsoft.com/dotnet/framework/wcf:4.7-windowsservercore-ltsc2016', '2025-10-14', '4.7'],
    ['mcr.microsoft.com/dotnet/framework/sdk:4.7.2-20190312-windowsservercore-ltsc2019', '2025-10-14', '4.7.2'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022', '2025-10-14', '4.8'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019', undefined],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8', undefined],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8.1', undefined],
    ['mcr.microsoft.com/dotnet/framework/aspnet', undefined],
    ['acme/dotnet/framework/aspnet:4.7.2', undefined],
    ['openjdk:8u232-windowsservercore-1809', '2022-08-19', '8u232'],
    ['openjdk:11', '2022-08-19', '11'],
    ['openjdk:17.0.2-jdk', '2022-05-02', '17.0.2'],
    ['openjdk:27-nanoserver', undefined],
    ['openjdk', undefined],
    ['openjdk:111', undefined],
  ];
  for (const [text, day, word] of ended) {
    it(`${text} was given up on ${day}`, () => {
      const image = parsed(text);
      const found = endedImageOf(image);
      assert.equal(found?.last, day);
      assert.equal(found?.word?.text, word);
      if (found?.word) assert.equal(image.tag!.slice(found.word.start, found.word.end), word);
    });
  }

  it('has dates that compare as text', () => {
    const days = [
      ...windowsReleases.flatMap(it => [it.mainstreamEnd, it.extendedEnd ?? it.mainstreamEnd]),
      ...dotnetReleases.map(it => it.end),
    ];
    for (const day of days) assert.match(day, /^20\d\d-[01]\d-[0-3]\d$/);
  });
});

describe('names of images', () => {
  const kinds: readonly (readonly [string, string | undefined, (string | undefined)?, (boolean | undefined)?])[] = [
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022', 'nanoserver', 'ContainerUser', false],
    ['mcr.microsoft.com/windows/nanoserver', 'nanoserver', 'ContainerUser', false],
    ['microsoft/nanoserver:1709', 'nanoserver', 'ContainerUser', false],
    ['microsoft/nanoserver', 'nanoserver', 'ContainerAdministrator', true],
    ['microsoft/nanoserver:10.0.14393.2068', 'nanoserver', 'ContainerAdministrator', true],
    ['microsoft/iis:nanoserver-sac2016', 'nanoserver', 'ContainerAdministrator', true],
    ['openjdk:8-nanoserver-1809', 'nanoserver', 'ContainerUser', false],
    ['acme/java:nanoserver', 'nanoserver', undefined, undefined],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'servercore', 'ContainerAdministrator', true],
    ['mcr.microsoft.com/windows/servercore/iis', 'servercore', 'ContainerAdministrator', true],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8', 'servercore', 'ContainerAdministrator', true],
    ['mcr.microsoft.com/windows/server:ltsc2025', 'server', 'ContainerAdministrator', true],
    ['mcr.microsoft.com/windows:1809', 'windows', 'ContainerAdministrator', true],
    ['microsoft/windowsservercore', 'servercore', 'ContainerAdministrator', true],
    ['python:3.6-windowsservercore', 'servercore', 'ContainerAdministrator', true],
    ['acme/app:ltsc2022', 'servercore', undefined, true],
    ['stefanscherer/node-windows:8', 'servercore', undefined, undefined],
    ['golang:1.25', undefined],
    ['mcr.microsoft.com/dotnet/sdk:10.0', undefined],
    ['alpine', undefined],
  ];
  for (const [text, family, user, powershell] of kinds) {
    it(text, () => {
      const kind = windowsImage(parsed(text));
      assert.deepEqual([kind?.family, kind?.user, kind?.powershell], [family, user, powershell]);
    });
  }

  it('knows Linux images by repository and by tag', () => {
    for (const text of ['alpine', 'debian:12', 'golang:1.26-alpine', 'ruby:3.4-slim', 'gcr.io/distroless/base']) {
      assert.ok(isLinuxImage(parsed(text)), text);
    }
    for (const text of ['golang:1.25', 'mcr.microsoft.com/windows/servercore:ltsc2022', 'acme/slimmer:1']) {
      assert.ok(!isLinuxImage(parsed(text)), text);
    }
  });

  const signing: readonly (readonly [string, string])[] = [
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022', 'signed'],
    ['mcr.microsoft.com/windows:1809', 'signed'],
    ['mcr.microsoft.com/dotnet/sdk:10.0', 'signed'],
    ['mcr.microsoft.com/dotnet/nightly/sdk:11.0', 'unsigned'],
    ['mcr.microsoft.com/dotnet/framework/sdk:4.8.1', 'unknown'],
    ['mcr.microsoft.com/windows/servercore/iis', 'unknown'],
    ['cgr.dev/chainguard/go', 'signed'],
    ['dhi.io/golang', 'signed'],
    ['golang', 'unknown'],
    ['registry.acme.example/windows/servercore', 'unknown'],
    ['someone/windows-python', 'personal'],
  ];
  for (const [text, state] of signing) it(`${text} is ${state}`, () => assert.equal(signingOf(parsed(text)), state));

  const signed: readonly (readonly [string, string | undefined])[] = [
    ['mcr.microsoft.com/dotnet/nightly/sdk:10.0-nanoserver-ltsc2025', 'mcr.microsoft.com/dotnet/sdk'],
    ['mcr.microsoft.com/dotnet/nightly/runtime-deps:8.0', 'mcr.microsoft.com/dotnet/runtime-deps'],
    ['mcr.microsoft.com/dotnet/nightly/sdk:11.0-preview', undefined],
    ['mcr.microsoft.com/dotnet/nightly/sdk:10.0.100-rc.2-nanoserver-ltsc2025', undefined],
    ['mcr.microsoft.com/dotnet/nightly/sdk', undefined],
    ['mcr.microsoft.com/dotnet/nightly/monitor:10', undefined],
    ['acme/dotnet/nightly/sdk:10.0', undefined],
    ['mcr.microsoft.com/dotnet/sdk:10.0', undefined],
  ];
  for (const [text, name] of signed)
    it(`${text} is signed as ${name}`, () => assert.equal(signedName(parsed(text)), name));

  const retired: readonly (readonly [string, string | undefined | null])[] = [
    ['microsoft/windowsservercore:ltsc2016', 'mcr.microsoft.com/windows/servercore'],
    ['docker.io/microsoft/nanoserver', 'mcr.microsoft.com/windows/nanoserver'],
    ['microsoft/dotnet:2.2-runtime-nanoserver-1809', 'mcr.microsoft.com/dotnet/runtime'],
    ['microsoft/dotnet:2.1-aspnetcore-runtime-nanoserver-1809', 'mcr.microsoft.com/dotnet/aspnet'],
    ['microsoft/dotnet:2.1-sdk', 'mcr.microsoft.com/dotnet/sdk'],
    ['microsoft/dotnet-framework:4.7.2-sdk-windowsservercore-ltsc2016', 'mcr.microsoft.com/dotnet/framework/sdk'],
    ['microsoft/dotnet-framework:4.7.2-runtime', 'mcr.microsoft.com/dotnet/framework/runtime'],
    ['mcr.microsoft.com/nanoserver-insider:10.0.17744.1001', 'mcr.microsoft.com/windows/nanoserver/insider'],
    ['microsoft/mssql-server-windows-express', undefined],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', null],
    ['acme/windowsservercore', null],
  ];
  for (const [text, successor] of retired) {
    it(`${text} became ${successor}`, () => {
      const found = retiredName(parsed(text));
      if (successor === null) assert.equal(found, undefined);
      else assert.equal(found?.successor, successor);
    });
  }
});
