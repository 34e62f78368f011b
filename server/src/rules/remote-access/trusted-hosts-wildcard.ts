import { textOf } from '../../base/value';
import { itemsOfText } from '../../facts/command/native';
import { repairsOf } from '../../facts/settings/repair';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'remote-access/trusted-hosts-wildcard',
  title: 'WinRM trusts any server',
  severity: 'medium',
  confidence: 'high',
  cwe: [295, 940],
  tags: ['winrm'],
  fixable: 'suggestion',
  messages: {
    every: '`TrustedHosts` set to `{hosts}` lets this machine log on to any server without checking who it is.',
    domain: {
      severity: 'low',
      text: '`TrustedHosts` set to `{hosts}` trusts every server that takes such a name, without checking who it is.',
    },
  },
  rationale: `
    For hosts on this list the client does not verify the server: whoever answers in its name receives an NTLM response
    to crack or relay, and with Basic the password itself.`,
  remedy: 'Name the hosts, or use HTTPS or Kerberos, which need no such list.',
  references: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_remote_troubleshooting',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-Item WSMan:\\localhost\\Client\\TrustedHosts -Value '«*»' -Force",
      fixed: "Set-Item WSMan:\\localhost\\Client\\TrustedHosts -Value 'server01' -Force",
    },
    {
      language: 'cmd',
      code: 'winrm set winrm/config/client @{TrustedHosts="«*»"}',
      fixed: 'winrm set winrm/config/client @{TrustedHosts="server01"}',
    },
    {
      language: 'powershell',
      code: "Set-Item WSMan:\\localhost\\Client\\TrustedHosts '«*.example.test»' -Concatenate -Force",
    },
  ],
  good: examples(
    'powershell',
    "Set-Item WSMan:\\localhost\\Client\\TrustedHosts -Value 'web1,web2' -Force",
    'Set-Item WSMan:\\localhost\\Client\\TrustedHosts -Value $hosts -Force',
    "Set-Item WSMan:\\localhost\\Client\\TrustedHosts -Value '' -Force",
    '(Get-Item WSMan:\\localhost\\Client\\TrustedHosts).Value -eq "*"',
  ),
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at, setTo } = setting;
      if (area !== 'winrm' || name !== 'client/TrustedHosts') return;
      const wild = itemsOfText(value).flatMap(item => (item.known && item.value.includes('*') ? [item.value] : []));
      if (wild.length === 0) return;
      const edit = textOf(value)?.trim() === '*' ? setTo?.('server01') : undefined;
      const fixes = edit ? [{ title: 'Name the hosts', edits: [edit] }] : [];
      // A part of an address, as in `10.1.*`, or of a name: fewer hosts, still unchecked.
      if (wild.includes('*')) report('every', at, { hosts: '*' }, { fixes, repairs: repairsOf(setting, '') });
      else report('domain', at, { hosts: wild[0]! });
    },
  },
});
