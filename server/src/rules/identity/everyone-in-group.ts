import { type Data, entry, itemsOf, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument } from '../../facts/command/command';
import { lowerWords, placeOf, wordOf } from '../../facts/command/native';
import { bodyOf } from '../../facts/command/resource';
import { isAnyUser, isEveryone } from '../../facts/share/grant';
import { defineRule } from '../rule';

/** Groups of Windows whose members can take over the machine, or log on to it from afar. */
const groups: Readonly<Record<string, 'rights' | 'logon'>> = {
  administrators: 'rights',
  's-1-5-32-544': 'rights',
  'hyper-v administrators': 'rights',
  's-1-5-32-578': 'rights',
  'backup operators': 'rights',
  's-1-5-32-551': 'rights',
  'docker-users': 'rights',
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
    rights: '`{account}` makes every account a member of {group}, which is to own this machine.',
    logon: { severity: 'medium', text: '`{account}` lets every account log on to this machine from afar.' },
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
  ],
  good: [
    { language: 'powershell', code: "Add-LocalGroupMember -Group Administrators -Member 'example\\admins'" },
    { language: 'powershell', code: 'Add-LocalGroupMember -Group Users -Member Everyone' },
    { language: 'powershell', code: 'Remove-LocalGroupMember -Group Administrators -Member Everyone' },
    { language: 'cmd', code: 'net localgroup administrators Everyone /delete' },
    { language: 'cmd', code: 'net localgroup administrators' },
    { language: 'powershell', code: 'Add-LocalGroupMember -Group Administrators -Member $user' },
  ],
  visit: {
    command(command, { report }) {
      // The users of an image are those of its containers.
      if (command.place.os === 'linux' || command.place.runs === 'build') return;
      const { group, members } = grantOf(command);
      const kind = groups[(group ?? '').toLowerCase()];
      if (!kind) return;
      for (const member of members) {
        const account = textOf(member);
        if (account === undefined || !(isEveryone(account) || isAnyUser(account))) continue;
        const at = placeOf(member);
        if (kind === 'rights') report('rights', at, { account, group: group! });
        else report('logon', at, { account });
      }
    },
  },
});

interface Grant {
  readonly group?: string | undefined;
  readonly members: readonly Value<Data>[];
}

function grantOf(command: Command): Grant {
  if (is(command, 'Add-LocalGroupMember')) {
    const group = argumentOf(command, 'Group') ?? argumentOf(command, 'Name') ?? argumentOf(command, 'SID');
    return { group: textOf(group), members: listArgument(command, 'Member') };
  }
  const body = is(command, 'Group', 'xGroup') ? bodyOf(command) : undefined;
  if (body && !/^absent$/i.test(textOf(entry(body, 'Ensure')) ?? '')) {
    const members = [...itemsOf(entry(body, 'MembersToInclude')), ...itemsOf(entry(body, 'Members'))];
    return { group: textOf(entry(body, 'GroupName')), members };
  }
  const words = is(command, 'net', 'net1') ? lowerWords(command) : [];
  if (words[0] !== 'localgroup' || !words.includes('/add')) return { members: [] };
  const members = command.args.slice(2).filter(it => !it.text.startsWith('/'));
  return { group: words[1], members: members.flatMap(it => itemsOf(wordOf(it))) };
}
