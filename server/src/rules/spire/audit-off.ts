import { flagOf, lacks, settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const conf = (code: string) => ({ language: 'hcl', file: 'server.conf', code }) as const;
const mended = (code: string, fixed: string) => ({ ...conf(code), fixed });

export default defineRule({
  name: 'spire/audit-off',
  title: 'A SPIRE server keeps no record of who asked for what',
  severity: 'info',
  confidence: 'high',
  cwe: [778],
  tags: ['spire', 'logging'],
  fixable: 'unsafe',
  messages: {
    off: { severity: 'low', text: '`{text}` leaves no record of the calls that change entries and issue identities.' },
    absent: '`{block}` leaves the audit log off: nothing tells afterwards who made an entry or was given an identity.',
  },
  rationale: `
    Who can reach the API of the server can give any identity to any process, and take it back. Without the audit log no
    trace of that stays.`,
  remedy: 'Set `audit_log_enabled = true`.',
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_server/',
    'https://github.com/spiffe/spire/blob/main/doc/auditlog.md',
  ],
  bad: [
    {
      language: 'hcl',
      file: 'server.conf',
      code: '«server» {\n\ttrust_domain = "shop.test" # ours\n\tca_subject {\n\t\tcountry = ["US"]\n\t}\n}\n',
      fixed:
        'server {\n\ttrust_domain = "shop.test" # ours\n\taudit_log_enabled = true\n\tca_subject {\n\t\tcountry = ["US"]\n\t}\n}\n',
    },
    mended(
      'server {\n  trust_domain = "shop.test"\n  «audit_log_enabled = false»\n}\n',
      'server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n}\n',
    ),
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: spire-server\ndata:\n  server.conf: |\n    «server» {\n      trust_domain = "shop.test"\n      ca_ttl = "24h"\n    }\n  other: x\n',
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: spire-server\ndata:\n  server.conf: |\n    server {\n      trust_domain = "shop.test"\n      ca_ttl = "24h"\n      audit_log_enabled = true\n    }\n  other: x\n',
    },
    {
      language: 'json',
      file: 'server.json',
      code: '{\n  "«server»": {\n    "trust_domain": "shop.test",\n    "ca_ttl": "24h"\n  }\n}\n',
      fixed:
        '{\n  "server": {\n    "trust_domain": "shop.test",\n    "ca_ttl": "24h",\n    "audit_log_enabled": true\n  }\n}\n',
    },
  ],
  good: [
    conf('server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n}\n'),
    conf('agent {\n  trust_domain = "shop.test"\n}\n'),
    conf(
      'server {\n  spire_socket_path = "unix:///run/spire/api.sock"\n  http {\n    port = 10000\n  }\n}\nplugins {\n  DataStore "sql" {\n    plugin_data {\n      drivername = "sqlite3"\n    }\n  }\n}\n',
    ),
    conf('server {\n  trust_domain = "{{ trust_domain }}"\n  {{ audit }}\n}\n'),
    conf('server {\n  trust_domain = "a.test"\n  audit_log_enabled = $AUDIT\n}\n'),
  ],
  visit: {
    'spire.config'({ role, settings }, { report }) {
      if (role !== 'server') return;
      const setting = settingAt(settings, 'audit_log_enabled');
      const title = 'Switch the audit log on';
      if (setting && flagOf(setting) === false) {
        const edit = setting.setTo('true');
        report('off', setting.span, { text: setting.text }, { fixes: [edit && { title, edits: [edit] }] });
      } else if (lacks(settings, 'audit_log_enabled')) {
        const edit = settings.insert('audit_log_enabled', true);
        report('absent', settings.head, { block: role }, { fixes: [edit && { title, edits: [edit] }] });
      }
    },
  },
});
