import type { Ways } from './ways.data';

const lsa = String.raw`SYSTEM\CurrentControlSet\Control\Lsa`;
const terminal = String.raw`SYSTEM\CurrentControlSet\Control\Terminal Server`;
const terminalPolicy = String.raw`SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services`;
const system = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`;
const server = String.raw`SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters`;
const netlogon = String.raw`SYSTEM\CurrentControlSet\Services\Netlogon\Parameters`;
const winrm = String.raw`SOFTWARE\Policies\Microsoft\Windows\WinRM`;
const dns = String.raw`SOFTWARE\Policies\Microsoft\Windows NT\DNSClient`;

/** Remote administration, logon and accounts. See `ways`. */
export const managementWays: Ways = {
  'identity/weak-authentication-setting': {
    bad: [
      `sp 'HKLM:\\${lsa}' LmCompatibilityLevel «2»`,
      `Set-ItemProperty -Path 'HKLM:\\${lsa}' -Name NoLMHash -Value «0» -Type DWord -Force`,
      `foreach ($n in 'Comment', 'RestrictAnonymousSAM') { New-ItemProperty -Path 'HKLM:\\${lsa}' -Name $n -Value «0» -PropertyType DWord -Force }`,
      `@{ EveryoneIncludesAnonymous = 1 }.GetEnumerator() | ForEach-Object { sp 'HKLM:\\${lsa}' $_.Key «$_.Value» }`,
      `Set-Location HKLM:\\${lsa}; Set-ItemProperty . -Name RunAsPPL -Value «0»`,
      `Push-Location 'HKLM:\\SYSTEM\\ControlSet001\\Control'; sp Lsa ForceGuest «1»`,
      `$s = @{ Path = 'HKLM:\\${lsa}\\MSV1_0'; Name = 'NTLMMinClientSec'; Value = «0» }; Set-ItemProperty @s`,
      `New-ItemProperty 'Registry::HKEY_LOCAL_MACHINE\\${lsa}\\MSV1_0' -Name AllowNullSessionFallback -Value «1»`,
      `[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\${system}', 'EnableLUA', «0»)`,
      `[Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('${system}', $true).SetValue('LocalAccountTokenFilterPolicy', «1», 'DWord')`,
      `reg.exe add HKLM\\${system} /v ConsentPromptBehaviorAdmin /t REG_DWORD /d «0» /f`,
      `reg add \\\\.\\HKLM\\${system} /v PromptOnSecureDesktop /d «0» /t REG_DWORD /f`,
      `$name = 'UseLogonCredential'; sp 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest' $name «1»`,
      `function Set-Value($k, $n, $v) { Set-ItemProperty $k $n $v }; Set-Value 'HKLM:\\${lsa}' 'LimitBlankPasswordUse' «0»`,
      `sp 'HKLM:\\${netlogon}' RequireSignOrSeal «0»; sp 'HKLM:\\${netlogon}' FullSecureChannelProtection «0»`,
      `sp 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters' LDAPServerIntegrity «1»`,
      `sp 'HKLM:\\${system}\\Kerberos\\Parameters' SupportedEncryptionTypes «28»`,
      `Set-GPRegistryValue -Name Base -Key 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\Installer' -ValueName AlwaysInstallElevated -Type DWord -Value «1»`,
      `sp 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon' CachedLogonsCount '«50»'`,
      `Set-ADUser app -KerberosEncryptionType «RC4»`,
    ],
    good: [
      `sp 'HKLM:\\${lsa}' LmCompatibilityLevel 5`,
      `sp 'HKLM:\\${lsa}' NoLMHash 0; sp 'HKLM:\\${lsa}' NoLMHash 1`,
      `sp 'HKLM:\\${lsa}' RunAsPPL 0; Remove-ItemProperty 'HKLM:\\${lsa}' -Name RunAsPPL`,
      `@{ RunAsPPL = 1; NoLMHash = 1 }.GetEnumerator() | ForEach-Object { sp 'HKLM:\\${lsa}' $_.Key $_.Value }`,
      `sp 'HKLM:\\${lsa}\\MSV1_0' NTLMMinClientSec 0x20080000`,
      `sp 'HKLM:\\${lsa}\\MSV1_0' NTLMMinServerSec 0x20000000`,
      `sp 'HKCU:\\${lsa}' NoLMHash 0`,
      `sp 'HKLM:\\SOFTWARE\\Vendor\\Lsa' NoLMHash 0`,
      `if ((Get-ItemProperty 'HKLM:\\${lsa}').RunAsPPL -eq 0) { 'off' }`,
      `Write-Host 'reg add HKLM\\${lsa} /v NoLMHash /t REG_DWORD /d 0'`,
      `reg query HKLM\\${system} /v EnableLUA`,
      `reg delete HKLM\\${system} /v LocalAccountTokenFilterPolicy /f`,
      `sp 'HKLM:\\${system}' EnableLUA $value`,
      `sp 'HKLM:\\${system}\\Kerberos\\Parameters' SupportedEncryptionTypes 2147483640`,
      `sp 'HKLM:\\${lsa}' LsaComment 0`,
      `sp 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon' CachedLogonsCount '4'`,
    ],
  },
  'identity/weak-account-policy': {
    bad: [
      'net accounts /minpwlen:«0»',
      'net.exe accounts /lockoutthreshold:«never»',
      `cmd /c "net accounts /uniquepw:«0»"`,
      'net1 accounts /minpwlen:«7» /domain',
      'foreach ($n in 4) { net accounts «/minpwlen:$n» }',
      "Get-LocalUser -Name '«Guest»' | Enable-LocalUser",
      'Set-ADDefaultDomainPasswordPolicy -Identity a.test -ReversibleEncryptionEnabled «$true»',
      '$p = @{ Identity = "a.test"; ComplexityEnabled = «$false» }; Set-ADDefaultDomainPasswordPolicy @p',
      'New-ADFineGrainedPasswordPolicy -Name weak -Precedence 1 -MinPasswordLength «5»',
      'Get-ADUser app | Set-ADAccountControl -DoesNotRequirePreAuth:«$true»',
      'Set-ADUser app -PasswordNotRequired «$true»',
      'New-LocalUser -Name app «-NoPassword»',
    ],
    good: [
      'net accounts /minpwlen:14 /lockoutthreshold:5 /uniquepw:24 /maxpwage:60',
      'net accounts /minpwlen:0; net accounts /minpwlen:14',
      'net accounts /minpwlen:$length',
      'Get-ADDefaultDomainPasswordPolicy | Where-Object ComplexityEnabled -eq $false',
      'Get-LocalUser -Name Guest | Disable-LocalUser',
      'Enable-LocalUser -Name app',
      'Set-ADAccountControl app -DoesNotRequirePreAuth $false',
      'Get-ADUser -Filter { PasswordNotRequired -eq $true }',
    ],
  },
  'identity/spoofable-name-resolution': {
    bad: [
      `sp 'HKLM:\\${dns}' EnableMulticast «1»`,
      `reg add 'HKLM\\${dns}' /v EnableNetbios /t REG_DWORD /d «1» /f`,
      "Invoke-WmiMethod -Path 'Win32_NetworkAdapterConfiguration.Index=1' -Name SetTcpipNetbios -ArgumentList «1»",
    ],
    good: [
      `sp 'HKLM:\\${dns}' EnableMulticast 0`,
      `sp 'HKLM:\\${dns}' EnableMulticast 1; sp 'HKLM:\\${dns}' EnableMulticast 0`,
      '$adapter.SetTcpipNetbios(2)',
    ],
  },
  'remote-access/winrm-weak-authentication': {
    bad: [
      `winrm set winrm/config/service/auth '@{Basic="«true»"}'`,
      'winrm s winrm/config/client/auth "@{Basic=`"«true»`"}"',
      `cmd.exe /c winrm set winrm/config/service/auth '@{CredSSP="«true»"}'`,
      'Set-Item WSMan:\\localhost\\Service\\Auth\\Basic «1»',
      "si wsman:localhost/service/auth/basic -Value '«true»'",
      'Set-Location WSMan:\\localhost\\Service\\Auth; Set-Item Basic «$true»',
      '$on = $true; Set-Item "WSMan:\\$env:COMPUTERNAME\\Service\\Auth\\CredSSP" «$on»',
      'Set-WSManInstance winrm/config/service/auth -ValueSet @{ Basic = «$true» }',
      "Set-WSManInstance -ResourceURI WinRM/Config/Service/Auth -ValueSet @{ Kerberos = '«false»' }",
      `sp 'HKLM:\\${winrm}\\Service' AllowBasic «1»`,
      `reg add 'HKLM\\${winrm}\\Client' /v AllowDigest /t REG_DWORD /d «1» /f`,
      '«Enable-WSManCredSSP» Server -Force',
      'Invoke-Command -ComputerName web1 -ScriptBlock { «Enable-WSManCredSSP» -Role Server -Force }',
    ],
    good: [
      `winrm set winrm/config/service/auth '@{Basic="false";CredSSP="false"}'`,
      `winrm get winrm/config/service/auth`,
      'Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $true; Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $false',
      'Set-Item WSMan:\\localhost\\Service\\Auth\\Kerberos $true',
      'Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $basic',
      'Get-Item WSMan:\\localhost\\Service\\Auth\\Basic',
      `sp 'HKLM:\\${winrm}\\Service' AllowBasic 0`,
      'Disable-WSManCredSSP -Role Client',
    ],
  },
  'remote-access/rdp-without-nla': {
    bad: [
      `sp 'HKLM:\\${terminal}\\WinStations\\RDP-Tcp' UserAuthentication «0»`,
      `sp 'HKLM:\\${terminalPolicy}' -Name MinEncryptionLevel -Value «1»`,
      `reg add 'HKLM\\${terminal}\\WinStations\\RDP-Tcp' /v SecurityLayer /t REG_DWORD /d «0x0» /f`,
      '$t = Get-WmiObject Win32_TSGeneralSetting -Namespace root\\cimv2\\terminalservices; $t.SetUserAuthenticationRequired(«0»)',
      'Get-CimInstance Win32_TSGeneralSetting | Invoke-CimMethod -MethodName SetSecurityLayer -Arguments @{ SecurityLayer = «0» }',
      'Set-RDSessionCollectionConfiguration c -AuthenticateUsingNLA «$false»',
    ],
    good: [
      `sp 'HKLM:\\${terminal}\\WinStations\\RDP-Tcp' UserAuthentication 1`,
      `sp 'HKLM:\\${terminal}\\WinStations\\RDP-Tcp' UserAuthentication 0; sp 'HKLM:\\${terminal}\\WinStations\\RDP-Tcp' UserAuthentication 1`,
      `sp 'HKLM:\\${terminalPolicy}' -Name MinEncryptionLevel -Value 4`,
      '$t.SetUserAuthenticationRequired(1)',
      'Set-RDSessionCollectionConfiguration c -AuthenticateUsingNLA $true -SecurityLayer SSL',
    ],
  },
  'remote-access/smb-signing-off': {
    bad: [
      'Set-SmbServerConfiguration -RequireSecuritySignature «$false» -Force',
      'Set-SmbClientConfiguration -RequireSecuritySignature:«$false» -Force',
      '$c = @{ EnableInsecureGuestLogons = «$true»; Force = $true }; Set-SmbClientConfiguration @c',
      `sp 'HKLM:\\${server}' RequireSecuritySignature «0»`,
      `foreach ($n in 'comment', 'requiresecuritysignature') { sp 'HKLM:\\${server}' $n «0» }`,
      `sp 'HKLM:\\${server}' NullSessionShares «public»`,
      'Set-SmbServerConfiguration -InvalidAuthenticationDelayTimeInMs «0» -Force',
    ],
    good: [
      'Set-SmbServerConfiguration -RequireSecuritySignature $true -EncryptData $true -Force',
      'Set-SmbServerConfiguration -RequireSecuritySignature $false -Force; Set-SmbServerConfiguration -RequireSecuritySignature $true -Force',
      'Get-SmbServerConfiguration | Select-Object RequireSecuritySignature',
      `sp 'HKLM:\\${server}' NullSessionPipes 'netlogon'`,
      `sp 'HKLM:\\${server}' RequireSecuritySignature $value`,
    ],
  },
  'remote-access/open-share': {
    bad: [
      "New-SmbShare -Name d -Path C:\\d -ChangeAccess 'a', '«Everyone»'",
      '$p = @{ Name = "d"; Path = "C:\\d"; FullAccess = "«Everyone»" }; New-SmbShare @p',
      'Get-SmbShare d | Grant-SmbShareAccess -AccountName «Everyone» -AccessRight Change -Force',
      "net share d=C:\\d '/grant:«Everyone»,FULL'",
    ],
    good: [
      'New-SmbShare -Name d -Path C:\\d -FullAccess a',
      'Revoke-SmbShareAccess d -AccountName Everyone -Force',
      'Get-SmbShareAccess d | Where-Object AccountName -eq Everyone',
    ],
  },
  'remote-access/password-over-http': {
    bad: [
      'Invoke-Command web1 -Authentication «Basic» -Credential $c { hostname }',
      'New-PSSession -Cn web1 -Authentication «Basic» -Credential $c -Port 5985',
      "$o = @{ ComputerName = 'web1'; Authentication = '«Basic»' }; Enter-PSSession @o",
      'Connect-WSMan web1 -Authentication «CredSSP» -Credential $c',
    ],
    good: [
      'Invoke-Command web1 -Authentication Kerberos { hostname }',
      'New-PSSession web1 -Authentication Basic -UseSSL -Credential $c',
      'New-PSSession -ConnectionUri https://web1:5986/wsman -Authentication Basic -Credential $c',
      'New-PSSession web1 -Authentication $method',
    ],
  },
  'remote-access/open-session-configuration': {
    bad: [
      "Set-PSSessionConfiguration Microsoft.PowerShell -SecurityDescriptorSddl 'D:P(A;;GA;;;«AN»)'",
      "$sddl = 'D:P(A;;GA;;;BA)(A;;GXGR;;;«WD»)'; Register-PSSessionConfiguration x -SecurityDescriptorSddl $sddl",
    ],
    good: [
      "Set-PSSessionConfiguration Microsoft.PowerShell -SecurityDescriptorSddl 'D:P(A;;GA;;;BA)(A;;GA;;;RM)'",
      "Set-PSSessionConfiguration Microsoft.PowerShell -SecurityDescriptorSddl 'D:P(A;;GA;;;BA)S:P(AU;FA;GA;;;WD)'",
    ],
  },
};
