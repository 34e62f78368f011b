import { tryWays, type Way } from './ways';

const defender = 'integrity/defender-off';
const line = 'Set-MpPreference -DisableRealtimeMonitoring «$true»';
const plain = 'Set-MpPreference -DisableRealtimeMonitoring $true';
const firewall = 'firewall/firewall-off';
const github = '.github/workflows/ci.yml';
const azure = 'azure-pipelines.yml';
const lsa = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

const pipelines: readonly Way[] = [
  {
    name: 'GitHub: shell of a step',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: powershell\n        run: ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitHub: a block',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: pwsh\n        run: |\n          $x = 1\n          ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitHub: a folded block',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: pwsh\n        run: >-\n          Set-MpPreference\n          -DisableRealtimeMonitoring «$true»\n`,
    rules: defender,
  },
  {
    name: 'GitHub: quotes',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: pwsh\n        run: "Set-Item WSMan:\\\\localhost\\\\Client\\\\TrustedHosts -Value \\"«*»\\" -Force"\n`,
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'GitHub: default of the system',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps:\n      - run: ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitHub: defaults of a job',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    defaults:\n      run:\n        shell: cmd\n    steps:\n      - run: netsh advfirewall set allprofiles state «off»\n`,
    rules: firewall,
  },
  {
    name: 'GitHub: defaults of a workflow',
    file: github,
    text: `on: push\ndefaults:\n  run:\n    shell: powershell\njobs:\n  a:\n    runs-on: [self-hosted, windows]\n    steps:\n      - run: ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitHub: a matrix of systems',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: \${{ matrix.os }}\n    steps:\n      - run: ${line}\n        shell: pwsh\n`,
    rules: defender,
  },
  {
    name: 'GitHub: PowerShell inside bash',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: cmd\n        run: powershell -Command "${line}"\n`,
    rules: defender,
  },
  {
    name: 'GitHub: a shell with arguments',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: powershell -NoProfile -File {0}\n        run: ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitHub: a composite action',
    file: 'action.yml',
    text: `name: x\ndescription: x\nruns:\n  using: composite\n  steps:\n    - shell: pwsh\n      run: ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitHub: bash is another language',
    file: github,
    text: `on: push\njobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - shell: bash\n        run: ${plain}\n      - run: ${plain}\n        if: false\n        shell: bash\n`,
  },
  {
    name: 'Azure: powershell',
    file: azure,
    text: `pool:\n  vmImage: windows-2022\nsteps:\n- powershell: ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: pwsh and a macro',
    file: azure,
    text: `steps:\n- pwsh: |\n    Write-Host $(Build.BuildId)\n    ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: script',
    file: azure,
    text: 'pool:\n  vmImage: windows-2022\nsteps:\n- script: netsh advfirewall set allprofiles state «off»\n',
    rules: firewall,
  },
  {
    name: 'Azure: PowerShell@2',
    file: azure,
    text: `steps:\n- task: PowerShell@2\n  inputs:\n    targetType: inline\n    script: |\n      ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: CmdLine@2',
    file: azure,
    text: 'pool:\n  vmImage: windows-2022\nsteps:\n- task: CmdLine@2\n  inputs:\n    script: netsh advfirewall set allprofiles state «off»\n',
    rules: firewall,
  },
  {
    name: 'Azure: AzurePowerShell@5',
    file: azure,
    text: `steps:\n- task: AzurePowerShell@5\n  inputs:\n    ScriptType: InlineScript\n    Inline: ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: AzureCLI@2',
    file: azure,
    text: `steps:\n- task: AzureCLI@2\n  inputs:\n    scriptType: ps\n    inlineScript: ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: PowerShellOnTargetMachines',
    file: azure,
    text: `steps:\n- task: PowerShellOnTargetMachines@3\n  inputs:\n    Machines: a\n    ScriptType: Inline\n    InlineScript: ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: stages, jobs and deployments',
    file: azure,
    text: `stages:\n- stage: a\n  jobs:\n  - deployment: b\n    pool:\n      vmImage: windows-2022\n    strategy:\n      runOnce:\n        deploy:\n          steps:\n          - powershell: ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: a template',
    file: 'templates/steps.yml',
    text: `parameters:\n- name: on\n  type: boolean\nsteps:\n- \${{ if parameters.on }}:\n  - powershell: ${line}\n`,
    rules: defender,
  },
  {
    name: 'Azure: steps given to a template',
    file: azure,
    text: `extends:\n  template: base.yml\n  parameters:\n    steps:\n    - powershell: ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitLab: a runner by its tag',
    file: '.gitlab-ci.yml',
    text: `build:\n  tags: [windows]\n  script:\n    - $x = 1\n    - ${line}\n`,
    rules: defender,
  },
  {
    name: 'GitLab: what comes before',
    file: '.gitlab-ci.yml',
    text: `default:\n  tags: [shared-windows]\n  before_script:\n    - ${line}\nbuild:\n  script:\n    - Write-Host x\n`,
    rules: defender,
  },
  {
    name: 'GitLab: a template by extends and a block',
    file: '.gitlab-ci.yml',
    text: `.win:\n  tags:\n    - windows\nbuild:\n  extends: .win\n  script:\n    - |\n      ${line}\n`,
    rules: defender,
  },
  {
    name: 'AppVeyor: ps',
    file: 'appveyor.yml',
    text: `image: Visual Studio 2022\ninstall:\n  - ps: ${line}\n`,
    rules: defender,
  },
  {
    name: 'AppVeyor: a block of ps and a line of cmd',
    file: 'appveyor.yml',
    text: `build_script:\n  - ps: |\n      ${line}\n  - netsh advfirewall set allprofiles state «off»\n`,
    rules: `${defender} ${firewall}`,
  },
  {
    name: 'CircleCI',
    file: '.circleci/config.yml',
    text: `version: 2.1\njobs:\n  a:\n    executor: win/default\n    steps:\n      - run:\n          name: x\n          shell: powershell.exe\n          command: ${line}\n`,
    rules: defender,
  },
  {
    name: 'CircleCI: the shell of the job',
    file: '.circleci/config.yml',
    text: `version: 2.1\njobs:\n  a:\n    machine:\n      image: windows-server-2022-gui:current\n    shell: powershell.exe -ExecutionPolicy Bypass\n    steps:\n      - checkout\n      - run: ${line}\n`,
    rules: defender,
  },
  { name: 'Buildkite and others are not guessed', file: 'pipeline.yml', text: `steps:\n  - command: ${plain}\n` },
];

