import assert from 'node:assert/strict';
import { check } from '../../kit/check';
import { allRules } from '../../kit/rules';

const rules = allRules();
const protocol = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.0\\Server';
const on = `Set-ItemProperty '${protocol}' Enabled 1`;
const off = `Set-ItemProperty '${protocol}' Enabled 0`;

/** Scripts in which the last statement counts, and how often they are reported. */
const table: readonly (readonly [what: string, source: string, findings: number])[] = [
  ['a value on, then off', `${on}; ${off}`, 0],
  ['a value off, then on', `${off}; ${on}`, 1],
  ['a value on, then deleted', `${on}; Remove-ItemProperty '${protocol}' Enabled`, 0],
  [
    'a value on, then off by another tool',
    `${on}; reg add '${protocol.replace('HKLM:', 'HKLM')}' /v Enabled /t REG_DWORD /d 0 /f`,
    0,
  ],
  ['a value on, then off under a condition', `${on}; if ($x) { ${off} }`, 1],
  ['a value on under a condition, then off', `if ($x) { ${on} }; ${off}`, 0],
  ['either of two arms', `if ($x) { ${off} } else { ${on} }`, 1],
  ['a value on, then something unknown', `${on}; Set-ItemProperty '${protocol}' Enabled $x`, 0],
  ['functions called in that order', `function On { ${on} }; function Off { ${off} }; On; Off`, 0],
  ['functions called the other way round', `function On { ${on} }; function Off { ${off} }; Off; On`, 1],
  [
    'an undo that is never called',
    `function Set-Hardening { ${off} }; function Undo-Hardening { ${on} }; Set-Hardening`,
    0,
  ],
  [
    'an undo that is called',
    `function Set-Hardening { ${off} }; function Undo-Hardening { ${on} }; Set-Hardening; Undo-Hardening`,
    1,
  ],
  ['a function of a library', `function Set-Legacy { ${on} }`, 1],
  ['an arm that is not taken', `$mode = 'new'; if ($mode -eq 'old') { ${on} }`, 0],
  ['an arm that a caller chooses', `param($mode = 'new') if ($mode -eq 'old') { ${on} }`, 1],
  ['what stands behind a return', `function f($x) { if ($x -eq 1) { return }; ${on} }; f 1`, 0],
  ['a loop that leaves it off', `foreach ($v in 1, 0) { Set-ItemProperty '${protocol}' Enabled $v }`, 0],
  ['a loop that leaves it on', `foreach ($v in 0, 1) { Set-ItemProperty '${protocol}' Enabled $v }`, 1],
  ['a service that is started again', 'Stop-Service mpssvc; Start-Service mpssvc', 0],
  ['a service that is stopped at the end', 'Start-Service mpssvc; Stop-Service mpssvc', 1],
  ['a service whose start type stays off', 'Set-Service mpssvc -StartupType Disabled; Start-Service mpssvc', 1],
  ['a service enabled again', 'Set-Service mpssvc -StartupType Disabled; Set-Service mpssvc -StartupType Automatic', 0],
  [
    'a firewall profile on again',
    'Set-NetFirewallProfile -All -Enabled False; Set-NetFirewallProfile -All -Enabled True',
    0,
  ],
  [
    'a firewall profile off at the end',
    'Set-NetFirewallProfile -All -Enabled True; Set-NetFirewallProfile -All -Enabled False',
    1,
  ],
];

describe('PowerShell: the last statement counts', () => {
  for (const [what, source, expected] of table) {
    it(what, async () => {
      const { findings } = await check(rules, 'powershell', source, { file: 'setup.ps1' });
      const shown = findings.filter(it => it.severity !== 'info').map(it => `${it.rule} ${it.message}`);
      assert.equal(shown.length, expected, shown.join('\n'));
    });
  }
});
