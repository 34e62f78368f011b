import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { read as readDockerfile } from '../../../server/src/facts/dockerfile/file';
import { addressOf, isHostOf, isLocalHost, isPrivateHost } from '../../../server/src/facts/download/address';
import type { Download } from '../../../server/src/facts/download/download';
import { read } from '../../../server/src/facts/powershell/file';
import { readerOf } from '../../../server/src/facts/read';

const downloads = (text: string): readonly Download[] =>
  read({ path: 'x.ps1', language: 'powershell', text }).facts.flatMap(it => (it.kind === 'download' ? [it.fact] : []));

const show = ({ tool, url, target, verified, evaluated, used, probe }: Download): string =>
  [
    tool,
    url.known ? url.value : '?',
    target && `> ${target}`,
    verified && 'verified',
    evaluated && `by ${evaluated.by}`,
    used?.how,
    probe && 'probe',
  ]
    .filter(Boolean)
    .join(' ');

describe('checks of hashes', () => {
  const compare = (file: string): string =>
    `if ((Get-FileHash ${file} -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }`;
  /** A script, and the script with the check; `undefined` where it cannot be written. */
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['iwr https://x/a -OutFile a.exe', `iwr https://x/a -OutFile a.exe\n${compare('a.exe')}`],
    [
      '{\r\n\tiwr https://x/a -OutFile a.exe\r\n}',
      `{\r\n\tiwr https://x/a -OutFile a.exe\r\n\t${compare('a.exe')}\r\n}`,
    ],
    ['iwr https://x/a -OutFile a.exe; dir', `iwr https://x/a -OutFile a.exe; ${compare('a.exe')}; dir`],
    ['$f = "a b.exe"\niwr https://x/a -OutFile $f', `$f = "a b.exe"\niwr https://x/a -OutFile $f\n${compare('$f')}`],
    ['iwr https://x/a -OutFile ("a" + ".exe")', `iwr https://x/a -OutFile ("a" + ".exe")\n${compare("'a.exe'")}`],
    [
      'try { iwr https://x/a -OutFile a.exe } catch {}',
      `try { iwr https://x/a -OutFile a.exe; ${compare('a.exe')} } catch {}`,
    ],
    ['iwr https://x/a -OutFile a.exe | Out-Null', undefined],
    ['$r = (iwr https://x/a -OutFile a.exe -PassThru).StatusCode', undefined],
    ['foreach ($n in "a", "b") { iwr https://x/$n -OutFile "$n.exe" }', undefined],
    ['iwr https://x/a -OutFile $unknown', undefined],
    ['cmd /c curl -o a.exe https://x/a', undefined],
  ];
  for (const [text, wanted] of cases) {
    it(text, () => {
      const checks = downloads(text).flatMap(it => it.check ?? []);
      assert.equal(checks.length > 0 ? applyEdits(text, checks) : undefined, wanted);
    });
  }
});

describe('downloads of batch files', () => {
  const fetch = `powershell -Command "(New-Object Net.WebClient).DownloadFile('https://x/a.msi', '%FILE%')"\r\n`;
  const cases: readonly (readonly [string, string])[] = [
    ['msiexec /qb /i "%FILE%"', 'WebClient.DownloadFile https://x/a.msi > %FILE% installed'],
    ['msiexec /qb /i %OTHER%', 'WebClient.DownloadFile https://x/a.msi > %FILE%'],
    ['certutil -hashfile "%FILE%" SHA256', 'WebClient.DownloadFile https://x/a.msi > %FILE% verified'],
  ];
  for (const [then, wanted] of cases) {
    it(then, async () => {
      const { facts } = (await readerOf('cmd'))({ path: 'x.cmd', language: 'cmd', text: fetch + then });
      assert.deepEqual(
        facts.flatMap(it => (it.kind === 'download' ? [show(it.fact)] : [])),
        [wanted],
      );
    });
  }
});

