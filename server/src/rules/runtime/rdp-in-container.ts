import { integer, truth } from '../../facts/command/command';
import { defineRule } from '../rule';

export default defineRule({
  name: 'runtime/rdp-in-container',
  title: 'Remote Desktop does not work in a container',
  severity: 'low',
  confidence: 'high',
  cwe: [1164],
  tags: ['rdp', 'dockerfile'],
  fixable: false,
  messages: {
    none: '`{name}` switches Remote Desktop on in an image, though containers have no desktop to log on to.',
  },
  rationale: `
    Windows containers have no graphical session. What stays of it is an image that looks open, and a setting that becomes
    true if its files are ever carried over to a virtual machine.`,
  remedy: 'Leave it out, and use docker exec, kubectl exec or PowerShell remoting.',
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/quick-start/lift-shift-to-containers'],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d «0» /f\n',
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 1 /f\n',
    },
  ],
  visit: {
    setting({ area, name, value, at, place }, { report }) {
      if (area !== 'rdp' || place.runs !== 'build') return;
      const on = name === 'fDenyTSConnections' ? integer(value) === 0 : name === 'AllowTSConnections' && truth(value);
      if (on) report('none', at, { name });
    },
  },
});
