import assert from 'node:assert/strict';
import { isAnyUser, isEveryone } from '../../../server/src/facts/rights/account';

describe('accounts that stand for many', () => {
  const names: readonly (readonly [name: string, everyone: boolean, anyUser: boolean])[] = [
    ['Everyone', true, false],
    ['S-1-1-0', true, false],
    ['*S-1-1-0', true, false],
    ['Jeder', true, false],
    ['NT AUTHORITY\\ANONYMOUS LOGON', true, false],
    ['Authenticated Users', false, true],
    ['corp\\Domain Users', false, true],
    ['BUILTIN\\Users', false, true],
    ['S-1-5-11', false, true],
    ['Administrators', false, false],
    ['corp\\Everyones', false, false],
    ['NT AUTHORITY\\NETWORK SERVICE', false, false],
    ['.\\Guest', true, false],
    ['Remote Desktop Users', false, false],
  ];
  for (const [name, everyone, anyUser] of names) {
    it(`${name} means ${everyone ? 'everyone' : anyUser ? 'any user' : 'somebody'}`, () => {
      assert.deepEqual([isEveryone(name), isAnyUser(name)], [everyone, anyUser]);
    });
  }
});
