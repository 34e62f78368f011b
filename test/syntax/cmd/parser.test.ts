import assert from 'node:assert/strict';
import { type CmdScript, commandsOf, type Node, parseCmd, type Step } from '../../../server/src/syntax/cmd';

/** A tree as one line: words in brackets, groups in parentheses, separators between. */
function outline(steps: readonly Step[]): string {
  return steps.map(step => (step.separator ? ` ${step.separator.replace('\n', ';')} ` : '') + node(step.node)).join('');
}

function node(it: Node): string {
  switch (it.kind) {
    case 'command': {
      const redirections = it.redirections.map(each => ` ${each.operator}${each.target?.text ?? ''}`).join('');
      return `${it.quiet ? '@' : ''}[${it.words.map(word => word.text).join('|')}]${redirections}`;
    }
    case 'group':
      return `(${outline(it.steps)})${it.redirections.map(each => ` ${each.operator}${each.target?.text}`).join('')}`;
    case 'label':
      return `:${it.name}`;
    case 'for':
      return `for${it.mode} ${it.options?.text ?? ''}%${it.variable} {${it.set.map(word => word.text).join('|')}} ${outline(it.body)}`;
    case 'if': {
      const { test, operator = '', operands } = it.condition;
      const otherwise = it.otherwise.length > 0 ? ` else ${outline(it.otherwise)}` : '';
      const condition = `${it.not ? 'not ' : ''}${test}${operator} ${operands.map(word => word.text).join('|')}`;
      return `if ${condition}: ${outline(it.then)}${otherwise}`;
    }
  }
}

const cases: readonly (readonly [text: string, outline: string])[] = [
  ['', ''],
  ['a b "c d" e', '[a|b|c d|e]'],
  ['a&b && c||d | e', '[a] & [b] && [c] || [d] | [e]'],
  ['a\r\n\r\nb\n', '[a] ; [b]'],
  ['@echo off\n@a', '@[echo|off] ; @[a]'],
  ['a "x & y" ^& z^|w', '[a|x & y|&|z|w]'],
  ['a ^\r\n  b', '[a|b]'],
  ['a "open & b\nc', '[a|open & b] ; [c]'],
  ['C:\\Program^ Files\\a.exe x', '[C:\\Program Files\\a.exe|x]'],
  ['"C:\\Program Files"\\a.exe x', '[C:\\Program Files\\a.exe|x]'],
  ['(a & b) && c', '([a] & [b]) && [c]'],
  ['(\n a\n b\n) > log', '([a] ; [b]) >log'],
  ['(a (x) b)', '([a|(x]) ; [b)]'],
  ['a (b) c)', '[a|(b)|c)]'],
  ['a > b 2>&1 c >> d < e', '[a|c] >b >&1 >>d <e'],
  ['>log a b', '[a|b] >log'],
  ['>nul 2>&1 (a & <nul b) >>log', '([a] & [b] <nul) >nul >&1 >>log'],
  ['if x==y 2>nul (\n a\n) else b', 'if compare== x|y: ([a]) >nul else [b]'],
  ['a b2>c', '[a|b2] >c'],
  ['a ">" b', '[a|>|b]'],
  ['cd.. & echo.x & set/p y', '[cd|..] & [echo|.x] & [set|/p|y]'],
  ['cd\\', '[cd|\\]'],
  [':start\ngoto start', ':start ; [goto|start]'],
  ['rem a & b\n:: c & d\nREM\ne', '[e]'],
  ['a & rem b & c\nd', '[a] ; [d]'],
  ['reminder x', '[reminder|x]'],
  ['if exist "a b" del "a b"', 'if exist a b: [del|a b]'],
  ['if not defined X set X=1', 'if not defined X: [set|X=1]'],
  ['if /I "%A%"=="b" a', 'if compare== %A%|b: [a]'],
  ['if a==b a & b', 'if compare== a|b: [a] & [b]'],
  ['if %ERRORLEVEL% NEQ 0 exit /b 1', 'if compareNEQ %ERRORLEVEL%|0: [exit|/b|1]'],
  ['if errorlevel 1 (a) else (b)\nc', 'if errorlevel 1: ([a]) else ([b]) ; [c]'],
  ['if x==y (a) else if z==w (b) else c', 'if compare== x|y: ([a]) else if compare== z|w: ([b]) else [c]'],
  ['if exist a (\n b\n) else (\n c\n)\nd', 'if exist a: ([b]) else ([c]) ; [d]'],
  ['if exist a (b) & c', 'if exist a: ([b]) & [c]'],
  ['if', '[if]'],
  ['if x', 'if other x: '],
  ['for %%i in (a, "b c") do echo %%i', 'for %i {a|b c} [echo|%%i]'],
  ['for %i in (a) do mklink %i.exe x', 'for %i {a} [mklink|%i.exe|x]'],
  ['for /f "tokens=1,2 delims=:" %%a in (\'dir /b\') do (x & y)', "forf tokens=1,2 delims=:%a {'dir|/b'} ([x] & [y])"],
  ['for /r C:\\x %%f in (*.log) do del %%f\nz', 'forr C:\\x%f {*.log} [del|%%f] ; [z]'],
  ['for /l %%n in (1,1,5) do a && b', 'forl %n {1|1|5} [a] && [b]'],
  ['for %%$ in (a b) do c %%$ %%~n$', 'for %$ {a|b} [c|%%$|%%~n$]'],
  ['for nothing', '[for|nothing]'],
  [') a', '[a]'],
  ['netsh advfirewall firewall add rule name="a b" dir=in', '[netsh|advfirewall|firewall|add|rule|name=a b|dir=in]'],
  ['sc config x start= auto', '[sc|config|x|start=|auto]'],
];

