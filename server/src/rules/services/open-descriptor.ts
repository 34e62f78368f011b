import { knownValue } from '../../base/value';
import { serviceGrants } from '../../facts/services/rights';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'services/open-descriptor',
  title: 'A service can be changed by those who must not',
  severity: 'high',
  confidence: 'high',
  cwe: [732, 269],
  tags: ['services', 'privileges'],
  fixable: false,
  messages: {
    change: '`{service}` may be changed by {who}, who can make it run a program of theirs with its rights.',
    stop: { severity: 'medium', text: '`{service}` may be stopped by {who}.' },
  },
  rationale: `
    Whoever may change the configuration of a service chooses the program that it starts, mostly as Local System. This
    is one of the first things that an intruder looks for.`,
  remedy: 'Leave the descriptor as Windows sets it, and let administrators alone change services.',
  references: [
    'https://learn.microsoft.com/windows/win32/services/service-security-and-access-rights',
    'https://learn.microsoft.com/windows/win32/secauthz/ace-strings',
  ],
  bad: [
    { language: 'cmd', code: 'sc sdset shop «D:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)»\r\n' },
    { language: 'cmd', code: 'sc sdset shop «D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;GA;;;AU)»\r\n' },
    { language: 'cmd', code: 'sc.exe sdset spooler «D:(A;;CCLCSWRPWPDTLOCRRC;;;WD)»\r\n' },
    {
      language: 'powershell',
      code: "Set-Service -Name shop -SecurityDescriptorSddl '«D:(A;;0xf01ff;;;BU)»'",
    },
  ],
  good: examples(
    'cmd',
    'sc sdset shop D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)(A;;CCLCSWLOCRRC;;;SU)\r\n',
    'sc sdset shop D:(D;;DCLCWPDTSD;;;IU)(D;;DCLCWPDTSD;;;SU)(D;;DCLCWPDTSD;;;BA)\r\n',
    'sc sdshow shop\r\n',
    'sc sdset scmanager D:(A;;KA;;;BA)\r\n',
  ),
  visit: {
    'service.trait'({ trait, service, value, at }, { report }) {
      const text = trait === 'descriptor' ? knownValue(value) : undefined;
      for (const { who, change, stop } of text === undefined ? [] : serviceGrants(text)) {
        if (change) return report('change', at, { service, who });
        if (stop) return report('stop', at, { service, who });
      }
    },
  },
});
