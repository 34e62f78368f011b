import { truth } from '../../facts/command/command';
import { defenderWeaknessOf } from '../../facts/settings/baseline/defender';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

const services = new Set(['windefend', 'wdnissvc', 'sense', 'wdfilter', 'wdboot', 'wdnisdrv', 'mdcoresvc']);

export default defineRule({
  name: 'integrity/defender-off',
  title: 'Microsoft Defender is switched off',
  severity: 'medium',
  confidence: 'high',
  cwe: [693],
  tags: ['defender'],
  fixable: 'unsafe',
  messages: {
    part: '`{name}` switches off {what}.',
    whole: { severity: 'high', text: '`{name}` switches off {what}.' },
    service: {
      severity: 'high',
      text: '`{name}` is a service of Microsoft Defender: stopped or disabled it detects nothing.',
    },
    removed: { severity: 'high', text: '`{name}` removes what Microsoft Defender detects malware by.' },
  },
  rationale: `
    Switching off the malware scanner is among the first things that intruders do. A script that does it for speed leaves
    the machine, and everything that is built on it, without a guard.`,
  remedy: 'Leave it on; where a build is slowed down, exclude the one folder that it writes to.',
  references: [
    'https://learn.microsoft.com/powershell/module/defender/set-mppreference',
    'https://attack.mitre.org/techniques/T1562/001/',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-MpPreference -DisableRealtimeMonitoring «$true» -DisableIOAVProtection «1» -PUAProtection «Disabled»',
      fixed: 'Set-MpPreference -DisableRealtimeMonitoring $false -DisableIOAVProtection 0 -PUAProtection Enabled',
    },
    {
      language: 'powershell',
      code: '$off = @{ DisableScriptScanning = «$true»; Force = $true }\nSet-MpPreference @off',
      fixed: '$off = @{ DisableScriptScanning = $false; Force = $true }\nSet-MpPreference @off',
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d «1» /f',
      fixed:
        'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: 'Uninstall-WindowsFeature -Name «Windows-Defender»',
      fixed: 'Install-WindowsFeature -Name Windows-Defender',
    },
    {
      language: 'powershell',
      code: 'Add-MpPreference -AttackSurfaceReductionRules_Ids a, b -AttackSurfaceReductionRules_Actions Enabled, «Disabled»',
      fixed:
        'Add-MpPreference -AttackSurfaceReductionRules_Ids a, b -AttackSurfaceReductionRules_Actions Enabled, Enabled',
    },
    {
      language: 'powershell',
      code: 'Remove-MpPreference «-AttackSurfaceReductionRules_Ids» 56a863a9-875e-4185-98a7-b882c64b5ce5',
    },
    {
      language: 'powershell',
      code: 'Set-MpPreference -SevereThreatDefaultAction «Allow» -HighThreatDefaultAction «6»',
      fixed: 'Set-MpPreference -SevereThreatDefaultAction Quarantine -HighThreatDefaultAction 2',
    },
    {
      language: 'powershell',
      code: 'Invoke-CimMethod -Namespace root/Microsoft/Windows/Defender -ClassName MSFT_MpPreference -MethodName Set -Arguments @{ DisableRealtimeMonitoring = «$true» }',
      fixed:
        'Invoke-CimMethod -Namespace root/Microsoft/Windows/Defender -ClassName MSFT_MpPreference -MethodName Set -Arguments @{ DisableRealtimeMonitoring = $false }',
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules" /v 56a863a9-875e-4185-98a7-b882c64b5ce5 /t REG_SZ /d «0» /f',
      fixed:
        'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules" /v 56a863a9-875e-4185-98a7-b882c64b5ce5 /t REG_SZ /d 1 /f',
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Features" /v TamperProtection /t REG_DWORD /d «0» /f',
      fixed: 'reg add "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Features" /v TamperProtection /t REG_DWORD /d 5 /f',
    },
    {
      language: 'powershell',
      code: "configuration C { WindowsDefender D { IsSingleInstance = 'yes'; DisableScriptScanning = «$true» } }",
      fixed: "configuration C { WindowsDefender D { IsSingleInstance = 'yes'; DisableScriptScanning = $false } }",
    },
    { language: 'powershell', code: 'Get-Service «WinDefend» | Stop-Service -Force' },
    { language: 'cmd', code: 'sc config «WinDefend» start= disabled' },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[-«HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\WinDefend»]\n',
    },
    { language: 'cmd', code: '"C:\\Program Files\\Windows Defender\\MpCmdRun.exe" «-RemoveDefinitions» -All' },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System /v EnableSmartScreen /t REG_DWORD /d «0» /f\n>nul 2>&1 (reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer /v SmartScreenEnabled /t REG_SZ /d "«Off»" /f)',
      fixed:
        'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System /v EnableSmartScreen /t REG_DWORD /d 1 /f\n>nul 2>&1 (reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer /v SmartScreenEnabled /t REG_SZ /d "Off" /f)',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows Defender' DisableRoutinelyTakingAction «1»",
      fixed: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows Defender' DisableRoutinelyTakingAction 0",
    },
  ],
  good: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System /v EnableSmartScreen /t REG_DWORD /d 1 /f\nreg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer /v SmartScreenEnabled /t REG_SZ /d RequireAdmin /f',
    },
    { language: 'powershell', code: 'Set-MpPreference -DisableRealtimeMonitoring $false -PUAProtection Enabled' },
    {
      language: 'cmd',
      code: '"%ProgramFiles%\\Windows Defender\\MpCmdRun.exe" -RemoveDefinitions -All\n"%ProgramFiles%\\Windows Defender\\MpCmdRun.exe" -SignatureUpdate',
    },
    { language: 'powershell', code: 'Set-MpPreference -ScanScheduleDay 0 -MAPSReporting Advanced' },
    { language: 'powershell', code: "Remove-MpPreference -ExclusionPath 'C:\\'" },
    { language: 'powershell', code: 'Uninstall-WindowsFeature -Name Windows-Defender-GUI' },
    {
      language: 'powershell',
      code: 'Set-MpPreference -AttackSurfaceReductionRules_Ids a -AttackSurfaceReductionRules_Actions AuditMode -UILockdown $true',
    },
    {
      language: 'powershell',
      code: 'Set-MpPreference -DisableRealtimeMonitoring $true\n.\\build.ps1\nSet-MpPreference -DisableRealtimeMonitoring $false',
    },
    { language: 'powershell', code: 'Get-Service WinDefend | Start-Service; Set-Service Sense -StartupType Automatic' },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d 0 /f',
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at, place } = setting;
      // There is none in an image.
      if (area !== 'defender' || place.runs === 'build') return;
      const weakness = defenderWeaknessOf(setting);
      if (weakness) {
        const { grade, what, good } = weakness;
        if (grade !== 'high' && grade !== 'medium') return;
        report(grade === 'high' ? 'whole' : 'part', at, { name, what }, mending(setting, good));
      } else if (name === 'feature/Windows-Defender' && truth(value) === false) {
        const { fixes: given, repairs } = mending(setting, true);
        const fixes = given.map(fix => ({ ...fix, title: 'Install Microsoft Defender instead' }));
        report('whole', at, { name: 'Windows-Defender', what: 'Microsoft Defender as a whole' }, { fixes, repairs });
      } else if (name === 'Definitions' && truth(value) === false)
        report('removed', at, { name: '-RemoveDefinitions' });
    },
    'service.change'({ service, change, at, text, place }, { report }) {
      if (!services.has(service) || place.runs === 'build' || change === 'start' || change === 'enable') return;
      report('service', at, { name: text });
    },
  },
});
