import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

/** Statements with the members they add: `group: account <where>`. */
const table: readonly (readonly [language: Language, source: string, ...members: readonly string[]])[] = [
  ['powershell', 'Add-LocalGroupMember Administrators a, b', 'Administrators: a <a>', 'Administrators: b <b>'],
  ['powershell', 'Add-LocalGroupMember -SID S-1-5-32-544 -Member a', 'S-1-5-32-544: a <a>'],
  ['powershell', '$who = "a"\nAdd-LocalGroupMember -Group Users -Member $who', 'Users: a <$who>'],
  ['powershell', 'Remove-LocalGroupMember Administrators a'],
  [
    'cmd',
    'net localgroup "Remote Desktop Users" a "b c" /add',
    'remote desktop users: a <a>',
    'remote desktop users: b c <b c>',
  ],
  ['cmd', 'net localgroup Administrators a /delete'],
  ['cmd', 'net localgroup team /add /comment:x'],
  [
    'powershell',
    "([ADSI]'WinNT://./Administrators,group').Add('WinNT://CORP/a,user')",
    'Administrators: a <WinNT://CORP/a,user>',
  ],
  [
    'powershell',
    '$g = [ADSI]"WinNT://$env:COMPUTERNAME/Power Users"\n$g.Add("WinNT://a")',
    'Power Users: a <WinNT://a>',
  ],
  ['powershell', "$list.Add('WinNT://CORP/a')"],
  ['powershell', "Configuration C { Group A { GroupName = 'x'; Members = 'a' } }", 'x: a <a>'],
  ['powershell', "Configuration C { Group A { GroupName = 'x'; Members = 'a'; Ensure = 'Absent' } }"],
];

describe('members of local groups', () => {
  for (const [language, source, ...expected] of table) {
    it(source, async () => {
      const found = await factsOf('group.member', language, source);
      const shown = found.map(
        ({ group, account, at }) =>
          `${group}: ${account.known ? account.value : '?'} <${source.slice(at.start, at.end)}>`,
      );
      assert.deepEqual(shown, expected);
    });
  }
});
