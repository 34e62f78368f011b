import { defineRule } from '../rule';

export default defineRule({
  name: 'ipsec/weak-authentication',
  title: 'IPsec does not tell one machine from another',
  severity: 'medium',
  confidence: 'high',
  cwe: [287],
  tags: ['ipsec'],
  fixable: 'unsafe',
  messages: {
    key: '`{written}` gives all machines one key, which stands in the script and in the policy in clear text.',
    anonymous: '`{written}` authenticates nobody: any machine may connect.',
    revocation: {
      severity: 'low',
      text: '`{written}` accepts certificates that were revoked, such as that of a stolen laptop.',
    },
  },
  rationale: `
    Who knows the key of one machine is taken for any of them, and reads the connections it is asked to sit between.
    A key that many know cannot be taken back from one.`,
  remedy: 'Authenticate machines by Kerberos or by certificates, and require the check for revocation.',
  references: [
    'https://learn.microsoft.com/powershell/module/netsecurity/new-netipsecauthproposal',
    'https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-advfirewall',
  ],
  bad: [
    { language: 'powershell', code: 'New-NetIPsecAuthProposal -Machine «-PreSharedKey» $key' },
    { language: 'powershell', code: "New-NetIPsecAuthProposal -Machine «-PSK» 'for all'" },
    { language: 'powershell', code: 'New-NetIPsecAuthProposal «-Anonymous»' },
    {
      language: 'cmd',
      code: 'netsh advfirewall consec add rule name=lab endpoint1=any endpoint2=any action=requireinrequireout auth1=computerpsk auth1psk="«for all»"',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall set global ipsec strongcrlcheck «0»',
      fixed: 'netsh advfirewall set global ipsec strongcrlcheck 2',
    },
    {
      language: 'powershell',
      code: 'Set-NetFirewallSetting -CertValidationLevel «None»',
      fixed: 'Set-NetFirewallSetting -CertValidationLevel RequireCrlCheck',
    },
  ],
  good: [
    { language: 'powershell', code: 'New-NetIPsecAuthProposal -Machine -Kerberos' },
    {
      language: 'powershell',
      code: "New-NetIPsecAuthProposal -Machine -Cert -Authority 'CN=root' -AuthorityType Root",
    },
    { language: 'powershell', code: 'New-NetIPsecAuthProposal -Anonymous:$false -Machine -Kerberos' },
    { language: 'powershell', code: 'Set-NetFirewallSetting -CertValidationLevel RequireCrlCheck' },
    { language: 'cmd', code: 'netsh advfirewall set global ipsec strongcrlcheck 2' },
    {
      language: 'cmd',
      code: 'netsh advfirewall consec add rule name=lab endpoint1=any endpoint2=any action=requireinrequireout auth1=computerkerb',
    },
  ],
  visit: {
    'ipsec.demand'({ what, written, at, fix, place }, { report }) {
      if (place.os === 'linux' || place.runs === 'build') return;
      const more = { fixes: fix ? [fix] : [] };
      if (what === 'pre-shared key') report('key', at, { written }, more);
      if (what === 'anonymous') report('anonymous', at, { written }, more);
      if (what === 'certificates not checked for revocation') report('revocation', at, { written }, more);
    },
  },
});
