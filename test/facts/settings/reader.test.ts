import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { textOf } from '../../../server/src/base/value';
import { readerOf } from '../../../server/src/facts/read';
import type { Setting } from '../../../server/src/facts/settings/setting';
import type { Language } from '../../../server/src/facts/source';

async function settings(language: Language, text: string): Promise<readonly Setting[]> {
  const read = await readerOf(language);
  return read({ path: `script.${language}`, language, text }).facts.flatMap(it =>
    it.kind === 'setting' ? [it.fact] : [],
  );
}

/** Statements with the settings they make: `area name=value <where>`. */
const table: readonly (readonly [language: Language, source: string, ...settings: readonly string[]])[] = [
  [
    'powershell',
    `winrm set winrm/config/service '@{AllowUnencrypted="true"}'`,
    'winrm service/AllowUnencrypted=true <true>',
  ],
  [
    'powershell',
    `winrm set winrm/config/service/auth @{Basic='true'; Digest=$x}`,
    'winrm service/auth/Basic=true <true>',
    'winrm service/auth/Digest=? <$x>',
  ],
  [
    'powershell',
    'winrm set "winrm/config/service" "@{AllowUnencrypted=`"true`"}"',
    'winrm service/AllowUnencrypted=true <true>',
  ],
  ['powershell', `winrm set winrm/config/client '@{TrustedHosts="a,b"}'`, 'winrm client/TrustedHosts=a,b <a,b>'],
  [
    'powershell',
    `cmd /c 'winrm set winrm/config/service @{AllowUnencrypted="true"}'`,
    'winrm service/AllowUnencrypted=true <true>',
  ],
  [
    'cmd',
    'winrm set winrm/config/service/auth @{ Basic = "true" ; Kerberos="false" }',
    'winrm service/auth/Basic=true <true>',
    'winrm service/auth/Kerberos=false <false>',
  ],
  ['cmd', 'winrm set winrm/config @{MaxTimeoutms="1800000"}', 'winrm MaxTimeoutms=1800000 <1800000>'],
  ['cmd', 'winrm get winrm/config/service'],
  ['cmd', 'winrm qc -q -transport:https', 'winrm listener/HTTPS=quickconfig <qc>'],
  ['cmd', 'winrm create winrm/config/Listener?Address=*+Transport=HTTP', 'winrm listener/HTTP=True <HTTP>'],
  [
    'cmd',
    'winrm quickconfig -q\nwinrm delete winrm/config/Listener?Address=*+Transport=HTTP',
    'winrm listener/HTTP=False <HTTP>',
  ],
  ['powershell', 'Set-Item WSMan:\\localhost\\service\\auth\\basic 1', 'winrm service/auth/Basic=1 <1>'],
  [
    'powershell',
    'Set-Item -LiteralPath Microsoft.WSMan.Management\\WSMan::localhost/Client/TrustedHosts -Value "*"',
    'winrm client/TrustedHosts=* <*>',
  ],
  [
    'powershell',
    'New-WSManInstance winrm/config/Listener -SelectorSet @{Address="*";Transport="HTTP"}',
    'winrm listener/HTTP=True <HTTP>',
  ],
  [
    'powershell',
    'New-Item WSMan:\\localhost\\Listener -Transport HTTP -Address * -Enabled $false',
    'winrm listener/HTTP/off=True <HTTP>',
  ],
  [
    'powershell',
    'New-Item WSMan:\\localhost\\Listener -Transport HTTP -Address IP:127.0.0.1',
    'winrm listener/HTTP/loopback=True <HTTP>',
  ],
  [
    'powershell',
    `winrm set winrm/config/listener?Address=*+Transport=HTTP '@{Port="5985"}'`,
    'winrm listener/HTTP/Port=5985 <5985>',
  ],
  ['powershell', 'Clear-Item WSMan:\\localhost\\Client\\TrustedHosts', 'winrm client/TrustedHosts= <Clear-Item>'],
  ['powershell', 'Remove-Item WSMan:\\localhost\\Plugin\\X -Recurse', 'winrm plugin/x=False <Remove-Item>'],
  ['powershell', 'Enable-WSManCredSSP Server -Force', 'winrm service/auth/CredSSP=True <Enable-WSManCredSSP>'],
  ['powershell', 'Set-SmbServerConfiguration -EnableSMB1 $true', 'smb server/EnableSMB1Protocol=True <$true>'],
  [
    'powershell',
    'Enable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol-Server,NetFx3',
    'smb feature/SMB1=True <SMB1Protocol-Server>',
  ],
  [
    'cmd',
    'dism /online /disable-feature /featurename:Windows-Defender',
    'defender feature/Windows-Defender=False </featurename:Windows-Defender>',
  ],
  [
    'powershell',
    "Add-MpPreference -ExclusionPath C:\\a -ExclusionProcess 'b.exe' -Force",
    'defender ExclusionPath=C:\\a <C:\\a>',
    'defender ExclusionProcess=b.exe <b.exe>',
  ],
  [
    'cmd',
    'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Paths" /v C:\\ /d 0',
    'defender ExclusionPath=C:\\ <"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Paths">',
  ],
  [
    'cmd',
    'net accounts /minpwlen:6 /maxpwage:unlimited',
    'account minpwlen=6 <6>',
    'account maxpwage=unlimited <unlimited>',
  ],
  ['powershell', 'Set-ADDefaultDomainPasswordPolicy -Identity x -LockoutThreshold 0', 'account lockoutthreshold=0 <0>'],
  ['cmd', 'net user bob /add'],
  ['cmd', 'wmic rdtoggle where AllowTSConnections="0" call SetAllowTSConnections 1', 'rdp AllowTSConnections=1 <1>'],
  [
    'powershell',
    'Invoke-CimMethod $x -MethodName SetAllowTSConnections -Arguments @{AllowTSConnections=1}',
    'rdp AllowTSConnections=1 <1>',
  ],
  ['powershell', '$ts.SetSecurityLayer(0)', 'rdp SecurityLayer=0 <0>'],
  [
    'powershell',
    "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service' AllowBasic 1",
    'winrm service/auth/Basic=1 <1>',
  ],
  ['cmd', 'winrm s winrm/config/service @{AllowUnencrypted="true"}', 'winrm service/AllowUnencrypted=true <true>'],
  [
    'powershell',
    'winrm set winrm/config/service `@`{AllowUnencrypted=`"true`"`}',
    'winrm service/AllowUnencrypted=true <`@`{AllowUnencrypted=`"true`"`}>',
  ],
  [
    'powershell',
    '$set = \'@{Basic="true"}\'; winrm set winrm/config/service/auth $set',
    'winrm service/auth/Basic=true <$set>',
  ],
  ['powershell', 'cd WSMan:\\localhost\\Service; si Auth\\Basic $true', 'winrm service/auth/Basic=True <$true>'],
  ['powershell', 'Set-Item "WSMan:\\$env:COMPUTERNAME\\Client\\TrustedHosts" *', 'winrm client/TrustedHosts=* <*>'],
  [
    'powershell',
    "Get-WindowsFeature 'Windows-Defender*' | Uninstall-WindowsFeature",
    'defender feature/Windows-Defender=False <Windows-Defender*>',
  ],
  ['cmd', 'sc config mrxsmb10 start= auto', 'smb client/MrxSmb10=2 <mrxsmb10>'],
  ['powershell', 'Enable-RemoteDesktop', 'rdp AllowTSConnections=1 <Enable-RemoteDesktop>'],
  [
    'powershell',
    'Enable-RemoteDesktop -DoNotRequireUserLevelAuthentication',
    'rdp AllowTSConnections=1 <Enable-RemoteDesktop>',
    'rdp UserAuthentication=0 <-DoNotRequireUserLevelAuthentication>',
  ],
  // One setting in several notations: the last counts, unless one of them is a policy.
  [
    'powershell',
    'Set-SmbServerConfiguration -EnableSMB1Protocol $true\nsp HKLM:\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters SMB1 0',
    'smb server/EnableSMB1Protocol=0 <0>',
  ],
  [
    'powershell',
    '$x.SetAllowTSConnections(1, 1)\nreg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 1 /f',
    'rdp fDenyTSConnections=1 <1>',
  ],
  [
    'powershell',
    'sp HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service AllowBasic 1\nSet-Item WSMan:\\localhost\\Service\\Auth\\Basic $false',
    'winrm service/auth/Basic=1 <1>',
    'winrm service/auth/Basic=False <$false>',
  ],
  [
    'powershell',
    'winrm set winrm/config/service \'@{AllowUnencrypted="true"}\'\nSet-Item WSMan:\\localhost\\Service\\AllowUnencrypted 1',
    'winrm service/AllowUnencrypted=true <true>',
    'winrm service/AllowUnencrypted=1 <1>',
  ],
  // DSC resources.
  [
    'powershell',
    "Configuration C { WindowsFeature S { Name = 'FS-SMB1'; Ensure = 'Present' } }",
    'smb feature/SMB1=True <FS-SMB1>',
  ],
  [
    'powershell',
    "Configuration C { SmbServerConfiguration S { IsSingleInstance = 'Yes'; EnableSMB1Protocol = $true } }",
    'smb server/EnableSMB1Protocol=True <$true>',
  ],
  [
    'powershell',
    "Configuration C { RemoteDesktopAdmin R { Ensure = 'Present'; UserAuthentication = 'NonSecure' } }",
    'rdp AllowTSConnections=1 <Present>',
    'rdp UserAuthentication=0 <NonSecure>',
  ],
  [
    'powershell',
    'Configuration C { WSManServiceConfig W { AllowUnencrypted = $true; AuthBasic = $false } }',
    'winrm service/AllowUnencrypted=True <$true>',
    'winrm service/auth/Basic=False <$false>',
  ],
  ['powershell', "Set-ItemProperty 'HKCU:\\SYSTEM\\CurrentControlSet\\Control\\Lsa' NoLMHash 0"],
];

