# Prepares a build machine.
[CmdletBinding()]
param([string]$Target = 'C:\build')

$base = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'
foreach ($side in 'Client', 'Server') {
    New-Item -Path "$base\TLS 1.0\$side" -Force | Out-Null
    Set-ItemProperty -Path "$base\TLS 1.0\$side" -Name Enabled -Value 1 -Type DWord
    Set-ItemProperty -Path "$base\TLS 1.0\$side" -Name DisabledByDefault -Value 0 -Type DWord
}
Set-ItemProperty 'HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002' Functions `
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P256,TLS_RSA_WITH_RC4_128_SHA'

if (-not (Test-Path $Target)) {
    $client = New-Object System.Net.WebClient
    $client.DownloadFile('http://downloads.example.test/agent.msi', 'C:\agent.msi')
    Start-Process msiexec.exe -ArgumentList '/i', 'C:\agent.msi', '/qn' -Wait
}

Enable-PSRemoting -Force -SkipNetworkProfileCheck
winrm set winrm/config/service '@{AllowUnencrypted="true"}' # until certificates are there
Set-Item WSMan:\localhost\Client\TrustedHosts -Value * -Force
$rule = @{
    DisplayName = 'Remote Desktop'
    Direction   = 'Inbound'
    Protocol    = 'TCP'
    LocalPort   = 3389
    Action      = 'Allow'
}
New-NetFirewallRule @rule
netsh advfirewall firewall set rule group="Remote Desktop" new enable=yes | Out-Null
Set-NetFirewallProfile -Profile Domain, Public -Enabled False
Set-MpPreference -DisableRealtimeMonitoring $true -ExclusionPath 'C:\build\out'
docker run -d -p 3389:3389 registry.example/desktop:3
