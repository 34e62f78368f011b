import { integer, truth } from '../../facts/command/command';
import { rdpMachine } from '../../facts/settings/machine';
import { mending, repairsOf } from '../../facts/settings/repair';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'remote-access/rdp-switched-on',
  title: 'Remote Desktop is switched on',
  severity: 'low',
  confidence: 'high',
  cwe: [284],
  tags: ['rdp'],
  fixable: 'unsafe',
  messages: { on: '`{name}` set to `{value}` lets users log on to this machine by Remote Desktop.' },
  rationale: `
    Every way to log on is one to attack. Servers that are administered by PowerShell, and nodes that only run containers,
    need no desktop.`,
  remedy:
    'Leave Remote Desktop off; where it is needed, require network level authentication and limit who can reach it.',
  references: ['https://learn.microsoft.com/windows/win32/termserv/win32-terminalservicesetting-setallowtsconnections'],
  bad: [
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name fDenyTSConnections -Value «0»",
      fixed:
        "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name fDenyTSConnections -Value 1",
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\System\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d «0x0» /f',
      fixed:
        'reg add "HKLM\\System\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0x1 /f',
    },
    {
      language: 'powershell',
      code: '(Get-WmiObject Win32_TerminalServiceSetting -Namespace root\\cimv2\\TerminalServices).SetAllowTSConnections(«1», 1)',
      fixed:
        '(Get-WmiObject Win32_TerminalServiceSetting -Namespace root\\cimv2\\TerminalServices).SetAllowTSConnections(0, 1)',
    },
  ],
  good: examples(
    'powershell',
    "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name fDenyTSConnections -Value 1",
    "(Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server').fDenyTSConnections -eq 0",
  ),
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at, place } = setting;
      // In an image build runtime/rdp-in-container says more.
      if (area !== 'rdp' || place.runs === 'build') return;
      if (name === 'fDenyTSConnections' && integer(value) === 0) {
        report('on', at, { name, value: '0' }, mending(setting, 1));
      } else if (name === 'AllowTSConnections' && truth(value)) {
        const repairs = repairsOf({ ...setting, machine: rdpMachine('fDenyTSConnections') }, 1);
        report('on', at, { name, value: '1' }, { ...mending(setting, 0), repairs });
      }
    },
  },
});
