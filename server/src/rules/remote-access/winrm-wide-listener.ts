import { textOf } from '../../base/value';
import { truth } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/winrm-wide-listener',
  title: 'WinRM listens more widely than it must',
  severity: 'low',
  confidence: 'high',
  cwe: [1327, 668],
  tags: ['winrm'],
  fixable: 'unsafe',
  messages: {
    compatible: {
      severity: 'medium',
      text: '`{name}` makes WinRM listen on port {port} as well, which firewalls let through for web servers.',
    },
    filter: '`{name}` set to `*` makes WinRM listen on every address of the machine.',
    automatic: { severity: 'info', text: '`{name}` makes every machine of the policy listen over HTTP.' },
    stored: '`{name}` set to {value} lets plug-ins of WinRM store passwords to run under.',
  },
  rationale: `
    Remote administration is the first thing that is tried with a stolen password. It should be reached over the one
    network that administrators come from.`,
  remedy: 'Name the addresses to listen on, leave the listeners for old clients off, and use HTTPS.',
  references: [
    'https://learn.microsoft.com/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
    'https://learn.microsoft.com/windows/client-management/mdm/policy-csp-remotemanagement',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-Item WSMan:\\localhost\\Service\\EnableCompatibilityHttpListener -Value «$true»',
      fixed: 'Set-Item WSMan:\\localhost\\Service\\EnableCompatibilityHttpListener -Value $false',
    },
    {
      language: 'cmd',
      code: 'winrm set winrm/config/service @{EnableCompatibilityHttpsListener="«true»"}',
      fixed: 'winrm set winrm/config/service @{EnableCompatibilityHttpsListener="false"}',
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service]\n"AllowAutoConfig"=dword:«00000001»\n"IPv4Filter"="«*»"\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service]\n"AllowAutoConfig"=dword:00000000\n"IPv4Filter"="*"\n',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service /v DisableRunAs /t REG_DWORD /d «0» /f',
      fixed:
        'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service /v DisableRunAs /t REG_DWORD /d 1 /f',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'Set-Item WSMan:\\localhost\\Service\\EnableCompatibilityHttpListener -Value $false',
    },
    { language: 'powershell', code: "Set-Item WSMan:\\localhost\\Service\\IPv4Filter -Value '10.0.0.1-10.0.0.9'" },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service /v AllowAutoConfig /t REG_DWORD /d 0 /f',
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'winrm') return;
      const own = name.split('/').at(-1)!;
      const on = truth(value);
      if (own.startsWith('EnableCompatibility') && on) {
        report('compatible', at, { name: own, port: own.includes('Https') ? '443' : '80' }, mending(setting, 0));
      } else if (/^IPv[46]Filter$/.test(own) && textOf(value)?.trim() === '*') {
        report('filter', at, { name: own });
      } else if (own === 'AllowAutoConfig' && on) {
        report('automatic', at, { name: own }, mending(setting, 0));
      } else if (own === 'DisableRunAs' && on === false) {
        report('stored', at, { name: own, value: textOf(value) ?? '' }, mending(setting, 1));
      }
    },
  },
});
