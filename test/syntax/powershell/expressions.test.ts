import { cases } from './cases';

cases('PowerShell: operators', [
  ['1 + 2 * 3 - 4', '(- (+ #1 (* #2 #3)) #4)'],
  ['1 + 2 * 3 -f 4..5', '(+ #1 (* #2 (-f #3 (.. #4 #5))))'],
  ['-not $a -and $b -or !$c -xor $d', '(-xor (-or (-and (-not $a) $b) (! $c)) $d)'],
  ['$a -band 1 -bor 2 -bxor 3 -eq 4', '(-bxor (-bor (-band $a #1) #2) (-eq #3 #4))'],
  ['$a ?? $b + 1', '(?? $a (+ $b #1))'],
  ["$a -replace 'a', 'b' -join ','", '(-join (-replace $a (, "a" "b")) ",")'],
  ["'{0}-{1}' -f $a, $b", '(-f "{0}-{1}" (, $a $b))'],
  ['$a -is [int] -and $b -as [string]', '(-and (-is $a [int]) (-as $b [string]))'],
  [
    "$a -cnotlike 'x' -ieq $b -notcontains 'c' -in 1, 2 -shl 3",
    '(-shl (-in (-notcontains (-ieq (-cnotlike $a "x") $b) "c") (, #1 #2)) #3)',
  ],
  ["-join $a; -split 'a b'; -csplit $a; -bnot 1", '(-join $a)\n(-split "a b")\n(-csplit $a)\n(-bnot #1)'],
  [
    '1 - -1; 1 -1; -$x; +$x; - 1; 1-1; $a-$b; $a -$b',
    '(- #1 #-1)\n(- #1 #1)\n(- $x)\n(+ $x)\n(- #1)\n(- #1 #1)\n(- $a $b)\n(- $a $b)',
  ],
  ['$i++; --$j; $i ++; -$i--; ++$a.b', '(post++ $i)\n(-- $j)\n(post++ $i)\n(- (post-- $i))\n(++ (. $a b))'],
  [',1; ,@(1, 2); , $a, $b', '(, #1)\n(, @((, #1 #2)))\n(, (, $a) $b)'],
  ['1, 2 + 3, 4', '(+ (, #1 #2) (, #3 #4))'],
  [
    "$a ? $b : $c; $a ? 'x' : $b ? 'y' : 'z'; ($a)?1:2",
    '(?: $a $b $c)\n(?: $a "x" (?: $b "y" "z"))\n(?: (paren $a) #1 #2)',
  ],
  ['1 +\n  2', '(+ #1 #2)'],
  ["'a' + `\n  'b' # c", '(+ "a" "b")'],
  ['$a –eq $b; $a —ne $b', '(-eq $a $b)\n(-ne $a $b)'],
  ['!($a); !$a.b; -not (Test-Path x); !-1', '(! (paren $a))\n(! (. $a b))\n(-not (paren (cmd Test-Path x)))\n(! #-1)'],
  ['1..10; $a..$b; 1..$x.Count; 1.5..2', '(.. #1 #10)\n(.. $a $b)\n(.. #1 (. $x Count))\n(.. #1.5 #2)'],
]);

cases('PowerShell: numbers', [
  [
    '7; 0x1F; 0xffffffff; 0b101; 1kb; 1MB; 2gb; 1.5e3; 1e-2; .5; 10l; 3d; 5u; 6ul; 1lkb; 0x10mb; 1_0',
    '#7\n#31\n#4294967295\n#5\n#1024\n#1048576\n#2147483648\n#1500\n#0.01\n#0.5\n#10\n#3\n#5\n#6\n#1024\n#16777216\n(cmd 1_0)',
  ],
]);

