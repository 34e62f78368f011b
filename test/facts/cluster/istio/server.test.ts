import assert from 'node:assert/strict';
import type { MeshProxy } from '../../../../server/src/facts/cluster/istio/proxy';
import { type ServerMode, serverMode } from '../../../../server/src/facts/cluster/istio/server';
import { peer, workload } from './kit';

const sidecar: MeshProxy = { kind: 'sidecar', why: 'assumed' };
const ambient: MeshProxy = { kind: 'ambient', why: 'assumed' };
const none: MeshProxy = { kind: 'none', why: 'windows' };
const unknown: MeshProxy = { kind: 'unknown', why: 'vague' };

/** `STRICT by shop/web:8080`; without `by` it is what Istio does by default. */
function shown({ mode, decidedBy }: Pick<ServerMode, 'mode' | 'decidedBy'>): string {
  if (!decidedBy) return mode;
  const { object, at } = decidedBy;
  const port = object.ports.find(it => it.mode === at);
  return `${mode} by ${object.namespace ?? ''}/${object.name}${port ? `:${port.port.value}` : ''}`;
}

type Row = readonly [name: string, port: number | undefined, policies: readonly string[], expected: string];

const mesh = 'istio-system/default STRICT';

// Sources: istio/istio pilot/pkg/security/authn/policy_applier.go (ComposePeerAuthentication) and its test
// (TestComposePeerAuthentication); pilot/pkg/model/authentication.go; istio.io/latest/docs/reference/config/security/peer_authentication;
// istio.io/latest/docs/concepts/security#authentication-policies ("mesh, namespace, workload": the narrower one wins).
const precedence: readonly Row[] = [
  ['nothing at all', 80, [], 'PERMISSIVE'],
  ['the mesh', 80, [mesh], 'STRICT by istio-system/default'],
  ['the mesh, PERMISSIVE in words', 80, ['istio-system/default PERMISSIVE'], 'PERMISSIVE by istio-system/default'],
  ['the mesh, which disables', 80, ['istio-system/default DISABLE'], 'DISABLE by istio-system/default'],
  ['the mesh, UNSET', 80, ['istio-system/default UNSET'], 'PERMISSIVE'],
  ['the mesh without mode', 80, ['istio-system/default'], 'PERMISSIVE'],
  ['a namespace over the mesh', 80, [mesh, 'shop/default PERMISSIVE'], 'PERMISSIVE by shop/default'],
  ['a namespace over the mesh, in the other order', 80, ['shop/default DISABLE', mesh], 'DISABLE by shop/default'],
  ['a namespace that hardens', 80, ['istio-system/default DISABLE', 'shop/default STRICT'], 'STRICT by shop/default'],
  ['a namespace without mesh', 80, ['shop/default STRICT'], 'STRICT by shop/default'],
  ['a namespace UNSET below a strict mesh', 80, [mesh, 'shop/default UNSET'], 'STRICT by istio-system/default'],
  ['a namespace without mode below a strict mesh', 80, [mesh, 'shop/default'], 'STRICT by istio-system/default'],
  ['a namespace UNSET and no mesh', 80, ['shop/default UNSET'], 'PERMISSIVE'],
  ['another namespace', 80, ['other/default STRICT'], 'PERMISSIVE'],
  ['another namespace does not loosen', 80, [mesh, 'other/default DISABLE'], 'STRICT by istio-system/default'],
  ['an empty selector is that of a namespace', 80, [mesh, 'shop/all[] DISABLE'], 'DISABLE by shop/all'],
  [
    'a workload over its namespace',
    80,
    ['shop/default STRICT', 'shop/web[app=web] PERMISSIVE'],
    'PERMISSIVE by shop/web',
  ],
  ['a workload over the mesh', 80, [mesh, 'shop/web[app=web] DISABLE'], 'DISABLE by shop/web'],
  ['a workload over both', 80, [mesh, 'shop/default PERMISSIVE', 'shop/web[app=web] STRICT'], 'STRICT by shop/web'],
  [
    'a workload UNSET below its namespace',
    80,
    ['shop/default STRICT', 'shop/web[app=web] UNSET'],
    'STRICT by shop/default',
  ],
  ['a workload UNSET below a mesh', 80, [mesh, 'shop/web[app=web] UNSET'], 'STRICT by istio-system/default'],
  [
    'a workload and a namespace UNSET',
    80,
    [mesh, 'shop/default UNSET', 'shop/web[app=web] UNSET'],
    'STRICT by istio-system/default',
  ],
  ['all UNSET', 80, ['istio-system/default UNSET', 'shop/default UNSET', 'shop/web[app=web] UNSET'], 'PERMISSIVE'],
  ['a selector of others', 80, ['shop/api[app=api] STRICT'], 'PERMISSIVE'],
  ['a selector that asks for more than there is', 80, ['shop/web[app=web,tier=front] STRICT'], 'PERMISSIVE'],
  ['a selector of another namespace', 80, ['other/web[app=web] STRICT'], 'PERMISSIVE'],
  // "PeerAuthentication policies with workload selectors are ignored when deployed in the root namespace."
  ['a selector in the root namespace', 80, ['istio-system/web[app=web] STRICT'], 'PERMISSIVE'],
  [
    'a selector in the root namespace does not loosen',
    80,
    [mesh, 'istio-system/web[app=web] DISABLE'],
    'STRICT by istio-system/default',
  ],
];

