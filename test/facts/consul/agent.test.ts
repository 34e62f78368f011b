import assert from 'node:assert/strict';
import { languageOf } from '../../../server/src/engine/languages';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';

/** What a file says of Consul, in the order of the text: `trait text`, `secret name`, `tls version`, `mode`, `grant`. */
async function said(language: Language, text: string, path: string): Promise<readonly string[]> {
  const read = await readerOf(language);
  const { facts } = read({ path, language, text });
  return facts
    .flatMap(({ kind, fact }) => {
      const at = fact.span.start;
      if (kind === 'consul.setting') return [{ at, say: `${fact.trait}: ${fact.text}` }];
      if (kind === 'credential') return [{ at, say: `secret: ${fact.name}` }];
      if (kind === 'tls.version') return [{ at, say: `${fact.state}: ${fact.version}` }];
      if (kind === 'tls.suites') return [{ at, say: `suites: ${fact.suites.map(it => it.name).join(' ')}` }];
      if (kind === 'mesh.mtls') return [{ at, say: `${fact.mode}: ${fact.covers}` }];
      if (kind === 'mesh.authorization') return [{ at, say: `grants: ${fact.grants}` }];
      return [];
    })
    .sort((a, b) => a.at - b.at)
    .map(it => it.say);
}

const cases: readonly {
  readonly name: string;
  readonly hcl?: string;
  readonly json?: string;
  readonly says: readonly string[];
}[] = [
  {
    name: 'blocks, attributes and the older dialect are the same',
    hcl: '"server" = true,\n"acl" = {\n  "enabled" = false\n}\ntls {\n  defaults {\n    verify_outgoing = false\n    tls_min_version = "TLSv1_1"\n  }\n}\n',
    json: '{"server": true, "acl": {"enabled": false}, "tls": {"defaults": {"verify_outgoing": false, "tls_min_version": "TLSv1_1"}}}',
    says: ['no tokens: enabled = false', 'calls unchecked: verify_outgoing = false', 'minimum: TLS 1.1'],
  },
  {
    name: 'a brace may stand on a line of its own',
    hcl: 'server = true\nbootstrap_expect = 3\nacl\n{\n  enabled = false\n}\n',
    says: ['no tokens: enabled = false'],
  },
  {
    name: 'settings from before 1.12',
    hcl: 'verify_outgoing = false\ntls_min_version = "tls10"\ntls_cipher_suites = "TLS_RSA_WITH_RC4_128_SHA,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"\nacl_default_policy = "allow"\n',
    json: '{"verify_outgoing": false, "tls_min_version": "tls10", "tls_cipher_suites": "TLS_RSA_WITH_RC4_128_SHA,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "acl_default_policy": "allow"}',
    says: [
      'calls unchecked: verify_outgoing = false',
      'minimum: TLS 1.0',
      'suites: TLS_RSA_WITH_RC4_128_SHA TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'tokens optional: acl_default_policy = allow',
    ],
  },
  {
    name: 'Vault signs for the mesh: its token may hold dashes, and is not for other readers',
    hcl: 'server = true\nbootstrap_expect = 3\nconnect {\n  ca_config {\n    address = "http://vault.example.com:8200"\n    token = "hvs.CAESIJ-2Zk9-QmWwPq_8rT5xVbN3"\n  }\n}\n',
    says: ['authority in plain text: address = http://vault.example.com:8200', 'secret: connect.ca_config.token'],
  },
  {
    name: 'a switch that a template sets may ask for tokens',
    hcl: 'server = true\nbootstrap_expect = 3\nclient_addr = "0.0.0.0"\nacl {\n  enabled = tokens\n}\n',
    says: [],
  },
  {
    name: 'so may the older one',
    hcl: 'server = true\nbootstrap_expect = 3\nclient_addr = "0.0.0.0"\nacl_default_policy = policy\n',
    says: [],
  },
  {
    name: 'what internal_rpc says comes before defaults',
    hcl: 'server = true\ntls {\n  defaults {\n    verify_incoming = true\n  }\n  internal_rpc {\n    verify_incoming = false\n  }\n}\n',
    json: '{"server": true, "tls": {"defaults": {"verify_incoming": true}, "internal_rpc": {"verify_incoming": false}}}',
    says: ['callers unchecked: verify_incoming = false'],
  },
  {
    name: 'a client is called by nobody',
    hcl: 'server = false\ntls {\n  defaults {\n    verify_incoming = false\n  }\n}\n',
    json: '{"server": false, "tls": {"defaults": {"verify_incoming": false}}}',
    says: [],
  },
  {
    name: 'of two settings before 1.12 one is enough',
    hcl: 'server = true\nverify_incoming = true\nverify_incoming_rpc = false\n',
    json: '{"server": true, "verify_incoming": true, "verify_incoming_rpc": false}',
    says: [],
  },
  {
    name: 'an agent that gets its certificate checks the server',
    hcl: 'auto_encrypt {\n  tls = true\n}\nverify_outgoing = false\n',
    json: '{"auto_encrypt": {"tls": true}, "verify_outgoing": false}',
    says: [],
  },
  {
    name: 'master tokens are of any form',
    hcl: 'acl {\n  tokens {\n    master = "shibboleth"\n    agent = "shibboleth"\n    agent_master = "your-master-token"\n  }\n}\n',
    json: '{"acl_datacenter": "dc1", "acl_master_token": "<token>", "acl": {"tokens": {"master": "shibboleth"}}}',
    says: ['secret: acl.tokens.master'],
  },
  {
    name: 'so is the token of a Vault for trials',
    hcl: 'server = true\nbootstrap_expect = 3\nconnect {\n  ca_config {\n    address = "http://127.0.0.1:8200"\n    token = "root"\n  }\n}\n',
    json: '{"client_addr": "10.0.0.1", "connect": {"ca_config": {"token": "root"}}}',
    says: ['secret: connect.ca_config.token'],
  },
  {
    name: 'secrets: not what a template brings, not what stands for one',
    hcl: 'encrypt = "aPuGh+5UDskRAbkLaXRzFoSOcSM+5vAK+NEYOWHJH7w="\nacl {\n  tokens {\n    agent = "_AGENT_TOKEN_OF_THIS_DATACENTER_"\n    default = "${token}"\n    replication = "00000000-0000-0000-0000-000000000002"\n    initial_management = "9c1f0e5a-7f43-2b1e-8d55-0a6b3c2d1e4f"\n  }\n}\n',
    json: '{"encrypt": "aPuGh+5UDskRAbkLaXRzFoSOcSM+5vAK+NEYOWHJH7w=", "acl": {"tokens": {"agent": "_AGENT_TOKEN_OF_THIS_DATACENTER_", "default": "${token}", "replication": "00000000-0000-0000-0000-000000000002", "initial_management": "9c1f0e5a-7f43-2b1e-8d55-0a6b3c2d1e4f"}}}',
    says: ['secret: encrypt', 'secret: acl.tokens.initial_management'],
  },
  {
    name: 'an address of one interface, or HTTPS only, is not open',
    hcl: 'retry_join = ["a"]\nclient_addr = "0.0.0.0"\naddresses {\n  http = "127.0.0.1"\n}\n',
    json: '{"retry_join": ["a"], "client_addr": "0.0.0.0", "ports": {"http": -1}}',
    says: [],
  },
  {
    name: 'entries of configuration, in whatever case',
    hcl: 'Kind = "mesh"\nTLS {\n  Incoming {\n    TLSMinVersion = "TLSv1_0"\n    CipherSuites = ["ECDHE-RSA-AES128-SHA"]\n  }\n}\n',
    json: '{"kind": "mesh", "tls": {"incoming": {"tls_min_version": "TLSv1_0", "cipher_suites": ["ECDHE-RSA-AES128-SHA"]}}}',
    says: ['minimum: TLS 1.0', 'suites: ECDHE-RSA-AES128-SHA'],
  },
  {
    name: 'intentions: only what everyone is allowed everywhere',
    hcl: 'Kind = "service-intentions"\nName = "*"\nSources = [\n  { Name = "web", Action = "allow" },\n  { Name = "*", Action = "allow" }\n]\n',
    json: '{"Kind": "service-intentions", "Name": "*", "Sources": [{"Name": "web", "Action": "allow"}, {"Name": "*", "Action": "allow"}]}',
    says: ['grants: any identity'],
  },
  {
    name: 'entries that an agent writes',
    hcl: 'retry_join = ["a"]\nconfig_entries {\n  bootstrap {\n    kind = "service-defaults"\n    name = "web"\n    mutual_tls_mode = "permissive"\n  }\n}\n',
    json: '{"retry_join": ["a"], "config_entries": {"bootstrap": [{"kind": "service-defaults", "name": "web", "mutual_tls_mode": "permissive"}]}}',
    says: ['PERMISSIVE: the service web'],
  },
  {
    name: 'other programs: Nomad, Vault, consul-template',
    hcl: 'datacenter = "dc1"\nserver {\n  enabled = true\n  encrypt = "aPuGh+5UDskRAbkLaXRzFoSOcSM+5vAK+NEYOWHJH7w="\n}\nacl {\n  enabled = false\n}\ntls {\n  verify_server_hostname = false\n}\n',
    json: '{"storage": {"consul": {}}, "client_addr": "0.0.0.0", "acl": {"enabled": false}}',
    says: [],
  },
];

describe('configuration of Consul', () => {
  for (const { name, hcl, json, says } of cases) {
    if (hcl) it(`${name} (HCL)`, async () => assert.deepEqual(await said('hcl', hcl, 'consul.hcl'), says));
    if (json) it(`${name} (JSON)`, async () => assert.deepEqual(await said('json', json, 'consul.json'), says));
  }

  for (const [text, language] of [
    ['{"datacenter": "dc1", "client_addr": "0.0.0.0"}', 'json'],
    ['{"Kind" : "service-intentions", "Name": "a"}', 'json'],
    ['{"kind": "Deployment"}', undefined],
    ['{"verify_outgoing_mail": true}', undefined],
  ] as const) {
    it(`${text} is ${language ? 'read' : 'left alone'}`, () => assert.equal(languageOf('a/b.json', text), language));
  }
});
