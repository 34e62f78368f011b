import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import { textOf } from '../../../server/src/base/value';
import { read } from '../../../server/src/facts/cmd/file';
import { readCmd } from '../../../server/src/facts/cmd/script';
import type { Place } from '../../../server/src/facts/fact';
import { readShell } from '../../../server/src/facts/shell/script';

const place: Place = { os: 'windows', runs: 'script', encode: text => text };

/** Commands as `name|argument|argument`, unknown arguments as `?`. */
const commandsOf = (events: ReturnType<typeof readCmd>['events']): readonly string[] =>
  events.flatMap(it =>
    it.kind === 'command' ? [[it.name, ...it.args.map(arg => textOf(arg.value) ?? '?')].join('|')] : [],
  );

const batch = (text: string): readonly string[] =>
  commandsOf(readCmd(MappedText.whole(text), place, undefined, true).events);

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['names without folder and ending', 'C:\\Windows\\System32\\NETSH.EXE show', ['netsh|show']],
  ['quoted programs', '"C:\\Program Files\\x\\Tool.exe" /a', ['tool|/a']],
  ['chains', 'a 1 && b 2 & c 3 || d', ['a|1', 'b|2', 'c|3', 'd']],
  ['variables that are set', 'set P=3389\r\nnetsh x port=%P%', ['netsh|x|port=3389']],
  ['quoted sets', 'set "P=a b"\r\nprog "%P%"', ['prog|a b']],
  ['variables that are not', 'prog %PATH%', ['prog|?']],
  ['parts of variables', 'set P=abc\r\nprog %P:~0,1%', ['prog|?']],
  ['computed values', 'set N=1\r\nset /a N=1+2\r\nprog %N%', ['set|/a|N=1+2', 'prog|?']],
  ['delayed variables', 'set P=1\r\nprog !P!', ['prog|1']],
  ['arguments of the script', 'prog %1 %*', ['prog|?|?']],
  ['loops over words', 'for %%p in (80 443) do netsh open %%p', ['netsh|open|80', 'netsh|open|443']],
  ['loops over a digit', 'for %%1 in (80 443) do netsh open %%1 %1', ['netsh|open|80|?', 'netsh|open|443|?']],
  ['digits outside of loops', 'for /f %%1 in (a) do (b "%%~1")\r\nc %%1', ['b|?', 'c|%1']],
  ['loops over what a variable holds', 'set L=80 443\r\nfor %%p in (%L%) do a %%p', ['a|80', 'a|443']],
  [
    'loops over what differs by the way taken',
    'if exist x (set L=80) else (set L=443)\r\nfor %%p in (%L%) do a %%p',
    ['a|80', 'a|443'],
  ],
  ['programs that run others', 'NSudo -U:T sc stop x', ['nsudo|-U:T|sc|stop|x', 'sc|stop|x']],
  [
    'programs that run shells',
    'PowerRun /SW:0 cmd /c "sc stop x"',
    ['powerrun|/SW:0|cmd|/c|sc stop x', 'cmd|/c|sc stop x', 'sc|stop|x'],
  ],
  ['programs that run a line', 'runas /user:a "sc stop x"', ['runas|/user:a|sc stop x', 'sc|stop|x']],
  [
    'forfiles',
    'forfiles /m *.a /c "cmd /c sc stop x"',
    ['forfiles|/m|*.a|/c|cmd /c sc stop x', 'cmd|/c|sc|stop|x', 'sc|stop|x'],
  ],
  ['loops over files once', 'for %%f in (*.txt) do type %%f', ['type|?']],
  ['loops over output once', "for /f %%f in ('dir') do type %%f", ['dir', 'type|?']],
  ['both arms', 'if exist x (a 1) else (b 2)', ['a|1', 'b|2']],
  ['what arms set differently', 'if exist x (set V=1) else (set V=2)\r\nprog %V%', ['prog|?']],
  ['what arms set alike', 'if exist x (set V=1) else (set V=1)\r\nprog %V%', ['prog|1']],
  ['defaults', 'if not defined V set V=1\r\nprog %V%', ['prog|1']],
  ['defaults of what is set', 'set V=2\r\nif not defined V set V=1\r\nprog %V%', ['prog|?']],
  ['variables of several words', 'set W=a b="c d"\r\nprog %W% "%W%"', ['prog|a|b=c d|a b="c d"']],
  ['loops over quoted words', 'for %%p in ("a b" c) do prog %%~p %%~np', ['prog|a b|?', 'prog|c|?']],
  [
    'subroutines',
    'call :open 80 "a b"\r\ncall :open 443\r\ngoto :eof\r\n:open\r\nprog %1 %~2\r\nexit /b\r\n:next\r\nlast',
    ['prog|80|a b', 'prog|443|?', 'last'],
  ],
  ['what one arm sets', 'if exist x set V=1\r\nprog %V%', ['prog|?']],
  ['call and start', 'call x.cmd a\r\nstart /wait "" msiexec /i b', ['x.cmd|a', 'msiexec|/i|b']],
  ['start with switches', 'start "title" /wait msiexec /i b', ['msiexec|/i|b']],
  [
    'nested PowerShell',
    'powershell -NoProfile -Command "Get-Item x"',
    ['powershell|-NoProfile|-Command|Get-Item x', 'Get-Item|x'],
  ],
  ['nested cmd', 'cmd /c "reg add K"', ['cmd|/c|reg add K', 'reg|add|K']],
  [
    'environment of nested shells',
    'set P=7\r\npowershell -Command "prog $env:P"',
    ['powershell|-Command|prog $env:P', 'prog|7'],
  ],
  ['comments', 'rem a b\r\n:: c\r\n@echo off', ['echo|off']],
];

