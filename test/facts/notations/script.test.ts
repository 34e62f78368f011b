import { tryWays, type Way } from './ways';

const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');
const off = encoded('Set-MpPreference -DisableRealtimeMonitoring $true');
const defender = 'integrity/defender-off';

const script: readonly Way[] = [
  {
    name: 'Start-Process with a text',
    file: 'x.ps1',
    text: 'Start-Process powershell -ArgumentList \'-NoProfile -Command "Set-MpPreference -DisableRealtimeMonitoring «$true»"\' -Wait\n',
    rules: defender,
  },
  {
    name: 'Start-Process with a list',
    file: 'x.ps1',
    text: "Start-Process -FilePath powershell.exe -ArgumentList '-NoProfile','-Command','Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'Start-Process with an encoded command',
    file: 'x.ps1',
    text: `Start-Process pwsh -ArgumentList '-EncodedCommand «${off}»'\n`,
    rules: defender,
  },
  {
    name: 'Start-Process cmd',
    file: 'x.ps1',
    text: "Start-Process cmd -ArgumentList '/c netsh advfirewall set allprofiles state «off»'\n",
    rules: 'firewall/firewall-off',
  },
  {
    name: 'Invoke-Command',
    file: 'x.ps1',
    text: 'Invoke-Command -ComputerName web1 -ScriptBlock { Set-MpPreference -DisableRealtimeMonitoring «$true» }\n',
    rules: defender,
  },
  {
    name: 'Invoke-Command with arguments',
    file: 'x.ps1',
    text: 'Invoke-Command -ScriptBlock { param($on) Set-MpPreference -DisableRealtimeMonitoring «$on» } -ArgumentList $true\n',
    rules: defender,
  },
  {
    name: 'a block kept in a variable',
    file: 'x.ps1',
    text: '$block = { Set-MpPreference -DisableRealtimeMonitoring «$true» }\nInvoke-Command -ComputerName web1 -ScriptBlock $block\n',
    rules: defender,
  },
  {
    name: 'a job',
    file: 'x.ps1',
    text: 'Start-Job -ScriptBlock { Set-MpPreference -DisableRealtimeMonitoring «$true» } | Wait-Job\n',
    rules: defender,
  },
  {
    name: 'an action of a scheduled task',
    file: 'x.ps1',
    text: "$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument '-NoProfile -Command \"Set-MpPreference -DisableRealtimeMonitoring «$true»\"'\nRegister-ScheduledTask -TaskName x -Action $action\n",
    rules: defender,
  },
  {
    name: 'schtasks',
    file: 'x.ps1',
    text: "schtasks.exe /create /tn x /sc onstart /tr 'powershell -Command Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'powershell with a block',
    file: 'x.ps1',
    text: 'powershell -NoProfile -Command { Set-MpPreference -DisableRealtimeMonitoring «$true» }\n',
    rules: defender,
  },
  {
    name: 'powershell with a text',
    file: 'x.ps1',
    text: "& powershell.exe -Command 'Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'cmd with a text',
    file: 'x.ps1',
    text: 'cmd /c "netsh advfirewall set allprofiles state «off»"\n',
    rules: 'firewall/firewall-off',
  },
  {
    name: 'Invoke-Expression',
    file: 'x.ps1',
    text: "Invoke-Expression 'Set-MpPreference -DisableRealtimeMonitoring «$true»'\n",
    rules: defender,
  },
  {
    name: 'a pipe into iex',
    file: 'x.ps1',
    text: "'Set-MpPreference -DisableRealtimeMonitoring «$true»' | iex\n",
    rules: defender,
  },
  { name: 'an encoded command', file: 'x.ps1', text: `powershell -enc «${off}»\n`, rules: defender },
];

tryWays('PowerShell in PowerShell', script);
