import assert from 'node:assert/strict';
import { type Client, type ClientSide, clientMode } from '../../../../server/src/facts/cluster/istio/client';
import { halfNamed, hostMatch } from '../../../../server/src/facts/cluster/istio/host';
import type { MeshConfiguration } from '../../../../server/src/facts/cluster/object';
import { rule, said } from './kit';

const meshWith = (autoMtls: boolean): MeshConfiguration => ({
  path: '/mesh.yaml',
  kind: 'IstioOperator',
  name: 'mesh',
  at: said(0),
  vague: false,
  type: 'mesh-config',
  autoMtls: said(autoMtls),
});

const shown = ({ mode, decidedBy }: ClientSide): string => (decidedBy ? `${mode} by ${decidedBy.object.name}` : mode);

/** Rules are written `namespace/name host …`. */
type Row = readonly [name: string, rules: readonly string[], expected: string, more?: Partial<Question>];

interface Question {
  readonly client: Client;
  readonly namespace: string | undefined;
  readonly port: number | undefined;
  readonly subset: string;
  readonly auto: boolean;
}

function ask(rules: readonly string[], more: Partial<Question> = {}): ClientSide {
  const namespace = 'namespace' in more ? more.namespace : 'shop';
  return clientMode(
    more.client ?? { namespace: 'front', labels: { app: 'web' } },
    { name: 'api', ...(namespace === undefined ? {} : { namespace }) },
    'port' in more ? more.port : 80,
    rules.map(it => rule(it.slice(0, it.indexOf(' ')), it.slice(it.indexOf(' ') + 1))),
    {
      rootNamespace: 'istio-system',
      ...(more.subset ? { subset: more.subset } : {}),
      ...(more.auto === undefined ? {} : { mesh: meshWith(more.auto) }),
    },
  );
}

const fqdn = 'api.shop.svc.cluster.local';

// Sources: istio.io/latest/docs/reference/config/networking/destination-rule (host, "short names");
// istio/istio pilot/pkg/model/config.go (ResolveShortnameToFQDN, MostSpecificHostMatch), config_test.go (TestMostSpecificHostMatch).
const hosts: readonly Row[] = [
  ['no rule', [], 'AUTO'],
  ['the full name', [`front/r ${fqdn} DISABLE`], 'DISABLE by r'],
  ['a short name is one of the namespace of the rule', ['shop/r api DISABLE'], 'DISABLE by r'],
  ['a short name in the namespace of the client is another service', ['front/r api DISABLE'], 'AUTO'],
  ['a short name in the root namespace is another service', ['istio-system/r api DISABLE'], 'AUTO'],
  ['a name of two parts is not completed', ['shop/r api.shop DISABLE'], 'AUTO'],
  ['nor one of three', ['shop/r api.shop.svc DISABLE'], 'AUTO'],
  ['another service', ['shop/r web DISABLE'], 'AUTO'],
  ['another namespace', ['front/r api.front.svc.cluster.local DISABLE'], 'AUTO'],
  ['all services of a namespace', ['front/r *.shop.svc.cluster.local DISABLE'], 'DISABLE by r'],
  ['all services of another', ['front/r *.front.svc.cluster.local DISABLE'], 'AUTO'],
  ['all services', ['istio-system/r *.local ISTIO_MUTUAL'], 'ISTIO_MUTUAL by r'],
  ['all hosts', ['istio-system/r * ISTIO_MUTUAL'], 'ISTIO_MUTUAL by r'],
  ['hosts outside', ['istio-system/r *.com DISABLE'], 'AUTO'],
  ['a full name over all services', ['front/a *.local ISTIO_MUTUAL', `front/b ${fqdn} DISABLE`], 'DISABLE by b'],
  ['the longer wildcard', ['front/a *.shop.svc.cluster.local SIMPLE', 'front/b *.local DISABLE'], 'SIMPLE by a'],
  [
    'the longer wildcard, in the other order',
    ['front/b * DISABLE', 'front/a *.svc.cluster.local SIMPLE'],
    'SIMPLE by a',
  ],
  ['a full name that says nothing of TLS', ['front/a *.local DISABLE', `front/b ${fqdn} policy`], 'AUTO'],
  ['a service whose namespace is open', ['r api DISABLE'], 'DISABLE by r', { namespace: undefined, client: {} }],
  ['a namespace for such a service', [`r ${fqdn} DISABLE`], 'undecided', { namespace: undefined, client: {} }],
  [
    'all of a namespace for such a service',
    ['r *.shop.svc.cluster.local DISABLE'],
    'undecided',
    { namespace: undefined, client: {} },
  ],
  ['all services for such a service', ['r *.local DISABLE'], 'DISABLE by r', { namespace: undefined, client: {} }],
];

