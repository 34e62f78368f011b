import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/engine/finding';
import type { Repair } from '../../server/src/facts/repair';
import { type Remediable, remediation } from '../../server/src/report/remediation';
import { remediationLast } from '../../server/src/report/remediation-functions';
import { check } from '../kit/check';
import { allRules } from '../kit/rules';

const tls10 = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Server`;
const off: Repair = { kind: 'registry', key: tls10, name: 'Enabled', type: 'DWord', value: 0 };
const smb1: Repair = {
  kind: 'value',
  subject: 'SMB server, EnableSMB1Protocol',
  read: '(Get-SmbServerConfiguration).EnableSMB1Protocol',
  write: 'Set-SmbServerConfiguration -EnableSMB1Protocol $Value -Force',
  value: '$false',
};

const found = (repairs: readonly Repair[], more: Partial<Finding> = {}, path = 'a.ps1', line = 3): Remediable => ({
  path,
  line,
  finding: {
    rule: 'tls/legacy-protocol',
    messageId: 'tls',
    message: 'It is on.',
    span: { start: 0, end: 1 },
    statement: { start: 0, end: 1 },
    severity: 'medium',
    confidence: 'high',
    related: [],
    fixes: [],
    repairs,
    ...more,
  },
});

/** What follows the functions. */
const statements = (script: string): string =>
  script.slice(script.lastIndexOf('\n}\n') + 3, script.indexOf('\nif ($WhatIfPreference)'));

const last = remediationLast;

describe('remediation script', () => {
  const rows: readonly [name: string, found: readonly Remediable[], statements: string][] = [
    [
      'a registry value',
      [found([off])],
      `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key '${tls10}' -Name 'Enabled' -Type DWord -Value 0\n`,
    ],
    [
      'a value that goes',
      [found([{ kind: 'registry', key: 'HKLM\\A', name: "it's", type: 'DWord' }])],
      `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key 'HKLM\\A' -Name 'it''s'\n`,
    ],
    [
      'numbers beyond a signed one, and lists',
      [
        found([
          { kind: 'registry', key: 'HKLM\\A', name: 'n', type: 'DWord', value: 0xffffffff },
          { kind: 'registry', key: 'HKLM\\A', name: 'l', type: 'MultiString', value: ['a', 'b'] },
        ]),
      ],
      `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key 'HKLM\\A' -Name 'n' -Type DWord -Value 0xffffffff\n` +
        `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key 'HKLM\\A' -Name 'l' -Type MultiString -Value @('a', 'b')\n`,
    ],
    [
      'one setting for two findings',
      [found([off]), found([off], { message: 'So it is.' }, 'b.ps1', 7)],
      `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\n# tls/legacy-protocol, b.ps1:7\n#   So it is.\nSet-RegistryData -Key '${tls10}' -Name 'Enabled' -Type DWord -Value 0\n`,
    ],
    [
      'the graver of two that do not agree',
      [found([{ ...off, value: 1 }]), found([{ ...off, key: tls10.toLowerCase() }], { severity: 'high' })],
      `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key '${tls10.toLowerCase()}' -Name 'Enabled' -Type DWord -Value 0\n`,
    ],
    [
      'commands, and names that try to be code',
      [found([smb1], { message: 'a\r\nRemove-Item x' }, 'a\nb\u2028.ps1')],
      "\n# tls/legacy-protocol, a b\\u{2028}.ps1:3\n#   a Remove-Item x\nSet-MachineSetting -Subject 'SMB server, EnableSMB1Protocol' -Value $false " +
        '-Read { (Get-SmbServerConfiguration).EnableSMB1Protocol } -Write { param($Value) Set-SmbServerConfiguration -EnableSMB1Protocol $Value -Force }\n',
    ],
    [
      'what is not ASCII so that no encoding changes it, and no quote ends it',
      [
        found(
          [
            { kind: 'rule', by: 'DisplayName', name: 'Gr\u00F6\u00DFe\u2019; iex $x; "`' },
            { kind: 'registry', key: 'HKLM\\A', name: 'n\u201C', type: 'String', value: '\u{1F512}' },
          ],
          { message: '`gr\u00F6\u00DFe` is open.' },
        ),
      ],
      '\n# tls/legacy-protocol, a.ps1:3\n#   `gr\\u{f6}\\u{df}e` is open.\n' +
        'Set-RegistryData -Key \'HKLM\\A\' -Name "n$([char]0x201c)" -Type String -Value "$([char]0xd83d)$([char]0xdd12)"\n' +
        `${last}\n# tls/legacy-protocol, a.ps1:3\n#   \`gr\\u{f6}\\u{df}e\` is open.\n` +
        'Limit-FirewallRule -By DisplayName -Name "Gr$([char]0xf6)$([char]0xdf)e$([char]0x2019); iex `$x; `"``"\n',
    ],
    [
      'last what can end the session',
      [
        found([{ ...off, key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' }], { severity: 'high' }),
        found([off]),
      ],
      `\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key '${tls10}' -Name 'Enabled' -Type DWord -Value 0\n` +
        `${last}\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\n` +
        "Set-RegistryData -Key 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name 'Enabled' -Type DWord -Value 0\n",
    ],
    [
      'numbers of 64 bits as they are',
      [found([{ kind: 'registry', key: 'HKLM\\A', name: 'n', type: 'QWord', value: 0xffffffff }])],
      "\n# tls/legacy-protocol, a.ps1:3\n#   It is on.\nSet-RegistryData -Key 'HKLM\\A' -Name 'n' -Type QWord -Value 4294967295\n",
    ],
  ];
  for (const [name, found, expected] of rows) {
    it(`writes ${name}`, async () => {
      const { script } = remediation(found);
      assert.equal(statements(script), expected);
      assert.match(script, /^[\n\x20-\x7E]*$/);
      assert.deepEqual((await check(allRules(), 'powershell', script)).problems, []);
    });
  }

  it('counts what it mends and what it leaves', () => {
    const { settings, findings, left } = remediation([found([off, smb1]), found([off]), found([])]);
    assert.deepEqual({ settings, findings, left }, { settings: 2, findings: 2, left: 1 });
  });

  it('sets nothing for what is only information', () => {
    assert.deepEqual(remediation([found([off], { severity: 'info' }), found([])]), {
      script: '',
      settings: 0,
      findings: 0,
      left: 1,
    });
  });

  it('is empty when there is nothing to set', () => {
    assert.deepEqual(remediation([found([])]), { script: '', settings: 0, findings: 0, left: 1 });
  });
});
