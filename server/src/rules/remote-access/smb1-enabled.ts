import { integer, truth } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/smb1-enabled',
  title: 'SMB 1 is switched on',
  severity: 'high',
  confidence: 'high',
  cwe: [327, 1104],
  tags: ['smb'],
  fixable: 'unsafe',
  messages: {
    server: '`{name}` makes this machine serve SMB 1, the version that WannaCry and NotPetya spread by.',
    feature: '`{name}` installs SMB 1, the version that WannaCry and NotPetya spread by.',
    client: '`{name}` set to {value} loads the SMB 1 client, which sends and accepts traffic that anyone can change.',
  },
  rationale: `
    SMB 1 has no encryption, signs with MD5 and checks nothing before negotiation: anyone on the path reads and changes
    files, and its server code has held faults that run code without a password (MS17-010).`,
  remedy: 'Remove SMB 1; every supported system speaks SMB 2 or 3.',
  references: [
    'https://learn.microsoft.com/windows-server/storage/file-server/troubleshoot/detect-enable-and-disable-smbv1-v2-v3',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-SmbServerConfiguration -EnableSMB1Protocol «$true» -Force',
      fixed: 'Set-SmbServerConfiguration -EnableSMB1Protocol $false -Force',
    },
    {
      language: 'powershell',
      code: 'Enable-WindowsOptionalFeature -Online -FeatureName «SMB1Protocol» -NoRestart',
      fixed: 'Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol -NoRestart',
    },
    { language: 'powershell', code: 'Add-WindowsFeature «FS-SMB1»', fixed: 'Uninstall-WindowsFeature FS-SMB1' },
    {
      language: 'cmd',
      code: 'dism /online /enable-feature «/featurename:SMB1Protocol» /norestart',
      fixed: 'dism /online /disable-feature /featurename:SMB1Protocol /norestart',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters /v SMB1 /t REG_DWORD /d «1» /f',
      fixed: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters /v SMB1 /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: 'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\mrxsmb10 -Name Start -Value «2»',
      fixed: 'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\mrxsmb10 -Name Start -Value 4',
    },
  ],
  good: [
    { language: 'powershell', code: 'Set-SmbServerConfiguration -EnableSMB1Protocol $false -Force' },
    { language: 'powershell', code: 'Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol' },
    { language: 'powershell', code: 'Get-WindowsOptionalFeature -Online -FeatureName SMB1Protocol' },
    { language: 'powershell', code: 'Set-SmbServerConfiguration -EnableSMB2Protocol $true -Force' },
    { language: 'cmd', code: 'dism /online /disable-feature /featurename:SMB1Protocol' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'smb') return;
      const start = integer(value);
      if (name === 'server/EnableSMB1Protocol' && truth(value)) {
        report('server', at, { name: 'EnableSMB1Protocol' }, mending(setting, false));
      } else if (name === 'feature/SMB1' && truth(value)) {
        report('feature', at, { name: 'SMB1' }, mending(setting, false));
      } else if (name === 'client/MrxSmb10' && start !== undefined && start < 4) {
        report('client', at, { name: 'MrxSmb10', value: `${start}` }, mending(setting, 4));
      }
    },
  },
});
