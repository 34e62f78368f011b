import assert from 'node:assert/strict';
import { summariesOf } from '../../../../server/src/facts/cluster/summary/summary';
import { foundBy } from '../../../../server/src/facts/cluster/view';

const linkerd = (kind: string, spec: string, version = 'v1alpha1') =>
  `apiVersion: policy.linkerd.io/${version}\nkind: ${kind}\nmetadata: {name: it, namespace: shop}\nspec: ${spec}\n`;
const consul = (kind: string, spec: string) =>
  `apiVersion: consul.hashicorp.com/v1alpha1\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n`;
const server = { group: 'policy.linkerd.io', kind: 'Server', name: 'web' };
const serverRef = '{group: policy.linkerd.io, kind: Server, name: web}';

/** The only object of a text, without what all have and without places. */
function only(text: string): Record<string, unknown> {
  const { path, kind, name, namespace, at, ...rest } = summariesOf('/w/it.yaml', text)[0]!;
  const placeless = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'span' in value ? (value as { value?: unknown }).value : value;
  return JSON.parse(JSON.stringify(rest, placeless)) as Record<string, unknown>;
}

describe('summaries of Linkerd and Consul', () => {
  const rows: readonly { readonly text: string; readonly is: Record<string, unknown> }[] = [
    {
      text: linkerd('Server', '{podSelector: {matchLabels: {app: web}}, port: "8080", accessPolicy: deny}', 'v1beta3'),
      is: {
        type: 'linkerd-server',
        labels: {},
        version: 'v1beta3',
        pods: { matchLabels: { app: 'web' } },
        port: 8080,
        accessPolicy: 'deny',
        vague: false,
      },
    },
    {
      text: linkerd('Server', '{externalWorkloadSelector: {}, port: 80, proxyProtocol: TLS}', 'v1beta3'),
      is: { type: 'linkerd-server', labels: {}, version: 'v1beta3', port: 80, proxyProtocol: 'TLS', vague: false },
    },
    {
      text: linkerd('Server', '{podSelector: {matchLabels: {app: "{{ .Values.app }}"}}, port: http}', 'v1beta3'),
      is: { type: 'linkerd-server', labels: {}, version: 'v1beta3', pods: {}, port: 'http', vague: true },
    },
    {
      text: linkerd(
        'AuthorizationPolicy',
        `{targetRef: ${serverRef}, requiredAuthenticationRefs: [{name: a, namespace: b}]}`,
      ),
      is: {
        type: 'linkerd-policy',
        target: server,
        requires: [{ kind: 'ServiceAccount', name: 'a', namespace: 'b' }],
        vague: false,
      },
    },
    {
      text: linkerd(
        'ServerAuthorization',
        '{server: {name: web}, client: {networks: [{cidr: a, except: [b]}], meshTLS: {}}}',
      ),
      is: {
        type: 'linkerd-authorization',
        server: { name: 'web' },
        client: {
          unauthenticated: false,
          networks: [{ cidr: 'a', except: ['b'] }],
          meshTLS: { unauthenticatedTLS: false, identities: [], serviceAccounts: [] },
        },
        vague: false,
      },
    },
    {
      text: linkerd(
        'ServerAuthorization',
        '{server: {selector: {matchLabels: {a: b}}}, client: {unauthenticated: true}}',
      ),
      is: {
        type: 'linkerd-authorization',
        server: { selector: { matchLabels: { a: 'b' } } },
        client: { unauthenticated: true, networks: [] },
        vague: false,
      },
    },
    {
      text: linkerd('MeshTLSAuthentication', '{identities: ["*"], identityRefs: [{kind: Namespace, name: a}]}'),
      is: {
        type: 'linkerd-identities',
        identities: ['*'],
        identityRefs: [{ kind: 'Namespace', name: 'a' }],
        vague: false,
      },
    },
    {
      text: linkerd('NetworkAuthentication', '{networks: [{cidr: 10.0.0.0/8}, {cidr: "{{ .Values.cidr }}"}]}'),
      is: { type: 'linkerd-networks', networks: [{ cidr: '10.0.0.0/8' }], vague: true },
    },
    {
      text: linkerd('HTTPRoute', `{parentRefs: [${serverRef}]}`, 'v1beta3'),
      is: { type: 'linkerd-route', group: 'policy.linkerd.io', parents: [server], vague: false },
    },
    { text: consul('Mesh', '{}'), is: { type: 'consul-mesh', vague: false } },
    {
      text: consul('Mesh', '{allowEnablingPermissiveMutualTLS: true}'),
      is: { type: 'consul-mesh', allowPermissive: true, vague: false },
    },
    {
      text: consul('ProxyDefaults', '{mutualTLSMode: permissive, config: {protocol: http}}'),
      is: { type: 'consul-proxy-defaults', mode: 'permissive', protocol: 'http', vague: false },
    },
    {
      text: consul('ServiceDefaults', '{protocol: grpc, mutualTLSMode: "{{ .Values.mode }}"}'),
      is: { type: 'consul-service-defaults', protocol: 'grpc', vague: true },
    },
    {
      text: consul(
        'ServiceIntentions',
        '{destination: {name: web}, sources: [{name: a, peer: b, permissions: [{action: deny, http: {}}]}, {name: "*", action: allow}]}',
      ),
      is: {
        type: 'consul-intentions',
        destination: { name: 'web' },
        sources: [
          { name: 'a', peer: 'b', permissions: [{ action: 'deny' }] },
          { name: '*', action: 'allow' },
        ],
        vague: false,
      },
    },
  ];
  for (const { text, is } of rows) {
    it(text.replaceAll(/^metadata.*\n|\n$/gm, '').replaceAll('\n', ' '), () => assert.deepEqual(only(text), is));
  }

  it('leaves routes of services to others', () => {
    const route = linkerd('HTTPRoute', '{parentRefs: [{group: core, kind: Service, name: web}]}');
    assert.deepEqual(summariesOf('/w/it.yaml', route), []);
  });

  for (const [text, place] of [
    [linkerd('Server', '{podSelector: {}, port: 80}'), 'shop'],
    [consul('Mesh', '{}'), '*'],
    [consul('ProxyDefaults', '{}'), '*'],
    [consul('ServiceDefaults', '{}'), 'web'],
    [consul('ServiceIntentions', '{destination: {name: api}}'), 'api'],
    [consul('ServiceIntentions', '{destination: {name: "*"}}'), '*'],
  ] as const) {
    it(`${/kind: (\w+)/.exec(text)?.[1]} is found by ${place}`, () =>
      assert.equal(foundBy(summariesOf('/w/it.yaml', text)[0]!), place));
  }
});
