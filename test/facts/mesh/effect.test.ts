import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { factsOf } from '../../kit/facts';

const linkerd = (kind: string, spec: string, version = 'v1alpha1') =>
  `apiVersion: policy.linkerd.io/${version}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec:\n${spec}`;
const consul = (kind: string, spec: string) =>
  `apiVersion: consul.hashicorp.com/v1alpha1\nkind: ${kind}\nmetadata: {name: a}\nspec:\n${spec}`;
const namespace = (annotation: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations:\n    ${annotation}\n`;
const target = (target: string) =>
  linkerd('AuthorizationPolicy', `  targetRef: ${target}\n  requiredAuthenticationRefs: []\n`);
const demands = (...kinds: readonly string[]) =>
  linkerd(
    'AuthorizationPolicy',
    `  targetRef: {group: policy.linkerd.io, kind: Server, name: a}\n  requiredAuthenticationRefs:\n${kinds.map(it => `  - {${it}, name: b}\n`).join('')}`,
  );
const mesh = 'group: policy.linkerd.io, kind: MeshTLSAuthentication';
const network = 'group: policy.linkerd.io, kind: NetworkAuthentication';

/** A text, the fate with the text at fault, and what the line of it is when mended. */
const cases: readonly (readonly [name: string, text: string, fate?: string, mended?: string])[] = [
  [
    'a word of other meshes',
    namespace('linkerd.io/inject: "true"'),
    'ignored true',
    '    linkerd.io/inject: "enabled"',
  ],
  ['a word that nobody knows', namespace('linkerd.io/inject: maybe'), 'ignored maybe'],
  ['a word that a template makes', namespace('linkerd.io/inject: {{ .Values.inject }}')],
  ['a word that is known', namespace('linkerd.io/inject: disabled')],
  [
    'a policy that is none',
    namespace('config.linkerd.io/default-inbound-policy: deny-all'),
    'ignored deny-all',
    '    config.linkerd.io/default-inbound-policy: deny',
  ],
  [
    'a policy in capitals',
    namespace('config.linkerd.io/default-inbound-policy: All-Authenticated'),
    'ignored All-Authenticated',
    '    config.linkerd.io/default-inbound-policy: all-authenticated',
  ],
  ['a policy for a workload', target('{kind: Deployment, group: apps, name: web}'), 'refused Deployment'],
  [
    'a Server without its group',
    target('{kind: Server, name: web}'),
    'refused Server',
    '  targetRef: {kind: Server, group: policy.linkerd.io, name: web}',
  ],
  ['a Server', target('{group: policy.linkerd.io, kind: Server, name: web}')],
  ['a route of the Gateway API', target('{group: gateway.networking.k8s.io, kind: HTTPRoute, name: web}')],
  ['a group that a template makes', target('{group: {{ .group }}, kind: Server, name: web}')],
  ['its own namespace', target('{kind: Namespace, name: shop}')],
  ['another namespace', target('{kind: Namespace, name: bank}'), 'refused bank'],
  ['two identities', demands(mesh, 'kind: ServiceAccount'), 'refused ServiceAccount'],
  ['two networks', demands(network, network), 'refused NetworkAuthentication'],
  ['an identity and a network', demands(mesh, network)],
  [
    'a field of a later version',
    linkerd('Server', '  port: 80\n  accessPolicy: all-authenticated\n', 'v1beta2'),
    'ignored accessPolicy: all-authenticated',
    'apiVersion: policy.linkerd.io/v1beta3',
  ],
  ['a field of that version', linkerd('Server', '  port: 80\n  accessPolicy: deny\n', 'v1beta3')],
  [
    'TLS and none',
    linkerd(
      'ServerAuthorization',
      '  client:\n    unauthenticated: true\n    meshTLS: {identities: ["*"]}\n',
      'v1beta1',
    ),
    'refused unauthenticated: true',
  ],
  [
    'a version by its number',
    consul('Mesh', '  tls:\n    incoming:\n      tlsMinVersion: "1.2"\n'),
    'refused 1.2',
    '      tlsMinVersion: "TLSv1_2"',
  ],
  [
    'a version with a point',
    consul('Mesh', '  tls:\n    outgoing:\n      tlsMinVersion: TLSv1.3\n'),
    'refused TLSv1.3',
    '      tlsMinVersion: TLSv1_3',
  ],
  ['the version of Envoy', consul('Mesh', '  tls:\n    outgoing:\n      tlsMinVersion: TLS_AUTO\n')],
  [
    'a mode in capitals',
    consul('ProxyDefaults', '  mutualTLSMode: STRICT\n'),
    'refused STRICT',
    '  mutualTLSMode: strict',
  ],
  [
    'an action and permissions',
    consul(
      'ServiceIntentions',
      '  destination: {name: db}\n  sources:\n  - {name: web, action: allow, permissions: [{action: deny}]}\n',
    ),
    'refused allow',
  ],
  [
    'permissions for everything',
    consul(
      'ServiceIntentions',
      '  destination: {name: "*"}\n  sources:\n  - name: web\n    permissions:\n    - action: deny\n',
    ),
    'refused permissions',
  ],
  [
    'an action in capitals',
    consul('ServiceIntentions', '  destination: {name: db}\n  sources:\n  - name: "*"\n    action: Deny\n'),
    'refused Deny',
    '    action: deny',
  ],
  [
    'a part of a name',
    consul('ServiceIntentions', '  destination: {name: db}\n  sources:\n  - name: web-*\n    action: deny\n'),
    'refused web-*',
  ],
  [
    'an intention as it should be',
    consul('ServiceIntentions', '  destination: {name: db}\n  sources:\n  - name: "*"\n    action: deny\n'),
  ],
];

describe('objects of Linkerd and Consul that decide nothing', () => {
  for (const [name, text, fate, mended] of cases) {
    it(name, async () => {
      const found = await factsOf('mesh.without-effect', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.fate} ${it.text}`),
        fate ? [fate] : [],
      );
      const [first] = found;
      const lines = first?.mend ? applyEdits(text, first.mend.edits).split('\n') : [];
      assert.equal(
        lines.find(it => !text.split('\n').includes(it)),
        mended,
      );
    });
  }
});
