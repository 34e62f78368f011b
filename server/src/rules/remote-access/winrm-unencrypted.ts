import { truth } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { fixesOf } from '../../facts/settings/setting';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/winrm-unencrypted',
  title: 'WinRM speaks in clear text',
  severity: 'high',
  confidence: 'high',
  cwe: [319],
  tags: ['winrm'],
  fixable: 'unsafe',
  messages: {
    service: '`AllowUnencrypted` lets clients send commands, and with Basic the password too, in clear text.',
    client: {
      severity: 'medium',
      text: '`AllowUnencrypted` lets this machine send commands, and with Basic its password too, in clear text.',
    },
    listener: {
      severity: 'medium',
      text: '`{transport}` makes WinRM listen without TLS on every address it is given.',
    },
    tool: {
      severity: 'medium',
      text: '`{name} = false` sends commands to the new machine, and its password with Basic, in clear text.',
    },
    quick: { severity: 'info', text: '`{command}` makes WinRM listen over HTTP on all addresses and opens port 5985.' },
  },
  rationale: `
    Whoever can read the traffic reads the commands and their output, and can change them on the way. With Basic
    authentication the password goes along, ready for use on this machine and wherever else it is valid.`,
  remedy: 'Keep AllowUnencrypted off and make an HTTPS listener with a certificate.',
  exceptions: 'Over HTTP, Kerberos and Negotiate still encrypt messages while AllowUnencrypted is off.',
  references: [
    'https://learn.microsoft.com/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
    'https://learn.microsoft.com/powershell/scripting/security/remoting/winrm-security',
  ],
  bad: [
    {
      language: 'powershell',
      code: `winrm set winrm/config/service '@{AllowUnencrypted="«true»"}'`,
      fixed: `winrm set winrm/config/service '@{AllowUnencrypted="false"}'`,
    },
    {
      language: 'cmd',
      code: 'cmd.exe /c winrm set winrm/config/service @{AllowUnencrypted="«true»"}',
      fixed: 'cmd.exe /c winrm set winrm/config/service @{AllowUnencrypted="false"}',
    },
    {
      language: 'powershell',
      code: 'winrm set winrm/config/client "@{AllowUnencrypted=`"«true»`"; TrustedHosts=`"web1`"}"',
      fixed: 'winrm set winrm/config/client "@{AllowUnencrypted=`"false`"; TrustedHosts=`"web1`"}"',
    },
    {
      language: 'powershell',
      code: 'Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted -Value «$true» -Force',
      fixed: 'Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted -Value $false -Force',
    },
    {
      language: 'powershell',
      code: "Set-WSManInstance -ResourceURI winrm/config/service -ValueSet @{AllowUnencrypted = '«true»'}",
      fixed: "Set-WSManInstance -ResourceURI winrm/config/service -ValueSet @{AllowUnencrypted = 'false'}",
    },
    {
      language: 'powershell',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service /v AllowUnencryptedTraffic /t REG_DWORD /d «1» /f',
      fixed:
        'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service /v AllowUnencryptedTraffic /t REG_DWORD /d 0 /f',
    },
    { language: 'cmd', code: 'winrm create winrm/config/Listener?Address=*+Transport=«HTTP»' },
    { language: 'powershell', code: 'New-Item -Path WSMan:\\localhost\\Listener -Transport «HTTP» -Address * -Force' },
    {
      language: 'cmd',
      code: 'call winrm «quickconfig» -q',
      fixed: 'call winrm quickconfig -q -transport:https',
    },
    {
      language: 'powershell',
      code: '«Set-WSManQuickConfig» -Force',
      fixed: 'Set-WSManQuickConfig -Force -UseSSL',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command "winrm set winrm/config/service \'@{AllowUnencrypted=\\"«true»\\"}\'"\n',
      fixed:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command "winrm set winrm/config/service \'@{AllowUnencrypted=\\"false\\"}\'"\n',
    },
    {
      language: 'hcl',
      code: 'source "amazon-ebs" "w" {\n  communicator  = "winrm"\n  winrm_use_ssl = «false»\n}\n',
      fixed: 'source "amazon-ebs" "w" {\n  communicator  = "winrm"\n  winrm_use_ssl = true\n}\n',
    },
    {
      language: 'hcl',
      code: 'resource "aws_instance" "w" {\n  connection {\n    type  = "winrm"\n    https = «false»\n  }\n}\n',
      fixed: 'resource "aws_instance" "w" {\n  connection {\n    type  = "winrm"\n    https = true\n  }\n}\n',
    },
    {
      language: 'hcl',
      code: 'resource "azurerm_windows_virtual_machine" "w" {\n  winrm_listener {\n    protocol = "«Http»"\n  }\n}\n',
    },
    {
      language: 'bicep',
      code: "resource w 'Microsoft.Compute/virtualMachines@2023-03-01' = {\n  properties: { osProfile: { windowsConfiguration: { winRM: { listeners: [{ protocol: '«Http»' }] } } } }\n}\n",
    },
    {
      language: 'lgpo',
      code: 'Computer\nSOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service\nAllowUnencryptedTraffic\nDWORD:«1»\n',
      fixed: 'Computer\nSOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service\nAllowUnencryptedTraffic\nDWORD:0\n',
    },
  ],
  good: [
    { language: 'cmd', code: 'winrm create winrm/config/Listener?Address=IP:127.0.0.1+Transport=HTTP' },
    {
      language: 'powershell',
      code: "New-WSManInstance winrm/config/Listener -SelectorSet @{ Address = 'IP:[::1]'; Transport = 'HTTP' }",
    },
    { language: 'powershell', code: "New-Item WSMan:\\localhost\\Listener -Address 'IP:[::1]' -Transport HTTP -Force" },
    { language: 'hcl', code: 'source "amazon-ebs" "w" {\n  communicator  = "winrm"\n  winrm_use_ssl = true\n}\n' },
    { language: 'hcl', code: 'source "qemu" "w" {\n  communicator  = "winrm"\n  winrm_use_ssl = false\n}\n' },
    {
      language: 'hcl',
      code: 'resource "azurerm_windows_virtual_machine" "w" {\n  winrm_listener {\n    protocol = "Https"\n  }\n}\n',
    },
    { language: 'powershell', code: `winrm set winrm/config/service '@{AllowUnencrypted="false"}'` },
    { language: 'powershell', code: 'winrm quickconfig -transport:https' },
    { language: 'powershell', code: 'Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted $false' },
    { language: 'powershell', code: 'winrm get winrm/config/service # AllowUnencrypted="true"' },
    {
      language: 'powershell',
      code: 'winrm quickconfig -q\nRemove-Item -Path WSMan:\\Localhost\\listener\\listener* -Recurse\nNew-Item WSMan:\\Localhost\\Listener -Transport HTTPS -Address * -CertificateThumbPrint $thumb',
    },
    {
      language: 'cmd',
      code: 'winrm set winrm/config/service @{AllowUnencrypted="true"}\nwinrm set winrm/config/service @{AllowUnencrypted="false"}',
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'winrm') return;
      if (name === 'listener/HTTP' && value.known && value.value === 'quickconfig') {
        const edit = setting.setTo?.('HTTPS');
        const fixes = edit
          ? [{ title: 'Make an HTTPS listener, with a certificate', edits: [edit], safety: 'suggestion' as const }]
          : [];
        report('quick', at, { command: 'quickconfig' }, { fixes });
      } else if (truth(value) === true && name === 'listener/HTTP') {
        report('listener', at, { transport: 'HTTP' });
      } else if (truth(value) === false && name.startsWith('tool/')) {
        report('tool', at, { name: name.slice('tool/'.length) }, { fixes: fixesOf(setting, true) });
      } else if (truth(value) === true && name.endsWith('/AllowUnencrypted')) {
        report(name === 'service/AllowUnencrypted' ? 'service' : 'client', at, {}, mending(setting, false));
      }
    },
  },
});
