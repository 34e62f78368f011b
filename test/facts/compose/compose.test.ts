import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { factsOf } from '../../kit/facts';

const name = 'docker-compose.yml';
const service = (body: string, image = 'web') => `services:\n  web:\n    image: ${image}\n${body}`;
const iis = 'mcr.microsoft.com/windows/servercore/iis';

describe('compose', () => {
  const ports: readonly (readonly [port: string, expected: string | undefined])[] = [
    ['"80"', 'tcp 80-80 anyone'],
    ['80', 'tcp 80-80 anyone'],
    ['"8080:80"', 'tcp 80-80 anyone'],
    ['"5000-5010:6000-6010"', 'tcp 6000-6010 anyone'],
    ['"0.0.0.0:3389:3389/udp"', 'udp 3389-3389 anyone'],
    ['"127.0.0.1:3389:3389"', 'tcp 3389-3389 loopback'],
    ['"[::1]:3389:3389"', 'tcp 3389-3389 loopback'],
    ['"10.0.0.5:3389:3389"', 'tcp 3389-3389 limited'],
    ['"${ADDRESS}:3389:3389"', 'tcp 3389-3389 unknown'],
    ['"${PORT:-8080}:80"', 'tcp 80-80 anyone'],
    ['"${PORT}"', undefined],
    ['{target: 3389, published: 3389}', 'tcp 3389-3389 anyone'],
    ['{target: 3389, host_ip: 127.0.0.1}', 'tcp 3389-3389 loopback'],
    ['{target: 53, protocol: udp}', 'udp 53-53 anyone'],
  ];
  for (const [port, expected] of ports) {
    it(`reads the port ${port}`, async () => {
      const found = await factsOf('network.exposure', 'yaml', service(`    ports:\n    - ${port}\n`), name);
      const said = found.map(it => `${it.protocol} ${it.ports[0]?.range.from}-${it.ports[0]?.range.to} ${it.from}`);
      assert.deepEqual(said, expected ? [expected] : []);
    });
  }

  const fixes: readonly (readonly [port: string, image: string, expected: string])[] = [
    ['["3389:3389", 80]', 'web', '["127.0.0.1:3389:3389", 80]'],
    ['[3389, 80]', 'web', '[127.0.0.1::3389, 80]'],
    ['[{target: 3389}, 80]', 'web', '[{target: 3389, host_ip: 127.0.0.1}, 80]'],
    // Docker on Windows cannot bind to one address of the host.
    ['["3389:3389", 80]', iis, '[80]'],
  ];
  for (const [port, image, expected] of fixes) {
    it(`mends ${port} of ${image}`, async () => {
      const text = service(`    ports: ${port}\n`, image);
      const [found] = await factsOf('network.exposure', 'yaml', text, name);
      assert.equal(applyEdits(text, found!.fixes[0]!.edits), service(`    ports: ${expected}\n`, image));
    });
  }

  const systems: readonly (readonly [name: string, text: string, os: string])[] = [
    ['its image', service('', iis), 'windows'],
    ['its isolation', service('    isolation: hyperv\n'), 'windows'],
    ['its platform', service('    platform: linux/amd64\n', iis), 'linux'],
    ['a folder', service("    volumes: ['./x:C:\\x']\n"), 'windows'],
    ['a Linux folder', service('    volumes: ["./x:/x"]\n'), 'linux'],
    ['a pipe', service("    volumes: ['\\\\.\\pipe\\x:\\\\.\\pipe\\x']\n"), 'windows'],
    ['the network nat', `${service('')}networks:\n  default:\n    external: {name: nat}\n`, 'windows'],
    ['a Linux image', service('', 'mcr.microsoft.com/mssql/server:2022-latest'), 'linux'],
    ['another service', `${service('')}  db:\n    image: db\n    isolation: hyperv\n`, 'windows'],
    ['services that differ', `${service('')}  a:\n    image: redis\n  b:\n    isolation: hyperv\n`, 'unknown'],
    ['nothing', service(''), 'unknown'],
  ];
  for (const [by, text, os] of systems) {
    it(`tells the system by ${by}`, async () => {
      const [found] = await factsOf('compose.service', 'yaml', text, name);
      assert.equal(found?.place.os, os);
    });
  }

  it('takes over what is merged in', async () => {
    const text = `x-base: &base\n  privileged: true\n  image: ${iis}\nservices:\n  web:\n    <<: *base\n    user: app\n`;
    const [found] = await factsOf('compose.service', 'yaml', text, name);
    assert.equal(found?.image, iis);
    assert.equal(found?.place.os, 'windows');
  });

  it('knows compose files by name or shape', async () => {
    assert.equal((await factsOf('compose.service', 'yaml', service(''), 'other.yaml')).length, 1);
    assert.equal((await factsOf('compose.service', 'yaml', 'services:\n  web:\n    url: x\n', 'other.yaml')).length, 0);
    assert.equal(
      (await factsOf('compose.service', 'yaml', 'services:\n  web:\n    url: x\n', 'compose.yaml')).length,
      1,
    );
  });

  it('reads secrets, images and programs', async () => {
    const text = service(
      '    environment:\n    - SA_PASSWORD=Tr0ub4dor\n    - ACCEPT_EULA=Y\n    command: ["powershell", "-c", "netsh x"]\n    healthcheck: {test: [CMD, cmd, /c, ping y]}\n',
      iis,
    );
    const [secret] = await factsOf('credential', 'yaml', text, name);
    assert.equal(text.slice(secret!.at.start, secret!.at.end), 'Tr0ub4dor');
    const [image] = await factsOf('image.reference', 'yaml', text, name);
    assert.equal(image?.repository, 'windows/servercore/iis');
    const commands = await factsOf('command', 'yaml', text, name);
    assert.deepEqual(
      commands.map(it => it.name),
      ['netsh', 'cmd', 'ping'],
    );
  });
});
