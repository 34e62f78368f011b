import assert from 'node:assert/strict';
import { eventsOf } from '../../kit/events';

/** What has a few values by the way taken: the source, then what the command gets, with a bar between the values. */
const table: readonly (readonly [source: string, ...events: readonly string[]])[] = [
  ['if ($x) { $p = 1 } else { $p = 2 }; foo-bar $p', 'foo-bar 1|2'],
  ['$p = 80; if ($y) { $p = 1 } elseif ($z) { $p = 2 }; foo-bar $p', 'foo-bar 1|2|80'],
  ['if ($y) { $p = 1 } elseif ($z) { $p = 2 }; foo-bar $p', 'foo-bar ?'],
  ['if ($y) { $p = 1 } else { $p = $z }; foo-bar $p', 'foo-bar ?'],
  ['if ($y) { $p = 1 } else { $p = @{ A = 1 } }; foo-bar $p', 'foo-bar ?'],
  ['$p = if ($y) { 1 } else { 2 }; foo-bar $p', 'foo-bar 1|2'],
  ['$p = $y ? 1 : 2; foo-bar $p', 'foo-bar 1|2'],
  ["$p = switch ($y) { 'a' { 1 } 'b' { 2 } default { 3 } }; foo-bar $p", 'foo-bar 1|2|3'],
  ["$p = switch ($y) { 'a' { 1 } 'b' { 2 } }; foo-bar $p", 'foo-bar ?'],
  ['if ($x) { $p = 1 } else { $p = 2 }; foo-bar "port=$p;"', 'foo-bar port=1;|port=2;'],
  ['if ($x) { $p = 1 } else { $p = 2 }; foo-bar "$p-$p"', 'foo-bar ?'],
  [
    "$t = @{ A = 1; B = 2 }; foreach ($x in $y) { $t['A'] = $x; foo-bar @t }; foo-baz @t",
    'foo-bar A=? B=2',
    'foo-baz A=? B=2',
  ],
  ['$t = @{ A = 1 }; while ($x) { $t.B += 1 }; foo-bar @t', 'foo-bar A=1 B=?'],
  ['$t = @{ A = 1 }; foreach ($x in $y) { $t[$x] = 1 }; foo-bar @t', 'foo-bar ? ...'],
  [
    "foreach ($r in @{ N = 'a'; P = 1 }, @{ N = 'b' }) { if ($r.P) { foo-bar $r.N $r.P } else { foo-baz $r.N } }",
    'foo-bar a 1',
    'foo-baz b',
  ],
  ["$r = @{ N = 'b' }; if ($r.P) { foo-bar 1 } else { foo-bar 2 }", 'foo-bar 1', 'foo-bar 2'],
  ['function f { if ($x) { return 1 }; return 2 }; foo-bar (f)', 'foo-bar 1|2'],
  ['function f { if ($x) { return 1 } else { return 1 } }; foo-bar (f)', 'foo-bar 1'],
  ['function f { if ($x) { return 1 }; 1 }; foo-bar (f)', 'foo-bar 1'],
  ['function f { if ($x) { return 1 } }; foo-bar (f)', 'foo-bar ?'],
  ["function f { switch ($y) { 'a' { return 1 } 'b' { return 2 } }; return 3 }; foo-bar (f)", 'foo-bar 1|2|3'],
];

describe('PowerShell: values by the way taken', () => {
  for (const [source, ...events] of table) it(source, () => assert.deepEqual(eventsOf(source), events));
});
