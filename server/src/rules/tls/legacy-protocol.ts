import { listed } from '../../base/listed';
import { isLegacy } from '../../facts/tls/version';
import { defineRule, examples } from '../rule';

const base = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
const speakers: Readonly<Record<string, string>> = { schannel: 'Schannel', program: 'the program' };

export default defineRule({
  name: 'tls/legacy-protocol',
  title: 'A TLS version with known weaknesses is spoken',
  severity: 'medium',
  confidence: 'high',
  cwe: [326, 327, 757],
  tags: ['tls', 'schannel', 'downgrade'],
  fixable: 'unsafe',
  messages: {
    ssl: { severity: 'high', text: '`{version}` {are} switched on for {speaker}: its encryption can be broken.' },
    tls: '`{version}` {are} switched on for {speaker}: connections can be downgraded to it.',
    minimum: '`{version}` is the lowest version that {speaker} takes: connections can be downgraded to it.',
  },
  rationale: `
    Whoever can change packets on the way makes both ends agree on the oldest version that they share. SSL 2.0 and 3.0
    give up the plain text (DROWN, POODLE); TLS 1.0 and 1.1 rest on MD5, SHA-1 and CBC modes with a history of attacks
    and were withdrawn by RFC 8996.`,
  remedy: 'Speak TLS 1.2 and 1.3 only. Where an old peer needs more, give that peer a gateway of its own.',
  exceptions: 'Schannel settings do not bind programs that bring their own TLS library: OpenSSL, Go, Java, Node.js.',
  references: [
    'https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings',
    'https://www.rfc-editor.org/rfc/rfc8996',
  ],
  bad: [
    {
      language: 'powershell',
      code: `New-ItemProperty -Path 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value «1» -PropertyType DWord`,
      fixed: `New-ItemProperty -Path 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType DWord`,
    },
    {
      language: 'powershell',
      code: `reg add "HKLM\\${base}\\SSL 3.0\\Client" /v DisabledByDefault /t REG_DWORD /d «0» /f`,
      fixed: `reg add "HKLM\\${base}\\SSL 3.0\\Client" /v DisabledByDefault /t REG_DWORD /d 1 /f`,
    },
    {
      language: 'powershell',
      code: `$base = 'HKLM:\\${base}'
foreach ($version in 'TLS 1.1', 'TLS 1.2') {
  Set-ItemProperty -Path "$base\\$version\\Server" -Name Enabled -Value «0xffffffff» -Type DWord
}`,
    },
    {
      language: 'powershell',
      code: `foreach ($v in 'TLS 1.0', 'TLS 1.1') { foreach ($r in 'Client', 'Server') {
  reg add "HKLM\\${base}\\$v\\$r" /v Enabled /t REG_DWORD /d «1» /f
} }`,
      fixed: `foreach ($v in 'TLS 1.0', 'TLS 1.1') { foreach ($r in 'Client', 'Server') {
  reg add "HKLM\\${base}\\$v\\$r" /v Enabled /t REG_DWORD /d 0 /f
} }`,
    },
    {
      language: 'registry',
      code: `REGEDIT4\n[HKEY_LOCAL_MACHINE\\${base}\\TLS 1.0\\Server]\n"Enabled"=«dword:00000001»\n`,
      fixed: `REGEDIT4\n[HKEY_LOCAL_MACHINE\\${base}\\TLS 1.0\\Server]\n"Enabled"=dword:00000000\n`,
    },
    {
      language: 'powershell',
      code: "[Net.ServicePointManager]::SecurityProtocol = '«Ssl3»,«Tls»,«Tls11»,Tls12'",
      fixed: "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'",
    },
    {
      language: 'powershell',
      code: '[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.SecurityProtocolType]::«Tls11»',
      fixed: '[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.SecurityProtocolType]::Tls12',
    },
    {
      language: 'powershell',
      code: '[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12 -bor [System.Net.SecurityProtocolType]::«Tls11»',
      fixed:
        '[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12',
    },
    {
      language: 'powershell',
      code: '[Net.ServicePointManager]::SecurityProtocol = «4080»',
      fixed: '[Net.ServicePointManager]::SecurityProtocol = 3072',
    },
    {
      language: 'powershell',
      code: '$old = [Net.SecurityProtocolType]::Tls\n[Net.ServicePointManager]::SecurityProtocol = «$old»',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty 'HKLM:\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp' DefaultSecureProtocols «0xA80» -Type DWord`,
      fixed: String.raw`Set-ItemProperty 'HKLM:\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp' DefaultSecureProtocols 0x800 -Type DWord`,
    },
    {
      language: 'powershell',
      code: 'Invoke-WebRequest https://example.test/a.zip -OutFile a.zip -SslProtocol «Tls11»',
      fixed: 'Invoke-WebRequest https://example.test/a.zip -OutFile a.zip -SslProtocol Tls12',
    },
    {
      language: 'powershell',
      code: 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id «disablelegacytls=disable»',
      fixed: 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id disablelegacytls=enable',
    },
    {
      language: 'powershell',
      code: "$stream.AuthenticateAsClient('host.test', $null, '«Tls11»', $true)",
      fixed: "$stream.AuthenticateAsClient('host.test', $null, 'Tls12', $true)",
    },
    {
      language: 'powershell',
      code: '$handler.SslProtocols = [System.Security.Authentication.SslProtocols]::«Default»',
      fixed: '$handler.SslProtocols = [System.Security.Authentication.SslProtocols]::Tls12',
    },
    {
      language: 'powershell',
      code: 'curl.exe «--tlsv1.0» -o a.zip https://example.test/a.zip',
      fixed: 'curl.exe --tlsv1.2 -o a.zip https://example.test/a.zip',
    },
  ],
  good: examples(
    'powershell',
    `New-ItemProperty -Path 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType DWord`,
    `sp 'HKLM:\\${base}\\TLS 1.2\\Server' Enabled 1 -Type DWord`,
    `$k = 'HKLM:\\${base}\\SSL 3.0\\Client'
Set-ItemProperty $k Enabled 0 -Type DWord
Set-ItemProperty $k DisabledByDefault 0 -Type DWord`,
    '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
    '$bad = @([Net.SecurityProtocolType]::Ssl3, [Net.SecurityProtocolType]::Tls)\nforeach ($it in [Enum]::GetValues([Net.SecurityProtocolType])) { if ($it -notin $bad) { $it } }',
    `Get-ItemProperty 'HKLM:\\${base}\\SSL 3.0\\Client' Enabled`,
    "foreach ($v in 'Ssl3', 'Tls', 'Tls11', 'Tls12') { $stream.AuthenticateAsClient('host.test', $null, $v, $false) }\n$stream.AuthenticateAsClient('host.test', $null, 'Tls12', $false)",
    `$key = 'HKLM:\\${base}\\TLS 1.0\\Server'
New-ItemProperty $key -Name Enabled -Value 1 -PropertyType DWord
Set-ItemProperty $key -Name Enabled -Value 0`,
    'curl.exe --tlsv1.2 -o a.zip https://example.test/a.zip',
  ),
  visit: {
    'tls.version'({ version, others = [], state, by, role, at, mend, repairs = [] }, { report }) {
      if ((state !== 'on' && state !== 'minimum') || !isLegacy(version)) return;
      const sides = role ? ` ${role}s` : '';
      const speaker = `${speakers[by] ?? by}${by === 'schannel' ? sides : ''}`;
      const names = listed([version, ...others]);
      const are = others.length > 0 ? 'are' : 'is';
      const message = state === 'minimum' ? 'minimum' : /^(SSL|PCT)/.test(version) ? 'ssl' : 'tls';
      report(message, at, { version: names, are, speaker }, { fixes: [mend], repairs });
    },
  },
});
