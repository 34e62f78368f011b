import { tryWays, type Way } from './ways';

const defender = 'integrity/defender-off';
const firewall = 'firewall/firewall-off';
const line = 'Set-MpPreference -DisableRealtimeMonitoring «$true»';
const plain = 'Set-MpPreference -DisableRealtimeMonitoring $true';
const lsa = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

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

tryWays('Kubernetes and compose', kubernetes);
