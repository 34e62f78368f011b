import { itemsOf, textOf } from '../../base/value';
import { flagOf, settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const agent = (settings: string) => `agent {\n  trust_domain = "shop.test"\n${settings}}\n`;

/** Selectors whose values are whatever a container was given, passwords among them. */
const telling = 'docker:env:';

/** Whether a prefix of selectors lets those with secrets into the log. */
const tells = (prefix: string): boolean => telling.startsWith(`${prefix}:`) || prefix.startsWith(telling);

export default defineRule({
  name: 'spire/diagnostics-on',
  title: 'SPIRE tells more about itself than its work asks for',
  severity: 'info',
  confidence: 'high',
  cwe: [489, 532],
  tags: ['spire', 'logging'],
  fixable: 'unsafe',
  messages: {
    profiling: '`{text}` opens a port on which every process of the machine reads the memory profile of SPIRE.',
    selectors:
      '`{text}` writes into the log which selectors each workload has: its image, its paths and labels, with Docker also its environment.',
    environment: {
      severity: 'low',
      text: '`{text}` writes the environment of containers into the log, with the passwords in it.',
    },
  },
  rationale: `
    Profiles and logs are read by more people than the keys and identities that SPIRE guards. Environment variables of
    containers are selectors as well, and hold what programs are given at their start.`,
  remedy:
    'Leave `profiling_enabled` off where nobody measures, log at `INFO`, and name selectors without secrets in `log_selectors`.',
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_agent/',
    'https://spiffe.io/docs/latest/deploying/spire_server/',
  ],
  bad: [
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('  «profiling_enabled = true»\n  profiling_port = 6060\n'),
      fixed: agent('  profiling_enabled = false\n  profiling_port = 6060\n'),
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('  «log_level = "DEBUG"»\n'),
      fixed: agent('  log_level = "INFO"\n'),
    },
    { language: 'hcl', file: 'agent.conf', code: agent('  log_selectors = ["k8s:ns", "«docker»"]\n') },
    { language: 'hcl', file: 'agent.conf', code: agent('  log_selectors = ["«docker:env»"]\n') },
  ],
  good: [
    { language: 'hcl', file: 'agent.conf', code: agent('  profiling_enabled = false\n') },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('  log_selectors = ["k8s:ns", "windows:user_sid", "docker:label"]\n'),
    },
    { language: 'hcl', file: 'agent.conf', code: agent('  log_level = "INFO"\n') },
    { language: 'hcl', file: 'agent.conf', code: agent('  log_level = "${LEVEL}"\n') },
    {
      language: 'hcl',
      file: 'server.conf',
      code: 'server {\n  trust_domain = "shop.test"\n  log_level = "DEBUG"\n}\n',
    },
  ],
  visit: {
    'spire.config'({ settings, role }, { report }) {
      // Source: spiffe/spire, pkg/agent/attestor/workload/workload.go.
      const level = settingAt(settings, 'log_level');
      if (role === 'agent' && level && /^(?:debug|trace)$/i.test(textOf(level.value) ?? '')) {
        const edit = level.setTo('INFO');
        const fixes = [edit && { title: 'Log at INFO', edits: [edit] }];
        report('selectors', level.span, { text: level.text }, { fixes });
      }
      const setting = settingAt(settings, 'profiling_enabled');
      if (setting && flagOf(setting) === true) {
        const edit = setting.setTo('false');
        const fixes = [edit && { title: 'Switch profiling off', edits: [edit] }];
        report('profiling', setting.span, { text: setting.text }, { fixes });
      }
      for (const it of itemsOf(settingAt(settings, 'log_selectors')?.value)) {
        const text = textOf(it);
        if (text && tells(text)) report('environment', it.span, { text });
      }
    },
  },
});