// Sources: istio.io/latest/docs/ops/best-practices/traffic-management ("client namespace, service namespace, root namespace");
// istio/istio pilot/pkg/model/push_context.go (destinationRule), push_context_test.go (TestSetDestinationRuleWithExportTo).
const places: readonly Row[] = [
  ['the client before the service', [`front/a ${fqdn} SIMPLE`, 'shop/b api DISABLE'], 'SIMPLE by a'],
  ['the service before the root', ['shop/b api DISABLE', 'istio-system/c *.local ISTIO_MUTUAL'], 'DISABLE by b'],
  ['the root last', [`istio-system/c ${fqdn} DISABLE`], 'DISABLE by c'],
  ['the client before the root', ['istio-system/c *.local ISTIO_MUTUAL', `front/a ${fqdn} DISABLE`], 'DISABLE by a'],
  [
    'a wildcard of the client before the full name of the service',
    ['front/a *.local SIMPLE', 'shop/b api DISABLE'],
    'SIMPLE by a',
  ],
  ['the client says nothing of TLS and ends the search', [`front/a ${fqdn} policy`, 'shop/b api DISABLE'], 'AUTO'],
  ['so does one of subsets only', [`front/a ${fqdn} v1:`, 'istio-system/c *.local ISTIO_MUTUAL'], 'AUTO'],
  ['a bystander', [`other/x ${fqdn} DISABLE`], 'AUTO'],
  [
    'a client in the namespace of the service',
    ['shop/b api DISABLE'],
    'DISABLE by b',
    { client: { namespace: 'shop', labels: {} } },
  ],
  [
    'a client in the root namespace takes that of the service',
    ['istio-system/c *.local ISTIO_MUTUAL', 'shop/b api DISABLE'],
    'DISABLE by b',
    { client: { namespace: 'istio-system', labels: {} } },
  ],
  [
    'but its own private one first',
    ['istio-system/c *.local ISTIO_MUTUAL export:.', 'shop/b api DISABLE'],
    'ISTIO_MUTUAL by c',
    { client: { namespace: 'istio-system', labels: {} } },
  ],
  [
    'for a client in the root namespace',
    ['shop/b api DISABLE export:istio-system'],
    'DISABLE by b',
    { client: { namespace: 'istio-system', labels: {} } },
  ],
  [
    'a client in the root namespace takes its own for all where the service has none',
    ['istio-system/c *.local SIMPLE', 'front/a *.local DISABLE'],
    'SIMPLE by c',
    { client: { namespace: 'istio-system', labels: {} } },
  ],
  [
    'of private ones in the root namespace, the more specific host',
    ['istio-system/c *.local SIMPLE export:.', 'istio-system/d *.shop.svc.cluster.local DISABLE export:.'],
    'DISABLE by d',
    { client: { namespace: 'istio-system', labels: {} } },
  ],
  ['private to the service', ['shop/b api DISABLE export:.'], 'AUTO'],
  ['private to the service by name', ['shop/b api DISABLE export:shop'], 'AUTO'],
  [
    'private to the service, asked by its neighbour',
    ['shop/b api DISABLE export:.'],
    'DISABLE by b',
    { client: { namespace: 'shop', labels: {} } },
  ],
  ['for all', ['shop/b api DISABLE export:*'], 'DISABLE by b'],
  ['for the client', ['shop/b api DISABLE export:front'], 'DISABLE by b'],
  ['for the client and its own', ['shop/b api DISABLE export:.,front'], 'DISABLE by b'],
  ['for another', ['shop/b api DISABLE export:other'], 'AUTO'],
  [
    'for another, asked by its neighbour',
    ['shop/b api DISABLE export:other'],
    'AUTO',
    { client: { namespace: 'shop', labels: {} } },
  ],
  ['private in the root', ['istio-system/c *.local DISABLE export:.'], 'AUTO'],
  [
    'what the client does not see hides less specific ones',
    ['shop/b api DISABLE export:other', 'shop/w *.local SIMPLE'],
    'AUTO',
  ],
  ['but not those of the root', ['shop/b api DISABLE export:other', 'istio-system/c *.local SIMPLE'], 'SIMPLE by c'],
];

