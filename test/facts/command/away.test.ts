import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { check } from '../../kit/check';
import { allRules } from '../../kit/rules';

const key = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest`;
const wdigest = `Set-ItemProperty ${key} UseLogonCredential 1`;

/** Statements, and whether what they set is a setting of the machine that runs them. */
const table: readonly (readonly [language: Language, text: string, own: boolean])[] = [
  ['powershell', wdigest, true],
  ['powershell', `Invoke-Command -ComputerName srv01 { ${wdigest} }`, false],
  ['powershell', `Invoke-Command -ComputerName $servers -ScriptBlock { ${wdigest} }`, false],
  ['powershell', `icm -Session $s { ${wdigest} }`, false],
  ['powershell', `Invoke-Command -VMName lab { ${wdigest} }`, false],
  ['powershell', `Invoke-Command { ${wdigest} }`, true],
  ['powershell', `Invoke-Command -ComputerName localhost { ${wdigest} }`, true],
  ['powershell', `Invoke-Command -ComputerName srv01 { Get-Date }; ${wdigest}`, true],
  ['powershell', `Start-Job { ${wdigest} }`, true],
  ['powershell', 'Set-NetFirewallProfile -All -Enabled False', true],
  ['powershell', 'Set-NetFirewallProfile -All -Enabled False -PolicyStore PersistentStore', true],
  ['powershell', 'Set-NetFirewallProfile -All -Enabled False -PolicyStore contoso.com\\web', false],
  ['powershell', 'Set-NetFirewallProfile -All -Enabled False -GPOSession $gpo', false],
  ['powershell', 'Set-NetFirewallProfile -All -Enabled False -CimSession srv01', false],
  ['powershell', 'Get-NetFirewallProfile -PolicyStore contoso.com\\web | Set-NetFirewallProfile -Enabled False', false],
  ['powershell', 'Get-NetFirewallProfile -Name Public | Set-NetFirewallProfile -Enabled False', false],
  ['powershell', 'Set-SmbServerConfiguration -EnableSMB1Protocol $true -CimSession $c -Force', false],
  ['powershell', 'New-NetFirewallRule -DisplayName rdp -LocalPort 3389 -Protocol TCP -GPOSession $gpo', false],
  [
    'powershell',
    String.raw`Set-GPRegistryValue -Name web -Key HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest -ValueName UseLogonCredential -Type DWord -Value 1`,
    false,
  ],
  ['cmd', 'winrm set winrm/config/service @{AllowUnencrypted="true"}', true],
  ['cmd', 'winrm set winrm/config/service @{AllowUnencrypted="true"} -r:srv01', false],
  ['cmd', 'wevtutil sl Security /ms:1024 /r:srv01', false],
  [
    'xml',
    String.raw`<?xml version="1.0"?><RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}"><Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="x"><Properties action="U" hive="HKEY_LOCAL_MACHINE" key="SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest" name="UseLogonCredential" type="REG_DWORD" value="00000001"/></Registry></RegistrySettings>`,
    false,
  ],
];

describe('what is done to other machines and to policies', () => {
  for (const [language, text, own] of table) {
    it(`${own ? 'is mended' : 'is not mended'} on this one: ${text.slice(0, 90)}`, async () => {
      const { findings } = await check(allRules(), language, text, { file: 'Registry.xml' });
      const bad = findings.filter(it => it.severity !== 'info');
      assert.ok(bad.length > 0, 'nothing was found');
      assert.equal(
        bad.some(it => it.repairs.length > 0),
        own,
      );
    });
  }
});
