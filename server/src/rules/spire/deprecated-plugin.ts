import { defineRule } from '../rule';

const server = (plugin: string) =>
  `server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n}\nplugins {\n  ${plugin} {\n    plugin_data {}\n  }\n}\n`;

/** What is wrong with a plug-in of the server as such (spire: doc/spire_server.md, doc/plugin_server_keymanager_memory.md). */
const plugins: Readonly<Record<string, string>> = {
  'Notifier gcs_bundle': 'is deprecated: use the BundlePublisher `gcp_cloudstorage`',
  'Notifier k8sbundle': 'is deprecated: use the BundlePublisher `k8s_configmap`',
  'KeyManager memory':
    'forgets the signing keys when the server stops, and agents cannot tell the server with its new ones',
};

export default defineRule({
  name: 'spire/deprecated-plugin',
  title: 'A plug-in of SPIRE is deprecated or made for tests',
  severity: 'info',
  confidence: 'high',
  cwe: [477],
  tags: ['spire'],
  fixable: false,
  messages: { found: '`{plugin}` {why}.' },
  rationale:
    'Agents know the server by keys that it had before. When these are gone, trust is often mended by `insecure_bootstrap`.',
  remedy: 'Use the plug-in that replaces it; keep keys on disk with a narrow access list, or in a key service.',
  exceptions: 'Demonstrations and tests; a server with an upstream authority, which gets new keys by itself.',
  references: ['https://spiffe.io/docs/latest/deploying/spire_server/#built-in-plugins'],
  bad: [
    { language: 'hcl', file: 'server.conf', code: server('«KeyManager "memory"»') },
    { language: 'hcl', file: 'server.conf', code: server('«Notifier "k8sbundle"»') },
    { language: 'hcl', file: 'server.conf', code: server('«Notifier "gcs_bundle"»') },
    {
      language: 'json',
      file: 'server.json',
      code: '{"server": {"trust_domain": "shop.test"}, "plugins": {"KeyManager": [{"«memory»": {"plugin_data": {}}}]}}\n',
    },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: server('KeyManager "disk"') },
    { language: 'hcl', file: 'server.conf', code: server('BundlePublisher "k8s_configmap"') },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('UpstreamAuthority "disk" {\n    plugin_data {}\n  }\n  KeyManager "memory"'),
    },
    { language: 'hcl', file: 'agent.conf', code: server('KeyManager "memory"').replace('server', 'agent') },
  ],
  visit: {
    'spire.config'({ role, plugins: used }, { report }) {
      if (role !== 'server') return;
      const isNested = used.some(it => it.type === 'UpstreamAuthority');
      for (const { type, name, head } of used) {
        const why = plugins[`${type} ${name}`];
        if (why && !(isNested && type === 'KeyManager')) report('found', head, { plugin: `${type} "${name}"`, why });
      }
    },
  },
});
