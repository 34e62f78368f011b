import { integer } from '../../facts/command/command';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

export default defineRule({
  name: 'certificates/root-update-off',
  title: 'The list of trusted authorities is no longer kept up to date',
  severity: 'low',
  confidence: 'high',
  cwe: [299],
  tags: ['certificates', 'registry'],
  fixable: 'unsafe',
  messages: {
    off: '`{name}` set to 1 keeps distrusted authorities in the list, and new ones out of it.',
  },
  rationale: `
    Windows fetches new authorities when it first meets them, and learns which are to be trusted no longer. Without that, TLS
    connections fail one day, and are then mended by checking nothing.`,
  remedy: 'Leave the value out; where there is no network, put `certutil -generateSSTFromWU` into the build.',
  references: [
    'https://learn.microsoft.com/windows-server/identity/ad-cs/configure-trusted-roots-disallowed-certificates',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot' DisableRootAutoUpdate «1» -Type DWord",
      fixed:
        "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot' DisableRootAutoUpdate 0 -Type DWord",
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot' DisableRootAutoUpdate 0 -Type DWord",
    },
    { language: 'cmd', code: 'certutil -generateSSTFromWU roots.sst\r\n' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, at, value } = setting;
      if (area === 'certificates' && name === 'DisableRootAutoUpdate' && integer(value) === 1)
        report('off', at, { name }, mending(setting, 0));
    },
  },
});
