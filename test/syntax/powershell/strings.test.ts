import { cases } from './cases';

cases('PowerShell: strings', [
  ["'a'; ''; 'it''s'; 'a\nb'; '$a `n'", '"a"\n""\n"it\'s"\n"a\\nb"\n"$a `n"'],
  [
    '"a"; ""; "a ""b"" `"c`" `$d `` `t"; "$"; "$ 1$"; "50%"; "a`u{263a}b"',
    '"a"\n""\n"a \\"b\\" \\"c\\" $d ` \\t"\n"$"\n"$ 1$"\n"50%"\n"a☺b"',
  ],
  [
    '"$a ${b c} $env:PATH $script:x $x.y $x[0] $_ $$ $? $^ $($a.b) $a$b"',
    '(str $a " " $b c " " $env:PATH " " $script:x " " $x ".y " $x "[0] " $_ " " $$ " " $? " " $^ " " $((. $a b)) " " $a $b)',
  ],
  [
    `"$(a "b $("c" + $d)" 'e')f"; "$(if ($a) { "b" })"`,
    '(str $((cmd a (str "b " $((+ "c" $d))) "e")) "f")\n(str $((if $a {"b"})))',
  ],
  [
    '"a: $a, $(b): c"; "$a:"; "$a-$b"; "$a::b"',
    '(str "a: " $a ", " $((cmd b)) ": c")\n(str $a ":")\n(str $a "-" $b)\n(str $a "::b")',
  ],
  [
    '"$(a ""b c"")"; "$(a `"b`")"; "a $(if ($b -ne `"`" ) {"c"})"',
    '(str $((cmd a "b c")))\n(str $((cmd a "b")))\n(str "a " $((if (-ne $b "") {"c"})))',
  ],
  [`“a $b”; ‘c’; “d" ; 'e’; „f”`, '(str "a " $b)\n"c"\n"d"\n"e"\n"f"'],
  ['"a\n$b\nc"', '(str "a\\n" $b "\\nc")'],
  ['"a`\nb"', '"a\\nb"'],
]);

cases('PowerShell: here-strings', [
  ['@"\na $b "c" \'d\' `n\n$(e "f")\n"@', '(here "a " $b " \\"c\\" \'d\' \\n\\n" $((cmd e "f")))'],
  ["@'\na $b\n'@", '@"a $b"'],
  ["@'\n'@", '@""'],
  ['@"\n"@', '@""'],
  ['@"\n\n"@', '@""'],
  ['a @"\nb\n"@ -c @\'\nd\n\'@ | e', '(| (cmd a @"b" -c @"d") (cmd e))'],
  ['@"\n "@\n"@.Trim()', '(call . @" \\"@" Trim)'],
  ['@"\n$(@"\na\n"@)\n"@', '(here $(@"a"))'],
  ['@"\r\na\r\nb\r\n"@', '@"a\\r\\nb"'],
  ['“a”; @“\nb\n”@', '"a"\n@"b"'],
]);

cases('PowerShell: variables', [
  [
    '$a; $a_1; ${a b}; ${a`}b}; $env:a; ${env:a(b)}; $global:a; $HKLM:b; $using:c; $_; $$; $?; $^; $true; $äö; @a',
    '$a\n$a_1\n$a b\n$a}b\n$env:a\n$env:a(b)\n$global:a\n$hklm:b\n$using:c\n$_\n$$\n$?\n$^\n$true\n$äö\n@a',
  ],
  ['${C:\\a.txt}; $Script:A.b; $a:b:c', '$c:\\a.txt\n(. $script:A b)\n$a:b:c'],
]);
