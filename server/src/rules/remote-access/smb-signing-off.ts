import { truth } from '../../facts/command/command';
import { fixesOf } from '../../facts/settings/setting';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/smb-signing-off',
  title: 'SMB traffic is not protected',
  severity: 'medium',
  confidence: 'high',
  cwe: [345, 319],
  tags: ['smb'],
  fixable: 'unsafe',
  messages: {
    signing: '`{name}` set to false lets SMB sessions be relayed and files be changed on the way.',
    guest: {
      severity: 'high',
      text: '`{name}` lets this machine use shares that ask for no logon, which anyone on the network can offer.',
    },
    plain:
      '`RejectUnencryptedAccess` set to false lets clients that cannot encrypt read encrypted shares in clear text.',
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
  ],
  good: [
    { language: 'powershell', code: 'Set-SmbServerConfiguration -RequireSecuritySignature $true -Force' },
    { language: 'powershell', code: 'Set-SmbClientConfiguration -EnableInsecureGuestLogons $false -Force' },
    { language: 'powershell', code: 'Set-SmbServerConfiguration -RequireSecuritySignature $Require -Force' },
    { language: 'powershell', code: '(Get-SmbServerConfiguration).RequireSecuritySignature -eq $false' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, value, at } = setting;
      const name = setting.name.split('/').at(-1)!;
      const on = truth(value);
      if (area !== 'smb' || on === undefined) return;
      if (name === 'RequireSecuritySignature' && !on)
        report('signing', at, { name }, { fixes: fixesOf(setting, true) });
      else if (name === 'RejectUnencryptedAccess' && !on) report('plain', at, {}, { fixes: fixesOf(setting, true) });
      else if (name === 'EnableInsecureGuestLogons' && on) {
        report('guest', at, { name }, { fixes: fixesOf(setting, false) });
      }
    },
  },
});
