import assert from 'node:assert/strict';
import { read } from '../../../server/src/facts/powershell/file';
import type { FactEntry } from '../../../server/src/facts/source';

const schannel = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL';

/** What the script says of TLS, each fact in a line. */
const facts = (text: string): readonly string[] =>
  read({ path: 'x.ps1', language: 'powershell', text }).facts.flatMap(it => show(it) ?? []);

function show({ kind, fact }: FactEntry): string | undefined {
  switch (kind) {
    case 'tls.version':
      return [fact.by, fact.role, [fact.version, ...(fact.others ?? [])].join('+'), fact.state]
        .filter(Boolean)
        .join(' ');
    case 'tls.algorithm':
      return `${fact.group} ${fact.name} ${fact.bits ?? fact.state} ${fact.strength}`;
    case 'tls.suites':
      return `${fact.statement} ${fact.suites.map(it => it.name).join(' ')}`;
    case 'tls.ineffective':
      return `ineffective ${fact.reason} ${fact.text}`;
    case 'tls.partial':
      return `partial ${fact.name} ${fact.role ?? ''} lacks ${fact.lacks}`;
    case 'tls.validation-off':
      return `${fact.who} takes any by ${fact.text}`;
    case 'setting':
      // The whole of what is assigned is a setting; its old versions are facts of their own.
      if (fact.name === 'SecurityProtocol') return undefined;
      return fact.area === 'dotnet' && fact.value.known ? `${fact.name}=${fact.value.value}` : undefined;
    default:
      return undefined;
  }
}

