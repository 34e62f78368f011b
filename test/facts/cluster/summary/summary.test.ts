import assert from 'node:assert/strict';
import { summariesOf } from '../../../../server/src/facts/cluster/summary/summary';
import { read } from '../../../../server/src/facts/yaml/file';

/** Aliases of which one stands for more nodes than any machine can look at. */
const bomb = [
  '  a0: &a0 [x, x]',
  ...Array.from({ length: 20 }, (_, it) => `  a${it + 1}: &a${it + 1} [${Array(8).fill(`*a${it}`).join(', ')}]`),
].join('\n');
const bombed = (type: string, kind: string, rest: string) =>
  `apiVersion: ${type}\nkind: ${kind}\nmetadata: {name: it}\nmore:\n${bomb}\n${rest}\n`;
const rule = (spec: string) =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: it, namespace: shop}\nspec: {host: web, ${spec}}\n`;

describe('summaries of objects', () => {
  it('are made of aliases without end', () => {
    const text = bombed('networking.k8s.io/v1', 'NetworkPolicy', 'spec: {podSelector: {a: *a20}}');
    assert.deepEqual(
      summariesOf('/w/it.yaml', text).map(it => it.kind),
      ['NetworkPolicy'],
    );
  });

  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: it}\n';
  const definition = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: it}\n';
  const indented = service.replace(/^/gm, '  ');
  for (const [name, text, expected] of [
    ['of an object', service, ['Service']],
    ['behind a byte-order mark', `\uFEFF${service}`, ['Service']],
    ['of an object in quotes', service.replace('apiVersion', '"apiVersion"'), ['Service']],
    ['of an object that is indented', indented, ['Service']],
    ['beside a document that is not', `a: b\n---\n${indented}`, ['Service']],
    ['beside a definition', `${definition}---\n${service}`, ['Service']],
    ['of the objects of a list', `apiVersion: v1\nkind: List\nitems:\n-${indented.slice(1)}`, ['Service']],
    ['of none in values', `extra:\n${indented}`, []],
    ['of none in a definition', definition, []],
  ] as const) {
    it(`are made ${name}`, () =>
      assert.deepEqual(
        summariesOf('/w/it.yaml', text).map(it => it.kind),
        expected,
      ));
  }

  it('stand beside facts that are', () => {
    const text = bombed('windows.k8s.io/v1', 'GMSACredentialSpec', 'credspec: {CmsPlugins: *a20}');
    assert.deepEqual(
      read({ path: 'it.yaml', language: 'yaml', text }).facts.map(it => it.kind),
      ['gmsa.credential-spec'],
    );
  });

  for (const [title, spec] of [
    ['namespaces that see a rule', 'exportTo: ["{{ .Values.to }}"]'],
    ['all namespaces that see a rule', 'exportTo: {{ .Values.to }}'],
    ['a port', 'trafficPolicy: {portLevelSettings: [{port: {number: "{{ .Values.port }}"}, tls: {mode: SIMPLE}}]}'],
    ['all ports', 'trafficPolicy: {portLevelSettings: {{ .Values.ports }}}'],
  ] as const)
    it(`leave open what a template decides: ${title}`, () => {
      assert.equal(summariesOf('/w/it.yaml', rule(spec))[0]?.vague, true);
    });

  it('are known where a template decides of something else', () => {
    const text = rule('trafficPolicy: {tls: {mode: SIMPLE}}').replace('name: it', 'name: it, labels: {a: "{{ .x }}"}');
    assert.equal(summariesOf('/w/it.yaml', text)[0]?.vague, false);
  });
});
