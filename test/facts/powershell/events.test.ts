import assert from 'node:assert/strict';
import { eventsOf } from '../../kit/events';

/** What a script does, for each way of saying it. */
const table: Readonly<Record<string, readonly (readonly [source: string, ...events: readonly string[]])[]>> = {
  'names and parameters': [
    ['New-NetFirewallRule -DisplayName RDP -LocalPort 3389', 'New-NetFirewallRule DisplayName=RDP LocalPort=3389'],
    ['new-netfirewallrule -displayn RDP -localp 3389', 'New-NetFirewallRule DisplayName=RDP LocalPort=3389'],
    ['NetSecurity\\New-NetFirewallRule -LocalPort 3389', 'New-NetFirewallRule LocalPort=3389'],
    ['iwr https://x/a.zip -o a.zip', 'Invoke-WebRequest OutFile=a.zip Uri=https://x/a.zip'],
    ['iwr https://x/a.zip -s a.zip', 'Invoke-WebRequest s=a.zip Uri=https://x/a.zip'],
    [
      'iwr https://x/a.zip -outf a.zip -SkipCert',
      'Invoke-WebRequest OutFile=a.zip SkipCertificateCheck Uri=https://x/a.zip',
    ],
    ['sp HKLM:\\A B 1', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=1'],
    [
      'Set-ItemProperty -Path HKLM:\\A -Name B -Value 0x1 -Type DWord',
      'Set-ItemProperty Path=HKLM:\\A Name=B Value=1 Type=DWord',
    ],
    [
      'Set-SmbServerConfiguration -EnableSMB1Protocol:$true -Force',
      'Set-SmbServerConfiguration EnableSMB1Protocol=true Force',
    ],
    ['Stop-Service mpssvc -Force', 'Stop-Service Force Name=mpssvc'],
    [
      'New-NetFirewallRule -Profile Domain,Public -LocalPort 80,443',
      'New-NetFirewallRule Profile=[Domain, Public] LocalPort=[80, 443]',
    ],
    ['Foo-Bar -Force value -Name x', 'Foo-Bar Force Name=x'],
    ['& "New-NetFirewallRule" -LocalPort 1', 'New-NetFirewallRule LocalPort=1'],
  ],
  programs: [
    ['netsh advfirewall set allprofiles state off', 'netsh advfirewall set allprofiles state off'],
    [
      'NETSH.EXE advfirewall firewall add rule name="Open RDP" dir=in localport=3389,5985',
      'netsh advfirewall firewall add rule name=Open RDP dir=in localport=3389,5985',
    ],
    ['& "$env:SystemRoot\\system32\\netsh.exe" advfirewall reset', 'netsh advfirewall reset'],
    ['& C:\\Windows\\system32\\reg.exe add HKLM\\A /v B /d 1', 'reg add HKLM\\A /v B /d 1'],
    ['sc.exe config mpssvc start= disabled', 'sc config mpssvc start= disabled'],
    ['sc config mpssvc start= disabled', 'sc config mpssvc start= disabled'],
    ['curl -k https://x', 'curl -k https://x'],
    ['curl https://x', 'Invoke-WebRequest Uri=https://x'],
    ['curl.exe https://x', 'curl https://x'],
  ],
  variables: [
    ['$p = 3389; New-NetFirewallRule -LocalPort $p', 'New-NetFirewallRule LocalPort=3389'],
    ['$h = "HKLM:\\A"; sp "$h\\B" C 1', 'Set-ItemProperty Path=HKLM:\\A\\B Name=C Value=1'],
    ["$h = 'HKLM:\\A'; sp ($h + '\\B') C 1", 'Set-ItemProperty Path=HKLM:\\A\\B Name=C Value=1'],
    ["sp ('HKLM:\\{0}\\{1}' -f 'A', 'B') C 1", 'Set-ItemProperty Path=HKLM:\\A\\B Name=C Value=1'],
    [
      'sp (Join-Path HKLM:\\A B) C 1',
      'Join-Path Path=HKLM:\\A ChildPath=B',
      'Set-ItemProperty Path=HKLM:\\A\\B Name=C Value=1',
    ],
    ['iwr "https://$server/x.zip"', 'Invoke-WebRequest Uri=https://?/x.zip'],
    ['$x = 1; if ($a) { $x = 2 }; sp HKLM:\\A B $x', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=2|1'],
    ['if ($a) { $x = 1 } else { $x = 1 }; sp HKLM:\\A B $x', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=1'],
    ['$script:x = 1; function f { sp HKLM:\\A B $x }; f', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=1'],
    ['while ($a) { sp HKLM:\\A B $i; $i += 1 }', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=?'],
    ['param($Port = 3389) New-NetFirewallRule -LocalPort $Port', 'New-NetFirewallRule LocalPort=3389'],
    ['param($Port) New-NetFirewallRule -LocalPort $Port', 'New-NetFirewallRule LocalPort=?'],
    ['$a, $b = 1, 2; sp HKLM:\\A B $b', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=2'],
    ["$l = 'a b c' -split ' '; foo-bar $l[1]", 'Foo-Bar b'.replace('Foo-Bar', 'foo-bar')],
  ],
  tables: [
    [
      '$r = @{ LocalPort = 3389; Action = "Allow" }; New-NetFirewallRule @r',
      'New-NetFirewallRule LocalPort=3389 Action=Allow',
    ],
    [
      '$r = @{ LocalPort = 3389 }; $r.Action = "Allow"; $r["Protocol"] = "TCP"; New-NetFirewallRule @r',
      'New-NetFirewallRule LocalPort=3389 Action=Allow Protocol=TCP',
    ],
    ['$r = @{ A = 1 }; $r += @{ LocalPort = 2 }; New-NetFirewallRule @r', 'New-NetFirewallRule A=1 LocalPort=2'],
    [
      '$r = @{ Action = "Allow"; LocalPort = 1 }; if ($a) { $r.Protocol = "TCP"; $r.LocalPort = 2 }; New-NetFirewallRule @r',
      'New-NetFirewallRule Action=Allow LocalPort=2|1 Protocol=TCP',
    ],
    ['$l = @(1); if ($a) { $l += 2 }; foreach ($i in $l) { foo-bar $i }', 'foo-bar 1', 'foo-bar 2'],
    ['New-NetFirewallRule @Params -LocalPort 3389', 'New-NetFirewallRule LocalPort=3389 ...'],
    [
      '$c = @{ rdp = @{ port = 3389 } }; New-NetFirewallRule -LocalPort $c.rdp.port',
      'New-NetFirewallRule LocalPort=3389',
    ],
    [
      '$c = [pscustomobject]@{ port = 3389 }; New-NetFirewallRule -LocalPort $c.port',
      'New-NetFirewallRule LocalPort=3389',
    ],
  ],
  loops: [
    [
      "foreach ($p in 'TLS 1.0','TLS 1.1') { sp \"HKLM:\\$p\\Server\" Enabled 0 }",
      'Set-ItemProperty Path=HKLM:\\TLS 1.0\\Server Name=Enabled Value=0',
      'Set-ItemProperty Path=HKLM:\\TLS 1.1\\Server Name=Enabled Value=0',
    ],
    [
      '3389, 5985 | % { New-NetFirewallRule -LocalPort $_ }',
      'New-NetFirewallRule LocalPort=3389',
      'New-NetFirewallRule LocalPort=5985',
    ],
    ['@(1,2).ForEach({ foo-bar $_ })', 'foo-bar 1', 'foo-bar 2'],
    [
      '$t = @{ a = 1; b = 2 }; foreach ($k in $t.Keys) { sp HKLM:\\X $k $t[$k] }',
      'Set-ItemProperty Path=HKLM:\\X Name=a Value=1',
      'Set-ItemProperty Path=HKLM:\\X Name=b Value=2',
    ],
    [
      '$t = @{ a = 1 }; $t.GetEnumerator() | % { sp HKLM:\\X $_.Key $_.Value }',
      'Set-ItemProperty Path=HKLM:\\X Name=a Value=1',
    ],
    [
      'foreach ($r in @(@{n="a"; v=1}, @{n="b"; v=0})) { sp HKLM:\\X $r.n $r.v }',
      'Set-ItemProperty Path=HKLM:\\X Name=a Value=1',
      'Set-ItemProperty Path=HKLM:\\X Name=b Value=0',
    ],
    ['foreach ($x in Get-Things) { foo-bar $x }', 'Get-Things', 'foo-bar ?'],
    ['$t = @{}; foreach ($k in $t.Keys) { foo-bar $k }', 'foo-bar ?'],
    ['$t = @{}; $t.Add($a, 1); foo-bar $t.a', 'foo-bar ?'],
    [
      "foreach ($i in @(@('A', 1), @('B', 0))) { sp HKLM:\\X $i[0] $i[1] }",
      'Set-ItemProperty Path=HKLM:\\X Name=A Value=1',
      'Set-ItemProperty Path=HKLM:\\X Name=B Value=0',
    ],
    [
      '\'Name,Port\nrdp,3389\n"a, b",80\' | ConvertFrom-Csv | % { foo-bar $_.Name $_.Port }',
      'ConvertFrom-Csv',
      'foo-bar rdp 3389',
      'foo-bar a, b 80',
    ],
    [
      `'[{"port": 3389}, {"port": 80}]' | ConvertFrom-Json | % { foo-bar $_.port }`,
      'ConvertFrom-Json',
      'foo-bar 3389',
      'foo-bar 80',
    ],
    [
      "[pscustomobject]@{ Path = 'HKLM:\\A'; Name = 'B'; Value = 0 } | Set-ItemProperty -Type DWord",
      'Set-ItemProperty Type=DWord Path=HKLM:\\A Name=B Value=0',
    ],
  ],
  locations: [
    ['cd HKLM:\\A; sp $PWD B 1', 'Set-Location Path=HKLM:\\A', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=1'],
    [
      'Push-Location HKLM:\\A; cd B\\..\\C; sp $PWD D 1; Pop-Location; sp $PWD D 1',
      'Push-Location Path=HKLM:\\A',
      'Set-Location Path=B\\..\\C',
      'Set-ItemProperty Path=HKLM:\\A\\C Name=D Value=1',
      'Pop-Location',
      'Set-ItemProperty Path=? Name=D Value=1',
    ],
    ['cd HKLM:; cd \\A; foo-bar $PWD', 'Set-Location Path=HKLM:', 'Set-Location Path=\\A', 'foo-bar HKLM:\\A'],
    ['if ($a) { cd HKLM:\\A }; foo-bar $PWD', 'Set-Location Path=HKLM:\\A', 'foo-bar ?'],
  ],
  functions: [
    [
      'function Set-Reg($p, $n, $v) { sp $p $n $v }; Set-Reg HKLM:\\A B 1',
      'Set-ItemProperty Path=HKLM:\\A Name=B Value=1',
    ],
    [
      'function Set-Reg { param($Path, $Value = 1) sp $Path B $Value }; Set-Reg -Path HKLM:\\A',
      'Set-ItemProperty Path=HKLM:\\A Name=B Value=1',
    ],
    ['function f($v) { sp HKLM:\\A B $v }', 'Set-ItemProperty Path=HKLM:\\A Name=B Value=?'],
    ['function f { f }; f'],
    ['function f($n) { foo-bar $n; f 2; f 3 }; f 1', 'foo-bar 1'],
    [
      'function f { param([Alias("Key")]$Path) foo-bar $Path }; f -Key HKLM:\\A; $t = @{ Key = 1 }; f @t',
      'foo-bar HKLM:\\A',
      'foo-bar 1',
    ],
    ["filter f { foo-bar $_ }; 'a', 'b' | f", 'foo-bar a', 'foo-bar b'],
    [
      "function f { param([Parameter(ValueFromPipeline)]$Name) process { foo-bar $Name } }; 'a', 'b' | f",
      'foo-bar a',
      'foo-bar b',
    ],
    ['Set-Alias n netsh; n advfirewall reset', 'Set-Alias Name=n Value=netsh', 'netsh advfirewall reset'],
    ['Stop-Service mpssvc -WhatIf; Stop-Service bfe -WhatIf:$false', 'Stop-Service WhatIf=false Name=bfe'],
    ['& { param($x) foo-bar $x } 5', 'foo-bar 5'],
  ],
  members: [
    [
      '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
      'Net.ServicePointManager::SecurityProtocol = Tls12',
    ],
    [
      "[System.Net.ServicePointManager]::SecurityProtocol = 'Ssl3, Tls12'",
      'Net.ServicePointManager::SecurityProtocol = Ssl3, Tls12 (Ssl3 Tls12)',
    ],
    [
      '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls11 -bor [Net.SecurityProtocolType]::Tls12',
      'Net.ServicePointManager::SecurityProtocol = [Tls11, Tls12] (Tls11 Tls12)',
    ],
    [
      '[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 768',
      'Net.ServicePointManager::SecurityProtocol = [<Net.ServicePointManager::SecurityProtocol>, 768]',
    ],
    [
      "$p = [Net.SecurityProtocolType]'Ssl3,Tls'; [Net.ServicePointManager]::SecurityProtocol = $p",
      'Net.ServicePointManager::SecurityProtocol = Ssl3,Tls (Ssl3 Tls)',
    ],
    ['$env:GIT_SSL_NO_VERIFY = 1', 'env:GIT_SSL_NO_VERIFY = 1'],
    [
      '[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }',
      'Net.ServicePointManager::ServerCertificateValidationCallback = { $true }',
    ],
    [
      '(New-Object Net.WebClient).DownloadFile("http://x", "y")',
      'New-Object TypeName=Net.WebClient',
      'Net.WebClient.DownloadFile(http://x, y)',
    ],
    [
      '$wc = [System.Net.WebClient]::new(); $wc.DownloadString($u)',
      'Net.WebClient.new()',
      'Net.WebClient.DownloadString(?)',
    ],
    [
      "[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\A', 'B', 1)",
      'Microsoft.Win32.Registry.SetValue(HKEY_LOCAL_MACHINE\\A, B, 1)',
    ],
    [
      "$k = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('A\\B'); $k.SetValue('C', 1)",
      'Microsoft.Win32.Registry::LocalMachine.CreateSubKey(A\\B)',
      'Microsoft.Win32.Registry::LocalMachine\\A\\B.SetValue(C, 1)',
    ],
    ['$req.ServerCertificateValidationCallback = { $true }', '.ServerCertificateValidationCallback = { $true }'],
  ],
  'nested shells': [
    [
      'powershell -NoProfile -Command "Set-MpPreference -DisableRealtimeMonitoring 1"',
      'powershell -NoProfile -Command Set-MpPreference -DisableRealtimeMonitoring 1',
      'Set-MpPreference DisableRealtimeMonitoring=1',
    ],
    [
      "cmd /c 'netsh advfirewall reset & sc stop mpssvc'",
      'cmd /c netsh advfirewall reset & sc stop mpssvc',
      'netsh advfirewall reset',
      'sc stop mpssvc',
    ],
    [
      'cmd.exe /c netsh firewall add portopening TCP 5986 "Port 5986"',
      'cmd /c netsh firewall add portopening TCP 5986 Port 5986',
      'netsh firewall add portopening TCP 5986 Port 5986',
    ],
    ['cmd /c reg add HKLM\\A /v B /d 1', 'cmd /c reg add HKLM\\A /v B /d 1', 'reg add HKLM\\A /v B /d 1'],
    ["function run($c) { cmd /c $c }; run 'sc stop mpssvc'", 'cmd /c sc stop mpssvc', 'sc stop mpssvc'],
    ["$c = 'Stop-Service mpssvc'; iex $c", 'Invoke-Expression Command=Stop-Service mpssvc', 'Stop-Service Name=mpssvc'],
    [
      "Invoke-Expression 'Stop-Service mpssvc'",
      'Invoke-Expression Command=Stop-Service mpssvc',
      'Stop-Service Name=mpssvc',
    ],
    [
      "Start-Process netsh -ArgumentList 'advfirewall set allprofiles state off' -Wait",
      'Start-Process ArgumentList=advfirewall set allprofiles state off Wait FilePath=netsh',
      'netsh advfirewall set allprofiles state off',
    ],
    [
      "Start-Process reg -ArgumentList 'add','HKLM\\A','/v','B','/d','1'",
      'Start-Process ArgumentList=[add, HKLM\\A, /v, B, /d, 1] FilePath=reg',
      'reg add HKLM\\A /v B /d 1',
    ],
    [
      "Start-Process powershell -ArgumentList '-NoProfile -c', 'iwr x | iex'",
      'Start-Process ArgumentList=[-NoProfile -c, iwr x | iex] FilePath=powershell',
      'Invoke-WebRequest Uri=x',
      'Invoke-Expression',
    ],
    [
      `New-ScheduledTaskAction -Execute powershell.exe -Argument '-Command "Stop-Service mpssvc"'`,
      'New-ScheduledTaskAction Execute=powershell.exe Argument=-Command "Stop-Service mpssvc"',
      'Stop-Service Name=mpssvc',
    ],
    [
      'wt new-tab pwsh -NoExit -Command "Stop-Service mpssvc"',
      'wt new-tab pwsh -NoExit -Command Stop-Service mpssvc',
      'Stop-Service Name=mpssvc',
    ],
    [
      'cmd /c "powershell -c Stop-Service mpssvc"',
      'cmd /c powershell -c Stop-Service mpssvc',
      'powershell -c Stop-Service mpssvc',
      'Stop-Service Name=mpssvc',
    ],
  ],
  'blocks and branches': [
    ['if ($a) { foo-bar 1 } else { foo-bar 2 }', 'foo-bar 1', 'foo-bar 2'],
    ['if ($false) { foo-bar 1 }'],
    [
      'Invoke-Command -ComputerName x -ScriptBlock { foo-bar 1 }',
      'foo-bar 1',
      'Invoke-Command ComputerName=x ScriptBlock={ foo-bar 1 }',
    ],
    [
      'Invoke-Command x -ScriptBlock { param($a) foo-bar $a } -ArgumentList 5',
      'foo-bar 5',
      'Invoke-Command ScriptBlock={ param($a) foo-bar $a } ArgumentList=5 ComputerName=x',
    ],
    [
      '$k = try { gi HKLM:\\A } catch { $null }; foo-bar $k.PSPath',
      'Get-Item Path=HKLM:\\A',
      'foo-bar Registry::HKLM\\A',
    ],
    ['try { foo-bar 1 } catch { foo-bar 2 } finally { foo-bar 3 }', 'foo-bar 1', 'foo-bar 2', 'foo-bar 3'],
    ['switch ($x) { a { foo-bar 1 } default { foo-bar 2 } }', 'foo-bar 1', 'foo-bar 2'],
    ['foo-bar 1 && foo-bar 2 || foo-bar 3', 'foo-bar 1', 'foo-bar 2', 'foo-bar 3'],
    ['$x = $(foo-bar 1)', 'foo-bar 1'],
  ],
};

describe('PowerShell events', () => {
  for (const [group, rows] of Object.entries(table)) {
    describe(group, () => {
      for (const [source, ...events] of rows) it(source, () => assert.deepEqual(eventsOf(source), events));
    });
  }
});
