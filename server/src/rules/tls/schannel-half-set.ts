import { defineRule, examples } from '../rule';

const base = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

export default defineRule({
  name: 'tls/schannel-half-set',
  title: 'An old protocol is hardened in fewer places than the others',
  severity: 'info',
  confidence: 'medium',
  cwe: [1188],
  tags: ['tls', 'schannel'],
  fixable: false,
  messages: {
    role: '`{version}` is switched off for {role}s but not for {lacks}s, where the script does both for others.',
    value: '`{version}` has no `Enabled` = 0 for {role}s as others of the script have: programs can still ask for it.',
  },
  rationale: `
    Schannel has a switch for each role. What was hardened as a server still offers the old protocol as a client, and
    \`DisabledByDefault\` alone leaves the choice to the program.`,
  remedy: 'Write both values for both roles, in one loop over protocols and roles.',
  exceptions: 'In a Dockerfile the missing part may stand in another instruction: there the rule says nothing.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings'],
  bad: examples(
    'powershell',
    `Set-ItemProperty '${base}\\SSL 3.0\\Client' Enabled 0 -Type DWord
Set-ItemProperty '${base}\\SSL 3.0\\Server' Enabled 0 -Type DWord
Set-ItemProperty «'${base}\\TLS 1.0\\Server'» Enabled 0 -Type DWord`,
    `Set-ItemProperty '${base}\\SSL 3.0\\Server' Enabled 0 -Type DWord
Set-ItemProperty «'${base}\\TLS 1.0\\Server'» DisabledByDefault 1 -Type DWord`,
  ),
  good: examples(
    'powershell',
    `Set-ItemProperty '${base}\\SSL 3.0\\Server' Enabled 0 -Type DWord`,
    `foreach ($v in 'SSL 3.0', 'TLS 1.0') { foreach ($r in 'Client', 'Server') { Set-ItemProperty "${base}\\$v\\$r" Enabled 0 -Type DWord } }`,
  ),
  visit: {
    'tls.partial'({ name: version, role, lacks, at, repairs }, { report }) {
      if (!role) return;
      const more = { repairs: repairs ?? [] };
      if (lacks === 'Enabled') report('value', at, { version, role }, more);
      else report('role', at, { version, role, lacks: lacks.toLowerCase() }, more);
    },
  },
});
