import { defineRule, examples } from '../rule';

const base = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers';

export default defineRule({
  name: 'tls/schannel-slash-path',
  title: 'A cipher key with a slash is split by PowerShell',
  severity: 'medium',
  confidence: 'medium',
  cwe: [1188],
  tags: ['tls', 'schannel', 'powershell'],
  fixable: false,
  messages: {
    slash:
      '`{name}` is split at its slash by the registry provider: the setting lands in a key that Schannel never reads.',
  },
  rationale: `
    To PowerShell's registry provider a slash separates like a backslash. \`RC4 128/128\` becomes a key \`128\` below
    \`RC4 128\`: the cipher stays as it was, while the script says that it is off.`,
  remedy: `
    Use \`reg add\`, or .NET: \`[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\…\\Ciphers\\RC4 128/128', 'Enabled', 0, 'DWord')\`.`,
  references: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_registry_provider'],
  bad: examples(
    'powershell',
    `New-Item «'HKLM:\\${base}\\RC4 128/128'» -Force`,
    `New-Item "HKLM:\\${base}\\DES 56/56" -Force\nSet-ItemProperty -Path «"HKLM:\\${base}\\DES 56/56"» -Name Enabled -Value 0 -Type DWord`,
    `foreach ($c in 'NULL', 'RC4 56/128') { $p = "HKLM:\\${base}\\$c"; if (-not (Test-Path $p)) { New-Item $p -Force }; New-ItemProperty «$p» -Name Enabled -Value 0 -PropertyType DWord }`,
  ),
  good: examples(
    'powershell',
    `reg add 'HKLM\\${base}\\RC4 128/128' /v Enabled /t REG_DWORD /d 0 /f`,
    `[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\${base}\\RC4 128/128', 'Enabled', 0, 'DWord')`,
    `$key = (Get-Item HKLM:\\).OpenSubKey('${base}', $true).CreateSubKey('AES 128/128')
New-ItemProperty 'HKLM:\\${base}\\AES 128/128' -Name Enabled -Value 0xffffffff -PropertyType DWord
$key.Close()`,
    `Set-ItemProperty 'HKLM:\\${base}\\NULL' Enabled 0 -Type DWord`,
    "New-Item 'HKLM:/SOFTWARE/App/1/2' -Force",
    `Test-Path 'HKLM:\\${base}\\RC4 128/128'`,
  ),
  visit: {
    'tls.ineffective'({ reason, text, at, repairs = [] }, { report }) {
      if (reason === 'slash') report('slash', at, { name: text }, { repairs });
    },
  },
});
