import assert from 'node:assert/strict';
import { intentionOf } from '../../../../server/src/facts/cluster/consul/intention';
import { mutualTlsOf, takesRequests } from '../../../../server/src/facts/cluster/consul/policy';
import type {
  Agent,
  Intention,
  Mesh,
  MutualTls,
  ProxyDefaults,
  Rules,
  Service,
  ServiceDefaults,
  ServiceIntentions,
  Source,
} from '../../../../server/src/facts/cluster/consul/types';

const web: Service = { name: 'web' };
const db: Service = { name: 'db' };
const named = (service: string): Service => {
  const [name, namespace, partition, peer] = service.split(/[@/^]/);
  return {
    name: name!,
    ...(namespace ? { namespace } : {}),
    ...(partition ? { partition } : {}),
    ...(peer ? { peer } : {}),
  };
};
/** `web@shop/east`: a name, a namespace, a partition; with an action. */
const from = (service: string, action = 'allow', more: Partial<Source> = {}): Source => ({
  ...named(service),
  action,
  ...more,
});
const byRequest = (service: string, ...actions: readonly string[]): Source => ({
  ...named(service),
  permissions: actions.map(action => ({ action })),
});
const to = (service: string, ...sources: readonly Source[]): ServiceIntentions => ({
  destination: named(service),
  sources,
});
const deny: Agent = { acl: { enabled: true, defaultPolicy: 'deny' } };
const http: readonly ServiceDefaults[] = [{ name: 'db', protocol: 'http' }];

interface Row {
  readonly name: string;
  readonly caller?: Service;
  readonly called?: Service;
  readonly rules?: Rules;
  /** The action, then the precedence or `default`. */
  readonly means: string;
  readonly by?: (rules: Rules) => Intention['decidedBy'] | undefined;
  readonly refused?: number;
}

/** Source: developer.hashicorp.com consul/docs/reference/agent/configuration-file/general (default_intention_policy) and /acl (default_policy). */
const defaults: readonly Row[] = [
  { name: 'nothing stated', means: 'allow default', by: () => 'default' },
  {
    name: 'access control is off',
    rules: { agent: { acl: { enabled: false } } },
    means: 'allow default',
    by: it => it.agent,
  },
  {
    name: 'access control is off, whatever its policy says',
    rules: { agent: { acl: { enabled: false, defaultPolicy: 'deny' } } },
    means: 'allow default',
  },
  { name: 'access control denies', rules: { agent: deny }, means: 'deny default', by: it => it.agent },
  {
    name: 'access control allows',
    rules: { agent: { acl: { enabled: true, defaultPolicy: 'allow' } } },
    means: 'allow default',
  },
  {
    name: 'access control without a policy allows',
    rules: { agent: { acl: { enabled: true } } },
    means: 'allow default',
  },
  {
    name: 'a policy for intentions goes before',
    rules: { agent: { ...deny, intentionPolicy: 'allow' } },
    means: 'allow default',
  },
  {
    name: 'a policy for intentions holds without access control',
    rules: { agent: { acl: { enabled: false }, intentionPolicy: 'deny' } },
    means: 'deny default',
  },
  {
    name: 'an intention for other services changes nothing',
    rules: { agent: deny, intentions: [to('api', from('web'))] },
    means: 'deny default',
  },
];

