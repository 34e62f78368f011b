import assert from 'node:assert/strict';
import { MappedText } from '../../../server/src/base/mapped-text';
import { readPowerShell } from '../../../server/src/facts/powershell/script';
import { showEvent } from '../../kit/events';

const stop = 'Stop-Service Name=mpssvc';
const off = 'netsh advfirewall set allprofiles state off';

/** Commands that carry others: the source, then what it does behind the first statement that does; `!` where that is elsewhere. */
const table: readonly (readonly [source: string, ...inner: readonly string[]])[] = [
  ['docker exec c powershell -Command "Stop-Service mpssvc"', `!${stop}`],
  ['docker run --rm mcr.microsoft.com/powershell powershell -Command Stop-Service mpssvc', `!${stop}`],
  ['docker run --rm mcr.microsoft.com/powershell'],
  ['docker build -t powershell .'],
  ['kubectl exec p -- powershell.exe -Command "Stop-Service mpssvc"', `!${stop}`],
  ['ssh user@host powershell -Command "Stop-Service mpssvc"', `!${stop}`],
  ['ssh user@host "powershell -Command Stop-Service mpssvc"', `!${stop}`],
  ['psexec \\\\host -u a -p b -s powershell -Command "Stop-Service mpssvc"', `!${stop}`],
  [`psexec -accepteula -i 1 -s ${off}`, off],
  [`& 'C:\\t\\NSudo.exe' -U:T -ShowWindowMode:Hide ${off}`, off],
  [`runas /user:administrator "${off}"`, off],
  [`gsudo ${off}`, off],
  [
    "az vm run-command invoke -n v --command-id RunPowerShellScript --scripts 'Stop-Service mpssvc' --query x",
    `!${stop}`,
  ],
  ["az vm run-command invoke -n v --command-id RunShellScript --scripts 'Stop-Service mpssvc'"],
  ["az vm run-command invoke -n v --command-id RunPowerShellScript --scripts '@a.ps1'"],
  ["Invoke-AzVMRunCommand -CommandId RunPowerShellScript -ScriptString 'Stop-Service mpssvc'", `!${stop}`],
  ["Invoke-AzVMRunCommand -CommandId RunShellScript -ScriptString 'Stop-Service mpssvc'"],
  ["Invoke-VMScript -ScriptType Powershell -ScriptText 'Stop-Service mpssvc'", `!${stop}`],
  ["Invoke-VMScript -ScriptText 'Stop-Service mpssvc'"],
  ["Set-AzVMExtension -Settings @{ commandToExecute = 'powershell -Command Stop-Service mpssvc' }", `!${stop}`],
  [
    'Set-AzVMExtension -SettingString \'{"commandToExecute":"powershell -Command \\"Stop-Service mpssvc\\""}\'',
    `!${stop}`,
  ],
  ['Set-AzVMExtension -Settings @{ commandToExecute = "powershell -c netsh $x state off" }', '!netsh ? state off'],
  ['Invoke-Expression "netsh $(1 + 1) $($x)"', 'netsh 2 ?'],
  ['cmd /c "netsh set $(Get-X) off"', 'cmd /c netsh set ? off', 'netsh set $__ off'],
  ['iex "& { $(Get-X) }"', 'Invoke-Expression Command=& { ? }'],
  ['Invoke-Expression ($c = "netsh advfirewall set $h state off")', 'netsh advfirewall set ? state off'],
];

/** The same where the script is made before. */
const made: readonly (readonly [source: string, ...events: readonly string[]])[] = [
  ["Set-Content x.ps1 'Stop-Service mpssvc'; powershell -File .\\x.ps1", stop],
  ["Set-Content x.ps1 'Stop-Service mpssvc'; Invoke-Command -FilePath .\\x.ps1", stop],
  ["Set-Content x.ps1 'Stop-Service mpssvc'; Start-Job -FilePath x.ps1", stop],
  [
    "$t = 'Stop-Service mpssvc'; $e = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($t)); powershell -enc $e",
    stop,
  ],
  [
    '$b = [System.Text.Encoding]::Unicode.GetBytes(\'Stop-Service mpssvc\'); $e = [Convert]::ToBase64String($b); Start-Process powershell "-NoProfile -e $e"',
    stop,
  ],
  ["iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('U3RvcC1TZXJ2aWNlIG1wc3N2Yw==')))", stop],
  ['$c = "netsh advfirewall set $h state off"; iex $c', 'netsh advfirewall set ? state off'],
  ['$c = "netsh advfirewall set $h state off"; $c | iex', 'netsh advfirewall set ? state off'],
  ['$a = "advfirewall set $h state off"; Start-Process netsh $a', 'netsh advfirewall set $h state off'],
];

function shown(source: string): string[] {
  const text = MappedText.whole(source);
  const { events } = readPowerShell(text, { os: 'windows', runs: 'script', encode: text.encode });
  return events.map(it => `${it.place.away ? '!' : ''}${showEvent(it)}`);
}

describe('PowerShell: commands that carry others', () => {
  for (const [source, ...inner] of table) {
    it(source, () =>
      assert.deepEqual(
        shown(source)
          .slice(1)
          .filter(it => !/^!?powershell|^variable/.test(it)),
        inner,
      ),
    );
  }
  for (const [source, ...last] of made) {
    it(source, () => assert.deepEqual(shown(source).slice(-last.length), last));
  }
});