describe('cmd scripts', () => {
  for (const [name, text, wanted] of cases) it(name, () => assert.deepEqual(batch(text), wanted));

  it('gives arguments the place of their text', () => {
    const text = 'reg add "HKLM\\Software" /d "0"';
    const { events } = readCmd(MappedText.whole(text), place);
    const [command] = events;
    assert.ok(command?.kind === 'command');
    const literals = command.args.map(it => it.value.known && it.value.literal);
    assert.deepEqual(
      literals.map(it => it && text.slice(it.start, it.end)),
      ['add', 'HKLM\\Software', '/d', '0'],
    );
  });

  it('tells which command feeds which', () => {
    const { events } = readCmd(MappedText.whole('echo y | del x'), place);
    const [echo, del] = events;
    assert.ok(del?.kind === 'command' && del.input === echo);
  });

  it('states what is set', () => {
    const { events } = readCmd(MappedText.whole('set DOCKER_CONTENT_TRUST=1'), place);
    const [event] = events;
    assert.ok(event?.kind === 'assignment');
    assert.equal(event.target, 'env:DOCKER_CONTENT_TRUST');
    assert.equal(textOf(event.value), '1');
  });

  it('follows shells inside shells up to a bound', () => {
    const { events } = readCmd(MappedText.whole(`${'cmd /c '.repeat(5000)}x`), place);
    assert.ok(events.length < 20);
  });

  it('hands comments of a file on', () => {
    const { comments } = read({ path: 'a.cmd', language: 'cmd', text: '@echo off\r\nrem boltseal\r\n:: too\r\n' });
    assert.deepEqual(
      comments.map(it => it.text),
      ['rem boltseal', ':: too'],
    );
  });
});

describe('POSIX shell lines', () => {
  const lines: readonly (readonly [string, string, readonly string[]])[] = [
    ['commands', 'apt-get update && /usr/bin/curl -fsSL https://x/y', ['apt-get|update', 'curl|-fsSL|https://x/y']],
    ['quotes', `echo "a b" 'c d'`, ['echo|a b|c d']],
    ['variables', 'curl https://x/$V/y', ['curl|?']],
    ['PowerShell', "pwsh -Command 'Get-Item x'", ['pwsh|-Command|Get-Item x', 'Get-Item|x']],
  ];
  for (const [name, text, wanted] of lines) {
    it(name, () => assert.deepEqual(commandsOf(readShell(MappedText.whole(text), place)), wanted));
  }
});
