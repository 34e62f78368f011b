import { tryWays, type Way } from './ways';

const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');
const off = encoded('Set-MpPreference -DisableRealtimeMonitoring $true');
const defender = 'integrity/defender-off';

const batch: readonly Way[] = [
  {
    name: 'quotes',
    file: 'x.cmd',
    text: 'powershell -NoProfile -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'no quotes',
    file: 'x.bat',
    text: 'powershell.exe -c Set-MpPreference -DisableRealtimeMonitoring «$true»\n',
    rules: defender,
  },
  {
    name: 'no -Command',
    file: 'x.bat',
    text: 'powershell Set-MpPreference -DisableRealtimeMonitoring «1»\n',
    rules: defender,
  },
  {
    name: 'a caret before a pipe',
    file: 'x.cmd',
    text: 'powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true» ^| Out-Null\n',
    rules: defender,
  },
  {
    name: 'lines that a caret continues',
    file: 'x.cmd',
    text: 'powershell -NoProfile ^\n  -ExecutionPolicy Bypass ^\n  -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'quotes in a quoted script that carets continue',
    file: 'x.cmd',
    text: "powershell -Command ^\n  $x = 'a'; ^\n  Set-MpPreference -DisableRealtimeMonitoring «$true»\n",
    rules: defender,
  },
  {
    name: 'quotes escaped by backslashes',
    file: 'x.cmd',
    text: 'powershell -Command "Set-Item -Path \\"WSMan:\\localhost\\Client\\TrustedHosts\\" -Value \\"«*»\\" -Force"\n',
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'quotes written twice',
    file: 'x.cmd',
    text: 'powershell -Command "& {Set-Item WSMan:\\localhost\\Client\\TrustedHosts ""«*»"" -Force}"\n',
    rules: 'remote-access/trusted-hosts-wildcard',
  },
  {
    name: 'a script block',
    file: 'x.cmd',
    text: 'powershell -Command "& { Set-MpPreference -DisableRealtimeMonitoring «$true» }"\n',
    rules: defender,
  },
  {
    name: 'percent signs written twice',
    file: 'x.cmd',
    text: 'powershell -Command "1..2 | %% { Set-MpPreference -DisableRealtimeMonitoring «$true» }"\n',
    rules: `${defender}`,
  },
  {
    name: 'a variable of the batch file',
    file: 'x.cmd',
    text: 'set V=$true\npowershell -Command "Set-MpPreference -DisableRealtimeMonitoring «%V%»"\n',
    rules: defender,
  },
  {
    name: 'cmd in between',
    file: 'x.cmd',
    text: 'cmd /c "powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»""\n',
    rules: defender,
  },
  {
    name: 'start',
    file: 'x.cmd',
    text: 'start "" /wait powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'call, and a full path',
    file: 'x.cmd',
    text: 'call %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'an at sign and a condition',
    file: 'x.cmd',
    text: '@if exist x.txt powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'a loop',
    file: 'x.cmd',
    text: 'for %%a in (1) do powershell -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  { name: 'an encoded command', file: 'x.cmd', text: `powershell -NoP -EncodedCommand «${off}»\n`, rules: defender },
  { name: 'an encoded command by its short name', file: 'x.cmd', text: `powershell -e «${off}»\n`, rules: defender },
  {
    name: 'pwsh',
    file: 'x.cmd',
    text: 'pwsh -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
  {
    name: 'a text that is only printed',
    file: 'x.cmd',
    text: 'echo powershell -Command "Set-MpPreference -DisableRealtimeMonitoring $true"\nrem powershell -Command "Set-MpPreference -DisableRealtimeMonitoring $true"\n',
  },
  {
    name: 'a scheduled task',
    file: 'x.cmd',
    text: 'schtasks /create /tn x /sc onstart /ru SYSTEM /tr "powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true»"\n',
    rules: defender,
  },
];

tryWays('PowerShell in batch files', batch);
