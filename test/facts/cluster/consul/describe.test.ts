import assert from 'node:assert/strict';
import { effectiveAt } from '../../../../server/src/facts/cluster/effective';
import { summariesOf } from '../../../../server/src/facts/cluster/summary/summary';
import { viewOf } from '../../../../server/src/facts/cluster/view';

const entry = (kind: string, name: string, spec: string) =>
  `apiVersion: consul.hashicorp.com/v1alpha1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const intentions = (name: string, destination: string, sources: string) =>
  entry('ServiceIntentions', name, `{destination: {name: ${destination}}, sources: [${sources}]}`);
const web = (annotations = '{consul.hashicorp.com/connect-inject: "true"}') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: {app: web}, annotations: ${annotations}}\n    spec:\n      containers: [{name: web}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n`;

/** What is said at the name of the first object of some, by kind; links are their texts alone. */
function linesAt(kind: string, ...texts: readonly string[]): readonly string[] {
  const objects = summariesOf('/w/shop.yaml', texts.join('---\n'));
  const object = objects.find(it => it.kind === kind)!;
  const lines = effectiveAt(objects, viewOf(objects), object.at.span.start, text => text)?.lines ?? [];
  return lines.filter(it => it.startsWith('Consul'));
}

const strict = 'Consul, `web`: mutual TLS **strict**, as nothing in these files says otherwise';
const open = 'Consul, `web`: all may call unless the installation denies what no intention allows';
const permissive = entry('ServiceDefaults', 'web', '{mutualTLSMode: permissive}');

describe('what Consul lets in, on hover', () => {
  const rows: readonly {
    readonly title: string;
    readonly at: string;
    readonly texts: readonly string[];
    readonly lines: readonly string[];
  }[] = [
    { title: 'a workload of the mesh', at: 'Deployment', texts: [web()], lines: [strict, open] },
    { title: 'a workload that may be in another mesh', at: 'Deployment', texts: [web('{}')], lines: [] },
    {
      title: 'a workload of which the mesh speaks',
      at: 'Deployment',
      texts: [web('{}'), intentions('web', 'web', '{name: front, action: allow}, {name: "*", action: deny}')],
      lines: [
        strict,
        'Consul, `web`: `front` may call, by ServiceIntentions `web`',
        'Consul, `web`: all others may **not** call, by ServiceIntentions `web`',
      ],
    },
    {
      title: 'a workload that stays outside',
      at: 'Deployment',
      texts: [web('{consul.hashicorp.com/connect-inject: "false"}'), permissive],
      lines: [],
    },
    {
      title: 'permissive, where the mesh is not in the files',
      at: 'ServiceDefaults',
      texts: [permissive],
      lines: ['Consul, `web`: mutual TLS **permissive** where the mesh allows it, which these files do not tell', open],
    },
    {
      title: 'permissive, as the mesh allows',
      at: 'ServiceDefaults',
      texts: [permissive, entry('Mesh', 'mesh', '{allowEnablingPermissiveMutualTLS: true}')],
      lines: [
        'Consul, `web`: mutual TLS **permissive**: plain text is taken, and no intention asked about it, by ServiceDefaults `web`',
        open,
      ],
    },
    {
      title: 'permissive, which the mesh does not allow',
      at: 'ServiceDefaults',
      texts: [permissive, entry('Mesh', 'mesh', '{}')],
      lines: [
        strict,
        open,
        'Consul, `web`: without effect: ServiceDefaults `web`: the mesh does not allow permissive mutual TLS',
      ],
    },
    {
      title: 'a denial everywhere that a service passes by',
      at: 'ServiceIntentions',
      texts: [
        intentions('web', 'web', '{name: "*", action: allow}'),
        intentions('legacy', '"*"', '{name: legacy, action: deny}'),
      ],
      lines: [
        strict,
        'Consul, `web`: `legacy` may call, by ServiceIntentions `web`',
        'Consul, `web`: all others may call, by ServiceIntentions `web`',
      ],
    },
    {
      title: 'all services',
      at: 'ServiceIntentions',
      texts: [intentions('deny', '"*"', '{name: "*", action: deny}')],
      lines: ['Consul, all services: all may **not** call, by ServiceIntentions `deny`'],
    },
    {
      title: 'what a template decides',
      at: 'ServiceDefaults',
      texts: [permissive, intentions('web', 'web', '{name: front, action: "{{ .Values.action }}"}')],
      lines: [
        'Consul, `web`: mutual TLS **permissive** where the mesh allows it, which these files do not tell',
        'Consul, `web`: `front` may call or not: it is not to be told from these files, by ServiceIntentions `web`',
        'Consul, `web`: all others may call or not: it is not to be told from these files, by ServiceIntentions `web`',
      ],
    },
  ];
  for (const { title, at, texts, lines } of rows) {
    it(title, () => assert.deepEqual(linesAt(at, ...texts), lines));
  }
});
