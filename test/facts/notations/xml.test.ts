import { tryWays, type Way } from './ways';

const component = (name: string, body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="specialize">\n    <component name="${name}" processorArchitecture="amd64" language="neutral">\n${body}\n    </component>\n  </settings>\n</unattend>\n`;
const shell = 'Microsoft-Windows-Shell-Setup';
const logon = (line: string): string =>
  component(
    shell,
    `<FirstLogonCommands><SynchronousCommand wcm:action="add"><Order>1</Order><CommandLine>${line}</CommandLine></SynchronousCommand></FirstLogonCommands>`,
  );
const password = Buffer.from('Tr0ub4dor&3AdministratorPassword', 'utf16le').toString('base64');
const task = (command: string, more = ''): string =>
  `<?xml version="1.0"?>\n<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">\n  <Actions Context="Author">\n    <Exec>\n      <Command>${command}</Command>\n${more}    </Exec>\n  </Actions>\n</Task>\n`;
const item = (attributes: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}">\n  <Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="x">\n    <Properties action="U" displayDecimal="0" default="0" hive="HKEY_LOCAL_MACHINE" ${attributes}/>\n  </Registry>\n</RegistrySettings>\n`;
const lsa = 'key="SYSTEM\\CurrentControlSet\\Control\\Lsa"';

const ways: readonly Way[] = [
  {
    name: 'a command of the first logon',
    file: 'Autounattend.xml',
    text: logon('cmd.exe /c netsh advfirewall set allprofiles state «off»'),
    rules: 'firewall/firewall-off',
  },
  {
    name: 'quotes as entities',
    file: 'Autounattend.xml',
    text: logon('powershell -NoProfile -Command &quot;Set-MpPreference -DisableRealtimeMonitoring «$true»&quot;'),
    rules: 'integrity/defender-off',
  },
  {
    name: 'an ampersand as an entity',
    file: 'Autounattend.xml',
    text: logon('cmd /c echo x &amp;&amp; netsh advfirewall set allprofiles state «off»'),
    rules: 'firewall/firewall-off',
  },
  {
    name: 'a pipe without cmd',
    file: 'Autounattend.xml',
    text: logon('powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true» | Out-Null'),
    rules: 'integrity/defender-off',
  },
  {
    name: 'an encoded command',
    file: 'Autounattend.xml',
    text: logon(
      `powershell -e «${Buffer.from('Set-MpPreference -DisableRealtimeMonitoring $true', 'utf16le').toString('base64')}»`,
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'a program',
    file: 'Autounattend.xml',
    text: logon('reg.exe add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v NoLMHash /t REG_DWORD /d «0» /f'),
    rules: 'identity/weak-authentication-setting',
    fixed: logon('reg.exe add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v NoLMHash /t REG_DWORD /d 1 /f'),
  },
  {
    name: 'a command of setup',
    file: 'unattend.xml',
    text: component(
      'Microsoft-Windows-Deployment',
      '<RunSynchronous><RunSynchronousCommand><Path>net user svc «Tr0ub4dor_3» /add</Path></RunSynchronousCommand></RunSynchronous>',
    ),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'the password of the administrator',
    file: 'unattend.xml',
    text: component(
      shell,
      '<UserAccounts><AdministratorPassword><Value>«Tr0ub4dor&amp;3»</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts>',
    ),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'the same in base64',
    file: 'unattend.xml',
    text: component(
      shell,
      `<UserAccounts><AdministratorPassword><Value>«${password}»</Value><PlainText>false</PlainText></AdministratorPassword></UserAccounts>`,
    ),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'logging on by itself',
    file: 'unattend.xml',
    text: component(
      shell,
      '<AutoLogon><Enabled>true</Enabled><Username>svc</Username><Password><Value>«Tr0ub4dor-3»</Value><PlainText>true</PlainText></Password></AutoLogon>',
    ),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'joining a domain',
    file: 'unattend.xml',
    text: component(
      'Microsoft-Windows-UnattendedJoin',
      '<Identification><Credentials><Domain>x</Domain><Username>svc</Username><Password>«Tr0ub4dor-3»</Password></Credentials></Identification>',
    ),
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'Remote Desktop',
    file: 'unattend.xml',
    text: component(
      'Microsoft-Windows-TerminalServices-RDP-WinStationExtensions',
      '<UserAuthentication>«0»</UserAuthentication>',
    ),
    rules: 'remote-access/rdp-without-nla',
    fixed: component(
      'Microsoft-Windows-TerminalServices-RDP-WinStationExtensions',
      '<UserAuthentication>1</UserAuthentication>',
    ),
  },
  {
    name: 'User Account Control',
    file: 'unattend.xml',
    text: component('Microsoft-Windows-LUA-Settings', '<EnableLUA>«false»</EnableLUA>'),
    rules: 'identity/weak-authentication-setting',
    fixed: component('Microsoft-Windows-LUA-Settings', '<EnableLUA>true</EnableLUA>'),
  },
  {
    name: 'a profile of the firewall',
    file: 'unattend.xml',
    text: component('Networking-MPSSVC-Svc', '<PublicProfile_EnableFirewall>«false»</PublicProfile_EnableFirewall>'),
    rules: 'firewall/firewall-off',
    fixed: component('Networking-MPSSVC-Svc', '<PublicProfile_EnableFirewall>true</PublicProfile_EnableFirewall>'),
  },
  {
    name: 'a group of the firewall',
    file: 'unattend.xml',
    text: component(
      'Networking-MPSSVC-Svc',
      '<FirewallGroups><FirewallGroup wcm:action="add" wcm:keyValue="rdp"><Active>true</Active><Group>«Remote Desktop»</Group><Profile>all</Profile></FirewallGroup></FirewallGroups>',
    ),
    rules: 'remote-access/rdp-exposed',
  },
  {
    name: 'a task',
    file: 'task.xml',
    text: task(
      'powershell.exe',
      '      <Arguments>-NoProfile -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"</Arguments>\n',
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'a task with a path of several words',
    file: 'task.xml',
    text: task(
      'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
      '      <Arguments>-Command &quot;Set-MpPreference -DisableRealtimeMonitoring «$true»&quot;</Arguments>\n',
    ),
    rules: 'integrity/defender-off',
  },
  {
    name: 'a registry preference',
    file: 'Registry.xml',
    text: item(`${lsa} name="NoLMHash" type="REG_DWORD" value="«00000000»"`),
    rules: 'identity/weak-authentication-setting',
    fixed: item(`${lsa} name="NoLMHash" type="REG_DWORD" value="00000001"`),
  },
  {
    name: 'a protocol by a registry preference',
    file: 'Registry.xml',
    text: item(
      'key="SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\SSL 3.0\\Server" name="Enabled" type="REG_DWORD" value="«00000001»"',
    ),
    rules: 'tls/legacy-protocol',
  },
  {
    name: 'a password of a preference',
    file: 'Groups.xml',
    text: '<?xml version="1.0"?>\n<Groups clsid="{3125E937-EB16-4b4c-9934-544FC6D24D26}"><User clsid="{DF5F1855-51E5-4d24-8B1A-D9BDE98BA1D1}" name="svc"><Properties action="U" userName="svc" cpassword="«edBSHOwhZLTjt/QS9FeIcJ83mjWA98gw9guKOhJOdcqh+ZGMeXOsQbCpZ3xUjTLfCuNH8pG5aSVYdYw/NglVmQ»"/></User></Groups>\n',
    rules: 'secrets/plaintext-credential',
  },
  {
    name: 'a service of a preference',
    file: 'Services.xml',
    text: '<NTServices clsid="{2CFB484A-4E96-4b5d-A0B6-093D2F91E6AE}"><NTService clsid="{AB6F0B67-341F-4e51-92F9-005FBFBA1A43}" name="MpsSvc"><Properties startupType="DISABLED" serviceName="«MpsSvc»" serviceAction="STOP"/></NTService></NTServices>\n',
    rules: 'firewall/firewall-off',
  },
  {
    name: 'rules of Policy Analyzer',
    file: 'x.PolicyRules',
    text: '<PolicyRules>\n  <ComputerConfig>\n    <Key>System\\CurrentControlSet\\Control\\Lsa</Key>\n    <Value>NoLMHash</Value>\n    <RegType>REG_DWORD</RegType>\n    <RegData>«0»</RegData>\n  </ComputerConfig>\n</PolicyRules>\n',
    rules: 'identity/weak-authentication-setting',
    fixed:
      '<PolicyRules>\n  <ComputerConfig>\n    <Key>System\\CurrentControlSet\\Control\\Lsa</Key>\n    <Value>NoLMHash</Value>\n    <RegType>REG_DWORD</RegType>\n    <RegData>1</RegData>\n  </ComputerConfig>\n</PolicyRules>\n',
  },
];

const misses: readonly Way[] = [
  {
    name: 'empty and blotted-out passwords',
    file: 'unattend.xml',
    text: component(
      shell,
      '<AutoLogon><Username>a</Username><Password><Value></Value><PlainText>true</PlainText></Password></AutoLogon><UserAccounts><AdministratorPassword><Value>*SENSITIVE*DATA*DELETED*</Value><PlainText>false</PlainText></AdministratorPassword></UserAccounts>',
    ),
  },
  {
    name: 'passwords to be filled in',
    file: 'unattend.xml',
    text: component(
      shell,
      '<UserAccounts><AdministratorPassword><Value>{{ admin_password }}</Value><PlainText>true</PlainText></AdministratorPassword><LocalAccounts><LocalAccount><Name>a</Name><Password><Value>${PASSWORD}</Value><PlainText>true</PlainText></Password></LocalAccount></LocalAccounts></UserAccounts>',
    ),
  },
  {
    name: 'values that harden',
    file: 'unattend.xml',
    text: component(
      'Microsoft-Windows-TerminalServices-LocalSessionManager',
      '<fDenyTSConnections>true</fDenyTSConnections>',
    ),
  },
  {
    name: 'a setting of another component',
    file: 'unattend.xml',
    text: component('Microsoft-Windows-IE-ESC', '<EnableLUA>false</EnableLUA>'),
  },
  {
    name: 'a group that is closed',
    file: 'unattend.xml',
    text: component(
      'Networking-MPSSVC-Svc',
      '<FirewallGroups><FirewallGroup><Active>false</Active><Group>Remote Desktop</Group></FirewallGroup></FirewallGroups>',
    ),
  },
  {
    name: 'a comment',
    file: 'unattend.xml',
    text: component(
      shell,
      '<!-- <FirstLogonCommands><SynchronousCommand><CommandLine>netsh advfirewall set allprofiles state off</CommandLine></SynchronousCommand></FirstLogonCommands> -->',
    ),
  },
  {
    name: 'a silenced finding',
    file: 'unattend.xml',
    text: component(
      'Microsoft-Windows-LUA-Settings',
      '      <!-- boltseal-disable-next-line identity/weak-authentication-setting -- a kiosk -->\n      <EnableLUA>false</EnableLUA>',
    ),
  },
  { name: 'a task that says nothing', file: 'task.xml', text: task('notepad.exe') },
  {
    name: 'a preference that is switched off',
    file: 'Registry.xml',
    text: item(`${lsa} name="NoLMHash" type="REG_DWORD" value="00000000"`).replace('name="x"', 'name="x" disabled="1"'),
  },
  {
    name: 'a preference without a password',
    file: 'Groups.xml',
    text: '<Groups clsid="{1}"><User clsid="{2}" name="svc"><Properties action="U" userName="svc" cpassword=""/></User></Groups>\n',
  },
];

tryWays('XML', ways);
tryWays('XML, near misses', misses);
