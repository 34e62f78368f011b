import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import {
  commandsOf,
  type NestedShell,
  nestedShell,
  nestedShellOf,
  parseCmd,
  undoQuotes,
} from '../../../server/src/syntax/cmd';
import { parseDockerfile } from '../../../server/src/syntax/dockerfile';

const nested = (text: string, batch = false): NestedShell | undefined => {
  const [command] = commandsOf(parseCmd(text));
  return command && nestedShell(MappedText.whole(text), command, batch);
};

const summary = (found: NestedShell | undefined) =>
  found && [
    found.shell,
    found.kind,
    found.switches.map(each => each.name + (each.value === undefined ? '' : `=${each.value}`)).join(' '),
    found.script?.text ?? found.file?.text,
  ];

const base64 = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');

const cases: readonly (readonly [text: string, summary: readonly (string | undefined)[] | undefined])[] = [
  ['powershell -Command Get-X -Y', ['powershell', 'command', 'command', 'Get-X -Y']],
  ['powershell -Command "Get-X -Y"', ['powershell', 'command', 'command', 'Get-X -Y']],
  [
    'PowerShell.exe -nop -NonI -ep Bypass -c "a; b"',
    ['powershell', 'command', 'noprofile noninteractive executionpolicy=Bypass command', 'a; b'],
  ],
  ['powershell /c a', ['powershell', 'command', 'command', 'a']],
  ['powershell \u2013Command a', ['powershell', 'command', 'command', 'a']],
  ['powershell Get-X -Y', ['powershell', 'command', '', 'Get-X -Y']],
  [
    'powershell -Command "reg add x /d "^""$data"^"" /f"',
    ['powershell', 'command', 'command', 'reg add x /d "$data" /f'],
  ],
  ['powershell -NoLogo "Get-X"', ['powershell', 'command', 'nologo', 'Get-X']],
  [
    'powershell -ExecutionPolicy "RemoteSigned" -File "C:\\a b.ps1" -Z',
    ['powershell', 'file', 'executionpolicy=RemoteSigned file', 'C:\\a b.ps1'],
  ],
  ['powershell .\\x.ps1 -y', ['powershell', 'command', '', '.\\x.ps1 -y']],
  ['pwsh .\\x.ps1 -y', ['pwsh', 'file', '', '.\\x.ps1']],
  ['pwsh -c a', ['pwsh', 'command', 'command', 'a']],
  ['pwsh --version', ['pwsh', 'prompt', 'version', undefined]],
  ['powershell -Version 2 -Command a', ['powershell', 'command', 'version=2 command', 'a']],
  ['powershell -', ['powershell', 'stdin', '', undefined]],
  ['powershell -Command -', ['powershell', 'stdin', 'command', undefined]],
  ['powershell', ['powershell', 'prompt', '', undefined]],
  ['powershell -Command', ['powershell', 'prompt', 'command', undefined]],
  [
    'powershell -WindowStyle Hidden -enc ' + base64('iex $a'),
    ['powershell', 'encoded', 'windowstyle=Hidden encodedcommand', 'iex $a'],
  ],
  ['powershell -e not!base64', ['powershell', 'encoded', 'encodedcommand', undefined]],
  ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe a', ['powershell', 'command', '', 'a']],
  ['call powershell a', ['powershell', 'command', '', 'a']],
  ['start "title" /wait /d C:\\x powershell a', ['powershell', 'command', '', 'a']],
  ['start /b pwsh -c a', ['pwsh', 'command', 'command', 'a']],
  ['powershell -Command "& {"^\n "a; b"^\n\t"}"', ['powershell', 'command', 'command', '& { a; b }']],
  ['powershell -Command "a" > log 2>&1', ['powershell', 'command', 'command', 'a']],
  ['powershell -Command a > log b', ['powershell', 'command', 'command', 'a  b']],
  ['powershell -Command a ^| b ^\n c', ['powershell', 'command', 'command', 'a | b  c']],
  ['powershell -Command "a ^| b"', ['powershell', 'command', 'command', 'a ^| b']],
  ['cmd /c a b', ['cmd', 'command', 'c', 'a b']],
  ['cmd /S /C "a "b c" d"', ['cmd', 'command', 's c', 'a "b c" d']],
  ['cmd.exe /s/v:on/c "a"', ['cmd', 'command', 's v:on c', 'a']],
  ['cmd /ca b', ['cmd', 'command', 'c', 'a b']],
  ['cmd /c "C:\\a b\\c.exe"', ['cmd', 'command', 'c', '"C:\\a b\\c.exe"']],
  ['cmd /c ""C:\\a b\\c.exe" d"', ['cmd', 'command', 'c', '"C:\\a b\\c.exe" d']],
  ['%ComSpec% /c a', ['cmd', 'command', 'c', 'a']],
  ['cmd', ['cmd', 'prompt', '', undefined]],
  ['netsh a', undefined],
  ['mypowershell a', undefined],
];