describe('parseCmd', () => {
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.equal(outline(parseCmd(text).steps), expected));
  }

  it('reads the command that makes the set of a loop, in its place', () => {
    const text = 'for /f "tokens=2" %%a in (\'netstat -an ^| find "a|b"\') do c';
    const commands = [...commandsOf(parseCmd(text))];
    assert.deepEqual(
      commands.map(command => command.words.map(word => word.text)),
      [['netstat', '-an'], ['find', 'a|b'], ['c']],
    );
    for (const { words } of commands) assert.ok(text.slice(words[0]!.start).startsWith(words[0]!.text));
    const command = (script: string) => [...commandsOf(parseCmd(script))].map(each => each.words[0]!.text);
    assert.deepEqual(command('for /f "usebackq" %%a in (`b c`) do d'), ['b', 'd']);
    assert.deepEqual(command('for /f "usebackq" %%a in (\'b c\') do d'), ['d']);
    assert.deepEqual(command('for /f %%a in (b.txt) do d'), ['d']);
    assert.deepEqual(command("for %%a in ('b') do d"), ['d']);
  });

  it('keeps comments apart', () => {
    const text = '@rem one\n:: two \r\na & rem three';
    const { comments } = parseCmd(text);
    assert.deepEqual(
      comments.map(comment => comment.text),
      ['@rem one', ':: two', 'rem three'],
    );
    for (const { start, end, text: comment } of comments) assert.equal(text.slice(start, end), comment);
  });

  it('walks all commands', () => {
    const script = parseCmd('a\nif x==y (b & for %%i in (1) do c) else d\n(e)\n:f');
    assert.equal([...commandsOf(script)].map(command => command.words[0]!.text).join(''), 'abcde');
  });

  const only = (script: CmdScript) => [...commandsOf(script)][0]!;

  it('takes set apart', () => {
    const assignment = (text: string) => {
      const found = only(parseCmd(text)).assignment;
      return found && [found.name, found.value.text, text.slice(found.value.start, found.value.end)];
    };
    assert.deepEqual(assignment('set A=b c'), ['A', 'b c', 'b c']);
    assert.deepEqual(assignment('set "A=b & c"'), ['A', 'b & c', 'b & c']);
    assert.deepEqual(assignment('SET A="b c" & d'), ['A', '"b c"', '"b c"']);
    assert.deepEqual(assignment('set A=b^&c'), ['A', 'b&c', 'b^&c']);
    assert.deepEqual(assignment('set A='), ['A', '', '']);
    assert.equal(assignment('set /a A=1+2'), undefined);
    assert.equal(assignment('set A'), undefined);
  });

  it('says what words are made of', () => {
    const parts = (text: string) =>
      only(parseCmd(text)).words[1]!.parts.map(part => [part.kind, part.name ?? part.text]);
    assert.deepEqual(parts('a x%PATH%y'), [
      ['literal', 'x'],
      ['variable', 'PATH'],
      ['literal', 'y'],
    ]);
    assert.deepEqual(parts('a "%ProgramFiles(x86)%\\x"'), [
      ['variable', 'ProgramFiles(x86)'],
      ['literal', '\\x'],
    ]);
    assert.deepEqual(parts('a %DATE:~0,4%'), [['variable', 'DATE']]);
    assert.deepEqual(parts('a !X!-%1%*'), [
      ['delayed', 'X'],
      ['literal', '-'],
      ['argument', '1'],
      ['argument', '*'],
    ]);
    assert.deepEqual(parts('a %~dp0x'), [
      ['argument', '0'],
      ['literal', 'x'],
    ]);
    assert.deepEqual(parts('a %%~nf.txt'), [
      ['loop', 'f'],
      ['literal', '.txt'],
    ]);
    assert.deepEqual(parts('a 100%'), [['literal', '100%']]);
    assert.deepEqual(parts('a Hello!'), [['literal', 'Hello!']]);
    assert.deepEqual(parts('a b^&"c d"'), [['literal', 'b&c d']]);
  });
});
