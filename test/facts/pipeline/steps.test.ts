import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const job = (machine: string, step: string) =>
  `on: push\njobs:\n  build:\n    runs-on: ${machine}\n    steps:\n    - ${step}`;

const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['GitHub, shell of the step', job('ubuntu-latest', 'shell: pwsh\n      run: Get-Date\n'), ['Get-Date linux']],
  [
    'GitHub, shell of Windows machines',
    job('windows-2022', 'run: |\n        Get-Date\n        netsh x\n'),
    ['Get-Date windows', 'netsh windows'],
  ],
  ['GitHub, cmd', job('windows-2022', 'shell: cmd\n      run: net stop x\n'), ['net windows']],
  ['GitHub, bash', job('windows-2022', 'shell: bash\n      run: curl x\n'), []],
  ['GitHub, other machines', job('ubuntu-latest', 'run: Get-Date\n'), []],
  ['GitHub, machines of a matrix', job('${{ matrix.os }}', 'run: Get-Date\n'), []],
  [
    'GitHub, default shell',
    'defaults: {run: {shell: pwsh}}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - run: Get-Date\n',
    ['Get-Date linux'],
  ],
  [
    'GitHub, composite action',
    'runs:\n  using: composite\n  steps:\n  - shell: powershell\n    run: Get-Date\n',
    ['Get-Date unknown'],
  ],
  ['Azure, pwsh', 'steps:\n- pwsh: Get-Date\n', ['Get-Date unknown']],
  [
    'Azure, powershell',
    'pool: {vmImage: windows-latest}\nsteps:\n- powershell: |\n    Get-Date\n',
    ['Get-Date windows'],
  ],
  [
    'Azure, task',
    'steps:\n- task: PowerShell@2\n  inputs: {targetType: inline, script: Get-Date}\n',
    ['Get-Date unknown'],
  ],
  [
    'Azure, command line',
    'pool: {vmImage: windows-latest}\nsteps:\n- task: CmdLine@2\n  inputs: {script: netsh x}\n',
    ['netsh windows'],
  ],
  [
    'GitLab, tags',
    'build:\n  stage: build\n  tags: [windows-2022]\n  before_script:\n  - Get-Date\n  script:\n  - netsh x\n  - - hostname\n',
    ['Get-Date windows', 'netsh windows', 'hostname windows'],
  ],
  [
    'GitLab, template',
    '.win:\n  tags: [win]\n  script: [x]\nbuild:\n  stage: b\n  extends: .win\n  script: Get-Date\n',
    ['x windows', 'Get-Date windows'],
  ],
  ['GitLab, unknown runner', 'a:\n  stage: b\n  script: [Get-Date]\n', ['Get-Date unknown']],
  ['GitLab, shell', 'a:\n  stage: b\n  tags: [linux]\n  script: [Get-Date, ls]\n', []],
  ['GitLab, other lines', 'a:\n  stage: b\n  script: [ls]\n', []],
  ['Azure, task with a file', 'steps:\n- task: PowerShell@2\n  inputs: {filePath: a.ps1, arguments: -x}\n', []],
  [
    'Azure, stages and conditions',
    "stages:\n- stage: a\n  jobs:\n  - ${{ if eq('a', 'b') }}:\n    - job: b\n      steps:\n      - pwsh: Get-Date\n",
    ['Get-Date unknown'],
  ],
  ['a Kubernetes object with steps', 'apiVersion: tekton.dev/v1\nkind: Task\nsteps:\n- pwsh: Get-Date\n', []],
];

describe('scripts of pipelines', () => {
  for (const [name, text, expected] of cases) {
    it(name, async () => {
      const found = await factsOf('command', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.name} ${it.place.os}`),
        expected,
      );
    });
  }

  it('does not take macros for text', async () => {
    const [found] = await factsOf(
      'command',
      'yaml',
      'steps:\n- pwsh: Write-Output $(Build.Number) "$(System.Token)"\n',
    );
    assert.deepEqual(
      found?.args.map(it => it.value.known),
      [false, false],
    );
  });
});

describe('builds of AppVeyor', () => {
  it('hold PowerShell and cmd', async () => {
    const text =
      'image: Visual Studio 2022\ninstall:\n- ps: Get-Date\n- netsh x\ntest_script:\n- sh: ls\n- cmd: net stop y\n';
    const found = await factsOf('command', 'yaml', text, 'appveyor.yml');
    assert.deepEqual(
      found.map(it => `${it.name} ${it.place.os}`),
      ['Get-Date windows', 'netsh windows', 'net windows'],
    );
  });
});