describe('nestedShell', () => {
  for (const [text, expected] of cases) {
    it(text, () => assert.deepEqual(summary(nested(text)), expected));
  }

  it('undoes %% in a batch file only', () => {
    assert.equal(nested('powershell -c "1 | %% { $_ }"', true)?.script?.text, '1 | % { $_ }');
    assert.equal(nested('powershell -c "1 | %% { $_ }"')?.script?.text, '1 | %% { $_ }');
    assert.equal(nested('powershell -c "1"', true)?.script?.encode('% a'), '%% a');
  });

  it('maps script and switches to the Dockerfile, continuations between', () => {
    const text = 'FROM x\nRUN powershell -ExecutionPolicy Bypass -Command "a \\"b c\\"; \\\n  # note\n  d"\n';
    const run = parseDockerfile(text).instructions[1]!;
    assert.ok(run.kind === 'RUN');
    const [command] = commandsOf(parseCmd(run.command.text));
    const found = nestedShell(run.command, command!)!;
    assert.equal(found.script?.text, 'a "b c";   d');
    const at = (start: number, end: number) => {
      const span = found.script!.span(start, end);
      return text.slice(span.start, span.end);
    };
    assert.equal(at(2, 7), '\\"b c\\"');
    assert.equal(at(11, 12), 'd');
    const [policy] = found.switches;
    assert.equal(text.slice(policy!.valueSpan!.start, policy!.valueSpan!.end), 'Bypass');
    assert.equal(text.slice(policy!.span.start, policy!.span.end), '-ExecutionPolicy Bypass');
    assert.equal(text[found.script!.toHost(found.script!.text.length)], '"');
    assert.equal(found.script!.encode('\'a\' "b"'), '\'a\' \\"b\\"');
    assert.equal(found.script!.encode('a\nb'), undefined);
  });

  it('reads the exec form, and writes JSON into it', () => {
    const text = 'FROM x\nRUN ["powershell", "-NoProfile", "-Command", "a \\"b\\"", "c"]\n';
    const run = parseDockerfile(text).instructions[1]!;
    assert.ok(run.kind === 'RUN');
    const found = nestedShellOf(run.exec.map(word => word.text))!;
    assert.deepEqual(summary(found), ['powershell', 'command', 'noprofile command', 'a "b" c']);
    const quoted = found.script!.span(2, 5);
    assert.equal(text.slice(quoted.start, quoted.end), '\\"b\\"');
    assert.equal(found.script!.encode('C:\\"x"'), 'C:\\\\\\"x\\"');
  });

  it('reads cmd in exec form down to PowerShell', () => {
    const text = 'FROM x\nCMD ["cmd", "/S", "/C", "powershell -c \\"a; b\\""]\n';
    const cmd = parseDockerfile(text).instructions[1]!;
    assert.ok(cmd.kind === 'CMD');
    const outer = nestedShellOf(cmd.exec.map(word => word.text))!.script!;
    const inner = nestedShell(outer, [...commandsOf(parseCmd(outer.text))][0]!)!.script!;
    const span = inner.span(0, inner.text.length);
    assert.deepEqual([inner.text, text.slice(span.start, span.end)], ['a; b', 'a; b']);
    assert.equal(inner.encode('x'), 'x');
  });

  it('cannot write into an encoded command', () => {
    const text = `powershell -enc ${base64('a b')}`;
    const script = nested(text)!.script!;
    assert.equal(script.encode('x'), undefined);
    assert.deepEqual(script.span(1, 2), { start: 16, end: text.length });
  });

  it('writes operators with a caret where no quotes protect them', () => {
    assert.equal(nested('powershell -c a')?.script?.encode('b | c'), 'b ^| c');
    assert.equal(nested('powershell -c "a"')?.script?.encode('b | c'), 'b | c');
    assert.equal(nested('powershell -c "a"')?.script?.encode('"b'), undefined);
  });
});

describe('undoQuotes', () => {
  const table: readonly (readonly [text: string, script: string])[] = [
    ['a "b" c', 'a "b" c'],
    ['a \\"b\\" c', 'a "b" c'],
    ['"a \'b\'"', "a 'b'"],
    ['"a ""b"" c"', 'a "b" c'],
    ['"a \\"b\\""', 'a "b"'],
    ['"a """b""" /f"', 'a "b" /f'],
    ['"a """b `"""c`""" """"', 'a "b `"c`" "'],
    ['"a """" b', 'a "" b'],
    ['"a" ; "b"', 'a ; "b"'],
    ['"C:\\a\\"', 'C:\\a"'],
    ['"C:\\a\\\\"', 'C:\\a\\'],
    ['C:\\a\\b', 'C:\\a\\b'],
    ['"open', 'open'],
    ['""', ''],
    ['"', ''],
    ['  "a"  ', 'a'],
    ['', ''],
  ];
  for (const [text, script] of table) {
    it(JSON.stringify(text), () => assert.equal(undoQuotes(MappedText.whole(text)).text, script));
  }
});
