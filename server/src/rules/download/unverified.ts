import { addressOf, isHostOf, isLocalHost } from '../../facts/download/address';
import { defineRule } from '../rule';

export default defineRule({
  name: 'download/unverified',
  title: 'A downloaded file is used without a check of what it is',
  severity: 'low',
  confidence: 'medium',
  cwe: [494, 345],
  tags: ['supply-chain', 'download'],
  fixable: 'suggestion',
  messages: {
    run: '`{file}` is downloaded and {how} without a check of its hash or signature.',
    unpacked: {
      severity: 'info',
      text: '`{file}` is downloaded and unpacked without a check of its hash or signature.',
    },
  },
  rationale: `
    TLS says which server answered, not that the file is the one its makers built. Whoever takes over the server, the
    account that publishes, or the mirror behind a redirection decides what the script runs or the image ships.`,
  remedy: `
    Compare \`Get-FileHash\` with a hash that stands in the script, or check \`Get-AuthenticodeSignature\`, before the file is
    used.`,
  exceptions: 'Files from the hosts of `trustedHosts` are not asked about. A check in another script is not seen.',
  references: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/get-filehash'],
  options: {
    trustedHosts: {
      default: [
        'microsoft.com',
        'aka.ms',
        'visualstudio.com',
        'windows.net',
        'nuget.org',
        'dot.net',
        'windowsupdate.com',
      ],
      description: 'Hosts, and all below them, whose files need no check.',
    },
  },
  bad: [
    {
      language: 'powershell',
      code: 'if ($x) {\n  «Invoke-WebRequest https://example.test/a.zip -OutFile "a.zip"» | Out-Null\n  Expand-Archive a.zip\n}',
    },
    {
      language: 'powershell',
      code: 'if ($x) {\n  $file = "C:\\a.zip"\n  $null = «Invoke-WebRequest https://example.test/a.zip -OutFile $file»\n  Expand-Archive $file\n}',
      fixed:
        "if ($x) {\n  $file = \"C:\\a.zip\"\n  $null = Invoke-WebRequest https://example.test/a.zip -OutFile $file\n  if ((Get-FileHash $file -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }\n  Expand-Archive $file\n}",
    },
    {
      language: 'powershell',
      code: '«Invoke-WebRequest https://example.test/a.exe -OutFile a.exe»\nStart-Process .\\a.exe -Wait',
      fixed:
        "Invoke-WebRequest https://example.test/a.exe -OutFile a.exe\nif ((Get-FileHash a.exe -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }\nStart-Process .\\a.exe -Wait",
    },
    {
      language: 'powershell',
      code: '«curl.exe -fsSLo C:\\setup.msi https://example.test/setup.msi»\nmsiexec /i C:\\setup.msi /qn',
      fixed:
        "curl.exe -fsSLo C:\\setup.msi https://example.test/setup.msi\nif ((Get-FileHash C:\\setup.msi -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }\nmsiexec /i C:\\setup.msi /qn",
    },
    {
      language: 'powershell',
      code: "$c = New-Object System.Net.WebClient\n«$c.DownloadFile('https://example.test/a.zip', 'a.zip')»\nExpand-Archive a.zip -DestinationPath C:\\a",
      fixed:
        "$c = New-Object System.Net.WebClient\n$c.DownloadFile('https://example.test/a.zip', 'a.zip')\nif ((Get-FileHash 'a.zip' -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }\nExpand-Archive a.zip -DestinationPath C:\\a",
    },
    {
      language: 'powershell',
      code: '«Invoke-WebRequest https://example.test/i.ps1 -OutFile "$env:TEMP\\i.ps1"»\n& "$env:TEMP\\i.ps1"\npowershell -File "$env:TEMP\\i.ps1"',
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nSHELL ["powershell", "-Command"]\nRUN «Invoke-WebRequest https://example.test/a.exe -OutFile C:\\a.exe»\nRUN Start-Process C:\\a.exe -Wait\n`,
      fixed: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nSHELL ["powershell", "-Command"]\nRUN Invoke-WebRequest https://example.test/a.exe -OutFile C:\\a.exe; if ((Get-FileHash C:\\a.exe -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }\nRUN Start-Process C:\\a.exe -Wait\n`,
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\n«ADD https://example.test/a.msi C:/temp/»\nRUN msiexec /i C:\\temp\\a.msi /qn\n`,
      fixed: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nADD https://example.test/a.msi C:/temp/\nRUN powershell -Command "if ((Get-FileHash 'C:/temp/a.msi' -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }"\nRUN msiexec /i C:\\temp\\a.msi /qn\n`,
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Invoke-WebRequest https://example.org/key.asc -OutFile key.asc\nbash -c 'gpg --import key.asc'",
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nADD --checksum=sha256:${'b'.repeat(64)} https://example.test/a.msi C:/a.msi\nRUN msiexec /i C:\\a.msi /qn\n`,
    },
    { language: 'dockerfile', code: 'FROM debian:12\nRUN wget https://example.test/a.deb && dpkg -i a.deb\n' },
    {
      language: 'powershell',
      code: "Invoke-WebRequest https://example.test/a.exe -OutFile a.exe\nif ((Get-FileHash a.exe).Hash -ne $hash) { throw 'hash mismatch' }\nStart-Process .\\a.exe",
    },
    {
      language: 'powershell',
      code: 'curl.exe -fsSLo a.msi https://example.test/a.msi\ncertutil -hashfile a.msi SHA256 | Select-String $hash\nmsiexec /i a.msi /qn',
    },
    {
      language: 'powershell',
      code: "iwr https://example.test/a.exe -OutFile a.exe\nif ((Get-AuthenticodeSignature a.exe).Status -ne 'Valid') { throw }\n.\\a.exe /S",
    },
    {
      language: 'powershell',
      code: 'Invoke-WebRequest https://example.test/a.json -OutFile a.json\nGet-Content a.json',
    },
    {
      language: 'powershell',
      code: 'Invoke-WebRequest https://aka.ms/vs/17/release/vs_buildtools.exe -OutFile b.exe\n.\\b.exe --quiet',
    },
    { language: 'powershell', code: 'Invoke-WebRequest http://localhost/a.exe -OutFile a.exe\n.\\a.exe' },
  ],
  visit: {
    download({ url, target, used, verified, span, check, place }, { report, options }) {
      if (!used || verified || target === undefined || place.os === 'linux') return;
      const address = addressOf(url);
      const host = address?.host ?? '';
      if (isLocalHost(host) || options.trustedHosts.some(it => isHostOf(host, it))) return;
      const file = nameOf(target) || nameOf(address?.path ?? '') || target;
      const fix = check && { title: 'Check its hash', edits: [check] };
      const more = { fixes: [fix], related: [{ span: used.span, message: `It is ${used.how} here.` }] };
      if (used.how === 'unpacked') report('unpacked', span, { file }, more);
      else report('run', span, { file, how: used.how }, more);
    },
  },
});

const nameOf = (path: string): string =>
  path
    .replace(/[?#].*/, '')
    .split(/[\\/]/)
    .at(-1)!;
