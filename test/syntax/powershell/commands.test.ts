import { cases } from './cases';

cases('PowerShell: parameters and arguments', [
  ['New-Item -Path "HKLM:\\x" -Value 0xff -Force', '(cmd New-Item -Path "HKLM:\\\\x" -Value #255 -Force)'],
  [
    'a -b:c -d: e -f:$g.h -i:$false -j:"k" -l:@(1) -m:n,o',
    '(cmd a -b:c -d:e -f:(. $g h) -i:$false -j:"k" -l:@(#1) -m:(, n o))',
  ],
  [
    'New-NetFirewallRule -Profile Domain,Public , Private -LocalPort 80, 443',
    '(cmd New-NetFirewallRule -Profile (, Domain Public Private) -LocalPort (, #80 #443))',
  ],
  ['a b,\n  c', '(cmd a (, b c))'],
  ['a -b (c -d 1).e -f "g".Length', '(cmd a -b (. (paren (cmd c -d #1)) e) -f (. "g" Length))'],
  ['a @splat @(1) @{a=1} { b } $(1) [int] [x]::y', '(cmd a @splat @(#1) @{a=#1} {(cmd b)} $(#1) w"[int]" w"[x]::y")'],
  ['a –b —c', '(cmd a -b -c)'],
  ['a -? -Foo.bar', '(cmd a -? -Foo .bar)'],
  ['a -- -b -c', '(cmd a -- -b -c)'],
  ['a ! = * % + - ? / \\ ~ ^ : :: . .. ] =b !c %d ?e', '(cmd a ! = * % + - ? / \\ ~ ^ : :: . .. w"]" =b !c %d ?e)'],
  ['a if while class function', '(cmd a if while class function)'],
  ["a -b -Filter { $_.c -eq 'd' }", '(cmd a -b -Filter {(-eq (. $_ c) "d")})'],
  ['a`c`-d e` f`\n g `\n h', '(cmd ac-d w"e f" g h)'],
  ['a -b`\n c $d`\n e', '(cmd a -b c $d e)'],
  ['a # b', '(cmd a)'],
  ['a b#c', '(cmd a b#c)'],
  ['a "b"#c', '(cmd a "b")'],
  ['a -b # c\n d', '(cmd a -b)\n(cmd d)'],
]);

cases('PowerShell: words', [
  [
    'a http://x/$v/y.zip $r\\y.zip ${r}\\y $r/y $env:TEMP\\z ${env:ProgramFiles(x86)}\\w',
    '(cmd a (word "http://x/" $v "/y.zip") (word $r "\\\\y.zip") (word $r "\\\\y") (word $r "/y") (word $env:TEMP "\\\\z") (word $env:ProgramFiles(x86) "\\\\w"))',
  ],
  [`a $b"c" b"c d"e b'c d'e 'a'b "a"b`, '(cmd a (word $b "c") w"bc de" w"bc de" "a" b "a" b)'],
  [
    "a $x.y $x[0] $x.m(1, 2).n $x.y[1].z $x::y $x.$y $x.'a b' $x.y\\z",
    '(cmd a (. $x y) (index $x #0) (. (call . $x m #1 #2) n) (. (index (. $x y) #1) z) (:: $x y) (. $x $y) (. $x "a b") (. $x y) \\z)',
  ],
  [
    'a $(b)c $x$y $x-y $x/$y x$(1)y',
    '(cmd a $((cmd b)) c (word $x $y) (word $x "-y") (word $x "/" $y) (word "x" $(#1) "y"))',
  ],
  [
    'netsh advfirewall firewall add rule name="Open Port 80" dir=in action=allow localport=80',
    '(cmd netsh advfirewall firewall add rule w"name=Open Port 80" dir=in action=allow localport=80)',
  ],
  [
    `a --flag=value --flag -Dx=y -Dx="y z" name="a b" name='c d' /d:1 /a="b c" a=$b`,
    '(cmd a --flag=value --flag -Dx=y w"-Dx=y z" w"name=a b" w"name=c d" /d:1 w"/a=b c" (word "a=" $b))',
  ],
  [
    '.\\x.exe --a=b; C:\\k\\x.exe; ./a/b.sh; ..\\x; 7z x; a.exe/b',
    '(cmd .\\x.exe --a=b)\n(cmd C:\\k\\x.exe)\n(cmd ./a/b.sh)\n(cmd ..\\x)\n(cmd 7z x)\n(cmd a.exe/b)',
  ],
  [
    'a 5985 5985-5986 10.0.0.0/8 1.2.3 1kb 0x1F 1e3 10.5 -1 -1.5 +2 .5 1l 7z 1,2 -1a',
    '(cmd a #5985 5985-5986 10.0.0.0/8 1.2.3 #1024 #31 #1000 #10.5 #-1 #-1.5 #2 #0.5 #1 7z (, #1 #2) -1a)',
  ],
  [
    'docker run -v ${PWD}:C:\\x $image:latest a{b}c',
    '(cmd docker run -v (word $PWD ":C:\\\\x") $image:latest a {(cmd b)} c)',
  ],
  ['a @scope/pkg user@host @ $ ', '(cmd a w"@scope/pkg" w"user@host" w"@" w"$")'],
  ['a "b" + "c"', '(cmd a "b" + "c")'],
  ['a * *.txt ?.x [a-z]*', '(cmd a * *.txt ?.x w"[a-z]*")'],
  ['dir>out.txt', '(cmd dir>out.txt)'],
  ['a $b=c', '(cmd a $b =c)'],
]);

cases('PowerShell: invocation', [
  [
    "& $x a; . $y; . .\\z.ps1; & { a } b; &$f; .$f; &{ a }; & 'a b' c; . 'x.ps1'",
    '(cmd & $x a)\n(cmd . $y)\n(cmd . .\\z.ps1)\n(cmd & {(cmd a)} b)\n(cmd & $f)\n(cmd . $f)\n(cmd & {(cmd a)})\n(cmd & "a b" c)\n(cmd . "x.ps1")',
  ],
  [
    '& $x\\y.ps1 a; & "$x\\y.ps1"; & $x.y z; & (a b) c; & $x[0]',
    '(cmd & (word $x "\\\\y.ps1") a)\n(cmd & (str $x "\\\\y.ps1"))\n(cmd & (. $x y) z)\n(cmd & (paren (cmd a b)) c)\n(cmd & (index $x #0))',
  ],
  ['& a.exe | b', '(| (cmd & a.exe) (cmd b))'],
  ['%{ $_ }; ?{ $_ }; % a', '(cmd % {$_})\n(cmd ? {$_})\n(cmd % a)'],
]);

cases('PowerShell: redirections and verbatim arguments', [
  ['a > b', '(cmd a >b)'],
  ['a 2>&1 > x.txt *>> y 3>$null 2> $z\\w', '(cmd a 2>&1 >x.txt *>>y 3>$null 2>(word $z "\\\\w"))'],
  ['a b>c', '(cmd a b>c)'],
  ['1..3 > x; $x 2>$null', '((.. #1 #3) >x)\n($x 2>$null)'],
  ['cmd /c a --% b "c | d" %e% | f', '(| (cmd cmd /c a --% <b "c | d" %e% >) (cmd f))'],
  ['icacls --%', '(cmd icacls --% <>)'],
]);
