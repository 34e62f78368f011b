import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'firewall/loose-profile',
  title: 'A firewall profile allows more than it needs',
  severity: 'info',
  confidence: 'medium',
  cwe: [693],
  tags: ['firewall'],
  fixable: 'unsafe',
  messages: {
    multicast: '`{value}` lets in every answer to a multicast or broadcast for some seconds, whatever the rules say.',
    rules: '`{value}` adds the firewall rules of the machine to those of the domain on public networks.',
    ipsec: '`{value}` adds the IPsec rules of the machine to those of the domain on public networks.',
  },
  rationale: `
    Installers and users make rules of their own. On public networks the CIS benchmark lets only the rules of the domain
    count, and no unexpected answers.`,
  remedy: 'Switch it off, and carry the rules that are needed in the policy of the domain.',
  exceptions: 'A machine without a domain gets no other rules than its own.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/set-netfirewallprofile'],
  bad: [
    {
      language: 'powershell',
      code: 'Set-NetFirewallProfile -Profile Public -AllowUnicastResponseToMulticast «True» -AllowLocalFirewallRules «True» -AllowLocalIPsecRules «True»',
      fixed:
        'Set-NetFirewallProfile -Profile Public -AllowUnicastResponseToMulticast False -AllowLocalFirewallRules False -AllowLocalIPsecRules False',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall set publicprofile settings unicastresponsetomulticast «enable»',
      fixed: 'netsh advfirewall set publicprofile settings unicastresponsetomulticast disable',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile /v AllowLocalPolicyMerge /t REG_DWORD /d «1» /f',
      fixed:
        'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile /v AllowLocalPolicyMerge /t REG_DWORD /d 0 /f',
    },
  ],
  good: examples(
    'powershell',
    'Set-NetFirewallProfile -Profile Domain -AllowLocalFirewallRules True',
    'Set-NetFirewallProfile -All -AllowUnicastResponseToMulticast False',
    'Set-NetFirewallProfile -Profile Public -AllowLocalFirewallRules NotConfigured',
  ),
  visit: {
    'firewall.profile'({ what, value, written, profiles, at, mend, repairs, place }, { report }) {
      if (value !== 'on' || place.os === 'linux' || place.runs === 'build') return;
      const more = { fixes: mend ? [{ title: mend.title, edits: [mend.edit] }] : [], repairs };
      const data = { value: written };
      if (what === 'multicast answers') report('multicast', at, data, more);
      if (!profiles.includes('public') && !profiles.includes('all')) return;
      if (what === 'local rules') report('rules', at, data, more);
      if (what === 'local ipsec rules') report('ipsec', at, data, more);
    },
  },
});