/** The table of docs secure-mesh/intention, "Precedence and match order"; agent/structs/intention.go UpdatePrecedence. */
const order: readonly Row[] = [
  { name: 'name to name', rules: { intentions: [to('db', from('web'))] }, means: 'allow 9' },
  { name: 'all of a namespace to a name', rules: { intentions: [to('db', from('*'))] }, means: 'allow 8' },
  { name: 'all namespaces to a name', rules: { intentions: [to('db', from('*@*'))] }, means: 'allow 7' },
  { name: 'a name to all of a namespace', rules: { intentions: [to('*', from('web'))] }, means: 'allow 6' },
  { name: 'all of a namespace to all of one', rules: { intentions: [to('*', from('*'))] }, means: 'allow 5' },
  { name: 'all namespaces to all of one', rules: { intentions: [to('*', from('*@*'))] }, means: 'allow 4' },
  {
    name: 'a name to all namespaces',
    rules: { intentions: [to('*@*', from('web@default'))] },
    means: 'allow 3',
  },
  {
    name: 'all of a namespace to all namespaces',
    rules: { intentions: [to('*@*', from('*@default'))] },
    means: 'allow 2',
  },
  { name: 'everyone to everything', rules: { intentions: [to('*@*', from('*@*'))] }, means: 'allow 1' },
  {
    name: 'a name before everyone, in one entry and in any order',
    rules: { intentions: [to('db', from('*', 'deny'), from('web'))] },
    means: 'allow 9',
  },
  {
    name: 'a denied name before everyone who is allowed',
    rules: { intentions: [to('db', from('*'), from('web', 'deny'))] },
    means: 'deny 9',
  },
  {
    name: 'the destination counts more than the source: everyone to db before web to everything',
    rules: { intentions: [to('*', from('web')), to('db', from('*', 'deny'))] },
    means: 'deny 8',
    by: it => it.intentions?.[1],
  },
  {
    name: 'and so all namespaces to db before web to everything',
    rules: { intentions: [to('*', from('web', 'deny')), to('db', from('*@*'))] },
    means: 'allow 7',
  },
  {
    name: 'a denial of everything is only for what has no intention of its own',
    rules: { agent: deny, intentions: [to('*', from('*', 'deny')), to('db', from('web'))] },
    means: 'allow 9',
  },
  {
    name: 'a denial of everything holds for others',
    caller: { name: 'api' },
    rules: { intentions: [to('*', from('*', 'deny')), to('db', from('web'))] },
    means: 'deny 5',
  },
  {
    name: 'an intention goes before the default',
    rules: { agent: deny, intentions: [to('*', from('*'))] },
    means: 'allow 5',
  },
  {
    name: 'the other direction is another matter',
    caller: db,
    called: web,
    rules: { agent: deny, intentions: [to('db', from('web'))] },
    means: 'deny default',
  },
  {
    name: 'a service may be denied to call itself',
    caller: db,
    rules: { intentions: [to('db', from('*', 'deny'))] },
    means: 'deny 8',
  },
  {
    name: 'two entries of one destination that disagree',
    rules: { intentions: [to('db', from('web')), to('db', from('web', 'deny'))] },
    means: 'unknown 9',
  },
  {
    name: 'two entries of one destination that agree',
    rules: { intentions: [to('db', from('web')), to('db', from('web'))] },
    means: 'allow 9',
  },
  {
    name: 'an entry that a template makes',
    rules: { intentions: [to('db', from('web')), { ...to('db'), vague: true }] },
    means: 'unknown default',
    by: it => it.intentions?.[1],
  },
];