const map = (key: string, body: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: scripts\ndata:\n  ${key}: |\n${body.replace(/^(?=.)/gm, '    ')}`;

const pod = (more: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  os:\n    name: windows\n  securityContext:\n    windowsOptions:\n      runAsUserName: ContainerUser\n  containers:\n    - name: a\n      image: example.test/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n${more}`;

const kubernetes: readonly Way[] = [
  { name: 'ConfigMap: .ps1', file: 'a.yaml', text: map('setup.ps1', `$x = 1\n${line}\n`), rules: defender },
  {
    name: 'ConfigMap: .cmd',
    file: 'a.yaml',
    text: map('setup.cmd', '@echo off\nnetsh advfirewall set allprofiles state «off»\n'),
    rules: firewall,
  },
  {
    name: 'ConfigMap: .reg',
    file: 'a.yaml',
    text: map('lsa.reg', `Windows Registry Editor Version 5.00\n\n[${lsa}]\n"NoLMHash"=dword:«00000000»\n`),
    rules: 'identity/weak-authentication-setting',
    fixed: map('lsa.reg', `Windows Registry Editor Version 5.00\n\n[${lsa}]\n"NoLMHash"=dword:00000001\n`),
  },
  {
    name: 'ConfigMap: .xml',
    file: 'a.yaml',
    text: map(
      'unattend.xml',
      '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n <settings pass="specialize">\n  <component name="Microsoft-Windows-LUA-Settings"><EnableLUA>«false»</EnableLUA></component>\n </settings>\n</unattend>\n',
    ),
    rules: 'identity/weak-authentication-setting',
  },
  {
    name: 'ConfigMap: .inf',
    file: 'a.yaml',
    text: map('policy.inf', '[System Access]\nMinimumPasswordLength = «4»\n'),
    rules: 'identity/weak-account-policy',
  },
  {
    name: 'ConfigMap: in quotes',
    file: 'a.yaml',
    text: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: s\ndata:\n  x.ps1: "$x = 'a'\\n${line}"\n`,
    rules: defender,
  },
  { name: 'ConfigMap: text that is no script', file: 'a.yaml', text: map('notes.txt', `${plain}\n`) },
  {
    name: 'a command of words',
    file: 'a.yaml',
    text: pod(`      command: ["powershell.exe", "-Command", "${line}"]\n`),
    rules: defender,
  },
  {
    name: 'a command with arguments',
    file: 'a.yaml',
    text: pod(
      `      command: [powershell]\n      args:\n        - -NoProfile\n        - -Command\n        - |\n          $x = 1\n          ${line}\n`,
    ),
    rules: defender,
  },
  { name: 'arguments alone', file: 'a.yaml', text: pod(`      args: ["pwsh", "-c", "${line}"]\n`), rules: defender },
  {
    name: 'cmd',
    file: 'a.yaml',
    text: pod('      command: ["cmd", "/c", "netsh advfirewall set allprofiles state «off»"]\n'),
    rules: firewall,
  },
  {
    name: 'a hook',
    file: 'a.yaml',
    text: pod(
      `      lifecycle:\n        postStart:\n          exec:\n            command: [powershell, -Command, "${line}"]\n`,
    ),
    rules: defender,
  },
  {
    name: 'a probe',
    file: 'a.yaml',
    text: pod(`      livenessProbe:\n        exec:\n          command: [pwsh, -Command, "${line}"]\n`),
    rules: defender,
  },
  {
    name: 'compose',
    file: 'compose.yaml',
    text: `services:\n  a:\n    image: example.test/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n    command: ["powershell", "-Command", "${line}"]\n`,
    rules: defender,
  },
  {
    name: 'compose, a line',
    file: 'compose.yaml',
    text: `services:\n  a:\n    image: example.test/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n    entrypoint: powershell -Command "${line}"\n`,
    rules: defender,
  },
];

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

tryWays('DSC documents', dsc);
tryWays('Pipelines', pipelines);
tryWays('Kubernetes and compose', kubernetes);
tryWays('Machines of clouds', machines);
