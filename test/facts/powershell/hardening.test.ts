import assert from 'node:assert/strict';
import { eventsOf } from '../../kit/events';

/** Styles of hardening scripts: the source, then what it does to the machine. */
const table: readonly (readonly [source: string, ...events: readonly string[]])[] = [
  [
    "function Set-Proto { param([Parameter(Mandatory)]$Protocol, $Role, [ValidateSet('Enable','Disable')]$Action)\n  if ($Action -eq \"Enable\") { $e = 1; $d = 0 } elseif ($Action -eq \"Disable\") { $e = 0; $d = 1 } else { Write-Output \"no\"; return }\n  New-Item \"HKLM:\\S\\Protocols\\$Protocol\\$Role\" -Force | Out-Null\n  New-ItemProperty -Path \"HKLM:\\S\\Protocols\\$Protocol\\$Role\" -Name 'Enabled' -Value $e -PropertyType 'DWord' -Force | Out-Null\n  $status = Get-Item \"HKLM:\\S\\Protocols\\$Protocol\\$Role\"\n  if (($status.GetValue(\"Enabled\") -eq $e)) { Write-Output 'ok' } }\nforeach ($p in 'SSL 3.0','TLS 1.0') { foreach ($r in 'Server','Client') { Set-Proto -Protocol $p -Role $r -Action Disable } }\nSet-Proto 'TLS 1.2' Server Enable",
    'New-ItemProperty Path=HKLM:\\S\\Protocols\\SSL 3.0\\Server Name=Enabled Value=0 PropertyType=DWord Force',
    'New-ItemProperty Path=HKLM:\\S\\Protocols\\SSL 3.0\\Client Name=Enabled Value=0 PropertyType=DWord Force',
    'New-ItemProperty Path=HKLM:\\S\\Protocols\\TLS 1.0\\Server Name=Enabled Value=0 PropertyType=DWord Force',
    'New-ItemProperty Path=HKLM:\\S\\Protocols\\TLS 1.0\\Client Name=Enabled Value=0 PropertyType=DWord Force',
    'New-ItemProperty Path=HKLM:\\S\\Protocols\\TLS 1.2\\Server Name=Enabled Value=1 PropertyType=DWord Force',
  ],
  [
    '$Protocols = @{ "SSL 2.0"=0; "TLS 1.2"=1 }\nif ($OSVersion -ge \'10.0.20348\') { $Protocols["TLS 1.3"]=1 }\nforeach ($proto in $Protocols.Keys) { foreach ($type in @("Server","Client")) { $k = "HKLM:\\S\\$proto\\$type"\n if (!(Test-Path $k)) { New-Item -Path $k -Force | Out-Null }\n Set-ItemProperty -Path $k -Name Enabled -Value $Protocols[$proto] -Type DWord\n Set-ItemProperty -Path $k -Name DisabledByDefault -Value (1 - $Protocols[$proto]) -Type DWord } }',
    'Set-ItemProperty Path=HKLM:\\S\\SSL 2.0\\Server Name=Enabled Value=0 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\SSL 2.0\\Server Name=DisabledByDefault Value=1 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\SSL 2.0\\Client Name=Enabled Value=0 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\SSL 2.0\\Client Name=DisabledByDefault Value=1 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.2\\Server Name=Enabled Value=1 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.2\\Server Name=DisabledByDefault Value=0 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.2\\Client Name=Enabled Value=1 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.2\\Client Name=DisabledByDefault Value=0 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.3\\Server Name=Enabled Value=1 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.3\\Server Name=DisabledByDefault Value=0 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.3\\Client Name=Enabled Value=1 Type=DWord',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.3\\Client Name=DisabledByDefault Value=0 Type=DWord',
  ],
  [
    "$map = @{ 'TLS1.0' = 'TLS 1.0'; 'SSL3' = 'SSL 3.0' }\nfunction Disable-P { [cmdletbinding()] param([Parameter(Mandatory)][ValidateSet('SSL3','TLS1.0')][string[]]$Protocol) begin { } process { foreach ($q in $Protocol) { $n = $map[$q]; foreach ($m in 'Client','Server') { Set-ItemProperty \"HKLM:\\S\\$n\\$m\" Enabled 0 } } } end { } }\nDisable-P -Protocol SSL3, TLS1.0",
    'Set-ItemProperty Path=HKLM:\\S\\SSL 3.0\\Client Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\S\\SSL 3.0\\Server Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.0\\Client Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\S\\TLS 1.0\\Server Name=Enabled Value=0',
  ],
  [
    '$list = @("SSL 2.0","TLS 1.0","TLS 1.2"); $reg = "HKLM:\\\\S\\Protocols\\"\nforeach($Protocol in $list) { foreach($key in \'Client\') { $cur = $reg + $Protocol + "\\" + $key\n if($Protocol -eq "TLS 1.2" -or $Protocol -eq "TLS 1.0") { New-ItemProperty -Path $cur -Name Enabled -Value "1" -PropertyType DWORD -Force | Out-Null } else { New-ItemProperty -Path $cur -Name Enabled -Value "0" -PropertyType DWORD } } }',
    'New-ItemProperty Path=HKLM:\\\\S\\Protocols\\SSL 2.0\\Client Name=Enabled Value=0 PropertyType=DWORD',
    'New-ItemProperty Path=HKLM:\\\\S\\Protocols\\TLS 1.0\\Client Name=Enabled Value=1 PropertyType=DWORD Force',
    'New-ItemProperty Path=HKLM:\\\\S\\Protocols\\TLS 1.2\\Client Name=Enabled Value=1 PropertyType=DWORD Force',
  ],
  [
    "$insecure = @('DES 56/56','NULL','RC4 40/128')\nForeach ($c in $insecure) { $key = (Get-Item HKLM:\\).OpenSubKey('SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers', $true).CreateSubKey($c); $key.SetValue('Enabled', 0, 'DWord'); $key.close(); Write-Host \"Weak cipher $c has been disabled.\" }\nNew-Item 'HKLM:\\S\\Ciphers\\AES 128/128' -Force | Out-Null\n$os = Get-WmiObject -class Win32_OperatingSystem\nif ([System.Version]$os.Version -lt [System.Version]'10.0') { $order = @('A_P256','B') } else { $order = @('A','B') }\n$s = [string]::join(',', $order)\nNew-ItemProperty -path 'HKLM:\\P\\00010002' -name 'Functions' -value $s -PropertyType 'String' -Force | Out-Null",
    'Microsoft.Win32.RegistryKey\\HKLM\\\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers\\DES 56/56.SetValue(Enabled, 0, DWord)',
    'Microsoft.Win32.RegistryKey\\HKLM\\\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers\\NULL.SetValue(Enabled, 0, DWord)',
    'Microsoft.Win32.RegistryKey\\HKLM\\\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers\\RC4 40/128.SetValue(Enabled, 0, DWord)',
    'New-ItemProperty Path=HKLM:\\P\\00010002 Name=Functions Value=? PropertyType=String Force',
  ],
  [
    '$settings = @\'\n[\n { "Key": "HKLM:\\\\A", "Values": { "Enabled": 0, "DisabledByDefault": 1 } }\n]\n\'@ | ConvertFrom-Json\nforeach ($s in $settings) { foreach ($p in $s.Values.PSObject.Properties) { Set-ItemProperty -Path $s.Key -Name $p.Name -Value $p.Value } }',
    'Set-ItemProperty Path=HKLM:\\A Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\A Name=DisabledByDefault Value=1',
  ],
  [
    '$bad = @([System.Net.SecurityProtocolType]::SystemDefault, [System.Net.SecurityProtocolType]::Ssl3)\n$good = @()\nforeach ($p in [System.Enum]::GetValues([System.Net.SecurityProtocolType])) { if ($bad -notcontains $p) { $good += $p } }\n[System.Net.ServicePointManager]::SecurityProtocol = $good',
    'Net.ServicePointManager::SecurityProtocol = [Tls, Tls11, Tls12, Tls13] (Tls Tls11 Tls12 Tls13)',
  ],
  [
    "[Net.ServicePointManager]::SecurityProtocol = [enum]::GetNames([Net.SecurityProtocolType]) -join ','",
    'Net.ServicePointManager::SecurityProtocol = SystemDefault,Ssl3,Tls,Tls11,Tls12,Tls13 (SystemDefault Ssl3 Tls Tls11 Tls12 Tls13)',
  ],
  [
    "function Set-RegistryKey { [CmdletBinding(SupportsShouldProcess)] param ([string]$Path, [string]$Name, $Value, [Microsoft.Win32.RegistryValueKind]$Type = 'DWord')\n  process { try { if (-not (Test-Path -LiteralPath $Path)) { $null = New-Item -Path $Path -ItemType Directory -Force -ErrorAction Stop }\n   $p = @{ LiteralPath = $Path; Name = $Name; Value = $Value; PropertyType = $Type; Force = $true; ErrorAction = 'Stop' }\n   if ($PSCmdlet.ShouldProcess(\"$Path\\$Name\", 'Set')) { $null = New-ItemProperty @p } } catch { throw \"failed: $_\" } } }\n@( @{ Path='HKLM:\\A'; Name='B'; Value=0 }; @{ Path='HKLM:\\A'; Name='C'; Value='x'; Type='String' } ) | ForEach-Object { Set-RegistryKey @_ }\n$items = [System.Collections.Generic.List[hashtable]]::new(); $items.Add(@{ Path='HKLM:\\Z'; Name='Q'; Value=1 }); $items | % { $h = $_; Set-RegistryKey @h }",
    'New-ItemProperty LiteralPath=HKLM:\\A Name=B Value=0 PropertyType=DWord Force=true ErrorAction=Stop',
    'New-ItemProperty LiteralPath=HKLM:\\A Name=C Value=x PropertyType=String Force=true ErrorAction=Stop',
    'New-ItemProperty LiteralPath=HKLM:\\Z Name=Q Value=1 PropertyType=DWord Force=true ErrorAction=Stop',
  ],
  [
    "$choice = Read-Host 'x'; switch ($choice) { '1' { $v = 1 } '2' { $v = 0 } default { exit } }; sp HKLM:\\A B $v",
    'Set-ItemProperty Path=HKLM:\\A Name=B Value=1|0',
  ],
  [
    "function Add-It { begin { $all = @() } process { $all += $_ } end { foreach ($a in $all) { foo-bar $a } } }; 'a','b' | Add-It",
    'foo-bar a',
    'foo-bar b',
  ],
  [
    "$steps = [ordered]@{ 'fw' = { netsh advfirewall set allprofiles state off }; 'tls' = { sp HKLM:\\A B 1 } }; foreach ($s in $steps.GetEnumerator()) { & $s.Value }; $steps['fw'].Invoke()",
    'netsh advfirewall set allprofiles state off',
    'Set-ItemProperty Path=HKLM:\\A Name=B Value=1',
    'netsh advfirewall set allprofiles state off',
  ],
  ['$ps = [PowerShell]::Create().AddScript({ Stop-Service mpssvc }); $ps.Invoke()', 'Stop-Service Name=mpssvc'],
  [
    'New-Module -ScriptBlock { function Set-X($v) { sp HKLM:\\A B $v } } | Import-Module; Set-X 1',
    'Set-ItemProperty Path=HKLM:\\A Name=B Value=1',
  ],
  [
    'function outer { function inner($v) { sp HKLM:\\A B $v }; inner 3 }; outer',
    'Set-ItemProperty Path=HKLM:\\A Name=B Value=3',
  ],
];

const effect = /^(?:Set-ItemProperty|New-ItemProperty|Stop-Service|netsh|foo-bar) |SetValue|SecurityProtocol =/;

describe('PowerShell: hardening scripts', () => {
  for (const [source, ...events] of table) {
    it(source, () =>
      assert.deepEqual(
        eventsOf(source).filter(it => effect.test(it)),
        events,
      ),
    );
  }
});
