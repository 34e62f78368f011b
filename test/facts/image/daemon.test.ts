import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const path = '$env:ProgramData\\docker\\config\\daemon.json';

describe('configuration of engines that scripts write', () => {
  const hosts: readonly (readonly [name: string, script: string, found: readonly string[]])[] = [
    ['an argument', `Set-Content "${path}" '{ "hosts": ["tcp://0.0.0.0:2375", "npipe://"] }'`, ['tcp://0.0.0.0:2375']],
    [
      'a here-string in a pipeline',
      `@'\n{\n  "hosts": ["tcp://0.0.0.0:2375"]\n}\n'@ | Out-File -Encoding ascii "${path}"`,
      ['tcp://0.0.0.0:2375'],
    ],
    [
      'a variable',
      `$json = '{ "hosts": ["tcp://0.0.0.0:2375"] }'\n$json | Set-Content "${path}"`,
      ['tcp://0.0.0.0:2375'],
    ],
    [
      'verified',
      `Set-Content "${path}" '{ "hosts": ["tcp://127.0.0.1:2375"], "tlsverify": false }'`,
      ['tcp://127.0.0.1:2375'],
    ],
    [
      'a table',
      `$file = "${path}"\n$c = @{ hosts = @('tcp://0.0.0.0:2375', 'npipe://') }\n$c | ConvertTo-Json | Set-Content $file`,
      ['tcp://0.0.0.0:2375'],
    ],
    ['a table that is not written', `@{ hosts = @('tcp://0.0.0.0:2375') } | ConvertTo-Json | Out-File x.json`, []],
    ['another file', `Set-Content hosts.json '{ "hosts": ["tcp://0.0.0.0:2375"] }'`, []],
    ['what is only printed', `Write-Host '{ "hosts": ["tcp://0.0.0.0:2375"] }'`, []],
  ];
  for (const [name, script, expected] of hosts) {
    it(name, async () => {
      const found = await factsOf('network.exposure', 'powershell', script);
      assert.deepEqual(
        found.map(it => script.slice(it.ports[0]!.span.start, it.ports[0]!.span.end)),
        expected,
      );
    });
  }

  it('containerd', async () => {
    const script = `@"\n[plugins.cri.registry.configs."r.example".tls]\n  insecure_skip_verify = true\n"@ | Set-Content 'C:\\Program Files\\containerd\\config.toml'`;
    const [found] = await factsOf('tls.validation-off', 'powershell', script);
    assert.equal(found && script.slice(found.at.start, found.at.end), 'true');
  });

  it('hosts of containerd, but not the machine itself', async () => {
    const hosts = (host: string): string =>
      `@"\n[host."https://${host}"]\n  skip_verify = true\n"@ | Set-Content hosts.toml`;
    assert.equal((await factsOf('tls.validation-off', 'powershell', hosts('r.example'))).length, 1);
    assert.deepEqual(await factsOf('tls.validation-off', 'powershell', hosts('localhost:5000')), []);
  });
});
