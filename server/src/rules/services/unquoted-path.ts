import { knownValue } from '../../base/value';
import { defineRule } from '../rule';

/** A path up to its first program, if a blank stands before that and no quote. */
const cut = /^\s*((?:[a-z]:|%\w+%)\\[^"]*?)\.(?:exe|com|bat|cmd)(?=\s|$)/i;

export default defineRule({
  name: 'services/unquoted-path',
  title: 'The path of a service has blanks and no quotes',
  severity: 'low',
  confidence: 'high',
  cwe: [428],
  tags: ['services', 'privileges'],
  fixable: false,
  messages: {
    blank: '`{path}` has blanks and no quotes: Windows first tries `{first}`, and runs it as the service.',
  },
  rationale: `
    Windows reads such a path up to the first blank and looks for a program of that name, then up to the next. Whoever may write
    there has a program that runs as the service, mostly with all rights (ATT&CK T1574.009).`,
  remedy: 'Put quotes into the value: `\'"C:\\Program Files\\Shop\\shop.exe" -k\'`, for sc.exe `"\\"C:\\...\\" -k"`.',
  references: [
    'https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessa',
    'https://attack.mitre.org/techniques/T1574/009/',
  ],
  bad: [
    { language: 'powershell', code: "New-Service -Name shop -BinaryPathName '«C:\\Program Files\\Shop\\shop.exe -k»'" },
    { language: 'cmd', code: 'sc create shop binPath= "«C:\\Program Files\\Shop\\shop.exe»" start= auto\r\n' },
    {
      language: 'powershell',
      code: "Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\shop ImagePath '«C:\\Program Files\\Shop\\shop.exe»'",
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'New-Service -Name shop -BinaryPathName \'"C:\\Program Files\\Shop\\shop.exe" -k\'',
    },
    { language: 'powershell', code: "New-Service -Name shop -BinaryPathName 'C:\\shop\\shop.exe -k a b.exe'" },
    { language: 'cmd', code: 'sc create shop binPath= "\\"C:\\Program Files\\Shop\\shop.exe\\" -k"\r\n' },
    { language: 'cmd', code: 'sc create shop binPath= C:\\shop\\shop.exe\r\n' },
    { language: 'powershell', code: 'New-Service -Name shop -BinaryPathName "$root\\shop.exe"' },
  ],
  visit: {
    'service.trait'({ trait, value, at }, { report }) {
      const text = trait === 'program' ? knownValue(value) : undefined;
      const path = text === undefined ? undefined : cut.exec(text)?.[1];
      if (path?.includes(' ')) report('blank', at, { path: text!, first: `${path.slice(0, path.indexOf(' '))}.exe` });
    },
  },
});
