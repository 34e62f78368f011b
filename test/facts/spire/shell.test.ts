import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const ids = '-spiffeID spiffe://a.test/b -parentID spiffe://a.test/n';

describe('SPIRE in shell scripts', () => {
  const scripts: readonly (readonly [name: string, text: string, selectors: readonly string[]])[] = [
    ['a command', `spire-server entry create ${ids} -selector k8s:ns:c`, ['k8s:ns:c']],
    ['lines that go on', `spire-server entry create \\\n  ${ids} \\\n  -selector 'k8s:ns:c'\n`, ['k8s:ns:c']],
    ['a loop', `for i in a b; do\n  ./bin/spire-server entry create ${ids} -selector "k8s:ns:$i"\ndone\n`, ['k8s:ns:']],
    ['a comment', `# spire-server entry create ${ids} -selector k8s:ns:c\n`, []],
    ['what is printed', `cat <<EOF\nspire-server entry create ${ids} -selector k8s:ns:c\nEOF\n`, []],
    ['what is written', `cat > x.sh <<-'END'\n\tspire-server entry create ${ids} -selector k8s:ns:c\n\tEND\n`, []],
    [
      'a command behind a text',
      `cat <<EOF\nhello\nEOF\nspire-server entry create ${ids} -selector k8s:ns:c\n`,
      ['k8s:ns:c'],
    ],
    ['a text that never ends', `cat <<EOF\nspire-server entry create ${ids} -selector k8s:ns:c\n`, ['k8s:ns:c']],
  ];
  for (const [name, text, expected] of scripts) {
    it(`reads ${name}`, async () => {
      const found = await factsOf('spire.entry', 'shell', text);
      assert.deepEqual(
        found.flatMap(it => it.selectors.map(own => `${own.type}:${own.value}`)),
        expected,
      );
    });
  }

  it('reads configurations that are written', async () => {
    const text =
      'cat > agent.conf <<EOF\nagent {\n  trust_domain = "${DOMAIN}"\n  insecure_bootstrap = true\n}\nEOF\ntee server.conf <<EOF\nserver {\n  trust_domain = "a.test"\n}\nEOF\n';
    const configs = await factsOf('spire.config', 'shell', text);
    assert.deepEqual(
      configs.map(it => it.role),
      ['agent', 'server'],
    );
    const [bootstrap] = await factsOf('spire.unverified-bootstrap', 'shell', text);
    assert.equal(text.slice(bootstrap!.at.start, bootstrap!.at.end), 'insecure_bootstrap = true');
    const names = await factsOf('spire.name', 'shell', text);
    assert.deepEqual(
      names.map(it => it.value),
      ['a.test'],
    );
  });
});
