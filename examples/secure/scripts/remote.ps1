# Lets the administrators in: by WinRM over HTTPS, with a certificate of the company.
param([Parameter(Mandatory)][string]$Thumbprint)

$listener = @{
    ResourceURI = 'winrm/config/Listener'
    SelectorSet = @{ Transport = 'HTTPS'; Address = '*' }
    ValueSet    = @{ CertificateThumbprint = $Thumbprint }
}
New-WSManInstance @listener
Get-ChildItem WSMan:\localhost\Listener | Where-Object Keys -contains 'Transport=HTTP' | Remove-Item -Recurse -Force

Set-Item WSMan:\localhost\Service\AllowUnencrypted -Value $false
Set-Item WSMan:\localhost\Service\Auth\Basic -Value $false
Set-Item WSMan:\localhost\Client\TrustedHosts -Value '' -Force
