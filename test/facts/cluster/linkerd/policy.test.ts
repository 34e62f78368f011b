import assert from 'node:assert/strict';
import { inboundPolicy } from '../../../../server/src/facts/cluster/linkerd/policy';
import type {
  AuthorizationPolicy,
  Decider,
  MeshTLSAuthentication,
  Names,
  NetworkAuthentication,
  Reference,
  Route,
  Rules,
  Server,
  ServerAuthorization,
  Workload,
} from '../../../../server/src/facts/cluster/linkerd/types';

const config = 'config.linkerd.io/';
const inject = 'linkerd.io/inject';
const policyName = `${config}default-inbound-policy`;
const group = 'policy.linkerd.io';

/** The pod `web` of the namespace `shop`, which has a proxy: `http` at 8080, `admin` at 9990, `dns` at 53 over UDP. */
const web = (annotations: Names = {}, more: Partial<Workload> = {}): Workload => ({
  namespace: 'shop',
  name: 'web',
  labels: { app: 'web' },
  annotations: { [inject]: 'enabled', ...annotations },
  ports: [
    { name: 'http', port: 8080 },
    { name: 'admin', port: 9990, protocol: 'TCP' },
    { name: 'dns', port: 53, protocol: 'UDP' },
  ],
  ...more,
});
const shop = (annotations: Names) => ({ name: 'shop', annotations });
const server = (more: Partial<Server> = {}): Server => ({
  namespace: 'shop',
  name: 'web-http',
  labels: { role: 'front' },
  version: 'v1beta3',
  podSelector: { matchLabels: { app: 'web' } },
  port: 'http',
  ...more,
});
const policy = (
  requires: readonly Reference[],
  target: Reference = { group, kind: 'Server', name: 'web-http' },
  more: Partial<AuthorizationPolicy> = {},
): AuthorizationPolicy => ({ namespace: 'shop', name: 'let', target, requires, ...more });
const mesh: Reference = { group, kind: 'MeshTLSAuthentication', name: 'clients' };
const network: Reference = { group, kind: 'NetworkAuthentication', name: 'pods' };
const account: Reference = { kind: 'ServiceAccount', name: 'front' };
const clients = (more: Partial<MeshTLSAuthentication> = {}): MeshTLSAuthentication => ({
  namespace: 'shop',
  name: 'clients',
  identities: ['*'],
  ...more,
});
const pods = (...cidrs: string[]): NetworkAuthentication => ({
  namespace: 'shop',
  name: 'pods',
  networks: cidrs.map(cidr => ({ cidr })),
});
const authorization = (
  client: ServerAuthorization['client'],
  more: Partial<ServerAuthorization> = {},
): ServerAuthorization => ({ namespace: 'shop', name: 'old', server: { name: 'web-http' }, client, ...more });
const route = (more: Partial<Route> = {}): Route => ({
  namespace: 'shop',
  name: 'get',
  group,
  kind: 'HTTPRoute',
  parents: [{ group, kind: 'Server', name: 'web-http' }],
  ...more,
});
const toRoute: Reference = { group, kind: 'HTTPRoute', name: 'get' };
const toNamespace: Reference = { kind: 'Namespace', name: 'shop' };
const identity = 'serviceaccount.identity.linkerd.cluster.local';

interface Row {
  readonly name: string;
  readonly of?: Workload;
  readonly port?: number;
  readonly rules?: Rules;
  /** The meaning, and the grants: `tls names from`, each with `@route` if it is for one. */
  readonly means: string;
  /** What decides. */
  readonly by?: (rules: Rules, of: Workload) => Decider | undefined;
  readonly ignored?: number;
}