describe('settings of Windows', () => {
  for (const [language, source, ...expected] of table) {
    it(source, async () => {
      const found = await settings(language, source);
      const cut = ({ at }: Setting): string => source.slice(at.start, at.end);
      assert.deepEqual(
        found.map(it => `${it.area} ${it.name}=${textOf(it.value) ?? '?'} <${cut(it)}>`),
        expected,
      );
    });
  }

  const written: readonly (readonly [Language, string, boolean | number | string, string])[] = [
    [
      'powershell',
      'Set-SmbServerConfiguration -EnableSMB1Protocol 1',
      false,
      'Set-SmbServerConfiguration -EnableSMB1Protocol 0',
    ],
    [
      'powershell',
      "Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted 'True'",
      false,
      "Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted 'False'",
    ],
    [
      'cmd',
      'winrm set winrm/config/service @{AllowUnencrypted="true"}',
      false,
      'winrm set winrm/config/service @{AllowUnencrypted="false"}',
    ],
    ['cmd', 'net accounts /minpwlen:6', 14, 'net accounts /minpwlen:14'],
    ['cmd', 'net user guest /active:yes', false, 'net user guest /active:no'],
    [
      'powershell',
      'dism /online /Enable-Feature /FeatureName:SMB1Protocol',
      false,
      'dism /online /disable-Feature /FeatureName:SMB1Protocol',
    ],
  ];
  for (const [language, source, value, fixed] of written) {
    it(`writes ${value} into ${source}`, async () => {
      const [setting] = await settings(language, source);
      const edit = setting?.setTo?.(value);
      assert.ok(edit);
      assert.equal(applyEdits(source, [edit]), fixed);
    });
  }
});
