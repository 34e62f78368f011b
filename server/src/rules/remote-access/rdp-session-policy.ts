import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/rdp-session-policy',
  title: 'Remote sessions hand over more than they must',
  severity: 'low',
  confidence: 'high',
  cwe: [1188],
  tags: ['rdp', 'registry'],
  fixable: 'unsafe',
  messages: baselineMessages,
  rationale: `
    A session that connects the drives of the client carries malware both ways, one that is left open keeps its
    credentials in memory, and Remote Assistance lets somebody else in at the user's word.`,
  remedy: 'Set the value to what the baseline asks for, or leave it out.',
  references: [
    'https://learn.microsoft.com/windows/client-management/mdm/policy-csp-remotedesktopservices',
    'https://learn.microsoft.com/windows/client-management/mdm/policy-csp-remoteassistance',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Remote Assistance' -Name fAllowToGetHelp -Value «1»",
      fixed:
        "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Remote Assistance' -Name fAllowToGetHelp -Value 0",
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services" /v fAllowUnsolicited /t REG_DWORD /d «1» /f',
      fixed:
        'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services" /v fAllowUnsolicited /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: "$policy = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services'\nSet-ItemProperty $policy -Name fPromptForPassword -Value «0»",
      fixed:
        "$policy = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services'\nSet-ItemProperty $policy -Name fPromptForPassword -Value 1",
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services]\n"fDisableCdm"=dword:«00000000»\n"MaxIdleTime"=dword:«00000000»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services]\n"fDisableCdm"=dword:00000001\n"MaxIdleTime"=dword:000dbba0\n',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Remote Assistance' -Name fAllowToGetHelp -Value 0",
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services" /v MaxIdleTime /t REG_DWORD /d 900000 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Vendor\\Remote Assistance' -Name fAllowToGetHelp -Value 1",
    },
  ],
  visit: {
    setting(setting, { report }) {
      // What an image is told of this, rules of `runtime` say.
      if (setting.area !== 'rdp' || setting.place.runs === 'build') return;
      reportWeakness(setting, report);
    },
  },
});