/** Source: linkerd.io/2-edge/features/proxy-injection, pkg/inject/report.go: who has a proxy at all. */
const proxies: readonly Row[] = [
  { name: 'no annotation anywhere', of: web({ [inject]: '' }), means: 'no proxy' },
  {
    name: 'the namespace asks',
    of: web({ [inject]: '' }),
    rules: { namespaces: [shop({ [inject]: 'enabled' })] },
    means: 'unauthenticated: none anywhere',
    by: () => 'default',
  },
  {
    name: 'the pod refuses what the namespace asks',
    of: web({ [inject]: 'disabled' }),
    rules: { namespaces: [shop({ [inject]: 'enabled' })] },
    means: 'no proxy',
    by: (_, of) => of,
  },
  {
    name: 'the pod asks where the namespace refuses',
    rules: { namespaces: [shop({ [inject]: 'disabled' })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'a word that is none at the namespace switches all off',
    rules: { namespaces: [shop({ [inject]: 'true' })] },
    means: 'no proxy',
    by: rules => rules.namespaces?.[0],
  },
  { name: 'a word that is none at the pod', of: web({ [inject]: 'yes' }), means: 'no proxy', by: (_, of) => of },
  { name: 'ingress is a proxy', of: web({ [inject]: 'ingress' }), means: 'unauthenticated: none anywhere' },
  { name: 'windows is a proxy of Buoyant', of: web({ [inject]: 'windows' }), means: 'unauthenticated: none anywhere' },
  { name: 'on the network of the node there is none', of: web({}, { hostNetwork: true }), means: 'no proxy' },
];

/** Source: linkerd.io/2-edge/reference/proxy-configuration: ports that go past the proxy. */
const skipped: readonly Row[] = [
  { name: 'the port itself', of: web({ [`${config}skip-inbound-ports`]: '8080' }), means: 'no proxy' },
  { name: 'a range', of: web({ [`${config}skip-inbound-ports`]: '22, 8000-9000' }), means: 'no proxy' },
  {
    name: 'another port',
    of: web({ [`${config}skip-inbound-ports`]: '9990' }),
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'a list with a mistake',
    of: web({ [`${config}skip-inbound-ports`]: '8080,http' }),
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'those of the namespace',
    rules: { namespaces: [shop({ [`${config}skip-inbound-ports`]: '8080' })] },
    means: 'no proxy',
    by: rules => rules.namespaces?.[0],
  },
  {
    name: 'those of the pod in place of those of the namespace',
    of: web({ [`${config}skip-inbound-ports`]: '9990' }),
    rules: { namespaces: [shop({ [`${config}skip-inbound-ports`]: '8080' })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'before every Server',
    of: web({ [`${config}skip-inbound-ports`]: '8080' }),
    rules: { servers: [server({ accessPolicy: 'deny' })] },
    means: 'no proxy',
  },
];

const of = (value: string) => ({ installation: { defaultInboundPolicy: value } });

/** Source: linkerd.io/2-edge/reference/authorization-policy#default-policies; policy-controller defaults.rs. */
const defaults: readonly Row[] = [
  { name: 'nothing stated', means: 'unauthenticated: none anywhere', by: () => 'default' },
  {
    name: 'all-unauthenticated',
    rules: of('all-unauthenticated'),
    means: 'unauthenticated: none anywhere',
    by: rules => rules.installation,
  },
  { name: 'all-authenticated', rules: of('all-authenticated'), means: 'mesh TLS: identity * anywhere' },
  { name: 'cluster-authenticated', rules: of('cluster-authenticated'), means: 'mesh TLS: identity * cluster' },
  { name: 'cluster-unauthenticated', rules: of('cluster-unauthenticated'), means: 'unauthenticated: none cluster' },
  { name: 'deny', rules: of('deny'), means: 'denied', by: rules => rules.installation },
  { name: 'audit lets everyone in', rules: of('audit'), means: 'unauthenticated: none anywhere audited' },
  { name: 'a word that is none', rules: of('allow'), means: 'unauthenticated: none anywhere', by: () => 'default' },
  {
    name: 'the namespace in place of the installation',
    rules: { ...of('all-unauthenticated'), namespaces: [shop({ [policyName]: 'deny' })] },
    means: 'denied',
    by: rules => rules.namespaces?.[0],
  },
  {
    name: 'the pod in place of the namespace',
    of: web({ [policyName]: 'all-unauthenticated' }),
    rules: { ...of('deny'), namespaces: [shop({ [policyName]: 'all-authenticated' })] },
    means: 'unauthenticated: none anywhere',
    by: (_, it) => it,
  },
  {
    name: 'a word that is none at the pod hides the namespace, not the installation',
    of: web({ [policyName]: 'denied' }),
    rules: { ...of('all-authenticated'), namespaces: [shop({ [policyName]: 'deny' })] },
    means: 'mesh TLS: identity * anywhere',
    by: rules => rules.installation,
  },
  {
    name: 'another namespace says nothing',
    rules: { namespaces: [{ name: 'bank', annotations: { [policyName]: 'deny' } }] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'an identity for single ports',
    of: web({ [`${config}proxy-require-identity-inbound-ports`]: '8080' }),
    means: 'mesh TLS: identity * anywhere',
  },
  {
    name: 'an identity for other ports',
    of: web({ [`${config}proxy-require-identity-inbound-ports`]: '9990' }),
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'an identity keeps the networks',
    of: web({ [`${config}proxy-require-identity-inbound-ports`]: '8080', [policyName]: 'cluster-unauthenticated' }),
    means: 'mesh TLS: identity * cluster',
  },
  {
    name: 'an identity is not asked for where callers are only reported',
    of: web({ [`${config}proxy-require-identity-inbound-ports`]: '8080', [policyName]: 'audit' }),
    means: 'unauthenticated: none anywhere audited',
  },
];

/** Source: linkerd.io/2-edge/reference/authorization-policy#server; policy-controller inbound/index.rs, inbound/server.rs. */
const servers: readonly Row[] = [
  { name: 'a Server denies', rules: { servers: [server()] }, means: 'denied', by: rules => rules.servers?.[0] },
  {
    name: 'a Server takes the place of every default',
    of: web({ [policyName]: 'all-unauthenticated' }),
    rules: { ...of('audit'), servers: [server()] },
    means: 'denied',
  },
  {
    name: 'an identity for single ports is not asked for behind a Server',
    of: web({ [`${config}proxy-require-identity-inbound-ports`]: '8080' }),
    rules: { servers: [server({ accessPolicy: 'all-unauthenticated' })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'accessPolicy all-unauthenticated',
    rules: { servers: [server({ accessPolicy: 'all-unauthenticated' })] },
    means: 'unauthenticated: none anywhere',
    by: rules => rules.servers?.[0],
  },
  {
    name: 'accessPolicy cluster-authenticated',
    rules: { servers: [server({ accessPolicy: 'cluster-authenticated' })] },
    means: 'mesh TLS: identity * cluster',
  },
  {
    name: 'accessPolicy audit',
    rules: { servers: [server({ accessPolicy: 'audit' })] },
    means: 'unauthenticated: none anywhere audited',
  },
  { name: 'accessPolicy deny', rules: { servers: [server({ accessPolicy: 'deny' })] }, means: 'denied' },
  { name: 'a word that is none denies', rules: { servers: [server({ accessPolicy: 'open' })] }, means: 'denied' },
  {
    name: 'versions before v1beta3 know no accessPolicy',
    rules: { servers: [server({ version: 'v1beta1', accessPolicy: 'all-unauthenticated' })] },
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'another port keeps the default',
    port: 9990,
    rules: { servers: [server()] },
    means: 'unauthenticated: none anywhere',
    by: () => 'default',
  },
  {
    name: 'a number selects a port that the pod does not state',
    port: 7000,
    rules: { servers: [server({ port: 7000 })] },
    means: 'denied',
  },
  {
    name: 'a number in quotes is a name',
    rules: { servers: [server({ port: '8080' })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'a name selects ports that carry TCP',
    port: 53,
    rules: { servers: [server({ port: 'dns' })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'another namespace',
    rules: { servers: [server({ namespace: 'bank' })] },
    means: 'unauthenticated: none anywhere',
  },
  { name: 'an empty selector selects all', rules: { servers: [server({ podSelector: {} })] }, means: 'denied' },
  {
    name: 'labels that differ',
    rules: { servers: [server({ podSelector: { matchLabels: { app: 'web', tier: 'front' } } })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'In and NotIn, a label that is absent is in no list',
    rules: {
      servers: [
        server({
          podSelector: {
            matchExpressions: [
              { key: 'app', operator: 'In', values: ['api', 'web'] },
              { key: 'environment', operator: 'NotIn', values: ['dev'] },
              { key: 'app', operator: 'Exists' },
              { key: 'canary', operator: 'DoesNotExist' },
            ],
          },
        }),
      ],
    },
    means: 'denied',
  },
  {
    name: 'In without a list selects nothing',
    rules: { servers: [server({ podSelector: { matchExpressions: [{ key: 'app', operator: 'In' }] } })] },
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'two Servers of one port that say the same',
    rules: { servers: [server({ name: 'b' }), server({ name: 'a' })] },
    means: 'denied',
    by: rules => rules.servers?.[1],
    ignored: 1,
  },
  {
    name: 'two Servers of one port: the older one counts, which no file tells',
    rules: { servers: [server({ name: 'a' }), server({ name: 'b', accessPolicy: 'all-unauthenticated' })] },
    means: 'unknown',
    ignored: 1,
  },
  { name: 'a Server that a template makes', rules: { servers: [server({ vague: true })] }, means: 'unknown' },
  {
    name: 'a Server of external workloads',
    rules: {
      servers: [{ namespace: 'shop', name: 'out', labels: {}, version: 'v1beta3', port: 8080, accessPolicy: 'deny' }],
    },
    means: 'unauthenticated: none anywhere',
  },
];

const behind = (rules: Rules): Rules => ({ servers: [server()], ...rules });

/** Source: linkerd.io/2-edge/reference/authorization-policy#authorizationpolicy; policy_client_authz, admission.rs. */
const policies: readonly Row[] = [
  {
    name: 'everyone with an identity',
    rules: behind({ policies: [policy([mesh])], meshTLS: [clients()] }),
    means: 'mesh TLS: identity * anywhere',
    by: rules => rules.policies?.[0],
  },
  {
    name: 'no demand is no identity',
    rules: behind({ policies: [policy([])] }),
    means: 'unauthenticated: none anywhere',
    by: rules => rules.policies?.[0],
  },
  {
    name: 'a network alone needs no TLS',
    rules: behind({ policies: [policy([network])], networks: [pods('10.0.0.0/8')] }),
    means: 'unauthenticated: none 10.0.0.0/8',
  },
  {
    name: 'a network of all addresses',
    rules: behind({ policies: [policy([network])], networks: [pods('10.0.0.0/8', '::/0')] }),
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'an identity and a network are asked for both',
    rules: behind({ policies: [policy([mesh, network])], meshTLS: [clients()], networks: [pods('0.0.0.0/0')] }),
    means: 'mesh TLS: identity * anywhere',
  },
  {
    name: 'a ServiceAccount of the same namespace',
    rules: behind({ policies: [policy([account])] }),
    means: `mesh TLS: identity front.shop.${identity} anywhere`,
  },
  {
    name: 'a ServiceAccount of another namespace',
    rules: behind({ policies: [policy([{ ...account, namespace: 'bank' }])] }),
    means: `mesh TLS: identity front.bank.${identity} anywhere`,
  },
  {
    name: 'names of another trust domain',
    rules: behind({ installation: { namespace: 'l5d', trustDomain: 'shop.test' }, policies: [policy([account])] }),
    means: 'mesh TLS: identity front.shop.serviceaccount.identity.l5d.shop.test anywhere',
  },
  {
    name: 'two policies: one is enough',
    rules: behind({ policies: [policy([account]), policy([], undefined, { name: 'open' })] }),
    means: `unauthenticated: none anywhere, identity front.shop.${identity} anywhere`,
    by: rules => rules.policies?.[1],
  },
  {
    name: 'an accessPolicy is one more that lets in',
    rules: { servers: [server({ accessPolicy: 'all-unauthenticated' })], policies: [policy([account])] },
    means: `unauthenticated: none anywhere, identity front.shop.${identity} anywhere`,
    by: rules => rules.servers?.[0],
  },
  {
    name: 'a policy does not take back what the accessPolicy allows',
    rules: { servers: [server({ accessPolicy: 'audit' })], policies: [policy([mesh])], meshTLS: [clients()] },
    means: 'unauthenticated: none anywhere audited, identity * anywhere',
  },
  {
    name: 'for the whole namespace',
    rules: behind({ policies: [policy([mesh], toNamespace)], meshTLS: [clients()] }),
    means: 'mesh TLS: identity * anywhere',
  },
  {
    name: 'for the whole namespace, but no Server is there: nothing changes',
    rules: { policies: [policy([mesh], toNamespace)], meshTLS: [clients()] },
    means: 'unauthenticated: none anywhere',
    by: () => 'default',
  },
  {
    name: 'for another namespace',
    rules: behind({ policies: [policy([mesh], { kind: 'Namespace', name: 'bank' })], meshTLS: [clients()] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'for another Server',
    rules: behind({ policies: [policy([], { group, kind: 'Server', name: 'api' })] }),
    means: 'denied',
  },
  {
    name: 'of another namespace',
    rules: behind({ policies: [policy([], undefined, { namespace: 'bank' })] }),
    means: 'denied',
  },
  {
    name: 'kinds compare without case',
    rules: behind({ policies: [policy([], { group: 'Policy.Linkerd.io', kind: 'server', name: 'web-http' })] }),
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'an authentication that is not there: the policy has no say',
    rules: behind({ policies: [policy([mesh])] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'an authentication of another namespace is not found without saying so',
    rules: behind({ policies: [policy([mesh])], meshTLS: [clients({ namespace: 'bank' })] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'an authentication of another namespace',
    rules: behind({
      policies: [policy([{ ...mesh, namespace: 'bank' }])],
      meshTLS: [clients({ namespace: 'bank', identities: ['*.bank.test'] })],
    }),
    means: 'mesh TLS: identity *.bank.test anywhere',
  },
  {
    name: 'an authentication that names nobody',
    rules: behind({ policies: [policy([mesh])], meshTLS: [clients({ identities: [] })] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'accounts and namespaces as references: an account is of the namespace of the authentication',
    rules: behind({
      policies: [policy([mesh])],
      meshTLS: [
        {
          namespace: 'shop',
          name: 'clients',
          identityRefs: [
            { kind: 'ServiceAccount', name: 'api' },
            { kind: 'Namespace', name: 'bank' },
          ],
        },
      ],
    }),
    means: `mesh TLS: identity api.shop.${identity}|*.bank.${identity} anywhere`,
  },
  {
    name: 'two identities at once are refused',
    rules: behind({ policies: [policy([mesh, account])], meshTLS: [clients()] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'two networks at once are refused',
    rules: behind({ policies: [policy([network, { ...network, name: 'b' }])], networks: [pods('10.0.0.0/8')] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'a demand of a kind that is none is refused',
    rules: behind({ policies: [policy([{ kind: 'User', name: 'bob' }])] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'a policy that a template makes may let more in',
    rules: behind({ policies: [policy([mesh], undefined, { vague: true })] }),
    means: 'unknown',
    by: rules => rules.policies?.[0],
  },
  {
    name: 'where all are let in already, a template changes nothing',
    rules: behind({ policies: [policy([]), policy([mesh], undefined, { name: 'b', vague: true })] }),
    means: 'unauthenticated: none anywhere',
  },
];

/** Source: linkerd.io/2-edge/reference/authorization-policy#serverauthorization; inbound/server_authorization.rs, grpc/src/inbound.rs. */
const authorizations: readonly Row[] = [
  {
    name: 'without TLS; no networks are those of the cluster',
    rules: behind({ serverAuthorizations: [authorization({ unauthenticated: true })] }),
    means: 'unauthenticated: none cluster',
    by: rules => rules.serverAuthorizations?.[0],
  },
  {
    name: 'without TLS from everywhere',
    rules: behind({
      serverAuthorizations: [authorization({ unauthenticated: true, networks: [{ cidr: '0.0.0.0/0' }] })],
    }),
    means: 'unauthenticated: none anywhere',
  },
  {
    name: 'from everywhere but some',
    rules: behind({
      serverAuthorizations: [
        authorization({ unauthenticated: true, networks: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }),
      ],
    }),
    means: 'unauthenticated: none 0.0.0.0/0',
  },
  {
    name: 'TLS without an identity',
    rules: behind({ serverAuthorizations: [authorization({ meshTLS: { unauthenticatedTLS: true } })] }),
    means: 'mesh TLS: any cluster',
  },
  {
    name: 'accounts and names together',
    rules: behind({
      serverAuthorizations: [
        authorization({ meshTLS: { identities: ['a.test'], serviceAccounts: [{ name: 'front' }] } }),
      ],
    }),
    means: `mesh TLS: identity a.test|front.shop.${identity} cluster`,
  },
  {
    name: 'by a selector of Servers',
    rules: behind({
      serverAuthorizations: [
        authorization({ unauthenticated: true }, { server: { selector: { matchLabels: { role: 'front' } } } }),
      ],
    }),
    means: 'unauthenticated: none cluster',
  },
  {
    name: 'by a selector of the labels of pods: they are not those of the Server',
    rules: behind({
      serverAuthorizations: [
        authorization({ unauthenticated: true }, { server: { selector: { matchLabels: { app: 'web' } } } }),
      ],
    }),
    means: 'denied',
  },
  {
    name: 'without a name and a selector: every Server',
    rules: behind({ serverAuthorizations: [authorization({ unauthenticated: true }, { server: {} })] }),
    means: 'unauthenticated: none cluster',
  },
  {
    name: 'TLS and none: refused',
    rules: behind({
      serverAuthorizations: [authorization({ unauthenticated: true, meshTLS: { identities: ['*'] } })],
    }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'an identity and none: refused',
    rules: behind({
      serverAuthorizations: [authorization({ meshTLS: { unauthenticatedTLS: true, identities: ['*'] } })],
    }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'nobody is named',
    rules: behind({ serverAuthorizations: [authorization({ meshTLS: {} })] }),
    means: 'denied',
    ignored: 1,
  },
  {
    name: 'both kinds count: one is enough',
    rules: behind({
      serverAuthorizations: [authorization({ unauthenticated: true })],
      policies: [policy([account])],
    }),
    means: `unauthenticated: none cluster, identity front.shop.${identity} anywhere`,
  },
];

/** Source: linkerd.io/2-edge/tasks/configuring-per-route-policy; linkerd2-proxy-api inbound.proto (HttpRoute.authorizations). */
const routes: readonly Row[] = [
  {
    name: 'a policy for a route',
    rules: behind({ routes: [route()], policies: [policy([mesh], toRoute)], meshTLS: [clients()] }),
    means: 'mesh TLS: identity * anywhere@get',
  },
  {
    name: 'a route adds to what the Server allows',
    rules: behind({ routes: [route()], policies: [policy([], toRoute), policy([account])] }),
    means: `unauthenticated: none anywhere@get, identity front.shop.${identity} anywhere`,
    by: rules => rules.policies?.[0],
  },
  {
    name: 'a policy for a route that no Server takes',
    rules: behind({ policies: [policy([], toRoute)] }),
    means: 'denied',
  },
  {
    name: 'a route of another group',
    rules: behind({ routes: [route({ group: 'gateway.networking.k8s.io' })], policies: [policy([], toRoute)] }),
    means: 'denied',
  },
  {
    name: 'a route that names a port of its parent is refused',
    rules: behind({
      routes: [route({ parents: [{ group, kind: 'Server', name: 'web-http', port: 8080 }] })],
      policies: [policy([], toRoute)],
    }),
    means: 'denied',
  },
  {
    name: 'a route of a Service is for callers, not for the called',
    rules: behind({
      routes: [route({ parents: [{ kind: 'Service', name: 'web-http' }] })],
      policies: [policy([], toRoute)],
    }),
    means: 'denied',
  },
  {
    name: 'a port that is opaque has no requests to match',
    rules: {
      servers: [server({ proxyProtocol: 'opaque' })],
      routes: [route()],
      policies: [policy([], toRoute)],
    },
    means: 'denied',
  },
  {
    name: 'a route for gRPC',
    rules: behind({
      routes: [route({ group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: 'list' })],
      policies: [policy([], { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: 'list' })],
    }),
    means: 'unauthenticated: none anywhere@list',
  },
];

const tables = { proxies, skipped, defaults, servers, policies, authorizations, routes };

describe('what the proxy of Linkerd asks of callers', () => {
  for (const [table, rows] of Object.entries(tables)) {
    describe(table, () => {
      for (const { name, of = web(), port = 8080, rules = {}, means, by, ignored = 0 } of rows) {
        it(name, () => {
          const found = inboundPolicy(of, port, rules);
          const grants = found.grants.map(it => {
            const from = typeof it.from === 'string' ? it.from : it.from.map(own => own.cidr).join('|');
            const words = [it.tls, it.identities.join('|'), from, it.audited ? 'audited' : ''].filter(Boolean);
            return words.join(' ') + (it.route ? `@${it.route.name}` : '');
          });
          const shown = found.meaning === 'unknown' ? [] : grants;
          assert.equal([found.meaning, shown.join(', ')].filter(Boolean).join(': '), means);
          assert.equal(found.ignored.length, ignored);
          if (by) assert.equal(found.decidedBy, by(rules, of));
        });
      }
    });
  }
});
