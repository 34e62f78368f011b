import type { Ways } from './ways.data';

const key = String.raw`SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`;
const dotnet = String.raw`SOFTWARE\Microsoft\.NETFramework\v4.0.30319`;
const order = String.raw`SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002`;
const winHttp = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp`;
const chain = String.raw`SOFTWARE\Microsoft\Cryptography\OID\EncodingType 0\CertDllCreateCertificateChainEngine\Config`;
const manager = '[Net.ServicePointManager]::SecurityProtocol';

/** TLS. See `ways`. */
export const tlsWays: Ways = {
  'tls/legacy-protocol': {
    bad: [
      `@{ 'TLS 1.0' = 1 }.GetEnumerator() | ForEach-Object { Set-ItemProperty "HKLM:\\${key}\\Protocols\\$($_.Key)\\Server" Enabled «$_.Value» -Type DWord }`,
      `sp 'HKLM:\\${key}\\Protocols\\SSL 2.0\\Server' Enabled «1»`,
      `New-ItemProperty 'Registry::HKEY_LOCAL_MACHINE\\${key}\\Protocols\\PCT 1.0\\Server' -Name enabled -Value «'1'» -PropertyType DWord`,
      `Set-ItemProperty -LiteralPath 'HKLM:\\${key}\\Protocols\\DTLS 1.0\\Client' -Name DisabledByDefault -Value «0x0»`,
      `Set-ItemProperty HKLM:/SYSTEM/CurrentControlSet/Control/SecurityProviders/SCHANNEL/Protocols/'TLS 1.1'/Client Enabled «1»`,
      `$path = Join-Path 'HKLM:\\${key}\\Protocols' 'TLS 1.0\\Client'; Set-ItemProperty $path -Name Enabled -Value «1»`,
      `$base = 'HKLM:\\${key}'; New-ItemProperty -Path ('{0}\\Protocols\\{1}\\Server' -f $base, 'SSL 3.0') -Name Enabled -Value «1»`,
      `$p = 'HKLM:\\${key}\\Protocols\\'; foreach ($v in @('TLS 1.0', 'TLS 1.1')) { $k = $p + $v + '\\' + 'Client'; Set-ItemProperty $k Enabled «1» }`,
      `Set-Location 'HKLM:\\${key}\\Protocols'; Set-ItemProperty '.\\TLS 1.0\\Server' Enabled «1»`,
      `New-Item 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' -Force | New-ItemProperty -Name Enabled -Value «1»`,
      `'TLS 1.0', 'TLS 1.1' | ForEach-Object { Set-ItemProperty "HKLM:\\${key}\\Protocols\\$_\\Server" Enabled «1» }`,
      `function Set-Protocol($name, $on) { Set-ItemProperty "HKLM:\\${key}\\Protocols\\$name\\Server" Enabled $on }; Set-Protocol 'TLS 1.0' «1»`,
      `$values = @{ Path = 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server'; Name = 'Enabled'; Value = «1»; PropertyType = 'DWord' }; New-ItemProperty @values`,
      `[Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('${key}\\Protocols\\TLS 1.0\\Server', $true).SetValue('Enabled', «1», 'DWord')`,
      `REG.EXE ADD 'HKLM\\${key}\\Protocols\\TLS 1.0\\Server' -v Enabled -t REG_DWORD -d «0xffffffff» -f`,
      `Set-GPRegistryValue -Name Web -Key 'HKLM\\${key}\\Protocols\\TLS 1.0\\Client' -ValueName Enabled -Type DWord -Value «1»`,
      `$k = 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server'; sp $k Enabled 0; sp $k Enabled «1»`,
      `sp 'HKLM:\\${key}\\Protocols\\Multi-Protocol Unified Hello\\Client' Enabled «1»`,
      `Set-ItemProperty 'HKLM:\\${winHttp}' -Name DefaultSecureProtocols -Value «2720» -Type DWord`,
      `reg add 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings' /v SecureProtocols /t REG_DWORD /d «0xa8» /f`,
      `${manager} = «192»`,
      `${manager} = «3840»`,
      `${manager} = '«tls»'`,
      `${manager} = [Net.SecurityProtocolType]::«Ssl3» -bor [Net.SecurityProtocolType]::Tls12`,
      `${manager} += '«Tls11»'`,
      `$stream.AuthenticateAsClient($server, $null, '«Ssl3»', $false)`,
      `Invoke-RestMethod https://example.test/ -SslProtocol «Tls»`,
      `netsh http update sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id «disablelegacytls=disable»`,
    ],
    good: [
      `@{ 'TLS 1.0' = 0 }.GetEnumerator() | ForEach-Object { Set-ItemProperty "HKLM:\\${key}\\Protocols\\$($_.Key)\\Server" Enabled $_.Value -Type DWord }`,
      `foreach ($v in 'SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1') { sp "HKLM:\\${key}\\Protocols\\$v\\Server" DisabledByDefault 1 }`,
      `foreach ($v in 'TLS 1.0', 'TLS 1.2') { if ($v -eq 'TLS 1.2') { sp "HKLM:\\${key}\\Protocols\\$v\\Server" Enabled 1 } else { sp "HKLM:\\${key}\\Protocols\\$v\\Server" Enabled 0 } }`,
      `$on = $false; if ($on) { sp 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' Enabled 1 }`,
      `sp 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' Enabled $value`,
      `$k = 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server'; sp $k Enabled 1; Remove-ItemProperty $k -Name Enabled`,
      `Remove-ItemProperty 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' -Name Enabled`,
      `(Get-ItemProperty 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server').Enabled -eq 1`,
      `Write-Output 'Set-ItemProperty HKLM:\\${key}\\Protocols\\TLS 1.0\\Server Enabled 1'`,
      `sp 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' Comment 1`,
      `sp 'HKLM:\\${key}\\Protocols\\DTLS 1.2\\Server' Enabled 1`,
      `sp 'HKCU:\\Software\\App\\Protocols\\TLS 1.0\\Server' Enabled 1`,
      `Set-ItemProperty 'HKLM:\\${winHttp}' -Name DefaultSecureProtocols -Value 0x2800 -Type DWord`,
      `${manager} = 'Tls12'`,
      `${manager} = [Net.SecurityProtocolType]::SystemDefault`,
      `${manager} = ${manager} -bor [Net.SecurityProtocolType]::Tls12`,
      `if (${manager} -notmatch 'Tls12') { ${manager} += 'Tls12' }`,
      `$old = ${manager}; ${manager} = 'Tls12'; ${manager} = $old`,
      `[Net.SecurityProtocolType]::Tls`,
      `netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id`,
      `Invoke-RestMethod https://example.test/ -SslProtocol Tls12, Tls13`,
    ],
  },
  'tls/modern-protocol-off': {
    bad: [
      `foreach ($r in 'Client', 'Server') { sp "HKLM:\\${key}\\Protocols\\TLS 1.2\\$r" Enabled «0» }`,
      `sp 'HKLM:\\${key}\\Protocols\\DTLS 1.2\\Server' DisabledByDefault «1»`,
      `netsh http add sslcert ipport=0.0.0.0:443 certhash=$hash appid=$id «disabletls12=enable»`,
    ],
    good: [
      `sp 'HKLM:\\${key}\\Protocols\\TLS 1.3\\Server' Enabled 1`,
      `sp 'HKLM:\\${key}\\Protocols\\TLS 1.2\\Server' DisabledByDefault 0`,
      `$k = 'HKLM:\\${key}\\Protocols\\TLS 1.2\\Client'; sp $k Enabled 0; sp $k Enabled 1`,
    ],
  },
  'tls/schannel-no-effect': {
    bad: [
      `sp «'HKLM:\\${key}\\Protocols\\TLS1.2\\Server'» Enabled 1`,
      `sp «'HKLM:\\${key}\\Protocols\\SSLv3\\Server'» Enabled 0`,
      `sp «'HKLM:\\${key}\\Protocols\\TLS_1.0\\Client'» DisabledByDefault 1`,
      `sp «'HKLM:\\${key}\\Ciphers\\RC4'» Enabled 0`,
      `sp «'HKLM:\\${key}\\Hashes\\SHA-256'» Enabled 1`,
      `sp «'HKLM:\\${key}\\KeyExchangeAlgorithms\\DH'» ServerMinKeyBitLength 2048`,
      `sp «'HKLM:\\${key}\\Ciphers\\TLS_RSA_WITH_NULL_SHA'» Enabled 0`,
      `«sp 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' Disabled 1»`,
      `sp «'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SCHANNEL\\Protocols\\TLS 1.0\\Server'» Enabled 0`,
      `reg add 'HKLM\\${key}\\Protocols\\TLS 1.0\\Client' /v Enabled /t «REG_SZ» /d 0 /f`,
      `reg add «HKLM\\${key}\\Protocols\\TLS 1.0\\Client» /v Enabled /t REG_DWORD /d 0 /f`,
      `reg add «HKLM\\${key}\\Ciphers\\RC4 128/128» /v Enabled /t REG_DWORD /d 0 /f`,
      `«sp 'HKLM:\\${key}' EnabledCipherSuites 'TLS_AES_256_GCM_SHA384'»`,
    ],
    good: [
      `sp 'HKLM:\\${key}\\Ciphers\\NULL' Enabled 0`,
      `sp 'HKLM:\\${key}\\Hashes\\SHA' Enabled 0`,
      `sp 'HKLM:\\${key}\\Ciphers\\My own' Enabled 0`,
      `sp 'HKLM:\\${key}' EventLogging 7`,
      `sp 'HKLM:\\SOFTWARE\\App\\TLS 1.0\\Server' Enabled 0`,
      `reg add 'HKLM\\${key}\\Ciphers\\Triple DES 168' /v Enabled /t REG_DWORD /d 0 /f`,
    ],
  },
  'tls/schannel-slash-path': {
    bad: [
      `md «'HKLM:\\${key}\\Ciphers\\RC4 40/128'»`,
      `New-Item -Path «'HKLM:\\${key}\\Ciphers'» -Name 'DES 56/56' -Force`,
      `'RC2 40/128', 'RC2 56/128' | ForEach-Object { New-Item «"HKLM:\\${key}\\Ciphers\\$_"» -Force }`,
    ],
    good: [
      `New-Item 'HKLM:\\${key}\\Ciphers\\Triple DES 168' -Force`,
      `Set-ItemProperty 'HKLM:\\${key}\\Ciphers\\RC4 40/128' Enabled 0`,
      `$k = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('${key}\\Ciphers\\RC4 40/128'); $k.SetValue('Enabled', 0)`,
    ],
  },
  'tls/weak-cipher': {
    bad: [
      `reg add 'HKLM\\${key}\\Ciphers\\RC4 56/128' /v Enabled /t REG_DWORD /d «1» /f`,
      `sp 'HKLM:\\${key}\\Ciphers\\Triple DES 168' Enabled «0xffffffff»`,
      `[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\${key}\\Ciphers\\DES 56/56', 'Enabled', «1», 'DWord')`,
    ],
    good: [
      `sp 'HKLM:\\${key}\\Ciphers\\Triple DES 168' Enabled 0`,
      `reg add 'HKLM\\${key}\\Ciphers\\AES 128/128' /v Enabled /t REG_DWORD /d 1 /f`,
      `reg query 'HKLM\\${key}\\Ciphers\\RC4 56/128' /v Enabled`,
    ],
  },
  'tls/weak-hash-or-key-exchange': {
    bad: [
      `sp 'HKLM:\\${key}\\Hashes\\MD5' Enabled «1»`,
      `sp 'HKLM:\\${key}\\KeyExchangeAlgorithms\\Diffie-Hellman' ClientMinKeyBitLength «512»`,
      `foreach ($c in 'NistP192', 'curve25519') { Enable-TlsEccCurve «$c» }`,
    ],
    good: [
      `sp 'HKLM:\\${key}\\Hashes\\MD5' Enabled 0`,
      `sp 'HKLM:\\${key}\\KeyExchangeAlgorithms\\Diffie-Hellman' ServerMinKeyBitLength 0x1000`,
      `Get-TlsEccCurve | ForEach-Object { Disable-TlsEccCurve $_ }`,
    ],
  },
  'tls/weak-cipher-suite': {
    bad: [
      `$s = 'TLS_AES_256_GCM_SHA384', 'TLS_RSA_WITH_RC4_128_MD5'; Set-ItemProperty 'HKLM:\\${order}' Functions («$s -join ','»)`,
      `New-ItemProperty 'HKLM:\\${order}' -Name Functions -Value @('TLS_AES_256_GCM_SHA384', '«TLS_RSA_WITH_NULL_SHA»') -PropertyType MultiString`,
      `Enable-TlsCipherSuite -Name «TLS_RSA_WITH_RC4_128_SHA» -Position 0`,
      `'TLS_RSA_WITH_3DES_EDE_CBC_SHA' | ForEach-Object { Enable-TlsCipherSuite -Name «$_» }`,
    ],
    good: [
      `Disable-TlsCipherSuite -Name TLS_RSA_WITH_RC4_128_SHA`,
      `foreach ($s in Get-TlsCipherSuite) { if ($s.Name -match 'RC4|3DES') { Disable-TlsCipherSuite $s.Name } }`,
      `$weak = 'TLS_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_NULL_SHA'; foreach ($s in $weak) { Disable-TlsCipherSuite -Name $s -ErrorAction SilentlyContinue }`,
    ],
  },
  'tls/cipher-suite-order': {
    bad: [
      `sp 'HKLM:\\${order}' Functions '«TLS_RSA_WITH_AES_256_CBC_SHA256»,TLS_AES_256_GCM_SHA384'`,
      `sp 'HKLM:\\${order}' Functions 'TLS_AES_256_GCM_SHA384,«TLS_AES_256_GCM_SHA384»'`,
      `sp 'HKLM:\\${order}' Functions '«TLS_AES_256_GCM_SHA384»,,TLS_AES_128_GCM_SHA256'`,
    ],
    good: [
      `sp 'HKLM:\\${order}' Functions 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256'`,
      `Remove-ItemProperty 'HKLM:\\${order}' -Name Functions`,
    ],
  },
  'tls/unknown-cipher-suite': {
    bad: [
      `Disable-TlsCipherSuite -Name «RC4-SHA»`,
      `Enable-TlsEccCurve «P-384»`,
      `sp 'HKLM:\\${order}' Functions 'TLS_AES_256_GCM_SHA384,«TLS_AES_256_GCM_SHA256»'`,
    ],
    good: [`Enable-TlsCipherSuite TLS_CHACHA20_POLY1305_SHA256 -Position 0`, `Enable-TlsEccCurve NistP384 0`],
  },
  'tls/strong-crypto-off': {
    bad: [
      `'HKLM:\\${dotnet}', 'HKLM:\\${dotnet.replace('Microsoft', String.raw`WOW6432Node\Microsoft`)}' | ForEach-Object { Set-ItemProperty $_ SchUseStrongCrypto «0» }`,
      `reg add 'HKLM\\${dotnet}' /v SystemDefaultTlsVersions /t REG_DWORD /d «0x0» /f`,
      `[System.AppContext]::SetSwitch('Switch.System.Net.DontEnableSystemDefaultTlsVersions', «$true»)`,
    ],
    good: [
      `Set-ItemProperty 'HKLM:\\${dotnet}' SchUseStrongCrypto 1`,
      `$v = if ($Undo) { 0 } else { 1 }; Set-ItemProperty 'HKLM:\\${dotnet}' SchUseStrongCrypto $v`,
      `[AppContext]::SetSwitch('Switch.System.IO.UseLegacyPathHandling', $true)`,
    ],
  },
  'tls/strong-crypto-half-set': {
    bad: [
      `Set-ItemProperty «'HKLM:\\${dotnet}'» SchUseStrongCrypto 1`,
      `reg add «'HKLM\\${winHttp}'» /v DefaultSecureProtocols /t REG_DWORD /d 0x800 /f`,
    ],
    good: [
      `foreach ($n in '', 'WOW6432Node\\') { Set-ItemProperty "HKLM:\\SOFTWARE\\$($n)Microsoft\\.NETFramework\\v4.0.30319" SchUseStrongCrypto 1 }`,
    ],
  },
  'tls/weak-certificates-taken': {
    bad: [
      `Set-ItemProperty 'HKLM:\\${chain}' EnableWeakSignatureFlags «8»`,
      `certutil.exe /setreg chain\\MinRsaPubKeyBitLength «512»`,
    ],
    good: [`Set-ItemProperty 'HKLM:\\${chain}' MinRsaPubKeyBitLength 2048`, `certutil -getreg chain`],
  },
};
