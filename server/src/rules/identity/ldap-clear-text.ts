import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'identity/ldap-clear-text',
  title: 'The directory is asked with a password in clear text',
  severity: 'high',
  confidence: 'medium',
  cwe: [319, 522],
  tags: ['ldap', 'credentials'],
  fixable: 'unsafe',
  messages: { simple: '`{type}` sends the password to the directory as it is.' },
  rationale: `
    A simple bind carries the password itself. Whoever reads the traffic between this machine and the domain controller
    has the account, which is often one that may read or change the whole directory.`,
  remedy: 'Use Negotiate, or LDAPS on port 636.',
  references: [
    'https://learn.microsoft.com/powershell/module/activedirectory/get-aduser',
    'https://learn.microsoft.com/dotnet/api/system.directoryservices.authenticationtypes',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Get-ADUser -Filter * -Server dc1 -AuthType «Basic» -Credential $c',
      fixed: 'Get-ADUser -Filter * -Server dc1 -AuthType Negotiate -Credential $c',
    },
    {
      language: 'powershell',
      code: "New-Object DirectoryServices.DirectoryEntry('LDAP://dc1', $user, $password, '«None»')",
      fixed: "New-Object DirectoryServices.DirectoryEntry('LDAP://dc1', $user, $password, 'Secure')",
    },
    {
      language: 'powershell',
      code: "[System.DirectoryServices.DirectoryEntry]::new('LDAP://dc1:389', 'app', $password, '«None»')",
      fixed: "[System.DirectoryServices.DirectoryEntry]::new('LDAP://dc1:389', 'app', $password, 'Secure')",
    },
    {
      language: 'powershell',
      code: "$c = New-Object System.DirectoryServices.Protocols.LdapConnection 'dc1'\n$c.AuthType = '«Basic»'\n$c.Bind($login)",
      fixed:
        "$c = New-Object System.DirectoryServices.Protocols.LdapConnection 'dc1'\n$c.AuthType = 'Negotiate'\n$c.Bind($login)",
    },
  ],
  good: examples(
    'powershell',
    'Get-ADUser -Filter * -Server dc1 -AuthType Negotiate',
    'Get-ADUser -Filter * -Server dc1:636 -AuthType Basic -Credential $c',
    "New-Object DirectoryServices.DirectoryEntry('LDAP://dc1', $user, $password)",
    "New-Object DirectoryServices.DirectoryEntry('LDAP://dc1:636', $user, $password, 'None')",
    "New-Object DirectoryServices.DirectoryEntry('LDAP://dc1', $null, $null, 'None')",
    "$c = New-Object System.DirectoryServices.Protocols.LdapConnection 'dc1:636'\n$c.SessionOptions.SecureSocketLayer = $true\n$c.AuthType = 'Basic'",
  ),
  visit: {
    'ldap.bind'({ text, at, fix }, { report }) {
      report('simple', at, { type: text }, { fixes: [fix] });
    },
  },
});
