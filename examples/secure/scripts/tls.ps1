# Leaves TLS 1.2 and newer, for both roles.
$protocols = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'

foreach ($version in 'SSL 3.0', 'TLS 1.0', 'TLS 1.1') {
    foreach ($role in 'Client', 'Server') {
        $key = "$protocols\$version\$role"
        New-Item $key -Force | Out-Null
        New-ItemProperty $key -Name Enabled -Value 0 -PropertyType DWord -Force | Out-Null
        New-ItemProperty $key -Name DisabledByDefault -Value 1 -PropertyType DWord -Force | Out-Null
    }
}

Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA

Invoke-RestMethod https://tills.example.com/register -Method Post
