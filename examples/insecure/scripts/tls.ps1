# Makes TLS work with the tills.
$protocols = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'

foreach ($version in 'SSL 3.0', 'TLS 1.0') {
    New-Item "$protocols\$version\Server" -Force | Out-Null
    New-ItemProperty "$protocols\$version\Server" -Name Enabled -Value 1 -PropertyType DWord -Force
}

New-Item "$protocols\TLS 1.2\Server" -Force | Out-Null
New-ItemProperty "$protocols\TLS 1.2\Server" -Name Enabled -Value 0 -PropertyType DWord -Force

Enable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA

[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls
[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }
Invoke-RestMethod https://tills.example.com/register -Method Post
