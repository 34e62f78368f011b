import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const registry = '[plugins."io.containerd.grpc.v1.cri".registry.configs."registry.example".tls]\n';

describe('containerd', () => {
  const unchecked: readonly (readonly [name: string, text: string, path: string, ...found: string[]])[] = [
    ['a registry', `${registry}  insecure_skip_verify = true\n`, 'config.toml', 'insecure_skip_verify'],
    ['a registry that is checked', `${registry}  insecure_skip_verify = false\n`, 'config.toml'],
    [
      'a registry of this machine',
      `${registry}  insecure_skip_verify = true\n`.replace('registry.example', 'localhost:5000'),
      'config.toml',
    ],
    [
      'the first version',
      '[plugins.cri.registry.configs."r.example".tls]\ninsecure_skip_verify = true\n',
      'config.toml',
      'insecure_skip_verify',
    ],
    [
      'the third version',
      '[plugins."io.containerd.cri.v1.images".registry.configs."r.example".tls]\ninsecure_skip_verify = true\n',
      'config.toml',
      'insecure_skip_verify',
    ],
    ['a host', '[host."https://r.example"]\n  skip_verify = true\n', 'certs.d/r.example/hosts.toml', 'skip_verify'],
    ['BuildKit', '[registry."r.example"]\n  insecure = true\n', 'buildkitd.toml', 'insecure'],
  ];
  for (const [name, text, path, ...expected] of unchecked) {
    it(`certificates: ${name}`, async () => {
      const found = await factsOf('tls.validation-off', 'toml', text, path);
      assert.deepEqual(
        found.map(it => it.text),
        expected,
      );
    });
  }

  it('reads registries of K3s and RKE2', async () => {
    const text = 'configs:\n  r.example:\n    tls:\n      insecure_skip_verify: true\n';
    const found = await factsOf('tls.validation-off', 'yaml', text, 'registries.yaml');
    assert.equal(found[0]?.who, 'containerd, asking r.example,');
    assert.equal(found[0]?.mend?.edits[0]?.text, 'false');
  });

  const listeners: readonly (readonly [text: string, count: number])[] = [
    ['tcp_address = "0.0.0.0:1234"\n', 1],
    ['tcp_address = "0.0.0.0:1234"\ntcp_tls_cert = ""\n', 1],
    ['tcp_address = "0.0.0.0:1234"\ntcp_tls_cert = "/etc/cert.pem"\n', 0],
    ['tcp_address = "0.0.0.0:1234"\ntcp_tls_cert = "{{cert}}"\n', 0],
    ['tcp_address = "127.0.0.1:1234"\n', 0],
    ['tcp_address = ""\n', 0],
  ];
  for (const [text, count] of listeners) {
    it(`listener: ${text.trim().replace('\n', ', ')}`, async () => {
      assert.equal((await factsOf('kubernetes.component', 'toml', `[grpc]\n${text}`)).length, count);
    });
  }
});
