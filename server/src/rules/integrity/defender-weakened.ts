import { defenderWeaknessOf } from '../../facts/settings/baseline/defender';
import { mending } from '../../facts/settings/repair';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'integrity/defender-weakened',
  title: 'Microsoft Defender is told to look at less',
  severity: 'low',
  confidence: 'high',
  cwe: [693],
  tags: ['defender'],
  fixable: 'unsafe',
  messages: {
    low: '`{name}` leaves out {what}.',
    info: { severity: 'info', text: '`{name}` leaves out {what}.' },
  },
  rationale: `
    Each part that is left out is a way in that nobody looks at: mail, removable drives, what servers are asked over the
    network. Windows leaves some of them off; the benchmarks ask for them.`,
  remedy: 'Leave the setting as the benchmark asks for, unless something else looks at the same.',
  references: [
    'https://learn.microsoft.com/powershell/module/defender/set-mppreference',
    'https://learn.microsoft.com/defender-endpoint/configure-advanced-scan-types-microsoft-defender-antivirus',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-MpPreference -DisableEmailScanning «$true» -DisableRemovableDriveScanning «1»',
      fixed: 'Set-MpPreference -DisableEmailScanning $false -DisableRemovableDriveScanning 0',
    },
    {
      language: 'powershell',
      code: 'Set-MpPreference -DisableTlsParsing «$true» -DisableHttpParsing «$true» -DisableDnsParsing «$true»',
      fixed: 'Set-MpPreference -DisableTlsParsing $false -DisableHttpParsing $false -DisableDnsParsing $false',
    },
    {
      language: 'powershell',
      code: 'Set-MpPreference -EnableControlledFolderAccess «Disabled» -SubmitSamplesConsent «NeverSend»',
      fixed: 'Set-MpPreference -EnableControlledFolderAccess Enabled -SubmitSamplesConsent SendSafeSamples',
    },
    {
      language: 'powershell',
      code: 'Set-MpPreference -MAPSReporting «0»',
      fixed: 'Set-MpPreference -MAPSReporting 2',
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan" /v DisableEmailScanning /t REG_DWORD /d «1» /f',
      fixed:
        'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan" /v DisableEmailScanning /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Edge' SmartScreenEnabled «0»",
      fixed: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Edge' SmartScreenEnabled 1",
    },
  ],
  good: examples(
    'powershell',
    'Set-MpPreference -DisableEmailScanning $false -DisableRemovableDriveScanning 0',
    'Set-MpPreference -DisableRestorePoint $true -DisableCpuThrottleOnIdleScans $true',
    'Set-MpPreference -EnableControlledFolderAccess AuditMode',
    '(Get-MpPreference).DisableEmailScanning -eq $true',
    'Set-MpPreference -DisableTlsParsing $off',
  ),
  visit: {
    setting(setting, { report }) {
      const weakness = defenderWeaknessOf(setting);
      if (!weakness || setting.place.runs === 'build' || (weakness.grade !== 'low' && weakness.grade !== 'info'))
        return;
      const { grade, what, good } = weakness;
      report(grade, setting.at, { name: setting.name, what }, mending(setting, good));
    },
  },
});
