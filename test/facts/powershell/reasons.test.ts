import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import { readPowerShell } from '../../../server/src/facts/powershell/script';

/** Why the first argument of the last `foo-bar` is unknown. */
function why(source: string): string | undefined {
  const text = MappedText.whole(source);
  const { events } = readPowerShell(text, { os: 'windows', runs: 'script', encode: text.encode });
  const last = events.findLast(it => it.kind === 'command' && it.name === 'foo-bar');
  const value = last?.kind === 'command' ? last.args[0]?.value : undefined;
  return value && !value.known ? value.why : undefined;
}

const table: readonly (readonly [source: string, why: string])[] = [
  ['foo-bar $x', '$x is not set here'],
  ['foo-bar $env:X', '$env:X is not set here'],
  ['foo-bar "a$x"', '$x is not set here'],
  ["foo-bar ($x + 'a')", '$x is not set here'],
  ['foo-bar $x.Name', '$x is not set here'],
  ['foo-bar $x[0]', '$x is not set here'],
  ['foo-bar $x.Go()', '$x is not set here'],
  ['foo-bar (Get-Thing)', 'it is the output of Get-Thing'],
  ['foo-bar $(Get-Thing)', 'it is the output of Get-Thing'],
  ['$a = Get-Thing; foo-bar $a', 'it is the output of Get-Thing'],
  ['$a = Get-Thing; foo-bar $a.Name', 'it is the output of Get-Thing'],
  ['$a = Get-Thing; foo-bar "x $($a.Name)"', 'it is the output of Get-Thing'],
  ['foreach ($i in Get-Thing) { foo-bar $i }', 'it is the output of Get-Thing'],
  ['Get-Thing | % { foo-bar $_ }', 'it is the output of Get-Thing'],
  ['Get-Thing | ? { $_.X } | % { foo-bar $_.Name }', 'it is the output of Get-Thing'],
  ['param($p) foo-bar $p', 'the parameter $p has no known value'],
  ['param([Parameter(Mandatory)]$p) foo-bar "x$p"', 'the parameter $p has no known value'],
  ['function f($p) { foo-bar $p }', 'the parameter $p has no known value'],
  ['function f($p) { foo-bar $p }; f $x', '$x is not set here'],
  ['if ($x) { $a = 1 } else { $a = 2 }; foo-bar $a', 'it differs by the way taken'],
  ['if ($x) { $a = 1 }; foo-bar $a', 'it differs by the way taken'],
  ['$a = if ($x) { 1 }; foo-bar $a', 'it is set only under a condition'],
  ['$a = if ($x) { 1 } else { 2 }; foo-bar $a', 'it differs by the way taken'],
  ['$a = switch ($x) { 1 { 2 } }; foo-bar $a', 'it is set only under a condition'],
  ['$i = 0; while ($x) { $i++ }; foo-bar $i', '$i changes in a loop'],
  ['for ($i = 0; $i -lt $n; $i++) { foo-bar $i }', '$i changes in a loop'],
  ['$h = @{ a = 1 }; foo-bar $h.b', 'the table has no b'],
  ['$h = @{ a = 1 }; foo-bar $h[$x]', '$x is not set here'],
  ['$h = @{}; $h[$x] = 1; foo-bar $h.a', 'an unknown key of it is set'],
  ['$l = 1, 2; foo-bar $l[5]', 'it has no such item'],
  ["foo-bar ('{0}' -f $x)", '$x is not set here'],
  ["foo-bar ('a', $x -join ',')", '$x is not set here'],
  ["foo-bar ($x -replace 'a', 'b')", '$x is not set here'],
  ["foo-bar ('a' -replace '(?<=x(?>a))', 'b')", 'the pattern is not followed'],
  ["foo-bar ($x -split ',')", '$x is not set here'],
  ['foo-bar ($x ? 1 : 2)', 'it is one of two'],
  ['foo-bar ($x ?? 2)', '$x is not set here, so it may be null'],
  ['foo-bar ($x -eq 1)', '$x is not set here'],
  ['foo-bar (-not $x)', '$x is not set here'],
  ['foo-bar (1 * $x)', '$x is not set here'],
  ['foo-bar (Join-Path $x a)', '$x is not set here'],
  ['foo-bar (Split-Path $x)', '$x is not set here'],
  ['foo-bar (gc a.json | ConvertFrom-Json)', 'it is the output of Get-Content'],
  ['foo-bar (gci HKLM:\\A)[0].PSPath', 'it is one of the keys below HKLM:\\A'],
  ['foo-bar (gci C:\\)[0]', 'it is whatever Get-ChildItem finds'],
  ['foo-bar ([int]$x)', '$x is not set here'],
  ["foo-bar ([int]'x')", 'it is no number'],
  ['foo-bar ([guid]::NewGuid())', '.NewGuid() is not computed'],
  ["foo-bar 'a'.Normalize()", '.Normalize() is not computed'],
  ['foo-bar (1..$x)', 'the range is not known, or long'],
  ['function f { if ($x) { return 1 }; 2 }; foo-bar (f)', 'what the function returns differs by the way taken'],
  ['function f($n) { foo-bar (f 1) }; f 2', 'f calls itself'],
  ['$a = New-Object $t; foo-bar $a', 'the type is unknown'],
  ['$x | % { $r = $_ }; foo-bar $r', '$x is not set here'],
  ['try { $a = 1 } catch { $a = 2 }; foo-bar $a', 'it differs by the way taken'],
  ['foo-bar @{ a = $x }.a', '$x is not set here'],
  ['foo-bar (1, $x).Count', 'the number of items is not certain'],
];

describe('PowerShell: why a value is unknown', () => {
  for (const [source, expected] of table) it(source, () => assert.equal(why(source), expected));

  it('more work than there is time for', () => {
    const loops = '1..200 | % { $a = $_; 1..200 | % { $b = $_; 1..200 | % { foo-bar "$a $b" } } }';
    assert.equal(why(loops), 'the script is too much work to be followed to its end');
  });
});
