import { isAnyUser, isEveryone } from '../../facts/rights/account';
import { rightOf } from '../../facts/rights/right';
import { defineRule } from '../rule';

const template = (line: string): string =>
  `[Unicode]\nUnicode=yes\n[Version]\nsignature="$CHICAGO$"\nRevision=1\n[Privilege Rights]\n${line}\n`;

export default defineRule({
  name: 'identity/wide-user-right',
  title: 'A right of Windows is given too widely',
  severity: 'high',
  confidence: 'high',
  cwe: [250, 269],
  tags: ['rights', 'accounts'],
  fixable: 'unsafe',
  messages: {
    nobody: '`{account}` is given {right}, which is as good as being the system itself.',
    wide: '`{account}` gives everyone {right}, which is for administrators.',
    logon: { severity: 'low', text: '`{account}` gives everyone {right}.' },
  },
  rationale: `
    Some rights are worth as much as an administrator's account: with SeDebugPrivilege the memory of every process can be
    read, with SeImpersonatePrivilege a service account becomes the system.`,
  remedy: 'Give the right to the one account that needs it, or to administrators.',
  references: [
    'https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/user-rights-assignment',
  ],
  bad: [
    {
      language: 'inf',
      file: 'policy.inf',
      code: template('SeDebugPrivilege = *S-1-5-32-544,«*S-1-1-0»'),
      fixed: template('SeDebugPrivilege = *S-1-5-32-544'),
    },
    { language: 'inf', file: 'policy.inf', code: template('SeTcbPrivilege = «svc_app»') },
    {
      language: 'inf',
      file: 'policy.inf',
      code: template('SeImpersonatePrivilege = «*S-1-5-32-545»,*S-1-5-32-544'),
      fixed: template('SeImpersonatePrivilege = *S-1-5-32-544'),
    },
    { language: 'cmd', code: 'ntrights +r SeTakeOwnershipPrivilege -u «Everyone»' },
    { language: 'powershell', code: "Grant-CPrivilege -Identity '«Everyone»' -Privilege SeDebugPrivilege" },
    {
      language: 'powershell',
      code: "Configuration C { UserRightsAssignment Debug { Policy = 'Debug_programs'; Identity = 'Administrators', '«Users»' } }",
    },
    {
      language: 'inf',
      file: 'policy.inf',
      code: template('SeNetworkLogonRight = «*S-1-1-0»,*S-1-5-32-544'),
      fixed: template('SeNetworkLogonRight = *S-1-5-32-544'),
    },
  ],
  good: [
    { language: 'inf', file: 'policy.inf', code: template('SeDebugPrivilege = *S-1-5-32-544\nSeTcbPrivilege =') },
    {
      language: 'inf',
      file: 'policy.inf',
      code: template('SeDenyNetworkLogonRight = *S-1-5-32-546\nSeChangeNotifyPrivilege = *S-1-1-0'),
    },
    { language: 'inf', file: 'policy.inf', code: template('SeNetworkLogonRight = *S-1-5-11,*S-1-5-32-544') },
    { language: 'cmd', code: 'ntrights -r SeDebugPrivilege -u Everyone' },
    {
      language: 'powershell',
      code: "Configuration C { UserRightsAssignment T { Policy = 'Act_as_part_of_the_operating_system'; Identity = ''; Force = $true } }",
    },
    { language: 'powershell', code: "Grant-CPrivilege -Identity 'example\\app' -Privilege SeServiceLogonRight" },
  ],
  visit: {
    'user.right'({ right: name, account, at, removal }, { report }) {
      const right = rightOf(name);
      if (!right || !account.known || account.value.trim() === '') return;
      const fixes = removal ? [{ title: `Take ${account.value} out`, edits: [removal] }] : [];
      const data = { account: account.value, right: right.name };
      if (right.holders === 'nobody') report('nobody', at, data, { fixes });
      else if (!isEveryone(account.value) && (right.holders === 'users' || !isAnyUser(account.value))) return;
      else report(right.holders === 'users' ? 'logon' : 'wide', at, data, { fixes });
    },
  },
});