// Sources: the same; portLevelMtls "only applies when a workload selector is specified", its ports are those of the workload.
const ports: readonly Row[] = [
  ['its own mode', 8080, ['shop/web[app=web] STRICT 8080=DISABLE'], 'DISABLE by shop/web:8080'],
  ['another port', 9090, ['shop/web[app=web] STRICT 8080=DISABLE'], 'STRICT by shop/web'],
  ['no port in question', undefined, ['shop/web[app=web] STRICT 8080=DISABLE'], 'STRICT by shop/web'],
  [
    'its own mode where the workload has none',
    8080,
    [mesh, 'shop/web[app=web] 8080=PERMISSIVE'],
    'PERMISSIVE by shop/web:8080',
  ],
  [
    'the others inherit over the workload',
    9090,
    [mesh, 'shop/web[app=web] 8080=PERMISSIVE'],
    'STRICT by istio-system/default',
  ],
  [
    'the others inherit over UNSET',
    9090,
    ['shop/default STRICT', 'shop/web[app=web] UNSET 8080=DISABLE'],
    'STRICT by shop/default',
  ],
  [
    'UNSET takes the workload',
    8080,
    ['shop/default PERMISSIVE', 'shop/web[app=web] STRICT 8080=UNSET'],
    'STRICT by shop/web',
  ],
  [
    'UNSET takes the namespace over the workload',
    8080,
    ['shop/default STRICT', 'shop/web[app=web] UNSET 8080=UNSET'],
    'STRICT by shop/default',
  ],
  ['UNSET takes the mesh over both', 8080, [mesh, 'shop/web[app=web] 8080=UNSET'], 'STRICT by istio-system/default'],
  ['UNSET takes the default', 8080, ['shop/web[app=web] 8080=UNSET'], 'PERMISSIVE'],
  ['STRICT in a loose workload', 8080, ['shop/web[app=web] DISABLE 8080=STRICT'], 'STRICT by shop/web:8080'],
  ['without selector', 8080, ['shop/default STRICT 8080=DISABLE'], 'STRICT by shop/default'],
  ['without selector and mode', 8080, [mesh, 'shop/default 8080=DISABLE'], 'STRICT by istio-system/default'],
  ['of the mesh', 8080, ['istio-system/default STRICT 8080=DISABLE'], 'STRICT by istio-system/default'],
  [
    'with selector in the root namespace',
    8080,
    [mesh, 'istio-system/web[app=web] 8080=DISABLE'],
    'STRICT by istio-system/default',
  ],
  ['of a policy for others', 8080, ['shop/api[app=api] STRICT 8080=DISABLE'], 'PERMISSIVE'],
  ['several ports', 8443, ['shop/web[app=web] PERMISSIVE 8080=DISABLE 8443=STRICT'], 'STRICT by shop/web:8443'],
];