// Source: istio/istio pilot/pkg/model/destination_rule.go (mergeDestinationRule), push_context_test.go (TestSetDestinationRuleMerging);
// istio.io/latest/docs/ops/best-practices/traffic-management (splitting destination rules into several resources).
const merging: readonly Row[] = [
  ['two that differ', [`front/a ${fqdn} DISABLE`, `front/b ${fqdn} SIMPLE`], 'undecided'],
  ['two that agree', [`front/a ${fqdn} DISABLE`, `front/b ${fqdn} DISABLE`], 'DISABLE by a'],
  ['a short and a full name are one host', ['shop/a api DISABLE', `shop/b ${fqdn} SIMPLE`], 'undecided'],
  ['one with TLS, one of subsets only', [`front/a ${fqdn} v1:`, `front/b ${fqdn} SIMPLE`], 'SIMPLE by b'],
  ['one with TLS, one of other policies', [`front/a ${fqdn} policy`, `front/b ${fqdn} SIMPLE`], 'undecided'],
  [
    'subsets of one below TLS of the other',
    [`front/a ${fqdn} v1:`, `front/b ${fqdn} SIMPLE`],
    'SIMPLE by b',
    { subset: 'v1' },
  ],
  [
    'a subset of one over TLS of the other',
    [`front/a ${fqdn} v1:DISABLE`, `front/b ${fqdn} SIMPLE`],
    'DISABLE by a',
    { subset: 'v1' },
  ],
  ['a subset twice', [`front/a ${fqdn} v1:DISABLE`, `front/b ${fqdn} v1:SIMPLE`], 'undecided', { subset: 'v1' }],
  ['another subset', [`front/a ${fqdn} v1:DISABLE`, `front/b ${fqdn} v2:SIMPLE`], 'SIMPLE by b', { subset: 'v2' }],
  ['one of several that a template decides', [`front/a ${fqdn} DISABLE`, `~front/b ${fqdn} SIMPLE`], 'undecided'],
  ['one that a template decides', [`~front/a ${fqdn} DISABLE`], 'undecided'],
  ['one that a template decides and that changes nothing', [`~front/a ${fqdn} policy`], 'AUTO'],
  [
    'one that a template decides, behind one that is found first',
    [`front/a ${fqdn} DISABLE`, '~shop/b api SIMPLE'],
    'DISABLE by a',
  ],
];

