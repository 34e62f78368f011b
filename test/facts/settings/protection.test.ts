import assert from 'node:assert/strict';
import { textOf } from '../../../server/src/base/value';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';

async function settings(language: Language, text: string): Promise<readonly string[]> {
  const read = await readerOf(language);
  return read({ path: `file.${language}`, language, text }).facts.flatMap(({ kind, fact }) =>
    kind === 'setting' ? [`${fact.name}=${textOf(fact.value) ?? '?'} <${text.slice(fact.at.start, fact.at.end)}>`] : [],
  );
}

/** Statements about exploit protection, boot, audit policy, event logs and Defender, with the settings they make. */
const table: readonly (readonly [language: Language, source: string, ...settings: readonly string[]])[] = [
  ['powershell', 'Set-ProcessMitigation -System -Disable DEP', 'mitigation/system/DEP=False <DEP>'],
  [
    'powershell',
    "Set-ProcessMitigation -Name 'W3WP.exe' -Enable CFG -Disable SEHOP,DEP",
    'mitigation/w3wp.exe/CFG=True <CFG>',
    'mitigation/w3wp.exe/SEHOP=False <SEHOP>',
    'mitigation/w3wp.exe/DEP=False <DEP>',
  ],
  ['powershell', 'Set-ProcessMitigation w3wp.exe -Disable CFG', 'mitigation/w3wp.exe/CFG=False <CFG>'],
  [
    'powershell',
    '$p = @{ System = $true; Disable = "CFG" }\nSet-ProcessMitigation @p',
    'mitigation/system/CFG=False <CFG>',
  ],
  ['powershell', 'Set-ProcessMitigation -System -Reset', 'mitigation/system/*=False <-Reset>'],
  ['powershell', 'Set-ProcessMitigation -Name x.exe -Reset'],
  ['powershell', 'Set-ProcessMitigation -System -Disable $what'],
  [
    'powershell',
    'Set-ProcessMitigation -System -Disable CFG\nSet-ProcessMitigation -System -Enable CFG',
    'mitigation/system/CFG=True <CFG>',
  ],
  ['powershell', 'Get-ProcessMitigation -System'],
  [
    'xml',
    '<MitigationPolicy><SystemConfig><DEP Enable="false"/></SystemConfig><AppConfig Executable="A.exe"><ASLR BottomUp="true" RequireInfo="false"/><DEP OverrideDEP="false"/></AppConfig></MitigationPolicy>',
    'mitigation/system/DEP=false <false>',
    'mitigation/a.exe/BottomUp=true <true>',
  ],
  ['cmd', 'bcdedit /set testsigning on', 'boot/testsigning=on <on>'],
  ['cmd', 'bcdedit.exe -set {current} NX AlwaysOff', 'boot/nx=AlwaysOff <AlwaysOff>'],
  ['powershell', 'bcdedit /set {current} nx AlwaysOff', 'boot/nx=AlwaysOff <AlwaysOff>'],
  [
    'powershell',
    "& bcdedit.exe '/set' '{default}' 'hypervisorlaunchtype' 'off'",
    'boot/hypervisorlaunchtype=off <off>',
  ],
  ['powershell', "Start-Process bcdedit.exe -ArgumentList '/set testsigning on'", 'boot/testsigning=on <on>'],
  ['cmd', 'bcdedit /set description "nx off"'],
  ['cmd', 'bcdedit /deletevalue testsigning'],
  ['cmd', 'bcdedit /store D:\\BCD /set testsigning on'],
  [
    'powershell',
    'Set-VMSecurity web -VirtualizationBasedSecurityOptOut $true',
    'vm/VirtualizationBasedSecurityOptOut=True <$true>',
  ],
  [
    'cmd',
    'auditpol /set /subcategory:"Process Creation" /success:enable /failure:disable',
    'audit/subcategory/process creation/success=enable <enable>',
    'audit/subcategory/process creation/failure=disable <disable>',
  ],
  [
    'powershell',
    'auditpol.exe /set /category:"System","Policy Change" /success:disable',
    'audit/category/system/success=disable <disable>',
    'audit/category/policy change/success=disable <disable>',
  ],
  [
    'cmd',
    'auditpol /set /subcategory:{0CCE923F-69AE-11D9-BED3-505054503030} /success:disable',
    'audit/subcategory/credential validation/success=disable <disable>',
  ],
  ['cmd', 'auditpol /clear /y', 'audit/*=disable </clear>'],
  [
    'cmd',
    'auditpol /clear /y\nauditpol /set /category:System /success:enable',
    'audit/category/system/success=enable <enable>',
  ],
  ['cmd', 'auditpol /get /category:*'],
  ['cmd', 'auditpol /set /user:x /category:System /success:disable'],
  [
    'powershell',
    "configuration C { AuditPolicySubcategory A { Name = 'Logon'; AuditFlag = 'Success'; Ensure = 'Absent' } }",
    'audit/subcategory/logon/success=disable <Absent>',
  ],
  [
    'cmd',
    'wevtutil sl Security /e:false /ms:65536 /rt:true',
    'channel/Security=false <false>',
    'size/Security=65536 <65536>',
  ],
  [
    'powershell',
    'wevtutil.exe set-log "Microsoft-Windows-PowerShell/Operational" /enabled:false',
    'channel/Microsoft-Windows-PowerShell/Operational=false <false>',
  ],
  [
    'powershell',
    'Limit-EventLog Security, System -MaximumSize 1MB -OverflowAction DoNotOverwrite',
    'size/Security=1048576 <1MB>',
    'overflow/Security=DoNotOverwrite <DoNotOverwrite>',
    'size/System=1048576 <1MB>',
    'overflow/System=DoNotOverwrite <DoNotOverwrite>',
  ],
  [
    'powershell',
    "Set-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-WinRM/Operational' Enabled 0",
    'channel/Microsoft-Windows-WinRM/Operational=0 <0>',
  ],
  [
    'registry',
    'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\WMI\\Autologger\\EventLog-System]\n"Start"=dword:00000000\n',
    'autologger/EventLog-System=0 <00000000>',
  ],
  ['powershell', 'Set-AutologgerConfig -Name EventLog-System -Start 0', 'autologger/EventLog-System=0 <0>'],
  [
    'powershell',
    'Add-MpPreference -AttackSurfaceReductionRules_Ids a -AttackSurfaceReductionRules_Actions Disabled, Enabled',
    'AttackSurfaceReductionRules_Ids=a <a>',
    'AttackSurfaceReductionRules_Actions=Disabled <Disabled>',
    'AttackSurfaceReductionRules_Actions=Enabled <Enabled>',
  ],
  [
    'cmd',
    'wmic /namespace:\\\\root\\microsoft\\windows\\defender class MSFT_MpPreference call Add ExclusionPath="C:\\"',
    'ExclusionPath=C:\\ <C:\\>',
  ],
  ['powershell', "Remove-MpPreference -ExclusionPath 'C:\\'"],
  [
    'powershell',
    'Remove-MpPreference -AttackSurfaceReductionRules_Ids a',
    'AttackSurfaceReductionRules=False <-AttackSurfaceReductionRules_Ids>',
  ],
];

describe('settings of what protects and what records', () => {
  for (const [language, source, ...wanted] of table) {
    it(`${language}: ${source.replaceAll('\n', ' ⏎ ')}`, async () =>
      assert.deepEqual(await settings(language, source), wanted));
  }
});
