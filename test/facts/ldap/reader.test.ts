import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

/** Statements with the simple binds they make: the text that asks for it. */
const table: readonly (readonly [source: string, ...binds: readonly string[]])[] = [
  ['Get-ADUser x -AuthType Basic', 'Basic'],
  ['Set-ADUser x -AuthType 1', '1'],
  ['Get-ADUser x -AuthType Negotiate'],
  ['Get-ADUser x -Server dc:636 -AuthType Basic'],
  ["$auth = 'Basic'\nGet-ADComputer x -AuthType $auth", 'Basic'],
  ["New-Object System.DirectoryServices.DirectoryEntry 'LDAP://dc', 'u', $p, 'None'", 'None'],
  [
    "New-Object DirectoryServices.DirectoryEntry('LDAP://dc', 'u', $p, [System.DirectoryServices.AuthenticationTypes]::None)",
    'None',
  ],
  ["New-Object DirectoryServices.DirectoryEntry('WinNT://dc', 'u', $p, 'None')"],
  ["New-Object DirectoryServices.DirectoryEntry('LDAP://dc', 'u', $p, 'SecureSocketsLayer')"],
  [
    '$c = [System.DirectoryServices.Protocols.LdapConnection]::new("dc")\n$c.AuthType = [System.DirectoryServices.Protocols.AuthType]::Basic',
    'Basic',
  ],
  [
    '$c = [System.DirectoryServices.Protocols.LdapConnection]::new("dc")\n$c.AuthType = "Basic"\n$c.SessionOptions.StartTransportLayerSecurity($null)',
  ],
  ["[ADSI]'LDAP://dc:389'"],
];

describe('simple binds', () => {
  for (const [source, ...expected] of table) {
    it(source, async () => {
      const binds = await factsOf('ldap.bind', 'powershell', source);
      assert.deepEqual(
        binds.map(it => it.text),
        expected,
      );
    });
  }
});
