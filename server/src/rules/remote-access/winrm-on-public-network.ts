import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'remote-access/winrm-on-public-network',
  title: 'WinRM is opened on public networks',
  severity: 'low',
  confidence: 'high',
  cwe: [1327],
  tags: ['winrm'],
  fixable: 'unsafe',
  messages: { skipped: '`{switch}` opens WinRM on networks that Windows takes for public, such as that of a hotel.' },
  rationale: `
    Without the check, the listener and its firewall rule also hold where the machine meets strangers. On servers the rule
    for public networks admits the local subnet, which there means every other guest.`,
  remedy: 'Leave the switch out, and set the network category of the interfaces that are meant to be private.',
  references: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.core/enable-psremoting'],
  bad: [
    {
      language: 'powershell',
      code: 'Enable-PSRemoting -Force «-SkipNetworkProfileCheck»',
      fixed: 'Enable-PSRemoting -Force',
    },
    {
      language: 'powershell',
      code: '$given = @{ Force = $true }\nif ($all) { $given.«SkipNetworkProfileCheck = $true» }\nEnable-PSRemoting @given',
      fixed:
        '$given = @{ Force = $true }\nif ($all) { $given.SkipNetworkProfileCheck = $false }\nEnable-PSRemoting @given',
    },
    { language: 'powershell', code: 'Enable-PSRemoting «-Skip» | Out-Null', fixed: 'Enable-PSRemoting | Out-Null' },
  ],
  good: examples('powershell', 'Enable-PSRemoting -Force', 'Enable-PSRemoting -SkipNetworkProfileCheck:$false'),
  visit: {
    setting({ area, name, at, setTo }, { report }) {
      if (area !== 'winrm' || name !== 'SkipNetworkProfileCheck') return;
      const edit = setTo?.(false);
      const fixes = edit ? [{ title: 'Remove -SkipNetworkProfileCheck', edits: [edit] }] : [];
      report('skipped', at, { switch: '-SkipNetworkProfileCheck' }, { fixes });
    },
  },
});
