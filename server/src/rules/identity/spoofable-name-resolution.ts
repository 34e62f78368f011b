import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule } from '../rule';

export default defineRule({
  name: 'identity/spoofable-name-resolution',
  title: 'Names are asked of everyone on the network',
  severity: 'medium',
  confidence: 'high',
  cwe: [290, 350],
  tags: ['registry', 'names'],
  fixable: 'unsafe',
  messages: {
    ...baselineMessages,
    medium: '`{name}` set to {value} {does}, and anyone may answer.',
  },
  rationale: `
    A mistyped server name is called out to the whole network. Who answers first is sent the logon of the user, to crack
    it or to pass it on to another server: this is how most intruders get their first account.`,
  remedy: 'Set EnableMulticast to 0, NodeType to 2 and NetBIOS over TCP/IP to 2, and let DNS alone answer.',
  references: [
    'https://learn.microsoft.com/windows-server/networking/dns/dns-overview',
    'https://attack.mitre.org/techniques/T1557/001/',
  ],
  bad: [
    {
      language: 'powershell',
      code: "New-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient' -Name EnableMulticast -PropertyType DWord -Value «1»",
      fixed:
        "New-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient' -Name EnableMulticast -PropertyType DWord -Value 0",
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\NetBT\\Parameters /v NodeType /t REG_DWORD /d «1» /f',
      fixed: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\NetBT\\Parameters /v NodeType /t REG_DWORD /d 2 /f',
    },
    {
      language: 'powershell',
      code: 'Get-CimInstance Win32_NetworkAdapterConfiguration | Invoke-CimMethod -MethodName SetTcpipNetbios -Arguments @{ TcpipNetbiosOptions = «1» }',
      fixed:
        'Get-CimInstance Win32_NetworkAdapterConfiguration | Invoke-CimMethod -MethodName SetTcpipNetbios -Arguments @{ TcpipNetbiosOptions = 2 }',
    },
    {
      language: 'powershell',
      code: '(Get-WmiObject Win32_NetworkAdapterConfiguration).SetTcpipNetbios(«1»)',
      fixed: '(Get-WmiObject Win32_NetworkAdapterConfiguration).SetTcpipNetbios(2)',
    },
    {
      language: 'cmd',
      code: 'wmic nicconfig where TcpipNetbiosOptions=2 call SetTcpipNetbios «1»',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NetBT\\Parameters\\Interfaces\\Tcpip_{1a}' -Name NetbiosOptions -Value «1»",
      fixed:
        "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NetBT\\Parameters\\Interfaces\\Tcpip_{1a}' -Name NetbiosOptions -Value 2",
    },
    {
      language: 'powershell',
      code: "Configuration C { NetBios N { InterfaceAlias = 'Ethernet'; Setting = '«Enable»' } }",
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Configuration C { NetBios N { InterfaceAlias = 'Ethernet'; Setting = 'Disable' } }",
    },
    {
      language: 'powershell',
      code: "New-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient' -Name EnableMulticast -PropertyType DWord -Value 0",
    },
    {
      language: 'powershell',
      code: '(Get-WmiObject Win32_NetworkAdapterConfiguration).SetTcpipNetbios(2)',
    },
    { language: 'cmd', code: 'wmic nicconfig where TcpipNetbiosOptions=1 call SetTcpipNetbios 2' },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\NetBT\\Parameters /v NodeType /t REG_DWORD /d 2 /f',
    },
  ],
  visit: {
    setting(setting, { report }) {
      if (setting.area !== 'names') return;
      reportWeakness(setting, report);
    },
  },
});
