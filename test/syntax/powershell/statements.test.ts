import { cases } from './cases';

cases('PowerShell: pipelines and chains', [
  ['a | b', '(| (cmd a) (cmd b))'],
  ['a | b `\n -c d', '(| (cmd a) (cmd b -c d))'],
  ['a\n| b\n  | c', '(| (cmd a) (cmd b) (cmd c))'],
  ['a |\n\n  b', '(| (cmd a) (cmd b))'],
  ['$x | a', '(| $x (cmd a))'],
  ['1, 2 | % { $_ }', '(| (, #1 #2) (cmd % {$_}))'],
  ['a && b || c', '((cmd a) && (cmd b) || (cmd c))'],
  ['a &&\nb', '((cmd a) && (cmd b))'],
  ['a &', '(job (cmd a))'],
  ['a & b', '(job (cmd a))\n(cmd b)'],
  ['a;;b; ; c', '(cmd a)\n(cmd b)\n(cmd c)'],
  ['a <# c #> -b # d', '(cmd a -b)'],
  ['{ a } | b', '(| {(cmd a)} (cmd b))'],
  ["('x') > f.txt", '((paren "x") >f.txt)'],
]);

cases('PowerShell: assignments', [
  ['$x = 5', '(= $x #5)'],
  ['$x =\n  5', '(= $x #5)'],
  [
    '$x += 1; $x -= 1; $x *= 2; $x /= 2; $x %= 2; $x ??= 3',
    '(+= $x #1)\n(-= $x #1)\n(*= $x #2)\n(/= $x #2)\n(%= $x #2)\n(??= $x #3)',
  ],
  ['$a, $b = 1, 2', '(= (, $a $b) (, #1 #2))'],
  ['$a = $b = 3', '(= $a (= $b #3))'],
  ['[int]$x = 3', '(= ([int] $x) #3)'],
  ["[int] $a, [string] $b = 1, 'x'", '(= (, ([int] $a) ([string] $b)) (, #1 "x"))'],
  ['$x = if ($a) { 1 } else { 2 }', '(= $x (if $a {#1} else {#2}))'],
  ['$x = foreach ($i in 1..3) { $i }', '(= $x (foreach $i (.. #1 #3) {$i}))'],
  ['$x = a -b | c', '(= $x (| (cmd a -b) (cmd c)))'],
  ['$x = a && b', '(= $x ((cmd a) && (cmd b)))'],
  ['$h.a.b = 1', '(= (. (. $h a) b) #1)'],
  ["$h['x'].y = 2", '(= (. (index $h "x") y) #2)'],
  ["$env:Path += ';C:\\x'", '(+= $env:Path ";C:\\\\x")'],
  [
    "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12 -bor 'Tls11'",
    '(= (:: [Net.ServicePointManager] SecurityProtocol) (-bor (:: [Net.SecurityProtocolType] Tls12) "Tls11"))',
  ],
  ["[ValidateSet('a', 'b')][string]$x = 'a'", '(= ([ValidateSet] ([string] $x)) "a")'],
  ['($a = 3)', '(paren (= $a #3))'],
  ['$a[0], $a[1] = $a[1], $a[0]', '(= (, (index $a #0) (index $a #1)) (, (index $a #1) (index $a #0)))'],
  ['$x=-1;$y=!1', '(= $x #-1)\n(= $y (! #1))'],
]);