// Source: policy_applier.go ("When there are more than one policy in the same scope, the oldest one win"): no file tells its age.
const several: readonly Row[] = [
  ['meshes that agree', 80, [mesh, 'istio-system/other STRICT'], 'STRICT by istio-system/default'],
  ['meshes that differ', 80, [mesh, 'istio-system/other PERMISSIVE'], 'undecided'],
  [
    'meshes that differ below a namespace',
    80,
    [mesh, 'istio-system/other DISABLE', 'shop/default STRICT'],
    'STRICT by shop/default',
  ],
  ['UNSET and PERMISSIVE meshes are one', 80, ['istio-system/a UNSET', 'istio-system/b PERMISSIVE'], 'PERMISSIVE'],
  ['namespaces that agree', 80, ['shop/a STRICT', 'shop/b STRICT'], 'STRICT by shop/a'],
  ['namespaces that differ', 80, ['shop/a STRICT', 'shop/b PERMISSIVE'], 'undecided'],
  [
    'a namespace that takes over what the other says',
    80,
    [mesh, 'shop/a UNSET', 'shop/b STRICT'],
    'STRICT by istio-system/default',
  ],
  [
    'namespaces that differ below a workload',
    80,
    ['shop/a STRICT', 'shop/b DISABLE', 'shop/web[app=web] STRICT'],
    'STRICT by shop/web',
  ],
  [
    'namespaces that differ above UNSET',
    80,
    ['shop/a STRICT', 'shop/b DISABLE', 'shop/web[app=web] UNSET'],
    'undecided',
  ],
  ['workloads that agree', 80, ['shop/web[app=web] STRICT', 'shop/all[app=web] STRICT'], 'STRICT by shop/web'],
  ['workloads that differ', 80, ['shop/web[app=web] STRICT', 'shop/all[app=web] PERMISSIVE'], 'undecided'],
  [
    'workloads of which one has the port',
    8080,
    ['shop/web[app=web] STRICT 8080=DISABLE', 'shop/all[app=web] STRICT'],
    'undecided',
  ],
  [
    'the same at another port',
    9090,
    ['shop/web[app=web] STRICT 8080=DISABLE', 'shop/all[app=web] STRICT'],
    'STRICT by shop/web',
  ],
  [
    'workloads that disable the port both',
    8080,
    ['shop/web[app=web] STRICT 8080=DISABLE', 'shop/all[app=web] DISABLE'],
    'DISABLE by shop/web:8080',
  ],
];

const vague: readonly Row[] = [
  ['a namespace that may not count', 80, [mesh, '~shop/default PERMISSIVE'], 'undecided'],
  ['a namespace that changes nothing', 80, [mesh, '~shop/default STRICT'], 'STRICT by istio-system/default'],
  ['a mesh that may not count', 80, ['~istio-system/default STRICT'], 'undecided'],
  [
    'a mesh below a namespace',
    80,
    ['~istio-system/default STRICT', 'shop/default PERMISSIVE'],
    'PERMISSIVE by shop/default',
  ],
  ['a selector that may be wider', 80, ['shop/default STRICT', '~shop/api[app=api] DISABLE'], 'undecided'],
  [
    'one that counts beside one that may',
    80,
    ['shop/web[app=web] STRICT', '~shop/all[app=web] STRICT'],
    'STRICT by shop/web',
  ],
];

