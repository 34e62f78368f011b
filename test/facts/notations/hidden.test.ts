import { tryWays, type Way } from './ways';

const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');
const off = encoded('Set-MpPreference -DisableRealtimeMonitoring $true');
const defender = 'integrity/defender-off';
const smb1 = 'remote-access/smb1-enabled';
const image =
  'FROM mcr.microsoft.com/windows/servercore:ltsc2025@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nUSER ContainerUser\n';

const batch: readonly Way[] = [
  {
    name: 'quotes',
    file: 'x.cmd',
    text: 'powershell -NoProfile -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'no quotes',
    file: 'x.bat',
    text: 'powershell.exe -c Set-MpPreference -DisableRealtimeMonitoring «$true»\n',
    rules: defender,
  },
  {
    name: 'no -Command',
    file: 'x.bat',
    text: 'powershell Set-MpPreference -DisableRealtimeMonitoring «1»\n',
    rules: defender,
  },
  {
    name: 'a caret before a pipe',
    file: 'x.cmd',
    text: 'powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true» ^| Out-Null\n',
    rules: defender,
  },
  {
    name: 'lines that a caret continues',
    file: 'x.cmd',
    text: 'powershell -NoProfile ^\n  -ExecutionPolicy Bypass ^\n  -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'quotes in a quoted script that carets continue',
    file: 'x.cmd',
    text: "powershell -Command ^\n  $x = 'a'; ^\n  Set-MpPreference -DisableRealtimeMonitoring «$true»\n",
    rules: defender,
  },
  {
    name: 'quotes escaped by backslashes',
    file: 'x.cmd',
    text: 'powershell -Command "Set-Item -Path \\"WSMan:\\localhost\\Client\\TrustedHosts\\" -Value \\"«*»\\" -Force"\n',
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'quotes written twice',
    file: 'x.cmd',
    text: 'powershell -Command "& {Set-Item WSMan:\\localhost\\Client\\TrustedHosts ""«*»"" -Force}"\n',
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'a script block',
    file: 'x.cmd',
    text: 'powershell -Command "& { Set-MpPreference -DisableRealtimeMonitoring «$true» }"\n',
    rules: defender,
  },
  {
    name: 'percent signs written twice',
    file: 'x.cmd',
    text: 'powershell -Command "1..2 | %% { Set-MpPreference -DisableRealtimeMonitoring «$true» }"\n',
    rules: `${defender}`,
  },
  {
    name: 'a variable of the batch file',
    file: 'x.cmd',
    text: 'set V=$true\npowershell -Command "Set-MpPreference -DisableRealtimeMonitoring «%V%»"\n',
    rules: defender,
  },
  {
    name: 'cmd in between',
    file: 'x.cmd',
    text: 'cmd /c "powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»""\n',
    rules: defender,
  },
  {
    name: 'start',
    file: 'x.cmd',
    text: 'start "" /wait powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'call, and a full path',
    file: 'x.cmd',
    text: 'call %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'an at sign and a condition',
    file: 'x.cmd',
    text: '@if exist x.txt powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'a loop',
    file: 'x.cmd',
    text: 'for %%a in (1) do powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  { name: 'an encoded command', file: 'x.cmd', text: `powershell -NoP -EncodedCommand «${off}»\n`, rules: defender },
  { name: 'an encoded command by its short name', file: 'x.cmd', text: `powershell -e «${off}»\n`, rules: defender },
  {
    name: 'pwsh',
    file: 'x.cmd',
    text: 'pwsh -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'a text that is only printed',
    file: 'x.cmd',
    text: 'echo powershell -Command "Set-MpPreference -DisableRealtimeMonitoring $true"\nrem powershell -Command "Set-MpPreference -DisableRealtimeMonitoring $true"\n',
  },
  {
    name: 'a scheduled task',
    file: 'x.cmd',
    text: 'schtasks /create /tn x /sc onstart /ru SYSTEM /tr "powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
];

const script: readonly Way[] = [
  {
    name: 'Start-Process with a text',
    file: 'x.ps1',
    text: 'Start-Process powershell -ArgumentList \'-NoProfile -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\' -Wait\n',
    rules: defender,
  },
  {
    name: 'Start-Process with a list',
    file: 'x.ps1',
    text: "Start-Process -FilePath powershell.exe -ArgumentList '-NoProfile','-Command','Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'Start-Process with an encoded command',
    file: 'x.ps1',
    text: `Start-Process pwsh -ArgumentList '-EncodedCommand «${off}»'\n`,
    rules: defender,
  },
  {
    name: 'Start-Process cmd',
    file: 'x.ps1',
    text: "Start-Process cmd -ArgumentList '/c netsh advfirewall set allprofiles state «off»'\n",
    rules: 'firewall/firewall-off',
  },
  {
    name: 'Invoke-Command',
    file: 'x.ps1',
    text: 'Invoke-Command -ComputerName web1 -ScriptBlock { Set-MpPreference -DisableRealtimeMonitoring «$true» }\n',
    rules: defender,
  },
  {
    name: 'Invoke-Command with arguments',
    file: 'x.ps1',
    text: 'Invoke-Command -ScriptBlock { param($on) Set-MpPreference -DisableRealtimeMonitoring «$on» } -ArgumentList $true\n',
    rules: defender,
  },
  {
    name: 'a block kept in a variable',
    file: 'x.ps1',
    text: '$block = { Set-MpPreference -DisableRealtimeMonitoring «$true» }\nInvoke-Command -ComputerName web1 -ScriptBlock $block\n',
    rules: defender,
  },
  {
    name: 'a job',
    file: 'x.ps1',
    text: 'Start-Job -ScriptBlock { Set-MpPreference -DisableRealtimeMonitoring «$true» } | Wait-Job\n',
    rules: defender,
  },
  {
    name: 'an action of a scheduled task',
    file: 'x.ps1',
    text: "$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument '-NoProfile -Command \"Set-MpPreference -DisableRealtimeMonitoring «$true»\"'\nRegister-ScheduledTask -TaskName x -Action $action\n",
    rules: defender,
  },
  {
    name: 'schtasks',
    file: 'x.ps1',
    text: "schtasks.exe /create /tn x /sc onstart /tr 'powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'powershell with a block',
    file: 'x.ps1',
    text: 'powershell -NoProfile -Command { Set-MpPreference -DisableRealtimeMonitoring «$true» }\n',
    rules: defender,
  },
  {
    name: 'powershell with a text',
    file: 'x.ps1',
    text: "& powershell.exe -Command 'Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'cmd with a text',
    file: 'x.ps1',
    text: 'cmd /c "netsh advfirewall set allprofiles state «off»"\n',
    rules: 'firewall/firewall-off',
  },
  {
    name: 'Invoke-Expression',
    file: 'x.ps1',
    text: "Invoke-Expression 'Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'a pipe into iex',
    file: 'x.ps1',
    text: "'Set-MpPreference -DisableRealtimeMonitoring «$true»' | iex\n",
    rules: defender,
  },
  { name: 'an encoded command', file: 'x.ps1', text: `powershell -enc «${off}»\n`, rules: defender },
  {
    name: 'a here-string written to a script that is run',
    file: 'x.ps1',
    text: "@'\nSet-MpPreference -DisableRealtimeMonitoring «$true»\n'@ | Set-Content C:\\x.ps1\npowershell -File C:\\x.ps1\n",
    rules: defender,
  },
  {
    name: 'a here-string imported into the registry',
    file: 'x.ps1',
    text: '$reg = @\'\nWindows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa]\n"NoLMHash"=dword:«00000000»\n\'@\nSet-Content -Path C:\\x.reg -Value $reg\nreg import C:\\x.reg\n',
    rules: 'identity/weak-authentication-setting',
    fixed:
      '$reg = @\'\nWindows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa]\n"NoLMHash"=dword:00000001\n\'@\nSet-Content -Path C:\\x.reg -Value $reg\nreg import C:\\x.reg\n',
  },
  {
    name: 'the same by regedit and Out-File',
    file: 'x.ps1',
    text: "$file = Join-Path $env:TEMP 'x.reg'\n@'\nWindows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa]\n\"NoLMHash\"=dword:«00000000»\n'@ | Out-File $file\nregedit.exe /s $file\n",
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'a security template that is applied',
    file: 'x.ps1',
    text: '$inf = "$env:TEMP\\policy.inf"\n@\'\n[Unicode]\nUnicode=yes\n[System Access]\nMinimumPasswordLength = «4»\n[Registry Values]\nMACHINE\\System\\CurrentControlSet\\Control\\Lsa\\NoLMHash=4,«0»\n\'@ | Out-File $inf -Encoding unicode\nsecedit /configure /db secedit.sdb /cfg $inf /areas SECURITYPOLICY\n',
    rules: 'identity/weak-account-policy identity/weak-authentication-setting',
  },
  {
    name: 'a template that is only exported to',
    file: 'x.ps1',
    text: "$inf = 'C:\\x.inf'\n@'\n[System Access]\nMinimumPasswordLength = 4\n'@ | Out-File $inf\nsecedit /export /cfg $inf\n",
  },
  {
    name: 'a policy for LGPO',
    file: 'x.ps1',
    text: "[IO.File]::WriteAllText('C:\\p.txt', @'\nComputer\nSOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service\nAllowUnencryptedTraffic\nDWORD:«1»\n'@)\n.\\LGPO.exe /t C:\\p.txt\n",
    rules: 'remote-access/winrm-unencrypted',
  },
  {
    name: 'DSC by Invoke-DscResource',
    file: 'x.ps1',
    text: "Invoke-DscResource -Name WindowsFeature -Method Set -ModuleName PSDesiredStateConfiguration -Property @{ Name = '«FS-SMB1»'; Ensure = 'Present' }\n",
    rules: smb1,
  },
  {
    name: 'the registry by Invoke-DscResource',
    file: 'x.ps1',
    text: "Invoke-DscResource -Name Registry -Method Set -Property @{ Key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa'; ValueName = 'NoLMHash'; ValueData = '«0»'; ValueType = 'Dword' }\n",
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'a test by Invoke-DscResource',
    file: 'x.ps1',
    text: "Invoke-DscResource -Name WindowsFeature -Method Test -Property @{ Name = 'FS-SMB1'; Ensure = 'Present' }\n",
  },
  {
    name: 'a DSC configuration',
    file: 'x.ps1',
    text: "Configuration C {\n  Node localhost {\n    Script S {\n      GetScript = { @{} }\n      TestScript = { $false }\n      SetScript = { Set-MpPreference -DisableRealtimeMonitoring «$true» }\n    }\n    SecurityOption O {\n      Name = 'O'\n      Network_security_Do_not_store_LAN_Manager_hash_value_on_next_password_change = '«Disabled»'\n    }\n    AccountPolicy A {\n      Name = 'A'\n      Minimum_Password_Length = «4»\n    }\n  }\n}\n",
    rules: `${defender} identity/weak-authentication-setting identity/weak-account-policy`,
  },
  {
    name: 'Group Policy',
    file: 'x.ps1',
    text: "Set-GPRegistryValue -Name x -Key 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -ValueName NoLMHash -Type DWord -Value «0»\n",
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'preferences of Group Policy',
    file: 'x.ps1',
    text: "Set-GPPrefRegistryValue -Name x -Context Computer -Action Update -Key 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -ValueName NoLMHash -Type DWord -Value «0»\n",
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'a preference that deletes',
    file: 'x.ps1',
    text: "Set-GPPrefRegistryValue -Name x -Context Computer -Action Delete -Key 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -ValueName NoLMHash -Type DWord -Value 0\nRemove-GPRegistryValue -Name x -Key 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -ValueName NoLMHash\n",
  },
  {
    name: 'PolicyFileEditor',
    file: 'x.ps1',
    text: 'Set-PolicyFileEntry -Path $env:windir\\system32\\GroupPolicy\\Machine\\registry.pol -Key SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service -ValueName AllowUnencryptedTraffic -Type DWord -Data «1»\n',
    rules: 'remote-access/winrm-unencrypted',
  },
  {
    name: 'PolicyFileEditor as a DSC resource',
    file: 'x.ps1',
    text: "Configuration C {\n  Node localhost {\n    cAdministrativeTemplateSetting A {\n      KeyValueName = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service\\AllowUnencryptedTraffic'\n      PolicyType = 'Machine'\n      Data = '«1»'\n      Ensure = 'Present'\n      Type = 'Dword'\n    }\n  }\n}\n",
    rules: 'remote-access/winrm-unencrypted',
  },
  {
    name: 'a task registered by its XML',
    file: 'x.ps1',
    text: '$xml = @\'\n<Task><Actions><Exec><Command>powershell.exe</Command><Arguments>-Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"</Arguments></Exec></Actions></Task>\n\'@\nRegister-ScheduledTask -TaskName x -Xml $xml\n',
    rules: defender,
  },
  {
    name: 'an answer file that is written',
    file: 'x.ps1',
    text: '@"\n<?xml version="1.0"?>\n<unattend><settings><component name="Microsoft-Windows-LUA-Settings"><EnableLUA>«false»</EnableLUA></component></settings></unattend>\n"@ | Out-File C:\\unattend.xml\n',
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'a template applied by Start-Process',
    file: 'x.ps1',
    text: "Set-Content C:\\x.inf -Value @'\n[System Access]\nMinimumPasswordLength = «4»\n'@\nStart-Process secedit -ArgumentList '/configure /db x.sdb /cfg C:\\x.inf' -Wait\n",
    rules: 'identity/weak-account-policy',
  },
  {
    name: 'a template written line by line',
    file: 'x.ps1',
    text: "$f = 'C:\\x.inf'\n'[Unicode]' | Out-File $f\n'[System Access]' | Out-File $f -Append\nAdd-Content -Path $f -Value 'MinimumPasswordLength = «4»'\nAdd-Content $f '[Privilege Rights]'\nAdd-Content $f 'SeDebugPrivilege = «*S-1-1-0»'\nsecedit.exe /configure /db x.sdb /cfg $f\n",
    rules: 'identity/weak-account-policy identity/wide-user-right',
  },
];

const docker: readonly Way[] = [
  {
    name: 'shell form',
    file: 'Dockerfile',
    text: `${image}RUN powershell -Command "Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force"\n`,
    rules: smb1,
  },
  {
    name: 'exec form',
    file: 'Dockerfile',
    text: `${image}RUN ["powershell", "-Command", "Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force"]\n`,
    rules: smb1,
  },
  {
    name: 'SHELL, and lines continued',
    file: 'Dockerfile',
    text: `# escape=\`\n${image}SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]\nRUN $x = 1; \`\n    Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force\n`,
    rules: smb1,
  },
  {
    name: 'a here-document',
    file: 'Dockerfile',
    text: `${image}SHELL ["powershell", "-Command"]\nRUN <<EOF\nSet-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force\nEOF\n`,
    rules: smb1,
  },
  {
    name: 'an encoded command',
    file: 'Dockerfile',
    text: `${image}RUN powershell -EncodedCommand «${encoded('Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force')}»\n`,
    rules: smb1,
  },
  {
    name: 'carets and cmd',
    file: 'Dockerfile',
    text: `${image}RUN cmd /S /C powershell -Command Set-SmbServerConfiguration -EnableSMB1Protocol «$true» ^| Out-Null\n`,
    rules: smb1,
  },
  {
    name: 'CMD',
    file: 'Dockerfile',
    text: `${image}CMD powershell -Command Set-SmbServerConfiguration -EnableSMB1Protocol «$true»\n`,
    rules: smb1,
  },
  {
    name: 'ENTRYPOINT',
    file: 'Dockerfile',
    text: `${image}ENTRYPOINT ["powershell.exe", "-NoLogo", "-Command", "Set-SmbServerConfiguration", "-EnableSMB1Protocol", "«$true»"]\n`,
    rules: smb1,
  },
  {
    name: 'HEALTHCHECK',
    file: 'Dockerfile',
    text: `${image}HEALTHCHECK CMD powershell -Command "Set-SmbServerConfiguration -EnableSMB1Protocol «$true»"\n`,
    rules: smb1,
  },
];

tryWays('PowerShell in batch files', batch);
tryWays('PowerShell in PowerShell', script);
tryWays('PowerShell in Dockerfiles', docker);
