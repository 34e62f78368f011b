import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parsePowerShell, tokenize } from '../../../server/src/syntax/powershell/index';
import { printTree } from '../../../server/src/syntax/powershell/print';
import { fragments } from './fragments';

/** A valid script with most constructs, to be torn. */
const whole = `using namespace System.Net
[CmdletBinding()]
param([Parameter(Mandatory)][string[]] $Ports = @(3389, 5985), [switch]$Force)
function global:Set-Reg($Path, $Name) {
  begin { Set-ItemProperty -Path "HKLM:\\$Path" -Name $Name -Value 0x1 -Force 2>&1 | Out-Null }
}
$h = @{ Name = 'x'; Action = if ($Force) { 'Allow' } else { "Block $($a.b)" } }
foreach ($port in $Ports) { New-NetFirewallRule @h -LocalPort $port -Profile Domain, Public; continue }
switch -regex ($x) { '^a' { 1 } default { throw "b" } }
$s = @"
a $($x.y(1, 'b')) \`n
"@
class A : B { [string] $x = 'a'; A([int] $y) : base($y) { $this.x++ } }
[ServicePointManager]::SecurityProtocol = [SecurityProtocolType]::Tls12 -bor 3072 # c
& "$env:TEMP\\a.exe" --b=c /d:"e f" && b || c -d:$false -- --%
configuration C { Node n { Registry R { Key = 'a' } } }
`;

interface Place {
  readonly start: number;
  readonly end: number;
}

const isPlace = (value: object): value is Place => 'start' in value && 'end' in value;

/** Every node lies in the node around it, and siblings that a list holds stand in order. */
function checkSpans(root: Place): void {
  const pending: [value: object, around: Place][] = [[root, root]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [value, around] = next;
    if (isPlace(value)) {
      const where = `${JSON.stringify(value).slice(0, 200)} in ${around.start}..${around.end}`;
      assert.ok(value.start <= value.end && around.start <= value.start && value.end <= around.end, where);
    }
    const inner = isPlace(value) ? value : around;
    for (const child of Object.values(value)) if (typeof child === 'object' && child) pending.push([child, inner]);
  }
}

function check(text: string): void {
  const { script, errors, comments } = parsePowerShell(text);
  assert.deepEqual([script.start, script.end], [0, text.length]);
  checkSpans(script);
  printTree(script);
  let last = 0;
  for (const error of errors) {
    assert.ok(error.start >= last && error.end >= error.start && error.end <= text.length, error.message);
    last = error.start;
  }
  for (const { start, end, text: comment } of comments) assert.equal(comment, text.slice(start, end));
  const tokens = tokenize(text);
  let at = 0;
  for (const { start, end, kind } of tokens) {
    assert.ok(start === at && end > start, `${kind} at ${start}..${end} after ${at}`);
    at = end;
  }
  assert.equal(at, text.length);
}

describe('PowerShell: any text', () => {
  it('parses without throwing, with nested spans and lossless tokens', () => {
    const piece = fc.constantFrom(...fragments);
    const gap = fc.constantFrom('', '', ' ', '\n');
    const script = fc.array(fc.tuple(piece, gap), { maxLength: 40 }).map(it => it.flat().join(''));
    fc.assert(fc.property(script, check), { numRuns: 3000 });
  });

  it('survives a valid script with a piece cut out or put in', () => {
    const place = fc.nat(whole.length);
    const edit = fc.tuple(place, fc.nat(30), fc.constantFrom('', ...fragments));
    fc.assert(
      fc.property(edit, ([at, length, text]) => check(whole.slice(0, at) + text + whole.slice(at + length))),
      { numRuns: 1500 },
    );
  });

  it('survives every prefix of a valid script', () => {
    assert.deepEqual(parsePowerShell(whole).errors, []);
    for (let end = 0; end <= whole.length; end++) check(whole.slice(0, end));
  });

  it('survives random characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), check), { numRuns: 1500 });
  });
});
