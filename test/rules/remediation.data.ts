/** What `boltseal remediate` writes for the first bad example of each rule about a setting of a machine. */
export const statements: Readonly<Record<string, readonly string[]>> = {
  'certificates/root-update-off': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot' -Name 'DisableRootAutoUpdate' -Type DWord -Value 0`,
  ],
  'firewall/default-inbound-allow': [
    `Set-MachineSetting -Subject 'Windows Firewall, Domain profile, DefaultInboundAction' -Value 'Block' -Read { (Get-NetFirewallProfile -Name Domain).DefaultInboundAction } -Write { param($Value) Set-NetFirewallProfile -Name Domain -DefaultInboundAction $Value }`,
    `Set-MachineSetting -Subject 'Windows Firewall, Private profile, DefaultInboundAction' -Value 'Block' -Read { (Get-NetFirewallProfile -Name Private).DefaultInboundAction } -Write { param($Value) Set-NetFirewallProfile -Name Private -DefaultInboundAction $Value }`,
    `Set-MachineSetting -Subject 'Windows Firewall, Public profile, DefaultInboundAction' -Value 'Block' -Read { (Get-NetFirewallProfile -Name Public).DefaultInboundAction } -Write { param($Value) Set-NetFirewallProfile -Name Public -DefaultInboundAction $Value }`,
  ],
  'firewall/firewall-off': [
    `Set-MachineSetting -Subject 'Windows Firewall, Domain profile, Enabled' -Value 'True' -Read { (Get-NetFirewallProfile -Name Domain).Enabled } -Write { param($Value) Set-NetFirewallProfile -Name Domain -Enabled $Value }`,
    `Set-MachineSetting -Subject 'Windows Firewall, Public profile, Enabled' -Value 'True' -Read { (Get-NetFirewallProfile -Name Public).Enabled } -Write { param($Value) Set-NetFirewallProfile -Name Public -Enabled $Value }`,
    `Set-MachineSetting -Subject 'Windows Firewall, Private profile, Enabled' -Value 'True' -Read { (Get-NetFirewallProfile -Name Private).Enabled } -Write { param($Value) Set-NetFirewallProfile -Name Private -Enabled $Value }`,
  ],
  'firewall/inbound-allow-any': [`Limit-FirewallRule -By DisplayName -Name 'allow all'`],
  'firewall/little-logging': [
    `Set-MachineSetting -Subject 'Windows Firewall, Domain profile, LogBlocked' -Value 'True' -Read { (Get-NetFirewallProfile -Name Domain).LogBlocked } -Write { param($Value) Set-NetFirewallProfile -Name Domain -LogBlocked $Value }`,
    `Set-MachineSetting -Subject 'Windows Firewall, Private profile, LogBlocked' -Value 'True' -Read { (Get-NetFirewallProfile -Name Private).LogBlocked } -Write { param($Value) Set-NetFirewallProfile -Name Private -LogBlocked $Value }`,
    `Set-MachineSetting -Subject 'Windows Firewall, Public profile, LogBlocked' -Value 'True' -Read { (Get-NetFirewallProfile -Name Public).LogBlocked } -Write { param($Value) Set-NetFirewallProfile -Name Public -LogBlocked $Value }`,
  ],
  'identity/open-logon-policy': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Services\Netlogon\Parameters' -Name 'VulnerableChannelAllowList'`,
  ],
  'identity/spoofable-name-resolution': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient' -Name 'EnableMulticast' -Type DWord -Value 0`,
  ],
  'identity/weak-account-policy': [
    `Set-MachineSetting -Subject 'Account policy, minpwlen' -Value 14 -Read { ([ADSI]"WinNT://$env:COMPUTERNAME").MinPasswordLength[0] } -Write { param($Value) net.exe accounts "/minpwlen:$Value" }`,
    `Set-MachineSetting -Subject 'Account policy, lockoutthreshold' -Value 5 -Read { ([ADSI]"WinNT://$env:COMPUTERNAME").MaxBadPasswordsAllowed[0] } -Write { param($Value) net.exe accounts "/lockoutthreshold:$Value" }`,
    `Set-MachineSetting -Subject 'Account policy, uniquepw' -Value 24 -Read { ([ADSI]"WinNT://$env:COMPUTERNAME").PasswordHistoryLength[0] } -Write { param($Value) net.exe accounts "/uniquepw:$Value" }`,
  ],
  'identity/weak-authentication-setting': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest' -Name 'UseLogonCredential' -Type DWord -Value 0`,
  ],
  'integrity/boot-protection-off': [
    String.raw`Set-MachineSetting -Subject 'Boot configuration, testsigning' -Value 'off' -Read { if ((bcdedit.exe /enum '{current}') -join ' ' -match ' testsigning +(\w+)') { $Matches[1] } } -Write { param($Value) if ($Value) { bcdedit.exe /set '{current}' testsigning $Value } else { bcdedit.exe /deletevalue '{current}' testsigning } }`,
  ],
  'integrity/defender-off': [
    `Set-MachineSetting -Subject 'Microsoft Defender, DisableRealtimeMonitoring' -Value $false -Read { (Get-MpPreference).DisableRealtimeMonitoring } -Write { param($Value) Set-MpPreference -DisableRealtimeMonitoring $Value }`,
    `Set-MachineSetting -Subject 'Microsoft Defender, DisableIOAVProtection' -Value 0 -Read { (Get-MpPreference).DisableIOAVProtection } -Write { param($Value) Set-MpPreference -DisableIOAVProtection $Value }`,
    `Set-MachineSetting -Subject 'Microsoft Defender, PUAProtection' -Value 'Enabled' -Read { (Get-MpPreference).PUAProtection } -Write { param($Value) Set-MpPreference -PUAProtection $Value }`,
  ],
  'integrity/defender-weakened': [
    `Set-MachineSetting -Subject 'Microsoft Defender, DisableEmailScanning' -Value $false -Read { (Get-MpPreference).DisableEmailScanning } -Write { param($Value) Set-MpPreference -DisableEmailScanning $Value }`,
    `Set-MachineSetting -Subject 'Microsoft Defender, DisableRemovableDriveScanning' -Value 0 -Read { (Get-MpPreference).DisableRemovableDriveScanning } -Write { param($Value) Set-MpPreference -DisableRemovableDriveScanning $Value }`,
  ],
  'integrity/execution-policy-off': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Microsoft\PowerShell\1\ShellIds\Microsoft.PowerShell' -Name 'ExecutionPolicy' -Type String -Value 'RemoteSigned'`,
  ],
  'integrity/exploit-protection-off': [
    `Set-MachineSetting -Subject 'Exploit protection, DEP' -Value 'Enable' -Read { if ((Get-ProcessMitigation -System).DEP.Enable -eq 'OFF') { 'Disable' } else { 'Enable' } } -Write { param($Value) $Change = @{ System = $true; $Value = 'DEP' }; Set-ProcessMitigation @Change }`,
    `Set-MachineSetting -Subject 'Exploit protection, CFG' -Value 'Enable' -Read { if ((Get-ProcessMitigation -System).CFG.Enable -eq 'OFF') { 'Disable' } else { 'Enable' } } -Write { param($Value) $Change = @{ System = $true; $Value = 'CFG' }; Set-ProcessMitigation @Change }`,
    `Set-MachineSetting -Subject 'Exploit protection, SEHOP' -Value 'Enable' -Read { if ((Get-ProcessMitigation -System).SEHOP.Enable -eq 'OFF') { 'Disable' } else { 'Enable' } } -Write { param($Value) $Change = @{ System = $true; $Value = 'SEHOP' }; Set-ProcessMitigation @Change }`,
  ],
  'integrity/updates-off': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU' -Name 'NoAutoUpdate' -Type DWord -Value 0`,
  ],
  'integrity/virtualization-security-off': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\DeviceGuard' -Name 'EnableVirtualizationBasedSecurity' -Type DWord -Value 1`,
  ],
  'logging/audit-policy-off': [
    String.raw`Set-MachineSetting -Subject 'Audit policy, process creation, success' -Value 'enable' -Read { switch -Regex (auditpol.exe /get '/subcategory:{0cce922b-69ae-11d9-bed3-505054503030}' /r | Out-String) { '\bsuccess\b' { 'enable'; break } 'No Auditing|Success|Failure' { 'disable'; break } default { throw "$_" } } } -Write { param($Value) auditpol.exe /set '/subcategory:{0cce922b-69ae-11d9-bed3-505054503030}' "/success:$Value" }`,
  ],
  'logging/event-log-off': [
    `Set-MachineSetting -Subject 'Event log Microsoft-Windows-PowerShell/Operational, IsEnabled' -Value $true -Read { (Get-WinEvent -ListLog 'Microsoft-Windows-PowerShell/Operational').IsEnabled } -Write { param($Value) wevtutil.exe set-log 'Microsoft-Windows-PowerShell/Operational' ("/e:$Value").ToLower() }`,
  ],
  'logging/small-log': [
    `Set-MachineSetting -Subject 'Event log System, MaximumSizeInBytes' -Value 33554432 -Read { (Get-WinEvent -ListLog 'System').MaximumSizeInBytes } -Write { param($Value) wevtutil.exe set-log 'System' ("/ms:$Value").ToLower() }`,
  ],
  'logging/tracing-off': [
    String.raw`Set-RegistryData -Key 'HKLM\System\CurrentControlSet\Control\WMI\Autologger\EventLog-Application' -Name 'Start' -Type DWord -Value 1`,
  ],
  'logging/weak-logging': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging' -Name 'EnableScriptBlockLogging' -Type DWord -Value 1`,
  ],
  'remote-access/administration-port-exposed': [`Limit-FirewallRule -By DisplayName -Name 'docker'`],
  'remote-access/rdp-exposed': [`Limit-FirewallRule -By DisplayName -Name 'rdp'`],
  'remote-access/rdp-session-policy': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\Remote Assistance' -Name 'fAllowToGetHelp' -Type DWord -Value 0`,
  ],
  'remote-access/rdp-switched-on': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server' -Name 'fDenyTSConnections' -Type DWord -Value 1`,
  ],
  'remote-access/rdp-without-nla': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' -Name 'UserAuthentication' -Type DWord -Value 1`,
  ],
  'remote-access/smb-signing-off': [
    `Set-MachineSetting -Subject 'SMB server, RequireSecuritySignature' -Value $true -Read { (Get-SmbServerConfiguration).RequireSecuritySignature } -Write { param($Value) Set-SmbServerConfiguration -RequireSecuritySignature $Value -Force }`,
  ],
  'remote-access/smb1-enabled': [
    `Set-MachineSetting -Subject 'SMB server, EnableSMB1Protocol' -Value $false -Read { (Get-SmbServerConfiguration).EnableSMB1Protocol } -Write { param($Value) Set-SmbServerConfiguration -EnableSMB1Protocol $Value -Force }`,
  ],
  'remote-access/trusted-hosts-wildcard': [
    String.raw`Set-MachineSetting -Subject 'WinRM, Client\TrustedHosts' -Value '' -Read { (Get-Item WSMan:\localhost\Client\TrustedHosts).Value } -Write { param($Value) Set-Item WSMan:\localhost\Client\TrustedHosts $Value -Force }`,
  ],
  'remote-access/winrm-exposed': [`Limit-FirewallRule -By DisplayName -Name 'winrm'`],
  'remote-access/winrm-unencrypted': [
    String.raw`Set-MachineSetting -Subject 'WinRM, Service\AllowUnencrypted' -Value $false -Read { (Get-Item WSMan:\localhost\Service\AllowUnencrypted).Value } -Write { param($Value) Set-Item WSMan:\localhost\Service\AllowUnencrypted $Value -Force }`,
  ],
  'remote-access/winrm-weak-authentication': [
    String.raw`Set-MachineSetting -Subject 'WinRM, Service\Auth\Basic' -Value $false -Read { (Get-Item WSMan:\localhost\Service\Auth\Basic).Value } -Write { param($Value) Set-Item WSMan:\localhost\Service\Auth\Basic $Value -Force }`,
  ],
  'remote-access/winrm-wide-listener': [
    String.raw`Set-MachineSetting -Subject 'WinRM, Service\EnableCompatibilityHttpListener' -Value $false -Read { (Get-Item WSMan:\localhost\Service\EnableCompatibilityHttpListener).Value } -Write { param($Value) Set-Item WSMan:\localhost\Service\EnableCompatibilityHttpListener $Value -Force }`,
  ],
  'tls/cipher-suite-order': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002' -Name 'Functions' -Type String -Value 'TLS_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'`,
  ],
  'tls/legacy-protocol': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Server' -Name 'Enabled' -Type DWord -Value 0`,
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Server' -Name 'DisabledByDefault' -Type DWord -Value 1`,
  ],
  'tls/modern-protocol-off': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client' -Name 'Enabled' -Type DWord -Value 1`,
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client' -Name 'DisabledByDefault' -Type DWord -Value 0`,
  ],
  'tls/schannel-no-effect': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Server' -Name 'Enabled' -Type DWord -Value 0`,
  ],
  'tls/schannel-slash-path': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\DES 56/56' -Name 'Enabled' -Type DWord -Value 0`,
  ],
  'tls/strong-crypto-off': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319' -Name 'SchUseStrongCrypto' -Type DWord -Value 1`,
  ],
  'tls/strong-suite-off': [
    `Set-MachineSetting -Subject 'TLS cipher suite TLS_AES_256_GCM_SHA384' -Value $true -Read { [bool](Get-TlsCipherSuite | Where-Object Name -EQ 'TLS_AES_256_GCM_SHA384') } -Write { param($Value) & "$(('Disable', 'Enable')[[int]$Value])-TlsCipherSuite" -Name 'TLS_AES_256_GCM_SHA384' }`,
  ],
  'tls/weak-certificates-taken': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Microsoft\Cryptography\OID\EncodingType 0\CertDllCreateCertificateChainEngine\Config' -Name 'MinRsaPubKeyBitLength' -Type DWord -Value 2048`,
  ],
  'tls/weak-cipher-suite': [
    String.raw`Set-RegistryData -Key 'HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002' -Name 'Functions' -Type String -Value 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_AES_256_GCM_SHA384'`,
  ],
  'tls/weak-cipher': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128' -Name 'Enabled' -Type DWord -Value 0`,
  ],
  'tls/weak-hash-or-key-exchange': [
    String.raw`Set-RegistryData -Key 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\Diffie-Hellman' -Name 'ServerMinKeyBitLength' -Type DWord -Value 2048`,
  ],
};