describe('TLS in scripts', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`sp '${schannel}\\Protocols\\TLS 1.0\\Server' Enabled 0xffffffff`, ['schannel server TLS 1.0 on']],
    [`sp '${schannel}\\Protocols\\TLS 1.0\\Server' Enabled -1`, ['schannel server TLS 1.0 on']],
    [`sp '${schannel}\\Protocols\\TLS 1.2\\Client' DisabledByDefault 1`, ['schannel client TLS 1.2 off']],
    [`sp '${schannel}\\Protocols\\Multi-Protocol Unified Hello\\Client' Enabled 0`, ['schannel client SSL 2.0 off']],
    [`sp '${schannel}\\Protocols\\TLS 1.0\\Server' Enabled $v`, []],
    [`sp '${schannel}\\Protocols\\TLS 1.0\\Server' Other 1`, []],
    [`sp '${schannel}' EventLogging 7`, []],
    [`sp '${schannel}\\Protocols\\TLSv1.1\\Server' Enabled 0`, ['ineffective version TLSv1.1']],
    [`sp '${schannel}\\Ciphers\\NULL' Enabled 1`, ['cipher NULL on insecure']],
    [`sp '${schannel}\\Ciphers\\RC4 56/128' Enabled 0`, ['cipher RC4 56/128 off insecure']],
    [
      `ni '${schannel}\\Ciphers\\RC4 56/128'; sp '${schannel}\\Ciphers\\RC4 56/128' Enabled 0`,
      ['ineffective slash RC4 56/128'],
    ],
    [`ni -Path '${schannel}\\Ciphers' -Name 'RC4 56/128' -Force`, ['ineffective slash RC4 56/128']],
    [
      `reg add '${schannel.replace(':', '')}\\Ciphers\\RC4 56/128' /v Enabled /t REG_DWORD /d 0`,
      ['cipher RC4 56/128 off insecure'],
    ],
    [
      `sp '${schannel}\\KeyExchangeAlgorithms\\Diffie-Hellman' ServerMinKeyBitLength 4096`,
      ['key exchange Diffie-Hellman 4096 good'],
    ],
    [
      "configuration C { Cipher A { Cipher = 'RC4 128/128'; State = 'Enabled' }\n Cipher B { Cipher = 'NULL'; State = 'Default' } }",
      ['cipher RC4 128/128 on insecure'],
    ],
    [
      "configuration C { SChannelProtocolServer A { IsSingleInstance = 'Yes'; ProtocolsEnabled = 'Tls12', 'Ssl3'; ProtocolsDisabled = 'Tls' } }",
      ['schannel server TLS 1.2 on', 'schannel server SSL 3.0 on', 'schannel server TLS 1.0 off'],
    ],
    ["configuration C { CipherSuites A { CipherSuitesOrder = @('TLS_A', 'TLS_B') } }", ['order TLS_A TLS_B']],
    ["function Cipher { param($a) }; Cipher 'RC4 128/128'", []],
    [
      '$c.ConnectionString = "Data Source=$s;Integrated Security=True;TrustServerCertificate=true;Timeout=20"',
      ['the SQL client takes any by TrustServerCertificate=true'],
    ],
    ['$c.ConnectionString = "Data Source=$s;TrustServerCertificate=false"', []],
    ['$c.ConnectionString = "Data Source=.;TrustServerCertificate=true"', []],
    ['Disable-TlsCipherSuite -Name TLS_A', ['disable TLS_A']],
    ['Enable-TlsEccCurve secP160r1', ['curve secP160r1 on weak']],
    ["[Net.ServicePointManager]::SecurityProtocol = 'Tls, Tls12'", ['.NET TLS 1.0 on']],
    ['[Net.ServicePointManager]::SecurityProtocol = 4080', ['.NET SSL 3.0+TLS 1.0+TLS 1.1 on']],
    ['[Net.ServicePointManager]::SecurityProtocol = 3072 -bor 12288', ['.NET TLS 1.3 on']],
    ['[Net.ServicePointManager]::SecurityProtocol += "Tls11"', ['.NET TLS 1.1 on']],
    ['[Net.ServicePointManager]::SecurityProtocol = $flags', []],
    ['$h.SslProtocols = [Security.Authentication.SslProtocols]::Tls11', ['.NET TLS 1.1 on']],
    ["$s.AuthenticateAsClient('host', $null, 'Tls', $false)", ['.NET TLS 1.0 on']],
    ["$s.AuthenticateAsClient('tls')", []],
    [
      '[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -band (-bnot [Net.SecurityProtocolType]::Ssl3)',
      [],
    ],
    ["$s.AuthenticateAsClient('tls', $null, 192, $false)", ['.NET TLS 1.0 on']],
    ["$s.AuthenticateAsServer($cert, $false, 'Default', $false)", ['.NET SSL 3.0+TLS 1.0 on']],
    [
      "$s.AuthenticateAsClient('h', $null, [Security.Authentication.SslProtocols]::Default, $true)",
      ['.NET SSL 3.0+TLS 1.0 on'],
    ],
    ["$s.AuthenticateAsClientAsync('tls', $null, 'Tls12', $false)", []],
    ["foreach ($v in 'Tls', 'Ssl3') { $s.AuthenticateAsClient('host', $null, $v, $false) }", []],
    ["netsh http add sslcert ipport=0:443 'disabletls13=enable'", ['http.sys server TLS 1.3 off']],
    [
      "sp 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp' DefaultSecureProtocols 0xaa0",
      ['WinHTTP client SSL 3.0+TLS 1.0+TLS 1.1 on'],
    ],
    [
      "sp 'HKLM:\\SOFTWARE\\Wow6432Node\\Microsoft\\.NETFramework\\v4.0.30319' SchUseStrongCrypto 1",
      ['SchUseStrongCrypto=1'],
    ],
    [
      "sp 'HKLM:\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319' SchUseStrongCrypto 1",
      ['SchUseStrongCrypto=1', 'partial SchUseStrongCrypto  lacks WOW6432Node'],
    ],
    [
      "[AppContext]::SetSwitch('Switch.System.Net.DontEnableSystemDefaultTlsVersions', $true)",
      ['Switch.System.Net.DontEnableSystemDefaultTlsVersions=true'],
    ],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(facts(text), expected));
});