// Sources: istio.io/latest/docs/reference/config/networking/destination-rule#TrafficPolicy ("Traffic settings specified at the
// destination-level will not be inherited when overridden by port-level settings"); istio/istio pilot/pkg/networking/util/util.go
// (GetPortLevelTrafficPolicy, MergeSubsetTrafficPolicy), pilot/pkg/xds/endpoints/mtls_checker.go (trafficPolicyTLSModeForPort).
const levels: readonly Row[] = [
  ['a port over the rule', ['shop/r api ISTIO_MUTUAL 80=DISABLE'], 'DISABLE by r'],
  ['another port', ['shop/r api ISTIO_MUTUAL 8080=DISABLE'], 'ISTIO_MUTUAL by r'],
  ['no port in question', ['shop/r api ISTIO_MUTUAL 80=DISABLE'], 'ISTIO_MUTUAL by r', { port: undefined }],
  ['a port alone', ['shop/r api 80=SIMPLE'], 'SIMPLE by r'],
  ['a port alone, at others', ['shop/r api 8080=SIMPLE'], 'AUTO'],
  ['a port without TLS', ['shop/r api 80=-'], 'AUTO'],
  ['a port without TLS below a rule with it', ['shop/r api DISABLE 80=-'], 'undecided'],
  ['the same without detection', ['shop/r api ISTIO_MUTUAL 80=-'], 'DISABLE by mesh', { auto: false }],
  ['a subset over the rule', ['shop/r api ISTIO_MUTUAL v1:DISABLE'], 'DISABLE by r', { subset: 'v1' }],
  ['no subset in question', ['shop/r api ISTIO_MUTUAL v1:DISABLE'], 'ISTIO_MUTUAL by r'],
  ['another subset', ['shop/r api ISTIO_MUTUAL v1:DISABLE'], 'ISTIO_MUTUAL by r', { subset: 'v2' }],
  ['a subset without TLS', ['shop/r api ISTIO_MUTUAL v1:policy'], 'ISTIO_MUTUAL by r', { subset: 'v1' }],
  ['a subset without policy', ['shop/r api ISTIO_MUTUAL v1:'], 'ISTIO_MUTUAL by r', { subset: 'v1' }],
  ['a subset over a port of the rule', ['shop/r api 80=ISTIO_MUTUAL v1:DISABLE'], 'DISABLE by r', { subset: 'v1' }],
  [
    'a port of a subset over all',
    ['shop/r api SIMPLE 80=ISTIO_MUTUAL v1:SIMPLE v1:80=DISABLE'],
    'DISABLE by r',
    { subset: 'v1' },
  ],
  [
    'a port of the rule below a subset without TLS',
    ['shop/r api SIMPLE 80=DISABLE v1:policy'],
    'DISABLE by r',
    { subset: 'v1' },
  ],
  ['a port of a subset without TLS', ['shop/r api ISTIO_MUTUAL v1:80=-'], 'undecided', { subset: 'v1' }],
  ['a port of a subset without TLS where nobody has it', ['shop/r api v1:80=-'], 'AUTO', { subset: 'v1' }],
];

// Sources: istio.io/latest/docs/reference/config/networking/destination-rule (workloadSelector); istio/istio
// pilot/pkg/model/sidecar.go (DestinationRule), push_context_test.go (TestSetDestinationRuleWithWorkloadSelector).
const selectors: readonly Row[] = [
  ['for the client', [`front/a ${fqdn} DISABLE [app=web]`], 'DISABLE by a'],
  ['for the client before all', [`front/a ${fqdn} DISABLE [app=web]`, `front/b ${fqdn} SIMPLE`], 'DISABLE by a'],
  [
    'for the client before all, in the other order',
    [`front/b ${fqdn} SIMPLE`, `front/a ${fqdn} DISABLE [app=web]`],
    'DISABLE by a',
  ],
  ['for others', [`front/a ${fqdn} DISABLE [app=job]`], 'AUTO'],
  ['for others before all', [`front/a ${fqdn} DISABLE [app=job]`, `front/b ${fqdn} SIMPLE`], 'SIMPLE by b'],
  ['for others before the service', [`front/a ${fqdn} DISABLE [app=job]`, 'shop/b api SIMPLE'], 'undecided'],
  ['never outside its namespace', ['shop/a api DISABLE [app=web]'], 'AUTO'],
  ['never outside its namespace, whatever it exports', ['shop/a api DISABLE [app=web] export:*'], 'AUTO'],
  [
    'in the namespace of client and service',
    ['shop/a api DISABLE [app=web]'],
    'DISABLE by a',
    { client: { namespace: 'shop', labels: { app: 'web' } } },
  ],
  ['an unknown client', [`front/a ${fqdn} DISABLE [app=web]`], 'undecided', { client: { namespace: 'front' } }],
  [
    'an unknown client that fares alike',
    [`front/a ${fqdn} DISABLE [app=web]`, `front/b ${fqdn} DISABLE`],
    'DISABLE by a',
    { client: { namespace: 'front' } },
  ],
  ['two for the client', [`front/a ${fqdn} DISABLE [app=web]`, `front/b ${fqdn} SIMPLE [app=web]`], 'undecided'],
  ['one without policy beside one for all', [`front/a ${fqdn} v1: [app=web]`, `front/b ${fqdn} SIMPLE`], 'undecided'],
  [
    'a private one for all beside those for others',
    [`front/a ${fqdn} SIMPLE [app=job]`, `front/b ${fqdn} DISABLE export:.`],
    'undecided',
  ],
];

