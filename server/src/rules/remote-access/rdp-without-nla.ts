import { integer } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/rdp-without-nla',
  title: 'Remote Desktop is weakly protected before logon',
  severity: 'high',
  confidence: 'high',
  cwe: [306, 326],
  tags: ['rdp'],
  fixable: 'unsafe',
  messages: {
    nla: '`UserAuthentication` set to 0 gives a logon screen to anyone who connects, before they have proved who they are.',
    layer: {
      severity: 'medium',
      text: '`SecurityLayer` set to 0 makes Remote Desktop do without TLS, so that no client can tell the server from an impostor.',
    },
    negotiated: {
      severity: 'low',
      text: '`SecurityLayer` set to 1 lets a client that cannot do TLS go without it.',
    },
    level: {
      severity: 'medium',
      text: '`MinEncryptionLevel` set to {value} lets a client ask for weak encryption of its session.',
    },
    rpc: { severity: 'medium', text: '`fEncryptRPCTraffic` set to 0 lets Remote Desktop calls go unencrypted.' },
  },
  rationale: `
    With network level authentication off, whoever connects reaches the whole session code before logon: BlueKeep
    (CVE-2019-0708) ran code there without a password. Without TLS the server is not known and passwords can be taken on the path.`,
  remedy: 'Set UserAuthentication to 1, SecurityLayer to 2 and MinEncryptionLevel to 3.',
  references: [
    'https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setuserauthenticationrequired',
    'https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setsecuritylayer',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value «0»",
      fixed:
        "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 1",
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services" /v SecurityLayer /t REG_DWORD /d «0» /f',
      fixed:
        'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services" /v SecurityLayer /t REG_DWORD /d 2 /f',
    },
    {
      language: 'powershell',
      code: '(Get-CimInstance Win32_TSGeneralSetting -Namespace root\\cimv2\\terminalservices) | Invoke-CimMethod -MethodName SetUserAuthenticationRequired -Arguments @{ UserAuthenticationRequired = «0» }',
      fixed:
        '(Get-CimInstance Win32_TSGeneralSetting -Namespace root\\cimv2\\terminalservices) | Invoke-CimMethod -MethodName SetUserAuthenticationRequired -Arguments @{ UserAuthenticationRequired = 1 }',
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp]\n"MinEncryptionLevel"=dword:«00000001»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp]\n"MinEncryptionLevel"=dword:00000003\n',
    },
    {
      language: 'powershell',
      code: 'Set-RDSessionCollectionConfiguration -CollectionName c -AuthenticateUsingNLA «$false» -SecurityLayer «RDP» -EncryptionLevel «Low»',
      fixed:
        'Set-RDSessionCollectionConfiguration -CollectionName c -AuthenticateUsingNLA $true -SecurityLayer SSL -EncryptionLevel High',
    },
    {
      language: 'xml',
      file: 'unattend.xml',
      code: '<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize"><component name="Microsoft-Windows-TerminalServices-RDP-WinStationExtensions"><UserAuthentication>«0»</UserAuthentication></component></settings></unattend>\n',
      fixed:
        '<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize"><component name="Microsoft-Windows-TerminalServices-RDP-WinStationExtensions"><UserAuthentication>1</UserAuthentication></component></settings></unattend>\n',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'Set-RDSessionCollectionConfiguration -CollectionName c -AuthenticateUsingNLA $true -SecurityLayer SSL -EncryptionLevel High',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 1",
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services" /v SecurityLayer /t REG_DWORD /d 2 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Vendor' -Name UserAuthentication -Value 0",
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      const number = integer(value);
      if (area !== 'rdp' || number === undefined) return;
      const fix = (good: number) => mending(setting, good);
      if (name === 'UserAuthentication' && number === 0) report('nla', at, {}, fix(1));
      else if (name === 'SecurityLayer' && number < 2) report(number === 0 ? 'layer' : 'negotiated', at, {}, fix(2));
      else if (name === 'MinEncryptionLevel' && number < 3) report('level', at, { value: `${number}` }, fix(3));
      else if (name === 'fEncryptRPCTraffic' && number === 0) report('rpc', at, {}, fix(1));
    },
  },
});
