import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const linkerd = 'proxy: {defaultInboundPolicy: all-unauthenticated}';
const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** Places that hold values of a chart; `%` stands for the values. */
const holders: readonly (readonly [name: string, text: (values: string) => string])[] = [
  ['a file', values => values],
  ['below another chart', values => `linkerd-control-plane:\n${indented(values, 2)}`],
  [
    'a release of Flux',
    values =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  values:\n${indented(values, 4)}`,
  ],
  [
    'an application of Argo CD, as an object',
    values =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n    helm:\n      valuesObject:\n${indented(values, 8)}`,
  ],
  [
    'an application of Argo CD, as text',
    values =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  sources:\n  - helm:\n      values: |\n${indented(values, 8)}`,
  ],
  [
    'a set of applications',
    values =>
      `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      source:\n        helm:\n          values: |\n${indented(values, 12)}`,
  ],
  [
    'a chart of K3s',
    values =>
      `apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: a}\nspec:\n  valuesContent: |\n${indented(values, 4)}`,
  ],
];

describe('values of charts', () => {
  for (const [name, text] of holders) {
    it(`are read in ${name}`, async () => {
      const host = text(`${linkerd}\nglobal:\n  name: consul\n  acls:\n    manageSystemACLs: false\n`);
      const [policy] = await factsOf('mesh.authorization', 'yaml', host);
      assert.equal(policy && host.slice(policy.at.start, policy.at.end), 'all-unauthenticated');
      assert.deepEqual(policy?.mend?.edits, [{ span: policy?.at, text: 'all-authenticated' }]);
      const settings = await factsOf('consul.setting', 'yaml', host);
      const expected = name === 'below another chart' ? [] : ['no tokens'];
      assert.deepEqual(
        settings.map(it => it.trait),
        expected,
      );
    });
  }

  it('keep namespaces of an ambient mesh without proxies', async () => {
    const bypasses = (labels: string) =>
      factsOf('mesh.bypass', 'yaml', `proxy: {}\nglobal: {}\nlabels: {${labels}}\n`, 'values.yaml');
    assert.equal((await bypasses('istio-injection: disabled, istio.io/rev: a')).length, 1);
    assert.equal((await bypasses('istio-injection: disabled, istio.io/dataplane-mode: ambient')).length, 0);
  });

  it('hold those of a chart below under its name', async () => {
    const text =
      'global: {}\nconsul:\n  global:\n    tls: {enabled: false}\n  server:\n    extraConfig: |\n      {"verify_outgoing": false}\n';
    const settings = await factsOf('consul.setting', 'yaml', text);
    assert.deepEqual(
      settings.map(it => `${it.trait}: ${text.slice(it.at.start, it.at.end)}`),
      ['plain text: enabled: false', 'calls unchecked: "verify_outgoing": false'],
    );
  });

  it('hold keys of the issuer', async () => {
    const key = '-----BEGIN EC PRIVATE KEY-----\n        MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n';
    const values = `identity:\n  issuer:\n    tls:\n      keyPEM: |\n        ${key}`;
    const { readerOf } = await import('../../../server/src/facts/read');
    const read = await readerOf('yaml');
    const { facts } = read({ path: 'values.yaml', language: 'yaml', text: values });
    assert.deepEqual(
      facts.flatMap(it => (it.kind === 'credential' ? [it.fact.form] : [])),
      ['private key'],
    );
  });
});
