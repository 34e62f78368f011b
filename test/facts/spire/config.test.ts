import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { languageOf } from '../../../server/src/engine/languages';
import { flagOf, settingAt, textIn } from '../../../server/src/facts/spire/settings';
import { factsOf } from '../../kit/facts';

const hcl =
  'server {\n  trust_domain = "a.test"\n  ratelimit = { signing = false }\n}\nplugins {\n  NodeAttestor "join_token" {}\n  KeyManager "disk" { plugin_data { keys_path = "k" } }\n  Notifier "x" { plugin_cmd = "/x" }\n  DataStore "sql" { plugin_data_file = "f" }\n  WorkloadAttestor "k8s" { enabled = false }\n}\n';
const json =
  '{"server": {"trust_domain": "a.test", "ratelimit": {"signing": false}}, "plugins": {"NodeAttestor": [{"join_token": {}}], "KeyManager": {"disk": {"plugin_data": {"keys_path": "k"}}}, "Notifier": [{"x": {"plugin_cmd": "/x"}}], "DataStore": [{"sql": {"plugin_data_file": "f"}}], "WorkloadAttestor": [{"k8s": {"enabled": false}}]}}';
const inYaml = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: spire}\ndata:\n  server.conf: |\n${hcl.replace(/^(?=.)/gm, '    ')}`;

describe('SPIRE configuration', () => {
  for (const [name, language, text, path] of [
    ['HCL', 'hcl', hcl, 'server.conf'],
    ['JSON', 'json', json, 'server.conf'],
    ['a ConfigMap', 'yaml', inYaml, 'spire.yaml'],
    [
      'a ConfigMap with JSON',
      'yaml',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  server.conf: '${json}'\n`,
      'spire.yaml',
    ],
    ['PowerShell', 'powershell', `Set-Content C:\\spire\\server.conf @'\n${hcl}'@\n`, 'setup.ps1'],
  ] as const) {
    it(`is the same in ${name}`, async () => {
      const [config, ...others] = await factsOf('spire.config', language, text, path);
      assert.ok(config);
      assert.equal(others.length, 0);
      assert.equal(config.role, 'server');
      const domain = settingAt(config.settings, 'trust_domain');
      assert.equal(textIn(domain), 'a.test');
      assert.equal(text.slice(domain!.at.start, domain!.at.end), 'a.test');
      const signing = settingAt(config.settings, 'ratelimit', 'signing');
      assert.equal(flagOf(signing), false);
      assert.equal(text.slice(signing!.at.start, signing!.at.end), 'false');
      assert.equal(applyEdits(text, [signing!.setTo('true')!]), text.replace('false', 'true'));
      assert.deepEqual(
        config.plugins.map(it => `${it.type} ${it.name} ${it.data.entries.length} ${it.data.open}`),
        ['NodeAttestor join_token 0 false', 'KeyManager disk 1 false', 'DataStore sql 0 true'],
      );
    });
  }

  const names: readonly (readonly [path: string, text: string, expected: string | undefined])[] = [
    ['server.conf', hcl, 'hcl'],
    ['server.conf', json, 'json'],
    ['agent.cfg', 'agent {\n  trust_domain = "a"\n}\n', 'hcl'],
    ['nginx.conf', 'server {\n  listen 80;\n}\n', undefined],
    ['agent.conf', '[agent]\ntrust_domain = a\n', undefined],
    ['server.json', json, 'json'],
    ['entries.json', '{"entries": [{"spiffe_id": "spiffe://a/b"}]}', 'json'],
  ];
  for (const [path, text, expected] of names) {
    it(`${path} is ${expected ?? 'not read'}: ${text.split('\n')[0]}`, () =>
      assert.equal(languageOf(path, text), expected));
  }

  it('leaves what the environment brings unknown', async () => {
    const text =
      'agent {\n  trust_domain = "$DOMAIN"\n  server_port = ${PORT}\n  insecure_bootstrap = "${INSECURE}"\n}\n';
    const [config] = await factsOf('spire.config', 'hcl', text, 'agent.conf');
    assert.deepEqual(
      config!.settings.entries.map(it => it.value.known),
      [false, false, false],
    );
    assert.deepEqual(await factsOf('spire.name', 'hcl', text, 'agent.conf'), []);
    assert.deepEqual(await factsOf('spire.unverified-bootstrap', 'hcl', text, 'agent.conf'), []);
  });

  it('adds and removes settings', async () => {
    const text = 'server {\n\ttrust_domain = "a" # ours\n\taudit_log_enabled = false\n\tca_subject {\n\t}\n}\n';
    const [config] = await factsOf('spire.config', 'hcl', text, 'server.conf');
    const { settings } = config!;
    assert.equal(
      applyEdits(text, [settings.insert('ca_ttl', '24h')!]),
      text.replace('false\n', 'false\n\tca_ttl = "24h"\n'),
    );
    assert.equal(
      applyEdits(text, [settingAt(settings, 'audit_log_enabled')!.removal!]),
      text.replace('\n\taudit_log_enabled = false', ''),
    );
  });

  const secrets: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    [
      'a join token',
      'agent {\n  join_token = "0b5a3b9a-3e5e-4b1e-9f6c-1d2e3f4a5b6c"\n  trust_domain = "a"\n}\n',
      ['join_token'],
    ],
    ['a placeholder', 'agent {\n  join_token = "TOKEN"\n  trust_domain = "a"\n}\n', []],
    [
      'a password of PostgreSQL',
      'server {\n  trust_domain = "a"\n}\nplugins {\n  DataStore "sql" {\n    plugin_data {\n      connection_string = "user=spire password=Tr0ub4dor3 host=db"\n    }\n  }\n}\n',
      ['connection_string'],
    ],
    [
      'a password of MySQL',
      'server {\n  trust_domain = "a"\n}\nplugins {\n  DataStore "sql" {\n    plugin_data {\n      connection_string = "spire:Tr0ub4dor3@tcp(db:3306)/spire?tls=true"\n    }\n  }\n}\n',
      ['connection_string'],
    ],
    [
      'a password that the environment brings',
      'server {\n  trust_domain = "a"\n}\nplugins {\n  DataStore "sql" {\n    plugin_data {\n      connection_string = "user=spire password=${DB_PASSWORD} host=db"\n    }\n  }\n}\n',
      [],
    ],
  ];
  for (const [name, text, expected] of secrets) {
    it(`sees ${name}`, async () => {
      const found = await factsOf('credential', 'hcl', text, 'server.conf');
      assert.deepEqual(
        found.map(it => it.name),
        expected,
      );
      for (const { at } of found) assert.match(text.slice(at.start, at.end), /^(?:Tr0ub4dor3|0b5a3b9a-[\w-]+)$/);
    });
  }

  it('sees checks of certificates that are off', async () => {
    const text =
      'server {\n  trust_domain = "a"\n}\nplugins {\n  UpstreamAuthority "vault" {\n    plugin_data {\n      insecure_skip_verify = true\n    }\n  }\n  DataStore "sql" {\n    plugin_data {\n      connection_string = "spire@tcp(db)/spire?tls=skip-verify"\n    }\n  }\n}\n';
    const found = await factsOf('tls.validation-off', 'hcl', text, 'server.conf');
    assert.deepEqual(
      found.map(it => `${it.who}: ${it.text}`),
      ['UpstreamAuthority "vault": insecure_skip_verify = true', 'DataStore "sql": tls=skip-verify'],
    );
  });
});
