import { defineRule } from '../rule';

const published = 'ui: { service: { «type: LoadBalancer» } }\n';
const hidden = published.replace(/[«»]/g, '');

export default defineRule({
  name: 'mesh/consul-without-tokens',
  title: 'Consul does as it is told by anyone',
  severity: 'medium',
  confidence: 'high',
  cwe: [306, 862],
  tags: ['mesh', 'consul', 'authorization'],
  fixable: 'unsafe',
  messages: {
    none: '`{text}` lets anyone who reaches Consul register services, change intentions and read all keys.',
    allowed: '`{text}` allows without a token whatever no rule denies, connections between services included.',
    api: {
      severity: 'low',
      text: '`{text}` opens the interface of Consul to other machines, and nothing in this file asks for tokens.',
    },
    published: '`{text}` opens the interface of Consul to other networks, and it asks for no token.',
  },
  rationale: `
    Without tokens the one who reaches the HTTP port of an agent writes intentions, registers a service in the place of another,
    and reads what programs keep in the key-value store: passwords, most often. What the mesh enforces is then his to decide.`,
  remedy:
    'Switch access control on with `default_policy = "deny"` (chart: `global.acls.manageSystemACLs: true`) and listen to this machine only.',
  exceptions: 'A file that leaves access control to another one of the same agent is only reported for its address.',
  references: [
    'https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file/acl',
    'https://developer.hashicorp.com/consul/docs/secure/acl',
    'https://developer.hashicorp.com/consul/docs/reference/k8s/helm',
  ],
  bad: [
    {
      language: 'yaml',
      code: `global:\n  datacenter: dc1\n  acls:\n    «manageSystemACLs: false»\n${published}`,
      fixed: 'global:\n  datacenter: dc1\n  acls:\n    manageSystemACLs: true\nui: { service: { type: ClusterIP } }\n',
    },
    {
      language: 'hcl',
      code: 'server = true\ndatacenter = "dc1"\nacl = {\n  enabled = true\n  «default_policy = "allow"» # migration\n}\n',
      fixed: 'server = true\ndatacenter = "dc1"\nacl = {\n  enabled = true\n  default_policy = "deny" # migration\n}\n',
    },
    {
      language: 'hcl',
      code: 'datacenter = "dc1"\nserver = true\nacl {\n  «enabled = false»\n  «default_policy = "allow"»\n}\n',
      fixed: 'datacenter = "dc1"\nserver = true\nacl {\n  enabled = true\n  default_policy = "deny"\n}\n',
    },
    {
      language: 'hcl',
      code: 'acl_default_policy = "deny"\nclient_addr = "0.0.0.0"\nacl {\n  «enabled = false»\n}\n',
      fixed: 'acl_default_policy = "deny"\nclient_addr = "0.0.0.0"\nacl {\n  enabled = true\n}\n',
    },
    {
      language: 'json',
      code: '{"retry_join": ["a"], «"acl_default_policy":"allow"», "addresses": { «"http": "0.0.0.0"» }}',
      fixed: '{"retry_join": ["a"], "acl_default_policy":"deny", "addresses": { "http": "127.0.0.1" }}',
    },
    {
      language: 'powershell',
      code: 'consul.exe agent -dev «-client 0.0.0.0»',
      fixed: 'consul.exe agent -dev -client 127.0.0.1',
    },
  ],
  good: [
    { language: 'powershell', code: 'consul.exe agent -dev -client $address; consul members -client 0.0.0.0' },
    { language: 'yaml', code: `global:\n  name: consul\n  acls: {manageSystemACLs: true}\n${hidden}` },
    { language: 'yaml', code: `global:\n  name: consul\n  {{- toYaml .Values.a | nindent 2 }}\n${hidden}` },
    { language: 'yaml', code: `global: {name: consul}\nexternalServers: {enabled: true}\n${hidden}` },
    { language: 'hcl', code: 'client_addr = "0.0.0.0"\nacl {\n  enabled = true\n  default_policy = "deny"\n}\n' },
    { language: 'hcl', code: 'retry_join = ["a"]\nclient_addr = "0.0.0.0"\nports {\n  http = -1\n  https = 8501\n}\n' },
    { language: 'hcl', code: 'retry_join = ["a"]\nclient_addr = "{{ GetPrivateIP }}"\nbind_addr = "0.0.0.0"\n' },
    { language: 'hcl', code: 'storage "consul" {}\nclient_addr = "0.0.0.0"\nacl {\n  enabled = false\n}\n' },
    { language: 'hcl', code: 'variable "client_addr" {\n  default = "0.0.0.0"\n}\n' },
  ],
  visit: {
    'consul.setting'({ trait, at, text, mend }, { report }) {
      const more = { fixes: [mend] };
      if (trait === 'no tokens') report('none', at, { text }, more);
      else if (trait === 'tokens optional') report('allowed', at, { text }, more);
      else if (trait === 'api' || trait === 'published') report(trait, at, { text }, more);
    },
  },
});