cases('PowerShell: members, indices, calls', [
  [
    `$x.y.z; $x.class.foreach.if.1; $x.'a b'."c$d".$e.(f).$(g)`,
    '(. (. $x y) z)\n(. (. (. (. $x class) foreach) if) 1)\n(. (. (. (. (. $x "a b") (str "c" $d)) $e) (paren (cmd f))) $((cmd g)))',
  ],
  [
    "$x[0]; $x[-1]; $x[0, 1]; $x[1..3]; $x['a'].b[$c]",
    '(index $x #0)\n(index $x #-1)\n(index $x (, #0 #1))\n(index $x (.. #1 #3))\n(index (. (index $x "a") b) $c)',
  ],
  [
    "$x.m(); $x.m(1, 2); $x.m($a + 1, -not $b, @(1, 2), 'a' -f 1, { b }, (1, 2))",
    '(call . $x m)\n(call . $x m #1 #2)\n(call . $x m (+ $a #1) (-not $b) @((, #1 #2)) (-f "a" #1) {(cmd b)} (paren (, #1 #2)))',
  ],
  ['$x.m(\n  1,\n  2\n)', '(call . $x m #1 #2)'],
  ['$x.\n  Foo().\n  Bar()', '(call . (call . $x Foo) Bar)'],
  ['$x.`\n  Foo().`\r\n  Bar()', '(call . (call . $x Foo) Bar)'],
  ['$x.Where{ $_ }.ForEach({ 1 })', '(call . (call . $x Where {$_}) ForEach {#1})'],
  ['${a}?.b; ${a}?[0]; $a?.b; (a)?.b()', '(?. $a b)\n(index $a #0)\n(. $a? b)\n(call ?. (paren (cmd a)) b)'],
  [
    '[a]::b; [a]::b.c; [a]::new(1); $a::b; [a]::$b; [a]::$b(1)',
    '(:: [a] b)\n(. (:: [a] b) c)\n(call :: [a] new #1)\n(:: $a b)\n(:: [a] $b)\n(call :: [a] $b #1)',
  ],
  [
    `'a b'.Split(' ')[0]; "a".Length; (a).b; (a -b).c[0]; @(1)[0]; @{a=1}.a; {a}.Invoke(); $(a).b`,
    '(index (call . "a b" Split " ") #0)\n(. "a" Length)\n(. (paren (cmd a)) b)\n(index (. (paren (cmd a -b)) c) #0)\n(index @(#1) #0)\n(. @{a=#1} a)\n(call . {(cmd a)} Invoke)\n(. $((cmd a)) b)',
  ],
  ["$x.Method[int](1); [a]::M[string, int]('x')", '(call . $x Method #1)\n(call :: [a] M "x")'],
  ['$o.{.ctor}()', '(call . $o {(cmd .ctor)})'],
]);

cases('PowerShell: types', [
  [
    '[int]; [int]1; [int][string]$x; [System.Collections.Generic.Dictionary[string, int]]::new()',
    '[int]\n([int] #1)\n([int] ([string] $x))\n(call :: [System.Collections.Generic.Dictionary[string,int]] new)',
  ],
  [
    "[Dictionary[[string],[int]]]$x; [int[,]]$a; [string[]]$b = 'a', 'b'; [a.b+c]::d; [System.Collections.Generic.List`1[int]]$x",
    '([Dictionary[[string],[int]]] $x)\n([int[,]] $a)\n(= ([string[]] $b) (, "a" "b"))\n(:: [a.b+c] d)\n([System.Collections.Generic.List`1[int]] $x)',
  ],
  [
    '[System.Xml.Linq.XElement, System.Xml.Linq, Version=3.5.0.0, Culture=neutral]::Load(1)',
    '(call :: [System.Xml.Linq.XElement,System.Xml.Linq,Version=3.5.0.0,Culture=neutral] Load #1)',
  ],
  [
    '[ordered]@{ a = 1 }; [pscustomobject]@{ b = 2 }; [scriptblock]{ c }',
    '([ordered] @{a=#1})\n([pscustomobject] @{b=#2})\n([scriptblock] {(cmd c)})',
  ],
  ['[A]\n[B]', '[A]\n[B]'],
  ['[int] -eq $x; $x -is [a] -and 1', '(-eq [int] $x)\n(-and (-is $x [a]) #1)'],
  [
    "[int]$a + [int]$b; [char]65 + 'b'; [byte[]]1..3",
    '(+ ([int] $a) ([int] $b))\n(+ ([char] #65) "b")\n(.. ([byte[]] #1) #3)',
  ],
]);

cases('PowerShell: arrays, hashtables, blocks', [
  ['@(); @(1); @(1, 2\n3; a -b)', '@()\n@(#1)\n@((, #1 #2) #3 (cmd a -b))'],
  ['@{}; @{ a = 1; b = 2 }; @{\n  a = 1\n\n  # c\n  b = 2\n}', '@{}\n@{a=#1 b=#2}\n@{a=#1 b=#2}'],
  [
    `@{ if = 1; class = 2; 'a b' = 3; "x$y" = a b; $k = (1); 3 = 4; [int]::MaxValue = 5; (a) = 6; -1 = 7; $a.b = 8 }`,
    '@{if=#1 class=#2 "a b"=#3 (str "x" $y)=(cmd a b) $k=(paren #1) #3=#4 (:: [int] MaxValue)=#5 (paren (cmd a))=#6 #-1=#7 (. $a b)=#8}',
  ],
  [
    '@{ a = if ($x) { 1 } else { 2 }; b = { c }\n  d =\n    4\n  e = 1, 2 }',
    '@{a=(if $x {#1} else {#2}) b={(cmd c)} d=#4 e=(, #1 #2)}',
  ],
  ['@{a=@{b=@{c=@()}}}', '@{a=@{b=@{c=@()}}}'],
  [
    '$f = { param($a, [int] $b = 1) $a }; { }; {}; & { process { $_ } }',
    '(= $f {(param $a [int]$b=#1) $a})\n{}\n{}\n(cmd & {(process {$_})})',
  ],
  ['$( a; b ); $()', '$((cmd a) (cmd b))\n$()'],
  ['(a | b); (a\n); ((1))', '(paren (| (cmd a) (cmd b)))\n(paren (cmd a))\n(paren (paren #1))'],
]);
