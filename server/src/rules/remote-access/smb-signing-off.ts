import { textOf, type Value } from '../../base/value';
import { itemsOfText, placeOf } from '../../facts/command/native';
import { mending, repairsOf } from '../../facts/settings/repair';
import { baselineMessages, reportWeakness } from '../baseline';
import { defineRule } from '../rule';

/** Pipes that a domain controller must open to everyone, and no pipe at all (CIS benchmark 2.3.10.6). */
const harmless: ReadonlySet<string> = new Set(['', 'lsarpc', 'netlogon', 'samr']);

/** Pipes and shares in one text: `reg add` parts them by `\\0`, which alone stands for none. */
const pipesIn = (item: Value<string>): readonly string[] =>
  item.known ? item.value.split('\\0').filter(it => !harmless.has(it.trim().toLowerCase())) : [];

export default defineRule({
  name: 'remote-access/smb-signing-off',
  title: 'SMB traffic is not protected',
  severity: 'medium',
  confidence: 'high',
  cwe: [345, 319],
  tags: ['smb'],
  fixable: 'unsafe',
  messages: {
    ...baselineMessages,
    dialect: {
      severity: 'low',
      text: '`{value}` lets a client choose a version of SMB without checks of what was agreed.',
    },
    anonymous: '`{item}` can be reached without a logon.',
  },
  rationale: `
    A session without signatures can be taken over by whoever stands between: a relayed administrator's session runs
    programs on the server. A guest share has no server identity at all, and programs are started from shares.`,
  remedy: 'Require signatures on both sides, refuse guest logons, and encrypt shares with sensitive data.',
  references: [
    'https://learn.microsoft.com/windows-server/storage/file-server/smb-signing-overview',
    'https://learn.microsoft.com/windows-server/storage/file-server/enable-insecure-guest-logons-smb2-and-smb3',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-SmbServerConfiguration -RequireSecuritySignature «$false» -Confirm:$false',
      fixed: 'Set-SmbServerConfiguration -RequireSecuritySignature $true -Confirm:$false',
    },
    {
      language: 'powershell',
      code: 'Set-SmbClientConfiguration -EnableInsecureGuestLogons «$true» -Force',
      fixed: 'Set-SmbClientConfiguration -EnableInsecureGuestLogons $false -Force',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation\\Parameters /v RequireSecuritySignature /t REG_DWORD /d «0» /f',
      fixed:
        'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation\\Parameters /v RequireSecuritySignature /t REG_DWORD /d 1 /f',
    },
    {
      language: 'powershell',
      code: "New-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation' -Name AllowInsecureGuestAuth -Value «1» -PropertyType DWord",
      fixed:
        "New-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation' -Name AllowInsecureGuestAuth -Value 0 -PropertyType DWord",
    },
    {
      language: 'powershell',
      code: 'Set-SmbServerConfiguration -EncryptData $true -RejectUnencryptedAccess «$false» -Smb2DialectMin «SMB202» -Force',
      fixed:
        'Set-SmbServerConfiguration -EncryptData $true -RejectUnencryptedAccess $true -Smb2DialectMin SMB311 -Force',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters /v SMB2 /t REG_DWORD /d «0» /f',
      fixed: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters /v SMB2 /t REG_DWORD /d 1 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters -Name NullSessionPipes -Type MultiString -Value 'netlogon', '«spoolss»'",
    },
  ],
  good: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters /v NullSessionPipes /t REG_MULTI_SZ /d "\\0" /f',
    },
    { language: 'powershell', code: 'Set-SmbServerConfiguration -EncryptData $true -Smb2DialectMin SMB311 -Force' },
    { language: 'powershell', code: "Set-SmbServerConfiguration -NullSessionPipes '' -NullSessionShares '' -Force" },
    {
      language: 'powershell',
      code: 'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters -Name NullSessionPipes -Value @()',
    },
    { language: 'powershell', code: 'Set-SmbServerConfiguration -RequireSecuritySignature $true -Force' },
    { language: 'powershell', code: 'Set-SmbClientConfiguration -EnableInsecureGuestLogons $false -Force' },
    { language: 'powershell', code: 'Set-SmbServerConfiguration -RequireSecuritySignature $Require -Force' },
    { language: 'powershell', code: '(Get-SmbServerConfiguration).RequireSecuritySignature -eq $false' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'smb') return;
      const own = name.split('/').at(-1)!;
      if (own === 'Smb2DialectMin') {
        const written = textOf(value) ?? '';
        if (!/^(none|smb2\d\d|0|514|528)$/i.test(written)) return;
        report('dialect', at, { value: written }, mending(setting, 'SMB311'));
      } else if (own.startsWith('NullSession')) {
        const open = itemsOfText(value).find(it => pipesIn(it).length > 0);
        if (!open) return;
        report('anonymous', placeOf(open), { item: pipesIn(open)[0]! }, { repairs: repairsOf(setting, '') });
      } else {
        reportWeakness(setting, report, true);
      }
    },
  },
});
