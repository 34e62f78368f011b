import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule } from '../rule';

export default defineRule({
  name: 'integrity/virtualization-security-off',
  title: 'Virtualization-based security is switched off',
  severity: 'medium',
  confidence: 'high',
  cwe: [693, 522],
  tags: ['registry', 'credential-guard', 'code-integrity'],
  fixable: 'unsafe',
  messages: baselineMessages,
  rationale: `
    The hypervisor keeps credentials and the decision which drivers may run out of reach of the kernel. Without it, an
    intruder with administrator rights takes the hashes of everyone logged on, and loads a driver of his own.`,
  remedy:
    'Set the value to what the baseline asks for, or leave it out: current versions of Windows switch these on by themselves.',
  exceptions: 'Domain controllers do without Credential Guard, and older hypervisors ask for it to be off.',
  references: [
    'https://learn.microsoft.com/windows/security/identity-protection/credential-guard/configure',
    'https://learn.microsoft.com/windows/security/hardware-security/enable-virtualization-based-protection-of-code-integrity',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard' -Name EnableVirtualizationBasedSecurity -Value «0»",
      fixed:
        "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard' -Name EnableVirtualizationBasedSecurity -Value 1",
    },
    {
      language: 'cmd',
      file: 'x.bat',
      code: `PowerShell -Command "$data = '0'; reg add 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard' /v 'EnableVirtualizationBasedSecurity' /t 'REG_DWORD' /d «"^""$data"^""» /f"\n`,
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity /v Enabled /t REG_DWORD /d «0» /f',
      fixed:
        'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity /v Enabled /t REG_DWORD /d 1 /f',
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard]\n"LsaCfgFlags"=dword:«00000000»\n"RequirePlatformSecurityFeatures"=dword:«00000000»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard]\n"LsaCfgFlags"=dword:00000002\n"RequirePlatformSecurityFeatures"=dword:00000001\n',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard' -Name EnableVirtualizationBasedSecurity -Value 1",
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LsaCfgFlags /t REG_DWORD /d 2 /f',
    },
    {
      language: 'powershell',
      code: "$key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard'\nSet-ItemProperty $key -Name EnableVirtualizationBasedSecurity -Value 0\nRemove-ItemProperty $key -Name EnableVirtualizationBasedSecurity",
    },
    {
      language: 'powershell',
      code: "(Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard').EnableVirtualizationBasedSecurity -eq 0",
    },
  ],
  visit: {
    setting(setting, { report }) {
      // The kernel of a container is that of its host.
      if (setting.area !== 'guard' || setting.place.runs === 'build') return;
      reportWeakness(setting, report);
    },
  },
});