describe('mutual TLS of a server', () => {
  for (const [title, rows] of Object.entries({ precedence, ports, several, vague })) {
    for (const [name, port, policies, expected] of rows) {
      it(`${title}: ${name}`, () => {
        const found = serverMode(workload('shop/web'), port, policies.map(peer), {
          rootNamespace: 'istio-system',
          proxy: sidecar,
        });
        assert.equal(shown(found), expected);
      });
    }
  }

  it('does not take labels of a template for all labels', () => {
    const pods = workload('~shop/web', { labels: {} });
    const context = { rootNamespace: 'istio-system', proxy: sidecar };
    assert.equal(shown(serverMode(pods, 80, [peer('shop/web[app=web] DISABLE')], context)), 'undecided');
    assert.equal(shown(serverMode(pods, 80, [peer('shop/web DISABLE')], context)), 'DISABLE by shop/web');
  });

  it('knows the root namespace of the mesh', () => {
    const policies = ['istio-system/default STRICT', 'mesh/default DISABLE'].map(peer);
    const context = { rootNamespace: 'mesh', proxy: sidecar };
    assert.equal(shown(serverMode(workload('shop/web'), 80, policies, context)), 'DISABLE by mesh/default');
    assert.equal(
      shown(serverMode(workload('istio-system/web'), 80, policies, context)),
      'STRICT by istio-system/default',
    );
  });

  it('takes the policy of the mesh for pods of the root namespace', () => {
    const context = { rootNamespace: 'istio-system', proxy: sidecar };
    const policies = [peer(mesh), peer('istio-system/web[app=web] DISABLE')];
    assert.equal(
      shown(serverMode(workload('istio-system/web'), 80, policies, context)),
      'STRICT by istio-system/default',
    );
  });

  it('puts together what leaves its namespace open', () => {
    const context = { rootNamespace: 'istio-system', proxy: sidecar };
    assert.equal(shown(serverMode(workload('web'), 80, [peer('default STRICT')], context)), 'STRICT by /default');
    assert.equal(shown(serverMode(workload('web'), 80, [peer('shop/default STRICT')], context)), 'PERMISSIVE');
    assert.equal(shown(serverMode(workload('shop/web'), 80, [peer('default STRICT')], context)), 'PERMISSIVE');
  });

  it('tells what namespace and mesh say by themselves', () => {
    const context = { rootNamespace: 'istio-system', proxy: sidecar };
    const policies = [mesh, 'shop/default DISABLE', 'shop/web[app=web] STRICT'].map(peer);
    assert.equal(shown(serverMode(workload('shop/web'), 80, policies, context).broad), 'DISABLE by shop/default');
  });

  const chains: readonly (readonly [policies: readonly string[], expected: readonly string[]])[] = [
    [[], []],
    [
      [mesh, 'shop/default UNSET', 'shop/web[app=web] PERMISSIVE 8080=DISABLE', 'other/default STRICT'],
      ['port web decides', 'workload web overruled', 'namespace default inherits', 'mesh default overruled'],
    ],
    [
      [mesh, 'shop/default', 'shop/web[app=web] 8080=UNSET'],
      ['port web inherits', 'workload web inherits', 'namespace default inherits', 'mesh default decides'],
    ],
    [
      ['shop/a STRICT', 'shop/b DISABLE'],
      ['namespace a contends', 'namespace b contends'],
    ],
    [
      ['shop/a STRICT', 'shop/b STRICT'],
      ['namespace a decides', 'namespace b contends'],
    ],
    [
      ['istio-system/web[app=web] STRICT', 'shop/default STRICT 8080=DISABLE'],
      ['namespace default decides', 'workload web ignored', 'port default ignored'],
    ],
  ];
  for (const [policies, expected] of chains) {
    it(`consults ${policies.join(', ') || 'nobody'}`, () => {
      const found = serverMode(workload('shop/web'), 8080, policies.map(peer), {
        rootNamespace: 'istio-system',
        proxy: sidecar,
      });
      assert.deepEqual(
        found.chain.map(it => `${it.scope} ${it.policy.name} ${it.use}`),
        expected,
      );
    });
  }

  // Sources: istio.io reference/config/security/peer_authentication (modes; "DISABLE mode is not supported" in ambient);
  // istio/istio pilot/pkg/serviceregistry/ambient/authorization.go.
  const accepting: readonly (readonly [MeshProxy, policies: readonly string[], expected: string])[] = [
    [sidecar, [], 'both'],
    [sidecar, [mesh], 'mtls'],
    [sidecar, ['shop/default DISABLE'], 'plaintext'],
    [sidecar, ['shop/a STRICT', 'shop/b DISABLE'], 'unknown'],
    [ambient, [], 'both'],
    [ambient, [mesh], 'mtls'],
    [ambient, ['shop/default DISABLE'], 'both'],
    [ambient, [mesh, 'shop/web[app=web] 8080=DISABLE'], 'unknown'],
    [ambient, ['shop/web[app=web] 8080=DISABLE'], 'both'],
    [none, [mesh], 'plaintext'],
    [unknown, [mesh], 'unknown'],
  ];
  for (const [proxy, policies, expected] of accepting) {
    it(`takes ${expected} with ${proxy.kind} proxy and ${policies.join(', ') || 'no policy'}`, () => {
      const context = { rootNamespace: 'istio-system', proxy };
      assert.equal(serverMode(workload('shop/web'), 8080, policies.map(peer), context).accepts, expected);
    });
  }
});
