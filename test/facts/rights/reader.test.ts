import assert from 'node:assert/strict';
import { rightNamed, rightOf } from '../../../server/src/facts/rights/right';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

const head = '[Version]\nsignature="$CHICAGO$"\n[Privilege Rights]\n';

/** Statements with the rights they give: `right account <where> -removed`. */
const table: readonly (readonly [language: Language, source: string, ...rights: readonly string[]])[] = [
  [
    'inf',
    `${head}SeDebugPrivilege = *S-1-5-32-544,app\n`,
    'SeDebugPrivilege S-1-5-32-544 <*S-1-5-32-544> -*S-1-5-32-544,-',
    'SeDebugPrivilege app <app> -,app-',
  ],
  ['inf', `${head}SeTcbPrivilege =\n`],
  ['inf', `${head}SeTcbPrivilege = app\n`, 'SeTcbPrivilege app <app>'],
  ['cmd', 'ntrights +r SeServiceLogonRight -u app', 'SeServiceLogonRight app <app>'],
  ['cmd', 'ntrights.exe -u app -m \\\\web1 +r SeBatchLogonRight', 'SeBatchLogonRight app <app>'],
  ['cmd', 'ntrights -r SeServiceLogonRight -u app'],
  [
    'powershell',
    "Grant-CPrivilege -Identity 'app' -Privilege SeServiceLogonRight, SeBatchLogonRight",
    'SeServiceLogonRight app <app>',
    'SeBatchLogonRight app <app>',
  ],
  [
    'powershell',
    "Configuration C { UserRightsAssignment D { Policy = 'Debug_programs'; Identity = 'a', 'b' } }",
    'SeDebugPrivilege a <a>',
    'SeDebugPrivilege b <b>',
  ],
  [
    'powershell',
    "Configuration C { UserRightsAssignment D { Policy = 'Debug_programs'; Identity = 'a'; Ensure = 'Absent' } }",
  ],
];

describe('rights of Windows', () => {
  for (const [language, source, ...expected] of table) {
    it(source, async () => {
      const text = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
      const rights = await factsOf('user.right', language, source);
      const shown = rights.map(({ right, account, at, removal }) => {
        const removed = removal ? ` -${text(removal.span)}-` : '';
        return `${right} ${account.known ? account.value : '?'} <${text(at)}>${removed}`;
      });
      assert.deepEqual(shown, expected);
    });
  }

  it('have a name for every name of the policy editor', () => {
    assert.equal(rightNamed('Debug programs'), 'SeDebugPrivilege');
    assert.equal(rightNamed('Act_as_part_of_the_operating_system'), 'SeTcbPrivilege');
    assert.equal(rightNamed('SeBackupPrivilege'), 'SeBackupPrivilege');
    assert.equal(rightOf('sedebugprivilege')?.name, 'SeDebugPrivilege');
    assert.equal(rightOf('SeDenyNetworkLogonRight'), undefined);
  });
});
