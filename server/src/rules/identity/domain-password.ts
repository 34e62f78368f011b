import type { Span } from '../../base/span';
import { knownValue } from '../../base/value';
import { type Argument, type Command, is, textArgument } from '../../facts/command/command';
import { lowerWords, wordOf } from '../../facts/command/native';
import { defineRule, examples } from '../rule';

/** `ACME\svc` and `svc@acme.example`, but no account of the machine or of Windows itself. */
const domainAccount =
  /^(?!(?:\.|localhost|nt authority|nt service|builtin|iis apppool|user manager|window manager|%computername%|azuread)\\)(?:[\w.-]+\\[\w.$-]+|[\w.-]+@[\w-]+(?:\.[\w-]+)+)$/i;

export default defineRule({
  name: 'identity/domain-password',
  title: 'A container logs on as a domain account with a password',
  severity: 'medium',
  confidence: 'medium',
  cwe: [522, 798],
  tags: ['identity', 'secrets', 'image'],
  fixable: false,
  messages: {
    account: '`{account}` is a domain account whose password must be kept in the image for this to work.',
    join: {
      severity: 'low',
      text: '`{command}` joins the machine to a domain, which a container cannot do: it needs an account that may join, for nothing.',
    },
    user: {
      severity: 'low',
      text: '`{account}` is a domain account, which a container cannot run as: it needs a group managed service account.',
    },
  },
  rationale: `
    The password of a domain account opens more than this container, and it cannot be changed without building all images
    again. A container is never a member of a domain.`,
  remedy: `
    Give the host a group managed service account, run as Network Service or Local System in the container, and pass the
    credential specification when it starts.`,
  exceptions: 'Looks at what a Dockerfile runs only. Accounts in variables are not known and not reported.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/manage-serviceaccounts',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/gmsa-run-container',
  ],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN net use Z: \\\\\\\\files\\\\tools «/user:ACME\\\\builder» hunter2\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN cmdkey /add:files «/user:ACME\\builder» /pass:hunter2\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN sc.exe config app obj= «ACME\\svc» password= "hunter2"\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN New-SmbMapping -RemotePath \\\\files\\x -UserName «svc@acme.example» -Password hunter2\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nENTRYPOINT runas «/user:ACME\\svc» app.exe\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command «Add-Computer» -DomainName acme.example\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER «ACME\\svc»\nRUN setx A b\n',
  ),
  good: [
    {
      language: 'dockerfile',
      code: '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN net use Z: \\\\files\\tools /persistent:no\n',
    },
    {
      language: 'dockerfile',
      code: '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN sc.exe config app obj= "NT AUTHORITY\\NetworkService" password= ""\n',
    },
    {
      language: 'dockerfile',
      code: '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN net use Z: \\\\files\\tools /user:%ACCOUNT% %PASSWORD%\n',
    },
    {
      language: 'dockerfile',
      code: '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER NT AUTHORITY\\SYSTEM\n',
    },
    {
      language: 'dockerfile',
      code: '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN runas /user:.\\tester app.exe\n',
    },
    { language: 'powershell', code: 'net use Z: \\\\files\\tools /user:ACME\\builder hunter2' },
  ],
  visit: {
    command(command, { report }) {
      const { stage, os } = command.place;
      if (!stage || os === 'linux') return;
      if (joins(command)) report('join', command.nameSpan, { command: command.name });
      const found = accountOf(command);
      if (found) report('account', found.span, { account: found.account });
    },
    'image.stage'(stage, { report }) {
      const { user, os } = stage;
      if (os !== 'windows' || !user || user.inherited) return;
      const account = knownValue(user.name);
      if (account !== undefined && domainAccount.test(account)) report('user', user.span, { account });
    },
  },
});

const joins = (command: Command): boolean =>
  (is(command, 'Add-Computer') && textArgument(command, 'DomainName') !== undefined) ||
  (is(command, 'netdom', 'djoin') && /^(?:join|\/requestodj)$/.test(lowerWords(command)[0] ?? ''));

interface Account {
  readonly account: string;
  readonly span: Span;
}

/** The domain account that a command logs on as. */
function accountOf(command: Command): Account | undefined {
  const words = lowerWords(command);
  const isUse = is(command, 'net') && words[0] === 'use';
  if (isUse || is(command, 'runas', 'cmdkey')) {
    return domain(
      command.args.find((_, index) => words[index]!.startsWith('/user:')),
      '/user:'.length,
    );
  }
  if (is(command, 'sc') && (words[0] === 'config' || words[0] === 'create')) {
    const at = words.findIndex(it => it.startsWith('obj='));
    return words[at] === 'obj=' ? domain(command.args[at + 1], 0) : domain(command.args[at], 'obj='.length);
  }
  if (!is(command, 'New-SmbMapping')) return undefined;
  const value = command.parameters.get('username')?.value;
  const account = textArgument(command, 'UserName');
  return value && account !== undefined && domainAccount.test(account) ? { account, span: value.span } : undefined;
}

function domain(argument: Argument | undefined, from: number): Account | undefined {
  const word = argument && wordOf(argument);
  if (!argument || !word?.known) return undefined;
  const account = word.value.slice(from).replace(/\\\\/g, '\\').replace(/^"|"$/g, '');
  return domainAccount.test(account) ? { account, span: argument.span } : undefined;
}
