import { isAnyUser, isEveryone } from '../../facts/rights/account';
import { defineRule, examples } from '../rule';

/** Authenticated users and users, as a security descriptor names them. */
const abbreviated = /^[AB]U$/i;

export default defineRule({
  name: 'remote-access/url-reserved-for-everyone',
  title: 'Every account of the machine may answer for a URL',
  severity: 'low',
  confidence: 'high',
  cwe: [732],
  tags: ['http-sys', 'permissions'],
  fixable: false,
  messages: { anyone: '`{account}` may answer what comes for {url}: so may any program of any user of the machine.' },
  rationale: `
    While the service is down, or before it starts, a program without rights can take its place, and is sent what clients
    send: passwords, tokens, the content of forms.`,
  remedy: 'Name the account that the service runs as: `user="NT SERVICE\\name"`.',
  references: ['https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-http'],
  bad: [
    { language: 'powershell', code: 'netsh http add urlacl url=http://+:80/ «user=Everyone»' },
    { language: 'cmd', code: 'netsh http add urlacl url=https://+:443/app/ «user="BUILTIN\\Users"» listen=yes\r\n' },
    { language: 'powershell', code: "netsh http add urlacl url=http://+:8080/ «'sddl=D:(A;;GX;;;WD)'»" },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN netsh http add urlacl url=http://+:7289/ «user=Everyone»\n',
    },
  ],
  good: examples(
    'powershell',
    'netsh http add urlacl url=http://+:80/ user="NT AUTHORITY\\NETWORK SERVICE"',
    'netsh http add urlacl url=http://+:80/ user="NT SERVICE\\app"',
    'netsh http add urlacl url=http://+:80/ user=BUILTIN\\IIS_IUSRS',
    'netsh http delete urlacl url=http://+:80/ user=Everyone',
    'netsh http add urlacl url=http://localhost:80/ user=$user',
    'netsh http add urlacl url=http://+:80/ "sddl=D:(A;;GX;;;NS)"',
  ),
  visit: {
    'http.reservation'({ account, url, at }, { report }) {
      const isAnyone = isEveryone(account) || isAnyUser(account) || abbreviated.test(account);
      if (isAnyone) report('anyone', at, { account, url: url ? `\`${url}\`` : 'a URL' });
    },
  },
});
