import assert from 'node:assert/strict';
import { mending, repairsOf, repairTo } from '../../../server/src/facts/settings/repair';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

type Plain = boolean | number | string;

/** Statements with the good value and what the repair writes: `key\name = value (type)`, or the command and its value. */
const table: readonly (readonly [language: Language, source: string, good: Plain, repair: string])[] = [
  [
    'powershell',
    'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa -Name NoLMHash -Value 0',
    1,
    'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\NoLMHash = 1 (DWord)',
  ],
  [
    'cmd',
    'reg add "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon" /v AutoAdminLogon /t REG_SZ /d 1 /f',
    0,
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\AutoAdminLogon = 0 (String)',
  ],
  [
    'cmd',
    'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters /v NullSessionPipes /t REG_MULTI_SZ /d spoolss /f',
    '',
    'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters\\NullSessionPipes =  (MultiString)',
  ],
  [
    'powershell',
    'Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force',
    0,
    'Set-SmbServerConfiguration -EnableSMB1Protocol $Value -Force <- $false',
  ],
  [
    'powershell',
    'Set-SmbClientConfiguration -RequireSecuritySignature 0 -Force',
    1,
    'Set-SmbClientConfiguration -RequireSecuritySignature $Value -Force <- 1',
  ],
  [
    'powershell',
    `winrm set winrm/config/service/auth '@{Basic="true"}'`,
    false,
    'Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $Value -Force <- $false',
  ],
  [
    'powershell',
    'Set-Item WSMan:\\localhost\\Service\\Auth\\CbtHardeningLevel None',
    'Strict',
    "Set-Item WSMan:\\localhost\\Service\\Auth\\CbtHardeningLevel $Value -Force <- 'Strict'",
  ],
  [
    'cmd',
    'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service /v AllowBasic /t REG_DWORD /d 1 /f',
    false,
    'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service\\AllowBasic = 0 (DWord)',
  ],
  ['cmd', 'net accounts /minpwlen:4', 14, 'net.exe accounts "/minpwlen:$Value" <- 14'],
  [
    'powershell',
    'Set-ADDefaultDomainPasswordPolicy -Identity a.test -ComplexityEnabled $false',
    1,
    'Set-ADDefaultDomainPasswordPolicy -Identity (Get-ADDomain) -ComplexityEnabled $Value <- $true',
  ],
  [
    'powershell',
    'Enable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol',
    false,
    `dism.exe /Online "/$(('Disable', 'Enable')[[int]$Value])-Feature" /FeatureName:SMB1Protocol /NoRestart <- $false`,
  ],
  [
    'cmd',
    'sc config mrxsmb10 start= auto',
    4,
    'HKLM\\SYSTEM\\CurrentControlSet\\Services\\mrxsmb10\\Start = 4 (DWord)',
  ],
];

describe('repairs of settings', () => {
  for (const [language, source, good, expected] of table) {
    it(source, async () => {
      const [setting] = await factsOf('setting', language, source);
      assert.ok(setting);
      const shown = mending(setting, good).repairs.map(it =>
        it.kind === 'registry'
          ? `${it.key}\\${it.name} = ${it.value} (${it.type})`
          : it.kind === 'value' && `${it.write} <- ${it.value}`,
      );
      assert.deepEqual(shown, [expected]);
    });
  }

  it('are none in an image', async () => {
    const text = 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN net accounts /minpwlen:4\n';
    const [setting] = await factsOf('setting', 'dockerfile', text);
    assert.ok(setting);
    assert.deepEqual(repairsOf(setting, 14), []);
  });

  it('are none of what nobody may write', async () => {
    const text = String.raw`reg add "HKLM\SOFTWARE\Microsoft\Windows Defender\Features" /v TamperProtection /t REG_DWORD /d 0 /f`;
    const [setting] = await factsOf('setting', 'cmd', text);
    assert.ok(setting);
    assert.deepEqual(repairsOf(setting, 5), []);
  });

  it('remove what should not be there', () => {
    const machine = { kind: 'registry', key: 'HKLM\\SOFTWARE\\x', name: 'y' } as const;
    assert.deepEqual(repairTo(machine, undefined), { ...machine, type: 'DWord' });
  });

  it('quote texts', () => {
    const place = { kind: 'command', subject: 's', read: 'r', write: 'w' } as const;
    const repair = repairTo(place, "it's");
    assert.equal(repair?.kind === 'value' && repair.value, "'it''s'");
  });
});
