import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { textOf } from '../../../server/src/base/value';
import { read } from '../../../server/src/facts/dockerfile/file';
import type { FactKind, Facts } from '../../../server/src/facts/facts';

function factsOf<K extends FactKind>(kind: K, text: string, path = 'Dockerfile'): readonly Facts[K][] {
  const { facts } = read({ path, language: 'dockerfile', text });
  return facts.filter(it => it.kind === kind).map(it => it.fact as Facts[K]);
}

const stagesOf = (text: string, path?: string) => factsOf('image.stage', text, path);
const core = 'mcr.microsoft.com/windows/servercore:ltsc2022';
const nano = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';

describe('systems of stages', () => {
  const cases: readonly (readonly [string, string, readonly string[], string?])[] = [
    ['platform', 'FROM --platform=windows/amd64 acme/a:1\nFROM --platform=linux/arm64 acme/a:1', ['windows', 'linux']],
    ['base image', `FROM ${core}\nFROM ${nano}\nFROM alpine`, ['windows', 'windows', 'linux']],
    ['words of the tag', 'FROM golang:1.26-windowsservercore-ltsc2022\nFROM golang:1.26-alpine', ['windows', 'linux']],
    ['default of an argument', `ARG B=${core}\nFROM \${B}\nFROM $B`, ['windows', 'windows']],
    ['tag that is a variable', 'ARG V\nFROM mcr.microsoft.com/windows/servercore:$V', ['windows']],
    ['repository that is a variable', 'ARG R\nFROM $R/x:ltsc2022', ['windows']],
    ['SHELL', 'ARG B\nFROM $B\nSHELL ["powershell", "-Command"]', ['windows']],
    ['account', 'ARG B\nFROM $B\nUSER ContainerUser', ['windows']],
    ['paths', 'ARG B\nFROM $B\nWORKDIR C:/app\nCOPY a C:/app/', ['windows']],
    ['programs of Linux', 'FROM acme/base:2\nRUN apt-get update', ['linux']],
    ['programs of Windows', 'FROM acme/base:2\nRUN powershell -Command Get-Date', ['windows']],
    ['contradictions', 'FROM acme/base:2\nRUN apt-get update\nWORKDIR C:/app', ['unknown']],
    ['nothing', 'FROM golang:1.26\nRUN go build', ['unknown']],
    ['parents', `FROM ${nano} AS a\nFROM a AS b\nFROM B`, ['windows', 'windows', 'windows']],
    ['children', 'ARG B\nFROM $B AS a\nFROM a\nSHELL ["cmd", "/S", "/C"]', ['windows', 'windows']],
    ['escape directive', '# escape=`\nARG B\nFROM $B\nRUN build', ['windows']],
    ['file name', 'ARG B\nFROM $B\nRUN build', ['windows'], 'docker/Dockerfile.windows'],
    ['folder name', '# escape=`\nARG B\nFROM $B\nRUN build', ['linux'], 'images/linux/Dockerfile'],
    ['contradicting folders', 'ARG B\nFROM $B\nRUN build', ['unknown'], 'windows/linux/Dockerfile'],
    ['cross builds', 'ARG B\nFROM --platform=$BUILDPLATFORM $B\nRUN go build', ['unknown'], 'Dockerfile.windows'],
    ['pwsh proves nothing', 'FROM acme/base:2\nSHELL ["pwsh", "-Command"]\nRUN Get-Date', ['unknown']],
  ];
  for (const [name, text, wanted, path] of cases) {
    it(name, () =>
      assert.deepEqual(
        stagesOf(`${text}\n`, path).map(it => it.os),
        wanted,
      ),
    );
  }
});

describe('stages', () => {
  it('inherit accounts and programs from parents', () => {
    const text = `FROM ${core} AS a\nUSER app\nENTRYPOINT ["a"]\nCMD ["b"]\nFROM a\nENTRYPOINT ["c"]\n`;
    const [, last] = stagesOf(text);
    assert.ok(last?.user?.inherited && last.user.name.known);
    assert.equal(last.user.name.value, 'app');
    assert.deepEqual(last.entrypoint?.words, ['c']);
    assert.equal(last.command, undefined);
    assert.equal(last.root.repository, 'windows/servercore');
    assert.equal(last.final, true);
  });

  it('take the last USER, with variables replaced', () => {
    const [stage] = stagesOf(`FROM ${core}\nARG U=app\nUSER root\nUSER $U\n`);
    assert.equal(textOf(stage?.user?.name), 'app');
  });

  const places: readonly (readonly [string, string])[] = [
    [`FROM ${core}\nRUN a\nENTRYPOINT b\nCMD c\n`, `FROM ${core}\nRUN a\nUSER x\nENTRYPOINT b\nCMD c\n`],
    [`FROM ${core}\nCMD c\nRUN a`, `FROM ${core}\nCMD c\nRUN a\nUSER x`],
    [`FROM ${core}\r\nRUN a\r\n`, `FROM ${core}\r\nRUN a\r\nUSER x\r\n`],
    [`FROM ${core}`, `FROM ${core}\nUSER x`],
    [`FROM ${core}\nRUN a\n# last words\nCMD c\n`, `FROM ${core}\nRUN a\n# last words\nUSER x\nCMD c\n`],
  ];
  for (const [text, wanted] of places) {
    it(`${JSON.stringify(text)} has a place for USER`, () => {
      const stage = stagesOf(text).at(-1)!;
      assert.equal(applyEdits(text, [stage.addLast('USER x')]), wanted);
    });
  }
});

