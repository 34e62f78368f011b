import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule } from '../rule';

export default defineRule({
  name: 'identity/weak-authentication-setting',
  title: 'A logon setting of Windows is weakened',
  severity: 'medium',
  confidence: 'high',
  cwe: [1188, 522],
  tags: ['registry', 'credentials', 'ntlm'],
  fixable: 'unsafe',
  messages: baselineMessages,
  rationale: `
    These switches decide how easily a foothold on one machine becomes all machines: passwords read out of memory, hashes
    passed on, logons relayed. Windows ships the stronger value, or every baseline asks for it.`,
  remedy: 'Leave the value out, or set it to what the baseline asks for.',
  references: [
    'https://learn.microsoft.com/windows/security/operating-system-security/device-management/windows-security-configuration-framework/windows-security-baselines',
    'https://learn.microsoft.com/troubleshoot/windows-server/windows-security/user-account-control-and-remote-restriction',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest /v UseLogonCredential /t REG_DWORD /d «1» /f',
      fixed:
        'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest /v UseLogonCredential /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -Name LmCompatibilityLevel -Value «1»",
      fixed:
        "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -Name LmCompatibilityLevel -Value 5",
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0]\n"NTLMMinServerSec"=dword:«00000000»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0]\n"NTLMMinServerSec"=dword:20080000\n',
    },
    { language: 'powershell', code: '«Disable-UAC» -Confirm:$false' },
    {
      language: 'powershell',
      code: "Set-ADComputer web1 -KerberosEncryptionType '«DES, RC4»'\nSet-ADUser app -Replace @{ 'msDS-SupportedEncryptionTypes' = «4» }",
      fixed:
        "Set-ADComputer web1 -KerberosEncryptionType 'DES, RC4'\nSet-ADUser app -Replace @{ 'msDS-SupportedEncryptionTypes' = 2147483640 }",
    },
    { language: 'cmd', code: 'ksetup /setenctypeattr EXAMPLE.TEST «DES-CBC-CRC RC4-HMAC-MD5»' },
    {
      language: 'powershell',
      code: 'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Kdc -Name StrongCertificateBindingEnforcement -Value «0»',
      fixed:
        'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Kdc -Name StrongCertificateBindingEnforcement -Value 2',
    },
    {
      language: 'xml',
      file: 'Registry.xml',
      code: '<RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}"><Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}"><Properties action="U" hive="HKEY_LOCAL_MACHINE" key="SYSTEM\\CurrentControlSet\\Control\\Lsa" name="NoLMHash" type="REG_DWORD" value="«00000000»"/></Registry></RegistrySettings>\n',
      fixed:
        '<RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}"><Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}"><Properties action="U" hive="HKEY_LOCAL_MACHINE" key="SYSTEM\\CurrentControlSet\\Control\\Lsa" name="NoLMHash" type="REG_DWORD" value="00000001"/></Registry></RegistrySettings>\n',
    },
    {
      language: 'yaml',
      file: 'tasks/main.yml',
      code: '- ansible.windows.win_regedit:\n    path: HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\n    name: NoLMHash\n    data: «0»\n    type: dword\n',
      fixed:
        '- ansible.windows.win_regedit:\n    path: HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\n    name: NoLMHash\n    data: 1\n    type: dword\n',
    },
    {
      language: 'powershell',
      code: "Configuration C { UserAccountControl U { IsSingleInstance = 'Yes'; EnableLua = «0»; ConsentPromptBehaviorAdmin = 5 } }",
      fixed:
        "Configuration C { UserAccountControl U { IsSingleInstance = 'Yes'; EnableLua = 1; ConsentPromptBehaviorAdmin = 5 } }",
    },
    {
      language: 'powershell',
      code: 'Set-ADComputer -Identity web01 -TrustedForDelegation «$true»',
      fixed: 'Set-ADComputer -Identity web01 -TrustedForDelegation $false',
    },
    {
      language: 'powershell',
      code: 'Get-ADUser app | Set-ADAccountControl -TrustedToAuthForDelegation:«$true»',
      fixed: 'Get-ADUser app | Set-ADAccountControl -TrustedToAuthForDelegation:$false',
    },
  ],
  good: [
    { language: 'powershell', code: 'Set-ADComputer web01 -TrustedForDelegation $false -AccountNotDelegated $true' },
    { language: 'powershell', code: 'Disable-UAC\nInstall-Everything\nEnable-UAC' },
    { language: 'powershell', code: 'Set-ADComputer web1 -KerberosEncryptionType AES128, AES256' },
    { language: 'powershell', code: "Set-ADUser app -Replace @{ 'msDS-SupportedEncryptionTypes' = 24 }" },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LmCompatibilityLevel /t REG_DWORD /d 5 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0' -Name NTLMMinClientSec -Value 0x20080000",
    },
    { language: 'powershell', code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Vendor' -Name EnableLUA -Value 0" },
    {
      language: 'powershell',
      code: "Remove-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest' -Name UseLogonCredential",
    },
  ],
  visit: {
    setting(setting, { report }) {
      if (setting.area === 'lsa' || setting.area === 'domain') reportWeakness(setting, report);
    },
  },
});