describe('downloads', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['iwr https://x/a -OutFile a.zip', ['Invoke-WebRequest https://x/a > a.zip']],
    ['Invoke-RestMethod -Method Post https://x/a -Body 1', []],
    ['curl.exe -sLO https://x/b/a.zip', ['curl https://x/b/a.zip > a.zip']],
    ['curl.exe -d x=1 https://x/a', []],
    ['Start-BitsTransfer https://x/a a.zip', ['Start-BitsTransfer https://x/a > a.zip']],
    ['Start-BitsTransfer \\\\server\\share\\a.zip a.zip', []],
    ['bitsadmin /transfer j /download /priority high https://x/a C:\\a.zip', ['bitsadmin https://x/a > C:\\a.zip']],
    ['certutil -hashfile a.zip SHA256', []],
    ['certutil.exe -urlcache -f https://x/a a.exe', ['certutil https://x/a > a.exe']],
    [
      '$w = New-Object Net.WebClient; $w.DownloadFile("https://x/a", "a.exe")',
      ['WebClient.DownloadFile https://x/a > a.exe'],
    ],
    [
      '$h = [Net.Http.HttpClient]::new(); $h.GetStringAsync("https://x/a").Result',
      ['HttpClient.GetStringAsync https://x/a'],
    ],
    ['msiexec /i https://x/a.msi /qn', ['msiexec https://x/a.msi installed']],
    ['iwr https://x/a -OutFile a.exe; .\\a.exe /S', ['Invoke-WebRequest https://x/a > a.exe run']],
    ['iwr https://x/a -OutFile $f; Start-Process $f', ['Invoke-WebRequest https://x/a > $f run']],
    ['iwr https://x/a -OutFile "$d\\a.zip"; tar -xf "$d\\a.zip"', ['Invoke-WebRequest https://x/a > \\a.zip unpacked']],
    [
      'iwr https://x/a -OutFile a.msi; Start-Process msiexec -ArgumentList "/i a.msi /qn" -Wait',
      ['Invoke-WebRequest https://x/a > a.msi installed'],
    ],
    [
      'iwr https://x/a -OutFile a.zip; [IO.Compression.ZipFile]::ExtractToDirectory("a.zip", "a")',
      ['Invoke-WebRequest https://x/a > a.zip unpacked'],
    ],
    [
      'iwr https://x/a -OutFile a.exe; iwr https://x/b -OutFile b.exe; Get-FileHash b.exe; .\\a.exe; .\\b.exe',
      ['Invoke-WebRequest https://x/a > a.exe run', 'Invoke-WebRequest https://x/b > b.exe verified run'],
    ],
    ['iex (irm https://x/a)', ['Invoke-RestMethod https://x/a by Invoke-Expression']],
    ['$t = irm https://x/a; $t | iex', ['Invoke-RestMethod https://x/a by Invoke-Expression']],
    [
      'iwr https://x/a | Select-Object -ExpandProperty Content | iex',
      ['Invoke-WebRequest https://x/a by Invoke-Expression'],
    ],
    ['$t = irm https://x/a; Write-Host $t', ['Invoke-RestMethod https://x/a']],
    ['$t = iwr https://x/a; iex $t.Content', ['Invoke-WebRequest https://x/a by Invoke-Expression']],
    ['if ((iwr https://x/a).StatusCode -ne 200) { exit 1 }', ['Invoke-WebRequest https://x/a probe']],
    ['$r = iwr https://x/a; if ($r.StatusCode -ne 200) { exit 1 }', ['Invoke-WebRequest https://x/a probe']],
    ['$r = iwr https://x/a; $r.StatusCode; $r.Content', ['Invoke-WebRequest https://x/a']],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(downloads(text).map(show), expected));
});

