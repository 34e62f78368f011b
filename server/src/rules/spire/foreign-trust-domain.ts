import { defineRule } from '../rule';

const server = (domain: string) =>
  `@'\nserver {\n  trust_domain = "${domain}"\n  audit_log_enabled = true\n}\n'@ | Set-Content server.conf\n`;
const agent = (domain: string) =>
  `@'\nagent {\n  trust_domain = "${domain}"\n  trust_bundle_path = "conf/bundle.crt"\n}\n'@ | Set-Content agent.conf\n`;
const entry = (id: string, parent = 'spiffe://bank.test/node') =>
  `spire-server.exe entry create -spiffeID ${id} -parentID ${parent} -selector windows:user_sid:S-1-5-21-1-2-3-1104\n`;
const kubernetes = (domain: string, manager: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: server\n  namespace: spire\ndata:\n  server.conf: |\n    server {\n      trust_domain = "${domain}"\n      audit_log_enabled = true\n    }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: manager\n  namespace: spire\ndata:\n  controller-manager-config.yaml: |\n    apiVersion: spire.spiffe.io/v1alpha1\n    kind: ControllerManagerConfig\n    clusterName: shop\n    trustDomain: ${manager}\n`;

export default defineRule({
  name: 'spire/foreign-trust-domain',
  title: 'An agent, an entry or a controller manager is of another trust domain than the server',
  severity: 'low',
  confidence: 'medium',
  cwe: [1286],
  tags: ['spire', 'identity'],
  fixable: false,
  messages: {
    entry: '`{text}` is not of the trust domain `{domain}` of the server: it refuses the entry.',
    agent:
      '`{text}` is not the trust domain `{domain}` of the server: the agent takes it for a stranger and does not start.',
    manager: '`{text}` is not the trust domain `{domain}` of the server: it refuses all entries that are made here.',
  },
  rationale: `
    A server signs identities of its own trust domain alone, and an agent believes a server of its own alone. Where the two
    differ no workload gets an identity, and those that were given before run out.`,
  remedy: 'Write one trust domain in the configuration of the server, in that of its agents, and in the entries.',
  exceptions:
    'It is told from the files of the workspace: where servers of several trust domains are near, nothing is said.',
  references: [
    'https://github.com/spiffe/spire/blob/main/doc/spire_server.md',
    'https://github.com/spiffe/spire/blob/main/doc/spire_agent.md',
  ],
  bad: [
    { language: 'powershell', code: server('shop.test') + agent('«bank.test»') },
    { language: 'powershell', code: server('shop.test') + entry('«spiffe://bank.test/web»') },
    { language: 'powershell', code: agent('shop.test') + entry('«spiffe://bank.test/web»') },
    { language: 'yaml', code: kubernetes('shop.test', '«bank.test»') },
  ],
  good: [
    { language: 'powershell', code: server('bank.test') + agent('bank.test') + entry('spiffe://bank.test/web') },
    { language: 'powershell', code: server('spiffe://bank.test') + agent('bank.test') },
    { language: 'powershell', code: server('${DOMAIN}') + agent('bank.test') + entry('spiffe://bank.test/web') },
    { language: 'powershell', code: server('shop.test') + agent('${DOMAIN}') + entry('spiffe://$domain/web') },
    { language: 'powershell', code: server('shop.test') + server('mall.test') + entry('spiffe://bank.test/web') },
    // The two IDs of an entry differ, which is told of alone.
    { language: 'powershell', code: server('shop.test') + entry('spiffe://bank.test/web', 'spiffe://shop.test/node') },
    { language: 'yaml', code: kubernetes('shop.test', 'shop.test') },
  ],
  visit: {
    'spire.foreign-domain'({ who, text, at, domain, by }, { report }) {
      const related = [{ span: by.span, message: `\`${domain}\` is configured here.`, elsewhere: by }];
      report(who, at, { text, domain }, { related });
    },
  },
});
