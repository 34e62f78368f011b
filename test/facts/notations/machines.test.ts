import { tryWays, type Way } from './ways';

const defender = 'integrity/defender-off';
const line = 'Set-MpPreference -DisableRealtimeMonitoring «$true»';
const plain = 'Set-MpPreference -DisableRealtimeMonitoring $true';

const machines: readonly Way[] = [
  {
    name: 'cloud-init: files and commands',
    file: 'user-data.yaml',
    text: `#cloud-config\nwrite_files:\n  - path: C:\\setup.ps1\n    content: |\n      ${line}\nruncmd:\n  - 'powershell -Command "${line}"'\n`,
    rules: `${defender} ${defender}`,
  },
  {
    name: 'cloud-init: a file in base64',
    file: 'user-data.yml',
    text: `#cloud-config\nwrite_files:\n  - encoding: b64\n    path: C:\\setup.ps1\n    content: «${Buffer.from(plain).toString('base64')}»\n`,
    rules: defender,
  },
  {
    name: 'cloud-init: a shell by its path',
    file: 'user-data.yaml',
    text: `#cloud-config\nruncmd:\n  - 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -Command "${line}"'\n`,
    rules: defender,
  },
  {
    name: 'cloud-init of Linux',
    file: 'user-data.yaml',
    text: '#cloud-config\nruncmd:\n  - [netsh, advfirewall]\n  - apt-get update\nwrite_files:\n  - path: /etc/x.ps1\n    content: Write-Host x\n',
  },
  {
    name: 'Systems Manager',
    file: 'document.yaml',
    text: `schemaVersion: '2.2'\ndescription: x\nmainSteps:\n  - action: aws:runPowerShellScript\n    name: x\n    inputs:\n      runCommand:\n        - $x = 1\n        - ${line}\n`,
    rules: defender,
  },
  {
    name: 'Image Builder',
    file: 'component.yml',
    text: `name: x\nschemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: x\n        action: ExecutePowerShell\n        inputs:\n          commands:\n            - ${line}\n`,
    rules: defender,
  },
  {
    name: 'user data of CloudFormation',
    file: 'stack.yaml',
    text: `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: |\n          <powershell>\n          ${line}\n          </powershell>\n`,
    rules: defender,
  },
  {
    name: 'user data of EC2',
    file: 'user-data.ps1',
    text: `<powershell>\n${line}\n</powershell>\n<persist>true</persist>\n`,
    rules: defender,
  },
];

const winget = (resource: string, settings: string): string =>
  `# yaml-language-server: $schema=https://aka.ms/configuration-dsc-schema/0.2\nproperties:\n  configurationVersion: 0.2.0\n  resources:\n    - resource: ${resource}\n      directives:\n        description: x\n      settings:\n${settings.replace(/^(?=.)/gm, '        ')}`;
const version3 = (body: string): string =>
  `$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json\nresources:\n${body}`;

const dsc: readonly Way[] = [
  {
    name: 'a registry value for WinGet',
    file: 'configuration.dsc.yaml',
    text: winget(
      'PSDscResources/Registry',
      "Key: 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa'\nValueName: NoLMHash\nValueData: '«0»'\nValueType: DWord\n",
    ),
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'a feature for WinGet',
    file: 'configuration.dsc.yaml',
    text: winget('PSDesiredStateConfiguration/WindowsOptionalFeature', 'Name: «SMB1Protocol»\nEnsure: Enable\n'),
    rules: 'remote-access/smb1-enabled',
  },
  {
    name: 'a feature that goes',
    file: 'configuration.dsc.yaml',
    text: winget('PSDesiredStateConfiguration/WindowsOptionalFeature', 'Name: SMB1Protocol\nEnsure: Disable\n'),
  },
  {
    name: 'a registry value by version 3',
    file: 'lsa.dsc.yaml',
    text: version3(
      '- name: x\n  type: Microsoft.Windows/Registry\n  properties:\n    keyPath: HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\n    valueName: NoLMHash\n    valueData:\n      DWord: «0»\n',
    ),
    rules: 'identity/weak-authentication-setting',
    fixed: version3(
      '- name: x\n  type: Microsoft.Windows/Registry\n  properties:\n    keyPath: HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\n    valueName: NoLMHash\n    valueData:\n      DWord: 1\n',
    ),
  },
  {
    name: 'resources in a group of version 3',
    file: 'firewall.dsc.yaml',
    text: version3(
      '- name: x\n  type: Microsoft.Windows/WindowsPowerShell\n  properties:\n    resources:\n    - name: y\n      type: PSDesiredStateConfiguration/Service\n      properties:\n        Name: «MpsSvc»\n        StartupType: Disabled\n',
    ),
    rules: 'firewall/firewall-off',
  },
];

tryWays('Machines of clouds', machines);
tryWays('DSC documents', dsc);