cases('PowerShell: control flow', [
  ['if ($a) { 1 }', '(if $a {#1})'],
  ['if ($a) { 1 } elseif ($b) { 2 }\n# why\n\nelse { 3 }', '(if $a {#1} $b {#2} else {#3})'],
  ['if(a -b){c}', '(if (cmd a -b) {(cmd c)})'],
  ['while ($true) { a }', '(while $true {(cmd a)})'],
  [
    ':outer while (1) { break outer; continue outer; break $x; break; continue }',
    '(while :outer #1 {(break outer) (continue outer) (break $x) (break) (continue)})',
  ],
  ['do { a } while ($x)', '(dowhile $x {(cmd a)})'],
  ['do { a }\nuntil (b)', '(dountil (cmd b) {(cmd a)})'],
  ['for ($i = 0; $i -lt 3; $i++) { $i }', '(for (= $i #0) (-lt $i #3) (post++ $i) {$i})'],
  ['for (;;) { }', '(for - - - {})'],
  ['for ($i = 0\n  $i -lt 3\n  $i++) { }', '(for (= $i #0) (-lt $i #3) (post++ $i) {})'],
  ['foreach ($a in $b) { c }', '(foreach $a $b {(cmd c)})'],
  ['foreach($a in a -b | c){ }', '(foreach $a (| (cmd a -b) (cmd c)) {})'],
  ['foreach -parallel -throttlelimit 5 ($a in $b) { }', '(foreach $a $b {})'],
  [':x\nforeach ($a in 1, 2) { }', '(foreach :x $a (, #1 #2) {})'],
  ["switch ($x) { 'a' { 1 } default { 2 } }", '(switch $x ("a" {#1}) (default {#2}))'],
  [
    "switch -Regex -CaseSensitive ($x) {\n  '^a' { 1; break }\n  b$c { 2 } { $_ -gt 1 } { 3 }\n  $d.e { 4 }\n  (f) { 5 }\n  6 { 6 }\n}",
    '(switch -regex -casesensitive $x ("^a" {#1 (break)}) ((word "b" $c) {#2}) ({(-gt $_ #1)} {#3}) ((. $d e) {#4}) ((paren (cmd f)) {#5}) (#6 {#6}))',
  ],
  ['switch -file a.txt { a-b { } }', '(switch -file a.txt (a-b {}))'],
  [':l switch (a) { }', '(switch :l (cmd a))'],
  ['try { a } catch { b }', '(try {(cmd a)} (catch {(cmd b)}))'],
  [
    'try { a } catch [X], [Y.Z] { b } catch { c } finally { d }',
    '(try {(cmd a)} (catch [X] [Y.Z] {(cmd b)}) (catch {(cmd c)}) finally {(cmd d)})',
  ],
  ['try { a }\ncatch\n{ b }\nfinally { c }', '(try {(cmd a)} (catch {(cmd b)}) finally {(cmd c)})'],
  ['trap { a }', '(trap {(cmd a)})'],
  ['trap [X] { continue }', '(trap [X] {(continue)})'],
  [
    'return; return 1, 2; return a -b; return $x = 1',
    '(return)\n(return (, #1 #2))\n(return (cmd a -b))\n(return (= $x #1))',
  ],
  [`throw; throw "x"; throw [X]::new('y')`, '(throw)\n(throw "x")\n(throw (call :: [X] new "y"))'],
  ['exit 1; exit $LASTEXITCODE; exit', '(exit #1)\n(exit $LASTEXITCODE)\n(exit)'],
  ['if ($a) { 1 } b', '(if $a {#1})\n(cmd b)'],
  ["data { 'a' }", '(data {"a"})'],
  ["data Foo -SupportedCommand ConvertTo-Xml { 'a' }", '(data Foo {"a"})'],
  [
    'begin { a } process { b } end { c } clean { d } dynamicparam { e }',
    '(begin {(cmd a)})\n(process {(cmd b)})\n(end {(cmd c)})\n(clean {(cmd d)})\n(dynamicparam {(cmd e)})',
  ],
  [
    'begin; process x; end -y; data; clean; class; type a',
    '(cmd begin)\n(cmd process x)\n(cmd end -y)\n(cmd data)\n(cmd clean)\n(cmd class)\n(cmd type a)',
  ],
]);

cases('PowerShell: files', [
  ['', ''],
  ['# only a comment', ''],
  ['<# only\na comment #>', ''],
  ['param()', '(param)'],
  ['param()\r\na\r\nb\rc', '(param)\n(cmd a)\n(cmd b)\n(cmd c)'],
  [
    "#requires -Version 5\nusing namespace System.Net\nusing module ./x.psm1\nusing assembly 'a b.dll'\na",
    '(using namespace System.Net)\n(using module ./x.psm1)\n(using assembly a b.dll)\n(cmd a)',
  ],
  ['<powershell>\na\n</powershell>\n<persist>true</persist>', '(cmd a)'],
  ['a\n# SIG # Begin signature block\n# MIIabc\n# SIG # End signature block', '(cmd a)'],
]);
