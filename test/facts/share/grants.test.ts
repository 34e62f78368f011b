import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

/** Statements with the grants they make: `account right <where>`. */
const table: readonly (readonly [language: Language, source: string, ...grants: readonly string[]])[] = [
  ['powershell', 'New-SmbShare data C:\\d -FullAccess Everyone', 'Everyone full <Everyone>'],
  [
    'powershell',
    'New-SmbShare data C:\\d -FullAccess \'a\', "b" -ReadAccess c',
    'a full <a>',
    'b full <b>',
    'c read <c>',
  ],
  ['powershell', "$who = 'Everyone'\nNew-SmbShare data C:\\d -ChangeAccess $who", 'Everyone change <$who>'],
  ['powershell', '$p = @{ Name = "d"; FullAccess = "x" }\nNew-SmbShare @p', 'x full <x>'],
  ['powershell', 'Grant-SmbShareAccess d -AccountName a -AccessRight Change -Force', 'a change <a>'],
  ['powershell', 'Grant-SmbShareAccess d -AccountName a -AccessRight Custom'],
  ['powershell', 'Revoke-SmbShareAccess d -AccountName a'],
  ['cmd', 'net share d=C:\\d /GRANT:Everyone,FULL', 'Everyone full <Everyone>'],
  [
    'cmd',
    'net share d=C:\\d "/grant:Domain Users,READ" /grant:a,change',
    'Domain Users read <Domain Users>',
    'a change <a>',
  ],
  ['cmd', 'net share d /delete'],
  ['powershell', "Configuration C { SmbShare D { Name = 'd'; Path = 'C:\\d'; ReadAccess = @('x') } }", 'x read <x>'],
  ['powershell', "Configuration C { SmbShare D { Name = 'd'; FullAccess = 'x'; Ensure = 'Absent' } }"],
];

describe('who is let into shares', () => {
  for (const [language, source, ...expected] of table) {
    it(source, async () => {
      const grants = await factsOf('share.grant', language, source);
      const shown = grants.map(
        ({ account, right, at }) =>
          `${account.known ? account.value : '?'} ${right} <${source.slice(at.start, at.end)}>`,
      );
      assert.deepEqual(shown, expected);
    });
  }
});