/** Source: docs reference/config-entry/service-intentions (Sources[].Namespace, Partition, Peer, SamenessGroup); agent/connect/authz.go. */
const places: readonly Row[] = [
  {
    name: 'a source is of the namespace of the destination',
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('db@shop', from('web'))] },
    means: 'deny default',
  },
  {
    name: 'and so a caller of that namespace is meant',
    caller: named('web@shop'),
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('db@shop', from('web'))] },
    means: 'allow 9',
  },
  {
    name: 'another namespace that is stated',
    caller: named('web@front'),
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('db@shop', from('web@front'))] },
    means: 'allow 9',
  },
  {
    name: '* is all of one namespace, not of all',
    caller: named('web@front'),
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('db@shop', from('*'))] },
    means: 'deny default',
  },
  {
    name: '* as destination is all of one namespace',
    caller: named('web@shop'),
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('*', from('*@*'))] },
    means: 'deny default',
  },
  {
    name: 'all of one namespace to all namespaces',
    caller: named('web@shop'),
    called: named('db@bank'),
    rules: { agent: deny, intentions: [to('*@*', from('*@shop'))] },
    means: 'allow 2',
  },
  {
    name: 'where the destination is all namespaces, a source without one is of default',
    called: named('db@bank'),
    rules: { agent: deny, intentions: [to('*@*', from('web'))] },
    means: 'allow 3',
  },
  {
    name: 'and not of any other',
    caller: named('web@shop'),
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('*@*', from('web'))] },
    means: 'deny default',
  },
  {
    name: 'a source is of the partition of the destination',
    called: named('db@default/east'),
    rules: { agent: deny, intentions: [to('db@default/east', from('web'))] },
    means: 'deny default',
  },
  {
    name: 'a caller of the same partition',
    caller: named('web@default/east'),
    called: named('db@default/east'),
    rules: { agent: deny, intentions: [to('db@default/east', from('web'))] },
    means: 'allow 9',
  },
  {
    name: 'a caller of a partition that is stated',
    caller: named('web@default/west'),
    called: named('db@default/east'),
    rules: { agent: deny, intentions: [to('db@default/east', from('web@default/west'))] },
    means: 'allow 9',
  },
  {
    name: 'an entry of another partition is for services of that one',
    rules: { agent: deny, intentions: [to('db@default/east', from('web@default/default'))] },
    means: 'deny default',
  },
  {
    name: 'everyone is nobody of a peer',
    caller: { name: 'web', peer: 'cluster-2' },
    rules: { agent: deny, intentions: [to('db', from('*@*'))] },
    means: 'deny default',
  },
  {
    name: 'a caller of a peer',
    caller: { name: 'web', peer: 'cluster-2' },
    rules: { agent: deny, intentions: [to('db', from('web', 'allow', { peer: 'cluster-2' }))] },
    means: 'allow 9',
  },
  {
    name: 'a service of the same name here is another one',
    rules: { agent: deny, intentions: [to('db', from('web', 'allow', { peer: 'cluster-2' }))] },
    means: 'deny default',
  },
  {
    name: 'all of a peer',
    caller: { name: 'web', peer: 'cluster-2' },
    rules: { agent: deny, intentions: [to('db', from('*', 'allow', { peer: 'cluster-2' }))] },
    means: 'allow 8',
  },
  {
    name: 'a caller of a peer is of the namespace default, not of that of the destination',
    caller: { name: 'web', namespace: 'shop', peer: 'cluster-2' },
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('db@shop', from('web', 'allow', { peer: 'cluster-2' }))] },
    means: 'deny default',
  },
  {
    name: 'unless a namespace is stated',
    caller: { name: 'web', namespace: 'shop', peer: 'cluster-2' },
    called: named('db@shop'),
    rules: { agent: deny, intentions: [to('db@shop', from('web@shop', 'allow', { peer: 'cluster-2' }))] },
    means: 'allow 9',
  },
  {
    name: 'a peer of another name',
    caller: { name: 'web', peer: 'cluster-3' },
    rules: { agent: deny, intentions: [to('db', from('*', 'allow', { peer: 'cluster-2' }))] },
    means: 'deny default',
  },
  {
    name: 'a group holds a peer',
    caller: { name: 'web', peer: 'cluster-2' },
    rules: {
      agent: deny,
      groups: [{ name: 'all', members: [{ partition: 'default' }, { peer: 'cluster-2' }] }],
      intentions: [to('db', from('web', 'allow', { samenessGroup: 'all' }))],
    },
    means: 'allow 9',
  },
  {
    name: 'a group holds the partition',
    rules: {
      agent: deny,
      groups: [{ name: 'all', members: [{ partition: 'default' }, { peer: 'cluster-2' }] }],
      intentions: [to('db', from('web', 'allow', { samenessGroup: 'all' }))],
    },
    means: 'allow 9',
  },
  {
    name: 'a group holds neither',
    caller: { name: 'web', partition: 'west' },
    rules: {
      agent: deny,
      groups: [{ name: 'all', members: [{ partition: 'default' }] }],
      intentions: [to('db', from('web', 'allow', { samenessGroup: 'all' }))],
    },
    means: 'deny default',
  },
  {
    name: 'a group that no file describes',
    rules: { agent: deny, intentions: [to('db', from('web', 'allow', { samenessGroup: 'all' }))] },
    means: 'unknown 9',
  },
];

/** Source: docs reference/config-entry/service-intentions (Permissions); agent/xds/rbac.go intentionToIntermediateRBACForm. */
const requests: readonly Row[] = [
  {
    name: 'some requests are allowed, the rest is denied by default',
    rules: { agent: deny, serviceDefaults: http, intentions: [to('db', byRequest('web', 'allow'))] },
    means: 'requests 9, rest deny',
  },
  {
    name: 'some requests are denied, the rest is allowed by default',
    rules: { serviceDefaults: http, intentions: [to('db', byRequest('web', 'deny'))] },
    means: 'requests 9, rest allow',
  },
  {
    name: 'permissions that say what the default says',
    rules: { agent: deny, serviceDefaults: http, intentions: [to('db', byRequest('web', 'deny', 'deny'))] },
    means: 'deny 9',
  },
  {
    name: 'one after the other',
    rules: { agent: deny, serviceDefaults: http, intentions: [to('db', byRequest('web', 'deny', 'allow'))] },
    means: 'requests 9, rest deny',
  },
  {
    name: 'where no permission matches, a wider intention is not asked',
    rules: {
      agent: deny,
      serviceDefaults: http,
      intentions: [to('db', byRequest('web', 'allow'), from('*', 'allow'))],
    },
    means: 'requests 9, rest deny',
  },
  {
    name: 'a service that is called by connections: nothing passes',
    rules: { intentions: [to('db', byRequest('web', 'allow'))] },
    means: 'deny 9',
  },
  {
    name: 'the protocol of all proxies',
    rules: {
      agent: deny,
      proxyDefaults: [{ name: 'global', protocol: 'grpc' }],
      intentions: [to('db', byRequest('web', 'allow'))],
    },
    means: 'requests 9, rest deny',
  },
  {
    name: 'the protocol of the service goes before that of all proxies',
    rules: {
      agent: deny,
      proxyDefaults: [{ name: 'global', protocol: 'http' }],
      serviceDefaults: [{ name: 'db', protocol: 'tcp' }],
      intentions: [to('db', byRequest('web', 'allow'))],
    },
    means: 'deny 9',
  },
  {
    name: 'a protocol that a template decides',
    rules: {
      serviceDefaults: [{ name: 'db', vague: true }],
      intentions: [to('db', byRequest('web', 'allow'))],
    },
    means: 'unknown 9',
  },
];

