import { knownValue } from '../../base/value';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'services/dependency-list',
  title: 'Services that another waits for are separated by something other than a slash',
  severity: 'low',
  confidence: 'high',
  cwe: [1188],
  tags: ['services'],
  fixable: false,
  messages: {
    separator:
      '`{list}` is the name of one service to sc.exe, and there is none of that name: the service does not start.',
  },
  rationale: `
    A service that filters or guards must be up before those it guards. \`sc\` takes slashes between the names; anything else makes
    one name that no service has, and the service does not start.`,
  remedy: 'Write `depend= BFE/MpsSvc`.',
  references: ['https://learn.microsoft.com/windows-server/administration/windows-commands/sc-config'],
  bad: examples(
    'cmd',
    'sc config shop depend= «BFE,MpsSvc»\r\n',
    'sc create shop binPath= C:\\shop.exe depend= "«Tcpip, Afd»"\r\n',
  ),
  good: [
    { language: 'cmd', code: 'sc config shop depend= BFE/MpsSvc\r\n' },
    { language: 'cmd', code: 'sc config shop depend= ""\r\n' },
    { language: 'powershell', code: 'New-Service shop C:\\shop.exe -DependsOn BFE, MpsSvc' },
  ],
  visit: {
    'service.trait'({ trait, value, at }, { report }) {
      const list = trait === 'depends' ? knownValue(value) : undefined;
      if (list !== undefined && /[,;]/.test(list)) report('separator', at, { list });
    },
  },
});
