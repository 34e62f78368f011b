import { insert, replace } from '../../base/edit';
import { literalOf, placeOf } from '../../facts/command/native';
import { addressOf, impliedAddressOf, isLocalHost, isPrivateHost, schemeAt } from '../../facts/download/address';
import { defineRule } from '../rule';

export default defineRule({
  name: 'download/plain-http',
  title: 'Something is downloaded without encryption',
  severity: 'medium',
  confidence: 'high',
  cwe: [319, 494],
  tags: ['supply-chain', 'download'],
  fixable: 'unsafe',
  messages: {
    run: {
      severity: 'high',
      text: '`{scheme}://{host}` is fetched without encryption and then {how}: anyone on the way can put their own code there.',
    },
    file: '`{scheme}://{host}` is fetched without encryption: anyone on the way can change the file.',
    request: {
      severity: 'low',
      text: '`{scheme}://{host}` is asked without encryption: anyone on the way can read and change the answer.',
    },
    private: {
      severity: 'low',
      text: '`{scheme}://{host}` is fetched without encryption: anyone on that network can change the file.',
    },
    checked: {
      severity: 'low',
      text: '`{scheme}://{host}` is fetched without encryption: a changed file is found out, but anyone on the way sees it and can keep it back.',
    },
  },
  rationale: `
    Without TLS there is neither secrecy nor a check of who answers. Whoever controls a router, a proxy or the name service
    on the way decides what the script runs or the image ships.`,
  remedy: 'Use the https address, or check a hash that the script has from elsewhere.',
  exceptions: `
    This machine and link-local addresses (cloud metadata) are left alone. So is what is only asked inside of a network or
    cluster, or only for its status, such as a health check. What is kept or run is reported wherever it comes from.`,
  references: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest'],
  bad: [
    {
      language: 'powershell',
      code: 'iwr «"http://example.test/$v/a.zip"» -OutFile a.zip; iwr («"http://example.test/" + $v») -OutFile b.zip',
      fixed: 'iwr "https://example.test/$v/a.zip" -OutFile a.zip; iwr ("https://example.test/" + $v) -OutFile b.zip',
    },
    {
      language: 'powershell',
      code: 'Invoke-WebRequest «http://example.test/a.zip» -OutFile a.zip',
      fixed: 'Invoke-WebRequest https://example.test/a.zip -OutFile a.zip',
    },
    {
      language: 'powershell',
      code: "(New-Object Net.WebClient).DownloadFile('«http://example.test/a.exe»', 'C:\\a.exe'); Start-Process C:\\a.exe -Wait",
      fixed:
        "(New-Object Net.WebClient).DownloadFile('https://example.test/a.exe', 'C:\\a.exe'); Start-Process C:\\a.exe -Wait",
    },
    {
      language: 'powershell',
      code: 'curl.exe -fsSLo a.zip «http://example.test/a.zip»',
      fixed: 'curl.exe -fsSLo a.zip https://example.test/a.zip',
    },
    {
      language: 'powershell',
      code: "$url = 'http://example.test/a.zip'\nStart-BitsTransfer -Source «$url» -Destination a.zip",
      fixed: "$url = 'https://example.test/a.zip'\nStart-BitsTransfer -Source $url -Destination a.zip",
    },
    {
      language: 'powershell',
      code: 'certutil -urlcache -split -f «http://example.test/a.exe» a.exe',
      fixed: 'certutil -urlcache -split -f https://example.test/a.exe a.exe',
    },
    {
      language: 'powershell',
      code: 'bitsadmin /transfer job /download «http://example.test/a.exe» C:\\a.exe',
      fixed: 'bitsadmin /transfer job /download https://example.test/a.exe C:\\a.exe',
    },
    {
      language: 'powershell',
      code: 'msiexec /i «http://example.test/a.msi» /qn; choco install thing --source «http://example.test/nuget»',
      fixed: 'msiexec /i https://example.test/a.msi /qn; choco install thing --source https://example.test/nuget',
    },
    {
      language: 'powershell',
      code: '$answer = Invoke-RestMethod «http://example.test/v»; iwr «http://10.1.2.3/a.zip» -OutFile a',
      fixed: '$answer = Invoke-RestMethod https://example.test/v; iwr https://10.1.2.3/a.zip -OutFile a',
    },
    {
      language: 'powershell',
      code: 'iex "& {$(irm «a.b.test»)}"; iwr \'«example.test/a.exe»\' -o a.exe',
      fixed: 'iex "& {$(irm https://a.b.test)}"; iwr \'https://example.test/a.exe\' -o a.exe',
    },
    {
      language: 'powershell',
      code: "Invoke-WebRequest «http://example.test/a.zip» -OutFile a.zip\nif ((Get-FileHash a.zip).Hash -ne $sha256) { throw 'hash mismatch' }",
      fixed:
        "Invoke-WebRequest https://example.test/a.zip -OutFile a.zip\nif ((Get-FileHash a.zip).Hash -ne $sha256) { throw 'hash mismatch' }",
    },
    {
      language: 'powershell',
      code: 'iwr «http://files.default.svc.cluster.local/a.exe» -OutFile a.exe; .\\a.exe',
      fixed: 'iwr https://files.default.svc.cluster.local/a.exe -OutFile a.exe; .\\a.exe',
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nADD «http://example.test/a.msi» C:/a.msi\nRUN msiexec /i C:\\a.msi /qn\n`,
      fixed: `FROM mcr.microsoft.com/windows/servercore:ltsc2022@sha256:${'a'.repeat(64)}\nADD https://example.test/a.msi C:/a.msi\nRUN msiexec /i C:\\a.msi /qn\n`,
    },
    {
      language: 'cmd',
      code: "if defined ProgramFiles(x86) (\n  set URL=http://files.example.test/a64.msi\n) else (\n  set URL=http://files.example.test/a.msi\n)\nif exist a (call a) else (call b)\nif exist c call c\nif exist d call d\nif exist e call e\npowershell -Command \"(New-Object Net.WebClient).DownloadFile('«%URL%»', 'C:\\a.msi')\"\nmsiexec /i C:\\a.msi\nverify other 2>nul\n",
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'Invoke-RestMethod http://168.63.129.16/machine/?comp=goalstate -OutFile C:\\state.xml\nInvoke-RestMethod http://169.254.169.254/metadata/instance -Headers @{ Metadata = 1 }\ncurl.exe -s -o /dev/null http://10.0.0.4/health',
    },
    {
      language: 'yaml',
      code: 'services:\n  web:\n    image: registry.example/web:1\n    healthcheck:\n      test: ["CMD", "wget", "-O", "/dev/null", "-q", "http://order-service:3000/health"]\n',
    },
    { language: 'powershell', code: 'Invoke-WebRequest https://example.test/a.zip -OutFile a.zip' },
    {
      language: 'powershell',
      code: 'if ((iwr http://xdbsearch/healthz).StatusCode -ne 200) { exit 1 }\n$r = iwr http://example.test/up; if ($r.StatusCode -ne 200) { exit 1 }',
    },
    {
      language: 'powershell',
      code: '$nodes = Invoke-RestMethod http://consul.default.svc:8500/v1/catalog/nodes; Invoke-RestMethod http://printer.local/status\nInvoke-RestMethod http://10.0.0.4/status; Invoke-WebRequest http://localhost:8080/health -UseBasicParsing',
    },
    {
      language: 'powershell',
      code: 'iwr "http://$server/a.zip" -OutFile a.zip; iwr $url -OutFile b.zip; Start-BitsTransfer a.zip b.zip',
    },
    { language: 'cmd', code: 'echo iwr http://example.test/a.zip & wget -O nul http://shop:3000/health' },
    {
      language: 'powershell',
      code: "$ns = @{ x = 'http://schemas.example.test/2004' }\nSelect-Xml -Namespace $ns -XPath //x:y a.xml",
    },
  ],
  visit: {
    download({ url, target, verified, evaluated, used, probe }, { report }) {
      const address = addressOf(url) ?? impliedAddressOf(url);
      if (!address || isLocalHost(address.host)) return;
      const { scheme, host } = address;
      if (scheme !== 'http' && scheme !== 'ftp') return;
      const how = evaluated ? 'evaluated' : used?.how;
      const isInner = isPrivateHost(host);
      if (!how && target === undefined && (probe || isInner)) return;
      const written = scheme === 'http' ? schemeAt(url) : undefined;
      const bare = written || addressOf(url) ? undefined : literalOf(url);
      const edit = written ? replace(written, 'https') : bare && insert(bare.start, 'https://');
      const more = { fixes: [edit && { title: 'Use https', edits: [edit] }] };
      const plain = target === undefined ? 'request' : 'file';
      const message = verified ? 'checked' : isInner ? 'private' : how ? 'run' : plain;
      report(message, placeOf(url), { scheme, host, how: how ?? '' }, more);
    },
  },
});
