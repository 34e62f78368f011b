import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'tls/weak-cipher',
  title: 'A broken cipher of Schannel is switched on',
  severity: 'high',
  confidence: 'high',
  cwe: [327],
  tags: ['tls', 'schannel'],
  fixable: 'unsafe',
  messages: { on: '`{name}` is switched on: what Schannel encrypts with it can be read.' },
  rationale: `
    RC4, DES, RC2 and 3DES leak plain text to whoever records enough traffic, and the NULL cipher encrypts nothing. A
    peer, or an attacker in the middle of an old handshake, can ask for them once they are on.`,
  remedy: 'Set `Enabled` to 0 below the key of the cipher, and leave the choice among the rest to the suite order.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings'],
  bad: [
    {
      language: 'powershell',
      code: String.raw`New-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128\' -Name Enabled -Value «1» -PropertyType DWord`,
      fixed: String.raw`New-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128\' -Name Enabled -Value 0 -PropertyType DWord`,
    },
    {
      language: 'powershell',
      code: String.raw`reg add 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128' /v Enabled /t REG_DWORD /d «0xffffffff» /f`,
      fixed: String.raw`reg add 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128' /v Enabled /t REG_DWORD /d 0x0 /f`,
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\NULL Enabled «1» -Type DWord`,
      fixed: String.raw`Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\NULL Enabled 0 -Type DWord`,
    },
    {
      language: 'powershell',
      code: String.raw`$key = (Get-Item HKLM:\).OpenSubKey('SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers', $true).CreateSubKey('Triple DES 168')
$key.SetValue('Enabled', «1», 'DWord')`,
      fixed: String.raw`$key = (Get-Item HKLM:\).OpenSubKey('SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers', $true).CreateSubKey('Triple DES 168')
$key.SetValue('Enabled', 0, 'DWord')`,
    },
    {
      language: 'registry',
      code: 'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers\\DES 56/56]\n"Enabled"=«dword:ffffffff»\n',
      fixed:
        'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers\\DES 56/56]\n"Enabled"=dword:00000000\n',
    },
  ],
  good: examples(
    'powershell',
    String.raw`reg add 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128' /v Enabled /t REG_DWORD /d 0 /f`,
    String.raw`reg add 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\AES 256/256' /v Enabled /t REG_DWORD /d 0xffffffff /f`,
    String.raw`reg delete 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers\RC4 128/128' /v Enabled /f`,
  ),
  visit: {
    'tls.algorithm'({ group, name, state, strength, at, mend, repairs = [] }, { report }) {
      if (group === 'cipher' && state === 'on' && strength === 'insecure')
        report('on', at, { name }, { fixes: [mend], repairs });
    },
  },
});