/** Source: hashicorp/consul agent/structs/config_entry_intentions.go (validate). */
const refusals: readonly Row[] = [
  {
    name: 'an action and permissions',
    rules: { agent: deny, intentions: [to('db', { ...byRequest('web', 'allow'), action: 'allow' })] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'neither of them',
    rules: { agent: deny, intentions: [to('db', { name: 'web' })] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'permissions for everything',
    rules: { agent: deny, intentions: [to('*', byRequest('web', 'allow'))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'a part of a name',
    rules: { agent: deny, intentions: [to('db', from('web-*'))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'a name behind all namespaces',
    rules: { agent: deny, intentions: [to('db', from('web@*'))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'one name twice',
    rules: { agent: deny, intentions: [to('db', from('web'), from('web', 'deny'))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'a partition and a peer',
    rules: { agent: deny, intentions: [to('db', from('web', 'allow', { partition: 'a', peer: 'b' }))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'a peer and a group',
    rules: { agent: deny, intentions: [to('db', from('web', 'allow', { samenessGroup: 'a', peer: 'b' }))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'all peers at once',
    rules: { agent: deny, intentions: [to('db', from('*', 'allow', { peer: '*' }))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'no source at all',
    rules: { intentions: [to('db')] },
    means: 'allow default',
    refused: 1,
  },
  {
    name: 'an empty list of permissions is none',
    rules: { agent: deny, intentions: [to('db', from('web', 'allow', { permissions: [] }))] },
    means: 'allow 9',
  },
  {
    name: 'an action that is none',
    rules: { agent: deny, intentions: [to('db', from('web', 'Allow'))] },
    means: 'deny default',
    refused: 1,
  },
  {
    name: 'one mistake takes the whole entry away, not the others',
    rules: { agent: deny, intentions: [to('db', from('web'), from('api-*')), to('*', from('web'))] },
    means: 'allow 6',
    refused: 1,
  },
];

describe('whether a service of Consul may call another', () => {
  for (const [table, rows] of Object.entries({ defaults, order, places, requests, refusals })) {
    describe(table, () => {
      for (const { name, caller = web, called = db, rules = {}, means, by, refused = 0 } of rows) {
        it(name, () => {
          const found = intentionOf(caller, called, rules);
          const rest = found.rest ? `, rest ${found.rest}` : '';
          assert.equal(`${found.action} ${found.precedence ?? 'default'}${rest}`, means);
          assert.equal(found.refused.length, refused);
          if (by) assert.equal(found.decidedBy, by(rules));
        });
      }
    });
  }
});

interface TlsRow {
  readonly name: string;
  readonly of?: Service;
  readonly mesh?: Mesh;
  readonly all?: ProxyDefaults;
  readonly own?: ServiceDefaults;
  readonly mode: MutualTls['mode'];
  readonly by: 'mesh' | 'all' | 'own' | 'default';
  readonly refused?: number;
}

const allowed: Mesh = { allowEnablingPermissiveMutualTLS: true };

/**
 * Sources: developer.hashicorp.com consul/docs/reference/config-entry/{mesh,proxy-defaults,service-defaults} (MutualTLSMode);
 * hashicorp/consul agent/consul/state/config_entry.go and its TestStore_MutualTLSMode_Validation_InitialWrite.
 */
const modes: readonly TlsRow[] = [
  { name: 'nothing stated', mode: 'strict', by: 'default' },
  { name: 'what the mesh allows is not yet asked for', mesh: allowed, mode: 'strict', by: 'default' },
  {
    name: 'all proxies',
    mesh: allowed,
    all: { name: 'global', mutualTLSMode: 'permissive' },
    mode: 'permissive',
    by: 'all',
  },
  {
    name: 'one service',
    mesh: allowed,
    own: { name: 'web', mutualTLSMode: 'permissive' },
    mode: 'permissive',
    by: 'own',
  },
  {
    name: 'one service in place of all: strict',
    mesh: allowed,
    all: { name: 'global', mutualTLSMode: 'permissive' },
    own: { name: 'web', mutualTLSMode: 'strict' },
    mode: 'strict',
    by: 'own',
  },
  {
    name: 'one service in place of all: permissive',
    mesh: allowed,
    all: { name: 'global', mutualTLSMode: 'strict' },
    own: { name: 'web', mutualTLSMode: 'permissive' },
    mode: 'permissive',
    by: 'own',
  },
  {
    name: 'an empty mode is that of all',
    mesh: allowed,
    all: { name: 'global', mutualTLSMode: 'permissive' },
    own: { name: 'web', mutualTLSMode: '' },
    mode: 'permissive',
    by: 'all',
  },
  {
    name: 'an entry about something else is no mode',
    mesh: allowed,
    all: { name: 'global', mutualTLSMode: 'permissive' },
    own: { name: 'web', protocol: 'http' },
    mode: 'permissive',
    by: 'all',
  },
  {
    name: 'without a mesh entry permissive is refused',
    own: { name: 'web', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
    refused: 1,
  },
  {
    name: 'a mesh entry that does not speak of it',
    mesh: {},
    all: { name: 'global', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
    refused: 1,
  },
  {
    name: 'both are refused',
    mesh: { allowEnablingPermissiveMutualTLS: false },
    all: { name: 'global', mutualTLSMode: 'permissive' },
    own: { name: 'web', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
    refused: 2,
  },
  {
    name: 'strict needs nobody to allow it',
    all: { name: 'global', mutualTLSMode: 'strict' },
    mode: 'strict',
    by: 'all',
  },
  {
    name: 'a mode that is none',
    mesh: allowed,
    all: { name: 'global', mutualTLSMode: 'PERMISSIVE' },
    mode: 'strict',
    by: 'default',
    refused: 1,
  },
  {
    name: 'defaults of another name count for nothing',
    mesh: allowed,
    all: { name: 'proxies', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
  },
  {
    name: 'another service',
    mesh: allowed,
    own: { name: 'api', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
  },
  {
    name: 'another namespace',
    mesh: allowed,
    own: { name: 'web', namespace: 'shop', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
  },
  {
    name: 'the mesh of another partition',
    of: { name: 'web', partition: 'east' },
    mesh: allowed,
    own: { name: 'web', partition: 'east', mutualTLSMode: 'permissive' },
    mode: 'strict',
    by: 'default',
    refused: 1,
  },
  {
    name: 'a service that a template decides about',
    mesh: allowed,
    own: { name: 'web', vague: true },
    mode: 'unknown',
    by: 'own',
  },
  {
    name: 'a mesh that a template decides about',
    mesh: { vague: true },
    own: { name: 'web', mutualTLSMode: 'permissive' },
    mode: 'unknown',
    by: 'mesh',
  },
  {
    name: 'where the service is strict, no template matters',
    mesh: { vague: true },
    all: { name: 'global', vague: true },
    own: { name: 'web', mutualTLSMode: 'strict' },
    mode: 'strict',
    by: 'own',
  },
];

describe('what proxies of Consul ask of connections', () => {
  for (const { name, of = web, mesh, all, own, mode, by, refused = 0 } of modes) {
    it(name, () => {
      const rules: Rules = {
        meshes: mesh ? [mesh] : [],
        proxyDefaults: all ? [all] : [],
        serviceDefaults: own ? [own] : [],
      };
      const found = mutualTlsOf(of, rules);
      assert.equal(found.mode, mode);
      assert.equal(found.decidedBy, { mesh, all, own, default: 'default' as const }[by]);
      assert.equal(found.refused.length, refused);
    });
  }

  for (const [protocol, is] of [
    ['http', true],
    ['HTTP2', true],
    ['grpc', true],
    ['tcp', false],
    ['mongo', false],
  ] as const) {
    it(`${protocol} ${is ? 'has' : 'has no'} requests`, () =>
      assert.equal(takesRequests(db, { serviceDefaults: [{ name: 'db', protocol }] }), is));
  }
});
