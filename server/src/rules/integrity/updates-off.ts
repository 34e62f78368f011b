import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule } from '../rule';

const services = new Set(['wuauserv', 'usosvc', 'waasmedicsvc']);

export default defineRule({
  name: 'integrity/updates-off',
  title: 'Windows no longer updates itself',
  severity: 'low',
  confidence: 'medium',
  cwe: [1329],
  tags: ['updates', 'registry', 'services'],
  fixable: 'unsafe',
  messages: {
    ...baselineMessages,
    service: {
      severity: 'low',
      text: '`{name}` is a service of Windows Update: disabled it brings no security updates.',
    },
  },
  rationale: `
    What is known to be broken is attacked within days of its update. A machine that gets none stays open until someone
    remembers it.`,
  remedy: 'Leave updates on; to choose their time set active hours, or have a management service install them.',
  exceptions: 'Machines that a management service keeps up to date, and images that are built anew with every update.',
  references: [
    'https://learn.microsoft.com/windows/deployment/update/waas-wu-settings',
    'https://learn.microsoft.com/windows/client-management/mdm/policy-csp-update',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v NoAutoUpdate /t REG_DWORD /d «1» /f\nsc config «wuauserv» start= disabled\n',
      fixed:
        'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v NoAutoUpdate /t REG_DWORD /d 0 /f\nsc config wuauserv start= disabled\n',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update' -Name AUOptions -Value «1»\nStop-Service -Name «wuauserv» -PassThru | Set-Service -StartupType Disabled",
      fixed:
        "Set-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update' -Name AUOptions -Value 4\nStop-Service -Name wuauserv -PassThru | Set-Service -StartupType Disabled",
    },
    {
      language: 'powershell',
      code: 'Get-Service «wuauserv», «UsoSvc» | Set-Service -StartupType Disabled',
    },
    {
      language: 'powershell',
      code: '$service = Get-Service wuauserv\nSet-Service -InputObject «$service» -StartupType Disabled',
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]\n"DisableWindowsUpdateAccess"=dword:«00000001»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]\n"DisableWindowsUpdateAccess"=dword:00000000\n',
    },
  ],
  good: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v NoAutoUpdate /t REG_DWORD /d 0 /f\nreg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v AUOptions /t REG_DWORD /d 4 /f\n',
    },
    {
      language: 'powershell',
      code: 'Stop-Service wuauserv -Force\nRemove-Item C:\\Windows\\SoftwareDistribution -Recurse',
    },
    {
      language: 'powershell',
      code: 'Set-Service wuauserv -StartupType Disabled\nInstall-Everything\nSet-Service wuauserv -StartupType Manual',
    },
    { language: 'powershell', code: "if ((Get-Service wuauserv).StartType -eq 'Disabled') { 'off' }" },
  ],
  visit: {
    setting(setting, { report }) {
      // Images are built anew instead.
      if (setting.area === 'updates' && setting.place.runs !== 'build') reportWeakness(setting, report);
    },
    'service.change'({ service, change, at, text, place }, { report }) {
      if (!services.has(service) || place.runs === 'build' || (change !== 'disable' && change !== 'delete')) return;
      report('service', at, { name: text });
    },
  },
});
