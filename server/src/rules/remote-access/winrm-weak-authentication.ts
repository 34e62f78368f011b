import { textOf } from '../../base/value';
import { truth } from '../../facts/command/command';
import { itemsOfText, placeOf } from '../../facts/command/native';
import { mending } from '../../facts/settings/repair';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'remote-access/winrm-weak-authentication',
  title: 'WinRM takes or hands out passwords',
  severity: 'high',
  confidence: 'high',
  cwe: [522, 287],
  tags: ['winrm', 'credentials'],
  fixable: 'unsafe',
  messages: {
    basic: {
      severity: 'medium',
      text: '`Basic` makes this machine accept user names and passwords that anyone on the path can read without TLS.',
    },
    clientBasic: {
      severity: 'medium',
      text: '`Basic` lets this machine send its password as plain text to whatever server asks for it.',
    },
    service: { severity: 'medium', text: '`CredSSP` hands the password of every caller to this machine.' },
    client: {
      severity: 'medium',
      text: '`CredSSP` hands the password of this user to the server, which keeps it in memory.',
    },
    digest: {
      severity: 'low',
      text: '`Digest` lets this machine answer servers in a way that gives away weak passwords.',
    },
    some: {
      severity: 'medium',
      text: '`{hosts}` hands the password of this user to every server that takes such a name.',
    },
    everywhere: '`{hosts}` hands the password of this user to any server that asks for it.',
    negotiate: {
      severity: 'medium',
      text: '`Kerberos` is switched off, which leaves NTLM and passwords to log on with.',
    },
    binding: {
      severity: 'medium',
      text: '`CbtHardeningLevel` set to None lets a logon be relayed from another TLS connection.',
    },
  },
  rationale: `
    Basic sends the password itself, CredSSP hands it to the far machine: who owns that machine, or reads the traffic,
    owns the account. Kerberos and Negotiate prove knowledge of the password and keep it at home.`,
  remedy:
    'Use Kerberos, or certificates over HTTPS; delegate with resource-based constrained delegation instead of CredSSP.',
  references: [
    'https://learn.microsoft.com/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
    'https://learn.microsoft.com/powershell/scripting/security/remoting/ps-remoting-second-hop',
  ],
  bad: [
    {
      language: 'powershell',
      code: `winrm set winrm/config/service/auth '@{Basic="«true»";Kerberos="true"}'`,
      fixed: `winrm set winrm/config/service/auth '@{Basic="false";Kerberos="true"}'`,
    },
    {
      language: 'cmd',
      code: 'winrm set winrm/config/client/auth @{Basic="«true»"}',
      fixed: 'winrm set winrm/config/client/auth @{Basic="false"}',
    },
    {
      language: 'powershell',
      code: 'Set-Item -Path WSMan:\\localhost\\Service\\Auth\\Basic -Value «$true»',
      fixed: 'Set-Item -Path WSMan:\\localhost\\Service\\Auth\\Basic -Value $false',
    },
    {
      language: 'powershell',
      code: 'winrm set "winrm/config/service/auth" \'@{CredSSP="«true»"}\'',
      fixed: 'winrm set "winrm/config/service/auth" \'@{CredSSP="false"}\'',
    },
    { language: 'powershell', code: '«Enable-WSManCredSSP» -Role Server -Force' },
    { language: 'powershell', code: "«Enable-WSManCredSSP» -Role Client -DelegateComputer '«*»' -Force" },
    { language: 'powershell', code: "«Enable-WSManCredSSP» Client -DelegateComputer web1, '«*.example.test»' -Force" },
    {
      language: 'powershell',
      code: '«Enable-WSManCredSSP» Client -DelegateComputer «"*.$env:USERDNSDOMAIN"»',
    },
    {
      language: 'powershell',
      code: "$key = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\CredentialsDelegation\\AllowFreshCredentials'\nNew-ItemProperty -Path $key -Name 1 -Value '«wsman/*»'",
    },
    {
      language: 'powershell',
      code: 'Set-Item WSMan:\\localhost\\Service\\Auth\\CbtHardeningLevel «None»',
      fixed: 'Set-Item WSMan:\\localhost\\Service\\Auth\\CbtHardeningLevel Strict',
    },
  ],
  good: examples(
    'powershell',
    "Configuration C { xCredSSP S { Ensure = 'Absent'; Role = 'Client'; DelegateComputers = '*' } }",
    `winrm set winrm/config/service/auth '@{Basic="false";CredSSP="false"}'`,
    'Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $enabled',
    'Disable-WSManCredSSP -Role Server',
    'Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $true\n.\\configure.ps1\nSet-Item WSMan:\\localhost\\Service\\Auth\\Basic $false',
    "if ((Get-Item WSMan:\\localhost\\Service\\Auth\\Basic).Value -eq 'true') { 'on' }",
  ),
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'winrm') return;
      const to = (good: boolean | string) => mending(setting, good);
      const on = truth(value);
      if (name === 'service/auth/Basic' && on) report('basic', at, {}, to(false));
      else if (name === 'client/auth/Basic' && on) report('clientBasic', at, {}, to(false));
      else if (name === 'service/auth/CredSSP' && on) report('service', at, {}, to(false));
      else if (name === 'client/auth/CredSSP' && on) report('client', at, {}, to(false));
      else if (name === 'client/auth/Digest' && on) report('digest', at, {}, to(false));
      else if (/^(service|client)\/auth\/Kerberos$/.test(name) && on === false) report('negotiate', at, {}, to(true));
      else if (name === 'client/DelegateComputer') {
        const wild = itemsOfText(value).find(it => (it.known ? it.value : (it.prefix ?? '')).includes('*'));
        const hosts = wild?.known ? wild.value.trim() : (wild?.text ?? '');
        if (wild) report(/^([a-z]+\/)?\*$/i.test(hosts) ? 'everywhere' : 'some', placeOf(wild), { hosts });
      }
      if (name === 'service/auth/CbtHardeningLevel' && /^none$/i.test(textOf(value) ?? '')) {
        report('binding', at, {}, to('Strict'));
      }
    },
  },
});
