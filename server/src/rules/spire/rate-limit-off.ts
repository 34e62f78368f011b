import { itemsOf } from '../../base/value';
import { flagOf, settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const server = (settings: string) =>
  `server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n${settings}}\n`;

export default defineRule({
  name: 'spire/rate-limit-off',
  title: 'One caller may ask a SPIRE server as often as it likes',
  severity: 'low',
  confidence: 'high',
  cwe: [770, 799],
  tags: ['spire'],
  fixable: 'unsafe',
  messages: {
    off: '`{text}` lets one address {what} without limit.',
    proxy: '`{text}` believes everyone who says by the PROXY protocol to call from elsewhere: limits count for nobody.',
  },
  rationale: `
    The server checks whatever a machine says that wants to join, before it knows it, and signs for those that have. The
    limits per address keep one caller from using it up for all, and from trying tokens.`,
  remedy: 'Leave the limits on; behind a load balancer name its network in `proxy_protocol_trusted_cidrs`.',
  references: ['https://spiffe.io/docs/latest/deploying/spire_server/'],
  bad: [
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('  ratelimit {\n    «attestation = false»\n    «signing = false»\n  }\n'),
      fixed: server('  ratelimit {\n    attestation = true\n    signing = true\n  }\n'),
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('  proxy_protocol_trusted_cidrs = ["10.0.0.0/8", "«0.0.0.0/0»"]\n'),
    },
    { language: 'hcl', file: 'server.conf', code: server('  proxy_protocol_trusted_cidrs = ["«::/0»"]\n') },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: server('  ratelimit {\n    attestation = true\n  }\n') },
    { language: 'hcl', file: 'server.conf', code: server('  ratelimit = {\n    signing = ${LIMIT}\n  }\n') },
    { language: 'hcl', file: 'server.conf', code: server('  proxy_protocol_trusted_cidrs = ["10.1.2.0/24"]\n') },
  ],
  visit: {
    'spire.config'({ role, settings }, { report }) {
      if (role !== 'server') return;
      for (const [key, what] of [
        ['attestation', 'try to join'],
        ['signing', 'have certificates and tokens signed'],
      ] as const) {
        const setting = settingAt(settings, 'ratelimit', key);
        if (!setting || flagOf(setting) !== false) continue;
        const edit = setting.setTo('true');
        const fixes = [edit && { title: 'Limit it again', edits: [edit] }];
        report('off', setting.span, { text: setting.text, what }, { fixes });
      }
      for (const it of itemsOf(settingAt(settings, 'proxy_protocol_trusted_cidrs')?.value)) {
        if (it.known && (it.value === '0.0.0.0/0' || it.value === '::/0')) report('proxy', it.span, { text: it.value });
      }
    },
  },
});