describe('downloads of a stage', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['RUN curl -o a.exe https://x/a\nRUN a.exe /S', ['curl https://x/a > a.exe run']],
    ['RUN curl -o a.exe https://x/a\nENTRYPOINT ["C:\\\\a.exe"]', ['curl https://x/a > a.exe run']],
    [
      'RUN curl -o a.exe https://x/a\nRUN certutil -hashfile a.exe SHA256\nRUN a.exe',
      ['curl https://x/a > a.exe verified run'],
    ],
    // A check in another instruction that names no file may be one of anything.
    ['RUN curl -o a.exe https://x/a\nRUN certutil -hashfile %F% SHA256\nRUN a.exe', ['curl https://x/a > a.exe run']],
    ['ADD https://x/b/a.msi C:/t/\nRUN msiexec /i C:\\t\\a.msi', ['ADD https://x/b/a.msi > C:/t/ installed']],
    ['RUN a.exe\nADD https://x/a.exe C:/a.exe', ['ADD https://x/a.exe > C:/a.exe']],
    ['RUN curl -o a.exe https://x/a\nFROM x/windows\nRUN a.exe', ['curl https://x/a > a.exe']],
  ];
  for (const [text, expected] of cases) {
    it(text, () => {
      const file = { path: 'Dockerfile', language: 'dockerfile', text: `FROM x/windows\n${text}\n` } as const;
      const found = readDockerfile(file).facts.flatMap(it => (it.kind === 'download' ? [it.fact] : []));
      assert.deepEqual(found.map(show), expected);
    });
  }
});

describe('addresses', () => {
  const value = (text: string) => ({ known: true, value: text, span: { start: 0, end: 0 } }) as const;

  it('are read as such', () => {
    assert.deepEqual(addressOf(value('HTTP://me:pw@Host.example:80/a?b')), {
      scheme: 'http',
      host: 'host.example',
      path: '/a?b',
    });
    assert.equal(addressOf(value('C:\\x')), undefined);
    const span = { start: 0, end: 0 };
    assert.equal(addressOf({ known: false, text: '', span, why: '', prefix: 'http://host' }), undefined);
    assert.equal(addressOf({ known: false, text: '', span, why: '', prefix: 'http://host/' })?.host, 'host');
  });

  it('are local, private or public', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', '169.254.169.254', '+']) assert.ok(isLocalHost(host), host);
    for (const host of ['10.0.0.1', '172.16.0.1', '192.168.1.1', 'server']) assert.ok(isPrivateHost(host), host);
    for (const host of ['172.32.0.1', '8.8.8.8', 'x.example', 'localhost.example']) {
      assert.ok(!isPrivateHost(host) && !isLocalHost(host), host);
    }
    assert.ok(isHostOf('get.x.example', 'x.example') && !isHostOf('notx.example', 'x.example'));
  });
});

describe('checks of what ADD fetched', () => {
  const check = "if ((Get-FileHash 'C:/a.exe' -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }";
  /** FROM and what follows, and the instruction that checks; `undefined` where none can be written. */
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'ADD https://x/a.exe C:/', `RUN powershell -Command "${check}"`],
    [
      'mcr.microsoft.com/windows/servercore:ltsc2022',
      'SHELL ["powershell"]\nADD https://x/a.exe C:/a.exe',
      `RUN ${check}`,
    ],
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022', 'ADD https://x/a.exe C:/', undefined],
    ['mcr.microsoft.com/windows/nanoserver:sac2016', 'ADD https://x/a.exe C:/', undefined],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'ADD https://x/a.exe https://x/b.exe C:/', undefined],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'ADD https://x/a.exe $to', undefined],
    ['debian:12', 'ADD https://x/a.exe C:/', undefined],
  ];
  for (const [from, body, wanted] of cases) {
    it(`${body} on ${from}`, () => {
      for (const end of ['', '\n', '\nCMD a\n']) {
        const text = `FROM ${from}\n${body}${end}`;
        const { facts } = readDockerfile({ path: 'Dockerfile', language: 'dockerfile', text });
        const found = facts.flatMap(it => (it.kind === 'download' && it.fact.check ? [it.fact.check] : []));
        const after = wanted && `FROM ${from}\n${body}\n${wanted}${end}`;
        assert.equal(found[0] && applyEdits(text, [found[0]]), after);
      }
    });
  }
});
