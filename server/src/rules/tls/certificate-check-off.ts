import { defineRule } from '../rule';

export default defineRule({
  name: 'tls/certificate-check-off',
  title: 'The check of certificates is switched off',
  severity: 'high',
  confidence: 'high',
  cwe: [295],
  tags: ['tls', 'supply-chain'],
  fixable: 'unsafe',
  messages: {
    all: '`{text}` makes {who} accept any certificate.',
    session: { severity: 'medium', text: '`{text}` makes {who} accept any certificate.' },
    inside: { severity: 'medium', text: '`{text}` makes {who} accept any certificate.' },
    figures: { severity: 'low', text: '`{text}` makes {who} accept any certificate of what it watches.' },
    part: { severity: 'medium', text: '`{text}` makes {who} leave a part of the certificate unchecked.' },
  },
  rationale: `
    Without the check, anyone on the way can answer in the server's name, and whatever they send is what the script runs or
    the image ships.`,
  remedy: 'Trust the issuing authority on the machine or in the image, then take the switch out.',
  references: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/new-pssessionoption',
    'https://curl.se/docs/sslcerts.html',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Invoke-WebRequest https://example.test/app.zip -OutFile app.zip «-SkipCertificateCheck»',
      fixed: 'Invoke-WebRequest https://example.test/app.zip -OutFile app.zip',
    },
    {
      language: 'powershell',
      code: '$o = New-PSSessionOption «-SkipCACheck» «-SkipCNCheck» «-SkipRevocationCheck»',
      fixed: '$o = New-PSSessionOption',
    },
    {
      language: 'powershell',
      code: '«[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }»\n«[Net.ServicePointManager]::ServerCertificateValidationCallback = { param($s, $c, $h, $e) return $true }»',
    },
    {
      language: 'yaml',
      code: 'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nspec:\n  endpoints:\n  - tlsConfig: {«insecureSkipVerify: true»}\n',
      fixed:
        'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nspec:\n  endpoints:\n  - tlsConfig: {insecureSkipVerify: false}\n',
    },
    {
      language: 'powershell',
      code: "$all = $compiled.CompiledAssembly.CreateInstance('Local.TrustAll')\n«[Net.ServicePointManager]::CertificatePolicy = $all»",
    },
    {
      language: 'powershell',
      code: 'Add-Type @"\nusing System.Net;\npublic class TrustAll : «ICertificatePolicy» {\n  public bool CheckValidationResult(ServicePoint a, object b, WebRequest c, int d) { return true; }\n}\n"@\n«[System.Net.ServicePointManager]::CertificatePolicy = New-Object TrustAll»',
    },
    {
      language: 'powershell',
      code: "«$PSDefaultParameterValues['Invoke-WebRequest:SkipCertificateCheck']» = $true\n$PSDefaultParameterValues.Add('Invoke-RestMethod:SkipCertificateCheck', «$true»)\n$PSDefaultParameterValues = @{ «'*:SkipCertificateCheck'» = $true; 'Out-File:Encoding' = 'utf8' }",
    },
    {
      language: 'powershell',
      code: 'curl.exe «-k» -o a.zip https://example.test/a.zip',
      fixed: 'curl.exe -o a.zip https://example.test/a.zip',
    },
    {
      language: 'powershell',
      code: 'curl.exe -fsSL«k»o a.zip https://example.test/a.zip',
      fixed: 'curl.exe -fsSLo a.zip https://example.test/a.zip',
    },
    {
      language: 'powershell',
      code: "«$env:NODE_TLS_REJECT_UNAUTHORIZED = '0'»\n«[Environment]::SetEnvironmentVariable('GIT_SSL_NO_VERIFY', 'true', 'Machine')»",
    },
    {
      language: 'powershell',
      code: 'git -c «http.sslVerify=false» clone https://example.test/r.git',
      fixed: 'git clone https://example.test/r.git',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV «NODE_TLS_REJECT_UNAUTHORIZED=0»\n',
      fixed: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM debian:12\nENV A=1 «GIT_SSL_NO_VERIFY=true» B=2\nRUN wget «--no-check-certificate» -O a https://example.test/a\n',
      fixed: 'FROM debian:12\nENV A=1 B=2\nRUN wget -O a https://example.test/a\n',
    },
    { language: 'cmd', code: '«set PYTHONHTTPSVERIFY=0»\r\n' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV «ConnectionStrings__Main="Server=db;Database=a;TrustServerCertificate=True"»\n',
    },
    {
      language: 'powershell',
      code: "$env:ConnectionStrings__Main = 'Server=db;«TrustServerCertificate=True»'",
      fixed: "$env:ConnectionStrings__Main = 'Server=db'",
    },
    {
      language: 'powershell',
      code: "Invoke-Sqlcmd -ConnectionString 'Server=db.test;Encrypt=True;«TrustServerCertificate=True»;Database=a' -Query 'SELECT 1'",
      fixed: "Invoke-Sqlcmd -ConnectionString 'Server=db.test;Encrypt=True;Database=a' -Query 'SELECT 1'",
    },
    {
      language: 'powershell',
      code: "$c = New-Object System.Data.SqlClient.SqlConnection 'Data Source=db.test;«Trust Server Certificate=yes»'",
      fixed: "$c = New-Object System.Data.SqlClient.SqlConnection 'Data Source=db.test'",
    },
    { language: 'powershell', code: 'git config --global «http.sslVerify false»; npm config set «strict-ssl false»' },
    {
      language: 'powershell',
      code: 'pip install «--trusted-host pypi.org» requests',
      fixed: 'pip install requests',
    },
    {
      language: 'powershell',
      code: 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$h appid=$id «verifyclientcertrevocation=disable»',
      fixed: 'netsh http add sslcert ipport=0.0.0.0:443 certhash=$h appid=$id verifyclientcertrevocation=enable',
    },
    {
      language: 'hcl',
      code: 'source "azure-arm" "w" {\n  communicator   = "winrm"\n  «winrm_insecure = true»\n}\n',
      fixed: 'source "azure-arm" "w" {\n  communicator   = "winrm"\n  winrm_insecure = false\n}\n',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "curl.exe -k https://localhost:8443/health; Invoke-RestMethod -Uri https://127.0.0.1/api -SkipCertificateCheck\nInvoke-Sqlcmd -ServerInstance 'localhost\\SQLEXPRESS' -Query 'SELECT 1' -TrustServerCertificate; Protect-Script -Path a.ps1 -SkipRevocationCheck",
    },
    {
      language: 'powershell',
      code: "$c.ConnectionString = 'Server=localhost;TrustServerCertificate=True'; $t = 'TrustServerCertificate=True'",
    },
    {
      language: 'hcl',
      code: 'source "azure-arm" "w" {\n  communicator   = "winrm"\n  winrm_insecure = false\n}\nsource "hyperv-iso" "w" {\n  communicator   = "winrm"\n  winrm_insecure = true\n}\n',
    },
    {
      language: 'powershell',
      code: "$PSDefaultParameterValues['Invoke-WebRequest:SkipCertificateCheck'] = $false; $x['a:SkipCertificateCheck'] = $true",
    },
    { language: 'powershell', code: "iwr $url -SkipCertificateCheck:$false # '-SkipCertificateCheck'" },
    {
      language: 'powershell',
      code: '[Net.ServicePointManager]::ServerCertificateValidationCallback = $null\n[Net.ServicePointManager]::ServerCertificateValidationCallback = { $args[1].Thumbprint -eq $known }',
    },
    {
      language: 'powershell',
      code: "$env:NODE_TLS_REJECT_UNAUTHORIZED = '1'; npm config set strict-ssl true; curl.exe -K curl.txt -o k https://example.test/-k\ngit config --global http.sslVerify true; git config --global --unset http.sslVerify; New-PSSessionOption -NoMachineProfile",
    },
    { language: 'dockerfile', code: 'FROM debian:12\nENV NODE_TLS_REJECT_UNAUTHORIZED=1 GIT_SSL_NO_VERIFY=\n' },
  ],
  visit: {
    'tls.validation-off'({ who, text, at, weight = 'all', mend }, { report }) {
      report(weight, at, { text, who }, { fixes: [mend] });
    },
  },
});