// Sources: istio.io/latest/docs/reference/config/istio.mesh.v1alpha1 (enableAutoMtls);
// istio/istio pilot/pkg/networking/core/cluster_tls.go (buildUpstreamTLSSettings).
const defaults: readonly Row[] = [
  ['without detection', [], 'DISABLE by mesh', { auto: false }],
  ['with detection in words', [], 'AUTO', { auto: true }],
  ['a rule over no detection', ['shop/r api ISTIO_MUTUAL'], 'ISTIO_MUTUAL by r', { auto: false }],
  ['a rule without TLS', ['shop/r api policy'], 'DISABLE by mesh', { auto: false }],
  [
    'a client without proxy',
    ['shop/r api ISTIO_MUTUAL'],
    'DISABLE',
    { client: { proxy: { kind: 'none', why: 'windows' } } },
  ],
  [
    'a client of ambient mode',
    ['shop/r api DISABLE'],
    'AUTO',
    { client: { proxy: { kind: 'ambient', why: 'assumed' } } },
  ],
  [
    'a client of which nobody knows',
    ['shop/r api DISABLE'],
    'undecided',
    { client: { proxy: { kind: 'unknown', why: 'vague' } } },
  ],
];

describe('TLS of a client', () => {
  for (const [title, rows] of Object.entries({ hosts, places, merging, levels, selectors, defaults })) {
    for (const [name, rules, expected, more] of rows) {
      it(`${title}: ${name}`, () => assert.equal(shown(ask(rules, more)), expected));
    }
  }

  it('does not take a rule of which nothing is known for one without policy', () => {
    const { stated, ...unknown } = rule('front/a', fqdn);
    assert.equal(stated, false);
    const rules = [unknown, rule('front/b', `${fqdn} SIMPLE`)];
    const target = { name: 'api', namespace: 'shop' };
    assert.equal(
      clientMode({ namespace: 'front' }, target, 80, rules, { rootNamespace: 'istio-system' }).mode,
      'undecided',
    );
  });

  it('tells which rules it saw', () => {
    const { chain } = ask([
      'istio-system/c *.local SIMPLE',
      'shop/b api DISABLE',
      `front/a ${fqdn} policy`,
      'x/y *.local DISABLE',
    ]);
    assert.deepEqual(
      chain.map(it => `${it.place} ${it.rule.name} ${it.counts}`),
      ['client a true', 'service b false', 'root c false'],
    );
  });

  it('knows names that Istio does not complete', () => {
    assert.deepEqual(halfNamed('api.shop'), { name: 'api', namespace: 'shop' });
    assert.deepEqual(halfNamed('api.shop.svc'), { name: 'api', namespace: 'shop' });
    for (const host of ['api', fqdn, '*.shop', '*']) assert.equal(halfNamed(host), undefined);
  });

  it('tells exact hosts from wildcards', () => {
    const target = { name: 'api', namespace: 'shop' };
    assert.equal(hostMatch(rule('shop/r', 'api'), target), 'exact');
    assert.equal(hostMatch(rule('shop/r', '*.local'), target), 'wildcard');
    assert.equal(hostMatch(rule('shop/r', 'web'), target), 'none');
  });
});
