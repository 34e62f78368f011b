import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import { readPowerShell } from '../../../server/src/facts/powershell/script';
import { showEvent } from '../../kit/events';

/** What is handed on in a variable: the source, then the last command and the one that made what it is given. */
const table: readonly (readonly [source: string, ...chain: readonly string[]])[] = [
  [
    '$r = Get-NetFirewallRule -Name X; $r | Set-NetFirewallRule -RemoteAddress Any',
    'Set-NetFirewallRule RemoteAddress=Any',
    'Get-NetFirewallRule Name=X',
  ],
  [
    '$r = Get-NetFirewallRule -Name X | Where-Object Enabled -eq True; Set-NetFirewallRule -InputObject $r -Enabled 1',
    'Set-NetFirewallRule InputObject=? Enabled=1',
    'Where-Object EQ FilterScript=Enabled',
    'Get-NetFirewallRule Name=X',
  ],
  ['$s = Get-Service X; Stop-Service $s', 'Stop-Service Name=?', 'Get-Service Name=X'],
  ['foreach ($s in Get-Service A, B) { $s | Stop-Service }', 'Stop-Service', 'Get-Service Name=[A, B]'],
  ['foreach ($r in Get-NetFirewallRule -Name X) { $r | Enable-NetFirewallRule }', 'Enable-NetFirewallRule'],
  ['$s = Get-Service X; $s.DependentServices | Stop-Service', 'Stop-Service'],
  ['$n = New-NetNat -Name N; Add-NetNatStaticMapping -NatName $n.Name', 'Add-NetNatStaticMapping NatName=N'],
  ['Get-Service A | % { Stop-Service $_.Name }', 'Stop-Service Name=A'],
  ['Get-Service A* | % { Stop-Service $_.Name }', 'Stop-Service Name=?'],
  ["$s = Get-Service A; if ($s.Name -eq 'A') { } else { foo-bar 1 }", 'foo-bar 1'],
];

describe('PowerShell: which command made what a variable holds', () => {
  for (const [source, ...chain] of table) {
    it(source, () => {
      const text = MappedText.whole(source);
      const found: string[] = [];
      let event = readPowerShell(text, { os: 'windows', runs: 'script', encode: text.encode }).events.at(-1);
      while (event) {
        found.push(showEvent(event));
        const input = event.kind === 'command' ? event.input : undefined;
        event = input && 'kind' in input ? input : undefined;
      }
      assert.deepEqual(found, chain);
    });
  }
});