describe('image references in Dockerfiles', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['FROM golang', ['image docker.io library/golang -']],
    ['ARG T=1\nFROM a/b:$T', ['image docker.io a/b 1']],
    ['FROM a/b:$T', ['unknown   -']],
    ['ARG T\nFROM a/b:$T', ['unknown docker.io a/b -']],
    ['ARG T\nFROM $T', ['unknown   -']],
    ['FROM scratch', ['scratch   -']],
    ['FROM a AS B\nFROM b', ['image docker.io library/a -', 'stage   -']],
    [
      'FROM a:1\nCOPY --from=c/d:2 x y\nCOPY --from=0 x y',
      ['image docker.io library/a 1', 'image docker.io c/d 2', 'stage   -'],
    ],
    ['FROM a:1\nARG T=2\nFROM a:${T:-3}', ['image docker.io library/a 1', 'image docker.io library/a 3']],
    [
      'FROM mcr.microsoft.com/windows/servercore:"${V:-ltsc2022}"',
      ['image mcr.microsoft.com windows/servercore ltsc2022'],
    ],
  ];
  for (const [text, wanted] of cases) {
    it(text, () => {
      const found = factsOf('image.reference', `${text}\n`);
      assert.deepEqual(
        found.map(it => `${it.names} ${it.registry} ${it.repository} ${it.tag ?? '-'}`),
        wanted,
      );
    });
  }

  const tags: readonly (readonly [string, string | undefined])[] = [
    ['FROM a/b:«x1»', 'x1'],
    ['ARG T=«x1»\nFROM a/b:$T', 'x1'],
    ['ARG T="«x1»"\nFROM a/b:${T}', 'x1'],
    ['ARG B=a/b:«x1»\nFROM $B', 'x1'],
    ['ARG R=a/b\nFROM $R:«x1»', 'x1'],
    ['ARG A=x\nARG B=1\nFROM a/b:$A$B', undefined],
  ];
  for (const [marked, tag] of tags) {
    it(`${marked} states its tag there`, () => {
      const text = marked.replace(/[«»]/g, '');
      const [found] = factsOf('image.reference', text);
      const start = marked.indexOf('«');
      assert.deepEqual(found?.tagSpan, tag && { start, end: start + tag.length });
    });
  }
});

describe('what Dockerfiles run', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['cmd by default on Windows', `FROM ${core}\nRUN reg add K && echo x`, ['cmd build reg', 'cmd build echo']],
    ['sh by default on Linux', 'FROM alpine\nRUN apk add x && ls', ['sh build apk', 'sh build ls']],
    [
      'PowerShell under SHELL',
      `FROM ${core}\nSHELL ["powershell", "-Command", "$x = 1;"]\nRUN Get-Date; ls`,
      ['none configuration powershell', 'powershell build Get-Date', 'powershell build Get-ChildItem'],
    ],
    [
      'PowerShell under cmd',
      `FROM ${core}\nRUN powershell -Command "Get-Date"`,
      ['cmd build powershell', 'powershell build Get-Date'],
    ],
    ['exec form', `FROM ${core}\nENTRYPOINT ["C:\\\\a\\\\B.exe", "x"]`, ['none start b']],
    [
      'exec form with PowerShell',
      `FROM ${core}\nCMD ["powershell", "-Command", "Get-Date"]`,
      ['none start powershell', 'powershell start Get-Date'],
    ],
    [
      'exec form with sh',
      'FROM alpine\nCMD ["/bin/sh", "-c", "a && b"]',
      ['none start sh', 'sh start a', 'sh start b'],
    ],
    [
      'health checks',
      `FROM ${core}\nHEALTHCHECK CMD powershell -Command Get-Date`,
      ['cmd start powershell', 'powershell start Get-Date'],
    ],
    ['ONBUILD', `FROM ${core}\nONBUILD RUN a`, ['cmd build a']],
    [
      'SHELL of a parent',
      `FROM ${core} AS a\nSHELL ["powershell"]\nFROM a\nRUN Get-Date`,
      ['none configuration powershell', 'powershell build Get-Date'],
    ],
    [
      'SHELL back to cmd',
      `FROM ${core}\nSHELL ["powershell"]\nRUN Get-Date\nSHELL ["cmd", "/S", "/C"]\nRUN a`,
      ['none configuration powershell', 'powershell build Get-Date', 'none configuration cmd', 'cmd build a'],
    ],
    [
      'SHELL behind a wrapper',
      `FROM ${core}\nSHELL ["C:/LogMonitor/LogMonitor.exe", "powershell.exe"]\nCMD Get-Date`,
      ['none configuration logmonitor', 'powershell start Get-Date'],
    ],
    [
      'SHELL that an official image sets',
      'FROM golang:1.26-windowsservercore-ltsc2022\nRUN go build; ls',
      ['powershell build go', 'powershell build Get-ChildItem'],
    ],
    [
      'cmdlets where SHELL came with the image',
      'FROM acme/windows-sdk:1\nRUN Install-WindowsFeature Web-Server',
      ['powershell build Install-WindowsFeature'],
    ],
    ['here-documents', 'FROM alpine\nRUN <<EOF\na\nb\nEOF', ['sh build a', 'sh build b']],
    [
      'here-documents for a program',
      'FROM alpine\nRUN pwsh <<EOF\nGet-Date\nEOF',
      ['sh build pwsh', 'powershell build Get-Date'],
    ],
  ];
  for (const [name, text, wanted] of cases) {
    it(name, () => {
      const found = factsOf('command', `${text}\n`);
      assert.deepEqual(
        found.map(it => `${it.shell} ${it.place.runs} ${it.name}`),
        wanted,
      );
    });
  }

  it('sees ENV and ARG in scripts', () => {
    const text = `FROM ${core}\nARG A=1\nENV B=2\nRUN prog %A% %b%\nSHELL ["powershell"]\nRUN prog $env:A $env:B\n`;
    const programs = factsOf('command', text).filter(it => it.name === 'prog');
    assert.deepEqual(
      programs.map(it => it.args.map(arg => textOf(arg.value))),
      [
        ['1', '2'],
        ['1', '2'],
      ],
    );
  });

  it('undoes the quotes of RUN under PowerShell', () => {
    const text = `# escape=\`\nFROM ${core}\nSHELL ["powershell"]\nRUN prog \\"a b\\"\n`;
    const [program] = factsOf('command', text).filter(it => it.name === 'prog');
    assert.deepEqual(
      program?.args.map(arg => textOf(arg.value)),
      ['a b'],
    );
    assert.equal(program?.place.encode('"x"'), '\\"x\\"');
  });
});

