import { tryWays, type Way } from './ways';

const defender = 'integrity/defender-off';
const smb1 = 'remote-access/smb1-enabled';

const applied: readonly Way[] = [
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
    name: 'an answer file of another name',
    file: 'x.ps1',
    text: '$p = "C:\\oobe.xml"\nSet-Content -Path $p -NoNewLine -Value @"\n<?xml version="1.0"?>\n<!-- first -->\n<unattend><settings><component name="Microsoft-Windows-LUA-Settings"><EnableLUA>«false»</EnableLUA></component></settings></unattend>\n"@\nSysprep.exe /oobe "/unattend:$p"\n',
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

tryWays('Files that scripts write and apply, and policies', applied);
