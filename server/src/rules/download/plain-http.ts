import { replace } from '../../base/edit';
import { addressOf, isLocalHost, isPrivateHost } from '../../facts/download/address';
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
  },
  rationale: `
    Without TLS there is neither secrecy nor a check of who answers. Whoever controls a router, a proxy or the name service
    on the way decides what the script runs or the image ships.`,
  remedy: 'Use the https address, or check a hash that the script has from elsewhere.',
  exceptions: `
    This machine, link-local addresses (cloud metadata) and downloads whose hash or signature is checked are left alone.`,
  references: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest'],
  bad: [
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
    { language: 'powershell', code: 'Invoke-WebRequest «"http://example.test/$version/a.zip"» -OutFile a.zip' },
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
      code: 'msiexec /i «http://example.test/a.msi» /qn',
      fixed: 'msiexec /i https://example.test/a.msi /qn',
    },
    {
      language: 'powershell',
      code: 'choco install thing --source «http://example.test/nuget»',
      fixed: 'choco install thing --source https://example.test/nuget',
    },
    {
      language: 'powershell',
      code: '$answer = Invoke-RestMethod «http://example.test/version»',
      fixed: '$answer = Invoke-RestMethod https://example.test/version',
    },
    {
      language: 'powershell',
      code: 'iwr «http://10.1.2.3/a.zip» -OutFile a.zip',
      fixed: 'iwr https://10.1.2.3/a.zip -OutFile a.zip',
    },
  ],
  good: [
    { language: 'powershell', code: 'Invoke-WebRequest https://example.test/a.zip -OutFile a.zip' },
    { language: 'powershell', code: 'Invoke-WebRequest http://localhost:8080/health -UseBasicParsing' },
    {
      language: 'powershell',
      code: 'Invoke-RestMethod http://169.254.169.254/metadata/instance -Headers @{ Metadata = 1 }',
    },
    { language: 'powershell', code: 'netsh http add urlacl url=http://+:80/ user=svc' },
    { language: 'powershell', code: 'Invoke-WebRequest "http://$server/a.zip" -OutFile a.zip' },
    { language: 'powershell', code: 'Invoke-WebRequest $url -OutFile a.zip' },
    { language: 'powershell', code: "Write-Host 'Invoke-WebRequest http://example.test/a.zip'" },
    {
      language: 'powershell',
      code: "$ns = @{ x = 'http://schemas.example.test/2004' }\nSelect-Xml -Namespace $ns -XPath //x:y a.xml",
    },
    {
      language: 'powershell',
      code: "Invoke-WebRequest http://example.test/a.zip -OutFile a.zip\nif ((Get-FileHash a.zip).Hash -ne $sha256) { throw 'hash mismatch' }",
    },
  ],
  visit: {
    download({ url, target, verified, evaluated, used }, { report }) {
      const address = addressOf(url);
      if (!address || verified || isLocalHost(address.host)) return;
      const { scheme, host } = address;
      if (scheme !== 'http' && scheme !== 'ftp') return;
      const literal = url.known ? url.literal : undefined;
      const isHere = literal && url.span.start <= literal.start && literal.end <= url.span.end;
      const edit =
        literal && url.known && url.value.startsWith('http:')
          ? replace({ start: literal.start, end: literal.start + 4 }, 'https')
          : undefined;
      const more = { fixes: [edit && { title: 'Use https', edits: [edit] }] };
      const at = isHere ? literal : url.span;
      const how = evaluated ? 'evaluated' : used?.how;
      if (isPrivateHost(host)) report('private', at, { scheme, host }, more);
      else if (how) report('run', at, { scheme, host, how }, more);
      else if (target === undefined) report('request', at, { scheme, host }, more);
      else report('file', at, { scheme, host }, more);
    },
  },
});
