import { lookUp } from '../../base/look-up';
import { isAnyUser, isEveryone } from '../../facts/rights/account';
import { defineRule } from '../rule';

/** Groups of Windows whose members can take over the machine, or log on to it from afar. */
const groups: Readonly<Record<string, 'rights' | 'logon' | 'engine'>> = {
  administrators: 'rights',
  's-1-5-32-544': 'rights',
  'hyper-v administrators': 'rights',
  's-1-5-32-578': 'rights',
  'backup operators': 'rights',
  's-1-5-32-551': 'rights',
  'docker-users': 'rights',
  docker_engine: 'engine',
  'power users': 'rights',
  'remote desktop users': 'logon',
  's-1-5-32-555': 'logon',
  'remote management users': 'logon',
  's-1-5-32-580': 'logon',
};

export default defineRule({
  name: 'identity/everyone-in-group',
  title: 'Everyone is made a member of a group with rights',
  severity: 'high',
  confidence: 'high',
  cwe: [269, 732],
  tags: ['accounts'],
  fixable: false,
  messages: {
    rights: '`{account}` makes every account a member of {group}, which can take this machine over.',
    logon: { severity: 'medium', text: '`{account}` lets every account log on to this machine from afar.' },
    engine:
      '`{account}` lets every account command the Docker engine, which starts containers that hold the whole drive.',
  },
  rationale: `
    The weakest password of the domain is then the password of this machine: whoever guesses one account, or is handed
    it, has the rights of the group here.`,
  remedy: 'Name the accounts, or a group made for the purpose.',
  references: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.localaccounts/add-localgroupmember',
    'https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-groups',
  ],
  bad: [
    { language: 'powershell', code: "Add-LocalGroupMember -Group Administrators -Member '«Everyone»'" },
    {
      language: 'powershell',
      code: "Add-LocalGroupMember 'Remote Desktop Users' app, '«NT AUTHORITY\\Authenticated Users»'",
    },
    { language: 'cmd', code: 'net localgroup administrators "«Domain Users»" /add' },
    { language: 'cmd', code: 'net localgroup "Remote Management Users" «Everyone» /add' },
    { language: 'powershell', code: "Add-LocalGroupMember -SID S-1-5-32-544 -Member '«S-1-1-0»'" },
    {
      language: 'powershell',
      code: "Configuration C { Group Admins { GroupName = 'Administrators'; MembersToInclude = 'example\\app', '«Everyone»' } }",
    },
    {
      language: 'powershell',
      code: '$group = [ADSI]"WinNT://$env:COMPUTERNAME/Remote Desktop Users,group"\n$group.Add(\'«WinNT://CORP/Domain Users»\')',
    },
    { language: 'json', file: 'daemon.json', code: '{ "hosts": ["npipe://"], "group": "«Users»" }' },
    { language: 'cmd', code: 'dockerd -H npipe:// -G "«Authenticated Users»" --register-service' },
  ],
  good: [
    { language: 'json', file: 'daemon.json', code: '{ "hosts": ["npipe://"], "group": "docker-users" }' },
    { language: 'powershell', code: "([ADSI]'WinNT://./Administrators,group').Add('WinNT://CORP/app,user')" },
    { language: 'powershell', code: "$list.Add('WinNT://CORP/Everyone')" },
    { language: 'powershell', code: "Add-LocalGroupMember -Group Administrators -Member 'example\\admins'" },
    { language: 'powershell', code: 'Add-LocalGroupMember -Group Users -Member Everyone' },
    { language: 'powershell', code: 'Remove-LocalGroupMember -Group Administrators -Member Everyone' },
    { language: 'cmd', code: 'net localgroup administrators Everyone /delete' },
    { language: 'cmd', code: 'net localgroup administrators' },
    { language: 'powershell', code: 'Add-LocalGroupMember -Group Administrators -Member $user' },
  ],
  visit: {
    'group.member'({ group, account, at, place }, { report }) {
      const kind = lookUp(groups, group.toLowerCase());
      // The users of an image are those of its containers.
      if (!kind || !account.known || place.runs === 'build') return;
      if (!isEveryone(account.value) && !isAnyUser(account.value)) return;
      if (kind === 'rights') report('rights', at, { account: account.value, group });
      else report(kind, at, { account: account.value });
    },
  },
});
