import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'logging/weak-logging',
  title: 'Windows is told to log less',
  severity: 'medium',
  confidence: 'high',
  cwe: [778],
  tags: ['registry', 'logging'],
  fixable: 'unsafe',
  messages: baselineMessages,
  rationale: `
    What is not logged cannot be found: scripts that ran from memory leave no other trace than the log of script
    blocks, and a small log is overwritten before anybody looks.`,
  remedy: 'Leave the value out, or set it to what the baseline asks for.',
  exceptions: 'Command lines and transcripts hold secrets where scripts are handed such as arguments.',
  references: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_logging_windows',
    'https://learn.microsoft.com/windows-server/identity/ad-ds/manage/component-updates/command-line-process-auditing',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\ScriptBlockLogging' -Name EnableScriptBlockLogging -Value «0»",
      fixed:
        "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\ScriptBlockLogging' -Name EnableScriptBlockLogging -Value 1",
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit /v ProcessCreationIncludeCmdLine_Enabled /t REG_DWORD /d «0» /f',
      fixed:
        'reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit /v ProcessCreationIncludeCmdLine_Enabled /t REG_DWORD /d 1 /f',
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\EventLog\\Security]\n"MaxSize"=dword:«00000400»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\EventLog\\Security]\n"MaxSize"=dword:00030000\n',
    },
  ],
  good: examples(
    'powershell',
    "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\ScriptBlockLogging' -Name EnableScriptBlockLogging -Value 1",
    "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\EventLog\\Application' -Name MaxSize -Value 32768",
    "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Vendor\\PowerShell\\ScriptBlockLogging' -Name EnableScriptBlockLogging -Value 0",
  ),
  visit: {
    setting(setting, { report }) {
      if (setting.area !== 'logging') return;
      reportWeakness(setting, report);
    },
  },
});
