import { tryWays, type Way } from './ways';

const defender = 'integrity/defender-off';
const firewall = 'firewall/firewall-off';
const line = 'Set-MpPreference -DisableRealtimeMonitoring «$true»';
const plain = 'Set-MpPreference -DisableRealtimeMonitoring $true';
const github = '.github/workflows/ci.yml';
const azure = 'azure-pipelines.yml';

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

tryWays('Pipelines', pipelines);
