import assert from 'node:assert/strict';
import { eventsOf } from '../../kit/events';

/** Which way a script takes: the source, then its events. */
const table: readonly (readonly [source: string, ...events: readonly string[]])[] = [
  [
    "$a = 'TLS 1.0','TLS 1.1'\nfor ($i = 0; $i -lt $a.Count; $i++) { sp \"HKLM:\\P\\$($a[$i])\\Server\" Enabled 0 }",
    'Set-ItemProperty Path=HKLM:\\P\\TLS 1.0\\Server Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\P\\TLS 1.1\\Server Name=Enabled Value=0',
  ],
  [
    "$a = @('A','B','C')\nfor ($i = 0; $i -le 2; $i += 1) { sp HKLM:\\X $a[$i] $i }",
    'Set-ItemProperty Path=HKLM:\\X Name=A Value=0',
    'Set-ItemProperty Path=HKLM:\\X Name=B Value=1',
    'Set-ItemProperty Path=HKLM:\\X Name=C Value=2',
  ],
  [
    "$a = @('A','B')\nfor ($i = $a.Length - 1; $i -ge 0; $i--) { sp HKLM:\\X $a[$i] 1 }",
    'Set-ItemProperty Path=HKLM:\\X Name=B Value=1',
    'Set-ItemProperty Path=HKLM:\\X Name=A Value=1',
  ],
  [
    "$i = 0; $a = 'x','y'\nwhile ($i -lt $a.Count) { sp HKLM:\\X $a[$i] 1; $i++ }",
    'Set-ItemProperty Path=HKLM:\\X Name=x Value=1',
    'Set-ItemProperty Path=HKLM:\\X Name=y Value=1',
  ],
  [
    '$i = 0\ndo { sp HKLM:\\X "V$i" 1; $i++ } while ($i -lt 2)',
    'Set-ItemProperty Path=HKLM:\\X Name=V0 Value=1',
    'Set-ItemProperty Path=HKLM:\\X Name=V1 Value=1',
  ],
  ["$h = @{ a = 1 }; if ($h.ContainsKey('a')) { foo-bar yes } else { foo-bar no }", 'foo-bar yes'],
  ["$mode = 'Strict'; if ($mode -eq 'Strict') { foo-bar strict } else { foo-bar lax }", 'foo-bar strict'],
  [
    "foreach ($p in 'SSL 3.0','TLS 1.2') { if ($p -eq 'TLS 1.2') { $v = 1 } else { $v = 0 }; sp \"HKLM:\\$p\" Enabled $v }",
    'Set-ItemProperty Path=HKLM:\\SSL 3.0 Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\TLS 1.2 Name=Enabled Value=1',
  ],
  [
    "foreach ($p in 'SSL 3.0','TLS 1.2') { $v = if ($p -eq 'TLS 1.2') { 1 } else { 0 }; sp \"HKLM:\\$p\" Enabled $v }",
    'Set-ItemProperty Path=HKLM:\\SSL 3.0 Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\TLS 1.2 Name=Enabled Value=1',
  ],
  [
    "foreach ($p in 'SSL 3.0','TLS 1.2') { if ($p -match 'SSL|1\\.0') { sp \"HKLM:\\$p\" Enabled 0 } elseif ($p -like 'TLS*') { sp \"HKLM:\\$p\" Enabled 1 } else { foo-bar never } }",
    'Set-ItemProperty Path=HKLM:\\SSL 3.0 Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\TLS 1.2 Name=Enabled Value=1',
  ],
  [
    "$weak = 'SSL 2.0','SSL 3.0'; foreach ($p in 'SSL 3.0','TLS 1.2') { $v = [int](-not ($weak -contains $p)); sp \"HKLM:\\$p\" Enabled $v; if ($p -in $weak) { foo-bar weak } }",
    'Set-ItemProperty Path=HKLM:\\SSL 3.0 Name=Enabled Value=0',
    'foo-bar weak',
    'Set-ItemProperty Path=HKLM:\\TLS 1.2 Name=Enabled Value=1',
  ],
  ["switch ('b') { 'a' { foo-bar 1 } 'b' { foo-bar 2 } default { foo-bar 3 } }", 'foo-bar 2'],
  ["switch ('a','c') { 'a' { foo-bar 1 } 'b' { foo-bar 2 } default { foo-bar $_ } }", 'foo-bar 1', 'foo-bar c'],
  ["switch -Regex ('TLS 1.2') { '^TLS' { foo-bar tls } 'SSL' { foo-bar ssl } default { foo-bar d } }", 'foo-bar tls'],
  ["switch -Wildcard ('TLS 1.2') { 'TLS*' { foo-bar tls; break } '*' { foo-bar any } }", 'foo-bar tls'],
  [
    "foreach ($p in 'TLS 1.0','TLS 1.2') { $v = switch ($p) { 'TLS 1.2' { 1 } default { 0 } }; sp \"HKLM:\\$p\" Enabled $v }",
    'Set-ItemProperty Path=HKLM:\\TLS 1.0 Name=Enabled Value=0',
    'Set-ItemProperty Path=HKLM:\\TLS 1.2 Name=Enabled Value=1',
  ],
  ['switch (5) { { $_ -gt 3 } { foo-bar big } { $_ -lt 3 } { foo-bar small } }', 'foo-bar big'],
  ["$x = 'a'; switch ($true) { ($x -eq 'a') { foo-bar isa } ($x -eq 'b') { foo-bar isb } }", 'foo-bar isa'],
  [
    'function Enable-Hardening { sp HKLM:\\A B 0 }; function Undo-Hardening { sp HKLM:\\A B 1 }; Enable-Hardening',
    'Set-ItemProperty Path=HKLM:\\A Name=B Value=0',
  ],
  ["foreach ($x in 'a','b','c') { if ($x -eq 'b') { continue }; foo-bar $x }", 'foo-bar a', 'foo-bar c'],
  ["foreach ($x in 'a','b','c') { if ($x -eq 'b') { break }; foo-bar $x }", 'foo-bar a'],
  [
    "'a','b' | ForEach-Object -Begin { $i = 0 } -Process { $i++; foo-bar $_ $i } -End { foo-bar end }",
    'foo-bar a 1',
    'foo-bar b 2',
    'foo-bar end',
  ],
  ["'a' | ForEach-Object { $i = 5 } { foo-bar $_ $i }", 'foo-bar a 5'],
  ["function f([string]$Name = $(throw 'missing')) { foo-bar 1 }", 'foo-bar 1'],
  ['$b = { param($x) foo-bar $x }; $unknown.Run($b)', '.Run({ param($x) foo-bar $x })', 'foo-bar ?'],
  ['function f { $b = { foo-bar 1 } }', 'foo-bar 1'],
  ['$p = 1; { foo-bar $p } | Should -Throw; $p = 2', 'foo-bar 1', 'should -Throw'],
  ["It 'x' { throw 1 }; foo-bar 2", 'it x { throw 1 }', 'foo-bar 2'],
  ['icm { exit 1 }; foo-bar 2', 'Invoke-Command ComputerName={ exit 1 }', 'foo-bar 2'],
  ['function Fail { throw 1 }; if ($x) { $a = 1; Fail } else { $a = 2 }; foo-bar $a', 'foo-bar 2'],
  ['try { throw 1; foo-bar 0 } catch { foo-bar 1 }; foo-bar 2', 'foo-bar 1', 'foo-bar 2'],
];

describe('PowerShell: which way a script takes', () => {
  for (const [source, ...events] of table) it(source, () => assert.deepEqual(eventsOf(source), events));
});
