import type { Credential } from '../../facts/credential/credential';
import { defineRule } from '../rule';

/** What the name of a secret of each form does with it. */
const takes: Readonly<Record<Credential['form'], string>> = {
  environment: 'is set to a secret',
  'build argument': 'is set to a secret',
  'secure string': 'is given a secret',
  'command argument': 'is given a secret',
  account: 'gets a password',
  'connection string': 'is set to a password',
  token: 'stands here',
  'private key': 'stands here',
  url: 'is let in with a password',
  'auto logon': 'is set to a password',
};

export default defineRule({
  name: 'secrets/plaintext-credential',
  title: 'A password or key stands in a script',
  severity: 'high',
  confidence: 'medium',
  cwe: [798, 259, 321],
  tags: ['secrets'],
  fixable: false,
  messages: {
    secret: '`{name}` {takes} in plain text: whoever reads this file has it.',
    guessable: '`{name}` {takes} that is in every list of default passwords.',
    key: '`{name}` stands in this file as a whole: whoever reads this file can act in its name.',
  },
  rationale: `
    Scripts are copied, committed and printed into logs. A secret in one is known to more people than anyone can list, and
    stays valid until it is changed everywhere.`,
  remedy: `
    Take the secret from where it is kept for this: a parameter of type PSCredential, SecretManagement, the secret store of
    the pipeline, a group managed service account. Change the one that stood here.`,
  exceptions:
    'Variables, parameters without a default, placeholders such as `<password>` and empty texts are not reported.',
  references: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring',
    'https://learn.microsoft.com/powershell/utility-modules/secretmanagement/overview',
  ],
  bad: [
    { language: 'powershell', code: "$p = ConvertTo-SecureString '«Tr0ub4dor&3»' -AsPlainText -Force" },
    { language: 'powershell', code: "'«Tr0ub4dor&3»' | ConvertTo-SecureString -AsPlainText -Force" },
    {
      language: 'powershell',
      code: "$plain = '«Tr0ub4dor&3»'\n$secure = ConvertTo-SecureString $plain -AsPlainText -Force\nNew-LocalUser svc -Password $secure",
    },
    {
      language: 'powershell',
      code: "param($Password = '«vagrant1!»')\nConvertTo-SecureString -String $Password -AsPlainText -Force",
    },
    { language: 'powershell', code: "$AdminPassword = '«Tr0ub4dor&3»'" },
    { language: 'powershell', code: "param([string]$SqlSaPassword = '«Tr0ub4dor&3»')\n.\\setup.ps1" },
    {
      language: 'powershell',
      code: "$config = @{ User = 'svc'; ServicePassword = '«Tr0ub$$4dor»'; PasswordLength = 14 }",
    },
    { language: 'powershell', code: "$connection = 'Server=db;User Id=sa;Password=«Tr0ub4dor»;Encrypt=true'" },
    {
      language: 'powershell',
      code: "$headers = @{ Authorization = 'Bearer «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLXRleHQ»' }",
    },
    { language: 'powershell', code: "([ADSI]'WinNT://./svc,user').SetPassword('«Tr0ub4dor&3»')" },
    { language: 'powershell', code: 'Start-Process setup.exe -ArgumentList "/q /SAPWD=«Tr0ub4dor3»" -Wait' },
    { language: 'cmd', code: 'sc create svc binPath= c:\\s.exe obj= CONTOSO\\svc password= «Tr0ub4dor3»' },
    { language: 'cmd', code: 'setup.exe /q /SQLSVCPASSWORD="«Tr0ub4dor&3»"' },
    { language: 'powershell', code: 'net user svc «Tr0ub4dor_3» /add' },
    { language: 'powershell', code: "net use Z: \\\\server\\share '«Tr0ub4dor&3»' /user:svc" },
    { language: 'powershell', code: 'cmdkey /add:server /user:svc /pass:«Tr0ub4dor3»' },
    { language: 'powershell', code: "sqlcmd -S . -U sa -P '«Tr0ub4dor&3»' -Q 'select 1'" },
    { language: 'powershell', code: 'docker login -u svc -p «Tr0ub4dor3» registry.example.test' },
    { language: 'powershell', code: "az login --service-principal -u $id --password '«Tr0ub4dor&3»' --tenant $t" },
    { language: 'powershell', code: "$c = New-Object System.Net.NetworkCredential('svc', '«Tr0ub4dor&3»')" },
    { language: 'powershell', code: "Install-Thing -AdminPassword '«Tr0ub4dor&3»'" },
    { language: 'powershell', code: "$env:DB_PASSWORD = '«Tr0ub4dor&3»'" },
    { language: 'powershell', code: "Invoke-Sqlcmd -ConnectionString 'Server=db;User Id=sa;Password=«Tr0ub4dor3»;'" },
    { language: 'powershell', code: "git clone 'https://svc:«Tr0ub4dor3»@example.test/r.git'" },
    {
      language: 'powershell',
      code: "Invoke-RestMethod https://example.test -Headers @{ Authorization = 'Bearer x' } -Body '«ghp_0123456789abcdefghijABCDEFGHIJ012345»'",
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon' DefaultPassword '«Tr0ub4dor&3»'",
    },
    {
      language: 'registry',
      code: 'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\n"DefaultPassword"="«Tr0ub4dor&3»"\n',
    },
    { language: 'cmd', code: 'net user svc «Tr0ub4dor3» /add\r\n' },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: 'services:\n  db:\n    image: registry.example/db:1\n    environment:\n      SERVER_PASSWORD: «Tr0ub4dor3»\n',
    },
    { language: 'hcl', code: 'source "azure-arm" "w" {\n  winrm_password = "«Tr0ub4dor&3»"\n}\n' },
    { language: 'bicep', code: "@secure()\nparam adminPassword string = '«Tr0ub4dor&3»'\n" },
  ],
  good: [
    {
      language: 'hcl',
      code: 'variable "admin_password" {\n  type = string\n}\nsource "azure-arm" "w" {\n  winrm_password = var.admin_password\n}\n',
    },
    {
      language: 'powershell',
      code: "$passwordPrompt = 'Password:'; $AzureCredential = 'backup'; $minPasswordLength = '14'; $password = '$Password'; $adminPassword = '@@{ADMIN_PASSWORD}@@'; $pass = 'first'",
    },
    { language: 'cmd', code: 'setup.exe /q /SAPWD=%SA_PASSWORD%\r\nnet user svc %PASSWORD% /add\r\n' },
    {
      language: 'powershell',
      code: 'param([string]$Password)\n$p = ConvertTo-SecureString $Password -AsPlainText -Force',
    },
    { language: 'powershell', code: '$p = ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force' },
    {
      language: 'powershell',
      code: "$p = Read-Host 'Password' -AsSecureString; $q = ConvertTo-SecureString '<password>' -AsPlainText -Force",
    },
    { language: 'powershell', code: "$p = ConvertTo-SecureString '01000000d08c9ddf0115d1118c7a00c04fc297eb' -Key $k" },
    { language: 'powershell', code: 'net user svc * /add' },
    { language: 'powershell', code: 'net user svc /delete; net user svc $password /add' },
    { language: 'powershell', code: "Write-Host 'Password=;' # net user svc Tr0ub4dor3 /add" },
    { language: 'powershell', code: 'docker login -u svc --password-stdin registry.example.test' },
    { language: 'powershell', code: "Set-LocalUser svc -PasswordNeverExpires $true -Description 'keeps the password'" },
    {
      language: 'yaml',
      file: 'azure-pipelines.yml',
      code: 'steps:\n- powershell: |\n    docker login -u svc -p $(hub-password) registry.example\n    net user svc $[variables.password] /add\n',
    },
    {
      language: 'yaml',
      file: '.github/workflows/ci.yml',
      code: 'on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps:\n    - run: docker login -u svc -p ${{ secrets.HUB }}\n',
    },
    {
      language: 'yaml',
      file: 'docker-compose.yml',
      code: "services:\n  db:\n    image: registry.example/db:1\n    environment:\n      PASSWORD_SERVER: sql.example\n      AGENT_SECRET: '00000000'\n",
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Secret\ndata:\n  htpasswd: YWRtaW46JGFwcjEkMkIwOTlYdUIkV1VlZzFESlNscFRGVkdoTlFmWjMuLgo=\n  password: KipTT1BTKio=\n',
    },
    {
      language: 'yaml',
      file: 'chart/values.yaml',
      code: 'registryPasswd: ~\nadminPassword: $2a$12$kSGJxCmRG9WUvFHEYvtbDe3NXdPrfBCwjdXx1hZzP8Ts7erBWrVU\n',
    },
  ],
  visit: {
    credential({ place, form, name, at, guessable }, { report }) {
      // Images have a rule of their own: there the secret is published with every layer.
      if (place.stage || form === 'build argument' || place.runs === 'configuration') return;
      if (form === 'token' || form === 'private key') report('key', at, { name });
      else report(guessable ? 'guessable' : 'secret', at, { name, takes: takes[form] });
    },
  },
});