describe('ports, secrets, downloads of Dockerfiles', () => {
  it('reads EXPOSE, with a fix', () => {
    const text = `FROM ${core}\nARG P=3389\nEXPOSE 80 $P/tcp 5000-5010/udp x\nEXPOSE 445\n`;
    const found = factsOf('network.exposure', text);
    assert.deepEqual(
      found.map(it => [it.protocol, it.ports[0]!.range.from, it.ports[0]!.range.to]),
      [
        ['tcp', 80, 80],
        ['tcp', 3389, 3389],
        ['udp', 5000, 5010],
        ['tcp', 445, 445],
      ],
    );
    assert.equal(
      applyEdits(text, [...found[1]!.fixes[0]!.edits, ...found[3]!.fixes[0]!.edits]),
      `FROM ${core}\nARG P=3389\nEXPOSE 80 5000-5010/udp x\n`,
    );
  });

  it('reads ADD of addresses', () => {
    const found = factsOf(
      'download',
      `FROM ${core}\nARG V=1\nADD http://x/a-$V.zip C:/a.zip\nADD a b\nADD --checksum=sha256:0 https://x/c d\n`,
    );
    assert.deepEqual(
      found.map(it => [textOf(it.url), it.verified, it.target]),
      [
        ['http://x/a-1.zip', false, 'C:/a.zip'],
        ['https://x/c', true, 'd'],
      ],
    );
  });

  const secrets: readonly (readonly [string, readonly string[]])[] = [
    ['ENV SA_PASSWORD=hunter22', ['environment SA_PASSWORD hunter22']],
    ["ENV adminPassword 'b c'", ['environment adminPassword b c']],
    ['ARG TOKEN=abcdef123456789', ['build argument TOKEN abcdef123456789']],
    ['ENV URL=https://u:pw9@h/ X=1', ['url URL pw9']],
    ['ENV C="Server=x;Password=pw9;"', ['connection string C pw9']],
    ['ENV SA_PASSWORD=$X', []],
    ['ENV SA_PASSWORD=', []],
    ['ENV SA_PASSWORD="_"', []],
    ['ENV PASSWORD_FILE=C:/secrets/pw', []],
    ['ENV KEY_VERSION=1.2.3', []],
    ['ENV AUTH=basic', []],
    ['ENV API_KEY=replaceme', []],
    ['ENV CERT_PASSWORD=C:\\certs\\pw.txt', []],
  ];
  for (const [instruction, wanted] of secrets) {
    it(instruction, () => {
      const text = `# escape=\`\nFROM ${core}\n${instruction}\n`;
      const found = factsOf('credential', text);
      assert.deepEqual(
        found.map(it => `${it.form} ${it.name} ${text.slice(it.at.start, it.at.end)}`),
        wanted,
      );
    });
  }

  it('never throws on what is half typed', () => {
    const text = `# escape=\`\nARG T=\nFROM \${T:- AS\nCOPY --from= \nENV A=\nRUN [ "powershell", \nSHELL [\nEXPOSE\nHEALTHCHECK CMD\nONBUILD\nUSER\n`;
    for (let end = 0; end <= text.length; end++)
      read({ path: 'Dockerfile', language: 'dockerfile', text: text.slice(0, end) });
  });
});
