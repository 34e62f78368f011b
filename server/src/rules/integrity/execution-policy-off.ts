import { textOf } from '../../base/value';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'integrity/execution-policy-off',
  title: 'Every user of the machine runs scripts that nobody signed',
  severity: 'low',
  confidence: 'high',
  cwe: [347],
  tags: ['powershell', 'signing'],
  fixable: 'unsafe',
  messages: {
    machine: '`{policy}` lets every user of this machine start scripts from anywhere without a question.',
    image: {
      severity: 'info',
      text: '`{policy}` stays in the image: what runs in it later asks nothing of scripts either.',
    },
  },
  rationale: `
    The execution policy stops nobody who is determined. It does keep a script that came by mail from running by a double
    click, and with AllSigned it shows that one was changed.`,
  remedy:
    'Use `RemoteSigned` for the machine, and `-Scope Process` or `-ExecutionPolicy Bypass` for the one script that needs it.',
  references: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_execution_policies',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-ExecutionPolicy «Unrestricted» -Force',
      fixed: 'Set-ExecutionPolicy RemoteSigned -Force',
    },
    {
      language: 'powershell',
      code: 'Set-ExecutionPolicy -ExecutionPolicy «Bypass» -Scope LocalMachine',
      fixed: 'Set-ExecutionPolicy -ExecutionPolicy RemoteSigned -Scope LocalMachine',
    },
    {
      language: 'cmd',
      code: 'powershell -Command "Set-ExecutionPolicy «Unrestricted»"\r\n',
      fixed: 'powershell -Command "Set-ExecutionPolicy RemoteSigned"\r\n',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell /v ExecutionPolicy /t REG_SZ /d «Bypass» /f\r\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'Set-ExecutionPolicy Bypass -Scope Process -Force' },
    { language: 'powershell', code: 'Set-ExecutionPolicy RemoteSigned -Force' },
    { language: 'powershell', code: 'Set-ExecutionPolicy AllSigned' },
    { language: 'powershell', code: 'Set-ExecutionPolicy Unrestricted -Scope CurrentUser' },
    { language: 'powershell', code: 'Set-ExecutionPolicy $before -Force' },
    {
      language: 'powershell',
      code: 'Set-ExecutionPolicy Unrestricted -Force\n.\\setup.ps1\nSet-ExecutionPolicy RemoteSigned -Force',
    },
    { language: 'cmd', code: 'powershell -ExecutionPolicy Bypass -File setup.ps1\r\n' },
  ],
  visit: {
    setting(setting, { report }) {
      const policy = setting.area === 'scripts' ? textOf(setting.value) : undefined;
      if (policy === undefined || !/^(?:unrestricted|bypass)$/i.test(policy)) return;
      report(setting.place.stage ? 'image' : 'machine', setting.at, { policy }, mending(setting, 'RemoteSigned'));
    },
  },
});
