import { defineRule } from '../rule';

const values = (tls: string) => `global:\n  name: consul\n  datacenter: dc1\n  tls:\n${tls}`;
const server = 'server = true\nbootstrap_expect = 3\n';

export default defineRule({
  name: 'mesh/consul-tls-off',
  title: 'Agents and servers of Consul do not check whom they talk to',
  severity: 'medium',
  confidence: 'high',
  cwe: [295, 319],
  tags: ['mesh', 'consul', 'tls'],
  fixable: 'unsafe',
  messages: {
    plain:
      '`{text}` lets the agents, servers and proxies of Consul talk in plain text, tokens and keys of proxies too.',
    callers: '`{text}` lets anyone who reaches this server call it without a certificate.',
    calls: '`{text}` makes Consul talk to whoever answers in the place of a server.',
    servers: '`{text}` lets every agent of the cluster pass for a server with its own certificate.',
    authority:
      '`{text}` sends the token with which Consul has the certificates of the mesh signed through the network in plain text.',
    http: {
      severity: 'low',
      text: '`{text}` keeps the plain HTTP interface open beside HTTPS: tokens cross the network.',
    },
    gossip: {
      severity: 'low',
      text: '`{text}` lets messages about the members of the cluster through without encryption.',
    },
  },
  rationale: `
    Servers of Consul hold the catalogue, the intentions and the certificate authority of the mesh. Who reads their traffic has
    the tokens in it, and who can answer for them or call them decides where every service sends its data.`,
  remedy:
    'Set `verify_incoming`, `verify_outgoing` and `verify_server_hostname` on servers; in the chart switch `global.tls.enabled` on and leave `verify` and `httpsOnly` as they are.',
  exceptions:
    'On agents that are no servers `verify_incoming = false` is fine: nobody calls them. Encryption of gossip is loosened for a while when it is introduced.',
  references: [
    'https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file/tls',
    'https://developer.hashicorp.com/consul/docs/reference/k8s/helm',
    'https://developer.hashicorp.com/consul/docs/secure/encryption/tls/mtls',
  ],
  bad: [
    {
      language: 'yaml',
      code: values('    «enabled: false» # for now\n'),
      fixed: values('    enabled: true # for now\n'),
    },
    {
      language: 'yaml',
      code: values('    enabled: true\n    «verify: false»\n    «httpsOnly: false»\n'),
      fixed: values('    enabled: true\n    verify: true\n    httpsOnly: true\n'),
    },
    {
      language: 'yaml',
      code: 'global: { name: consul, gossipEncryption: { «autoGenerate: false» } }\n',
      fixed: 'global: { name: consul, gossipEncryption: { autoGenerate: true } }\n',
    },
    {
      language: 'yaml',
      code: 'connectInject: {}\nserver:\n  extraConfig: |\n    {\n      "verify_outgoing": true,\n      «"verify_server_hostname": false»\n    }\n',
      fixed:
        'connectInject: {}\nserver:\n  extraConfig: |\n    {\n      "verify_outgoing": true,\n      "verify_server_hostname": true\n    }\n',
    },
    {
      language: 'hcl',
      code: `${server}tls {\n  defaults {\n    ca_file = "ca.pem"\n    «verify_incoming = false»\n    «verify_outgoing = false»\n  }\n  internal_rpc {\n    «verify_server_hostname = false»\n  }\n}\n`,
      fixed: `${server}tls {\n  defaults {\n    ca_file = "ca.pem"\n    verify_incoming = true\n    verify_outgoing = true\n  }\n  internal_rpc {\n    verify_server_hostname = true\n  }\n}\n`,
    },
    {
      language: 'hcl',
      code: `"server" = true\n"verify_incoming" = true,\n«"verify_incoming_rpc" = false»\n`.replace(
        '"verify_incoming" = true,\n',
        '',
      ),
      fixed: '"server" = true\n"verify_incoming_rpc" = true\n',
    },
    {
      language: 'hcl',
      code: `${server}encrypt_verify_outgoing = true\n«encrypt_verify_incoming = false»\n`,
      fixed: `${server}encrypt_verify_outgoing = true\nencrypt_verify_incoming = true\n`,
    },
    {
      language: 'json',
      code: '{ "datacenter": "dc1", "server": true, "tls": { "defaults": { «"verify_incoming": false», "verify_outgoing": true } } }',
      fixed:
        '{ "datacenter": "dc1", "server": true, "tls": { "defaults": { "verify_incoming": true, "verify_outgoing": true } } }',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: consul}\ndata:\n  tls.hcl: |\n    «verify_outgoing = false»\n  tls.json: \'{"verify_incoming": true, «"verify_outgoing": false»}\'\n',
      fixed:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: consul}\ndata:\n  tls.hcl: |\n    verify_outgoing = true\n  tls.json: \'{"verify_incoming": true, "verify_outgoing": true}\'\n',
    },
    {
      language: 'yaml',
      code: 'connectInject: {}\nserver:\n  extraConfig: |\n    {"connect": {"ca_config": {«"address": "http://vault.vault:8200"»}}}\n',
      fixed:
        'connectInject: {}\nserver:\n  extraConfig: |\n    {"connect": {"ca_config": {"address": "https://vault.vault:8200"}}}\n',
    },
    {
      language: 'hcl',
      code: `${server}connect {\n  ca_provider = "vault"\n  ca_config {\n    «address = "http://10.0.0.2:8200"»\n  }\n}\n`,
      fixed: `${server}connect {\n  ca_provider = "vault"\n  ca_config {\n    address = "https://10.0.0.2:8200"\n  }\n}\n`,
    },
  ],
  good: [
    // An agent of Vault on this machine asks on behalf of Consul.
    {
      language: 'hcl',
      code: `${server}connect {\n  ca_provider = "vault"\n  ca_config {\n    address = "http://127.0.0.1:8200"\n  }\n}\n`,
    },
    { language: 'yaml', code: values('    enabled: true\n') },
    { language: 'yaml', code: values('    enabled: {{ .Values.tls }}\n') },
    { language: 'yaml', code: 'global:\n  tls:\n    enabled: false\ningress:\n  host: a\n' },
    // The key is in a secret.
    {
      language: 'yaml',
      code: 'global:\n  name: consul\n  gossipEncryption:\n    autoGenerate: false\n    secretName: gossip\n    secretKey: key\n',
    },
    // A client: nobody calls it.
    {
      language: 'hcl',
      code: 'server = false\nretry_join = ["10.0.0.2"]\nverify_incoming = false\nverify_outgoing = true\nverify_server_hostname = true\n',
    },
    // Only the interface for people takes callers without a certificate.
    {
      language: 'hcl',
      code: `${server}tls {\n  defaults {\n    verify_incoming = false\n  }\n  internal_rpc {\n    verify_incoming = true\n    verify_server_hostname = true\n  }\n}\n`,
    },
    {
      language: 'hcl',
      code: 'server = true\nverify_incoming = false\nverify_incoming_rpc = true\nverify_outgoing = true\n',
    },
    { language: 'hcl', code: `${server}verify_outgoing = var.verify\n# verify_incoming = false\n` },
    // Nomad has settings of the same names.
    {
      language: 'hcl',
      code: 'datacenter = "dc1"\nserver {\n  enabled = true\n}\ntls {\n  verify_server_hostname = false\n}\n',
    },
    { language: 'json', code: '{ "name": "a", "verify_outgoing_mail": false, "acl": { "enabled": false } }' },
  ],
  visit: {
    'consul.setting'({ trait, at, text, mend }, { report }) {
      const message = messages[trait];
      if (message) report(message, at, { text }, { fixes: [mend] });
    },
  },
});

const messages: Readonly<Record<string, 'plain' | 'http' | 'callers' | 'calls' | 'servers' | 'authority' | 'gossip'>> =
  {
    'plain text': 'plain',
    'http open': 'http',
    'callers unchecked': 'callers',
    'calls unchecked': 'calls',
    'servers unchecked': 'servers',
    'authority in plain text': 'authority',
    gossip: 'gossip',
  };
