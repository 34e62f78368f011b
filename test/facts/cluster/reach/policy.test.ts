import assert from 'node:assert/strict';
import { peersText } from '../../../../server/src/facts/cluster/reach/describe';
import { reachOf } from '../../../../server/src/facts/cluster/reach/policy';
import { deployment, objects, policy } from './kit';

const rdp = '{name: rdp, containerPort: 3389}';

/** What `reachOf` says of a port of the workload, in short. */
function reach(
  policies: readonly string[],
  { port = 3389, protocol = 'TCP', pod = '', ports = rdp, labels = '' } = {},
) {
  const [workload] = objects('workload', deployment(ports, pod, labels || 'app: web'));
  const {
    who,
    why,
    peers,
    policies: own,
  } = reachOf(workload!, { port, protocol }, objects('network-policy', ...policies));
  const by = why === 'policies' ? own.map(it => it.name).join(',') : why;
  return `${who}${who === 'some' ? `: ${peersText(peers)}` : ''} (${by})`;
}

type Row = readonly [policies: readonly string[], expected: string, of?: Parameters<typeof reach>[1]];

const all = 'podSelector: {}';
const from = (peer: string, more = '') => `{${all}, ingress: [{from: [${peer}]${more}}]}`;
const to = (ports: string) => `{${all}, ingress: [{ports: [${ports}]}]}`;

// Source: kubernetes.io/docs/concepts/services-networking/network-policies (The two sorts of pod isolation).
const isolation: readonly Row[] = [
  [[], 'everyone (no-policy)'],
  [[policy('{podSelector: {}, policyTypes: [Ingress]}')], 'nobody (p)'],
  [[policy('{podSelector: {}}')], 'nobody (p)'],
  [[policy('{podSelector: {}, policyTypes: []}')], 'nobody (p)'],
  [[policy('{podSelector: {}, policyTypes: [Ingress, Egress]}')], 'nobody (p)'],
  [[policy('{podSelector: {}, policyTypes: [Egress]}')], 'everyone (no-policy)'],
  [[policy('{podSelector: {}, policyTypes: [Egress], ingress: []}')], 'everyone (no-policy)'],
  [[policy('{podSelector: {}, policyTypes: [Egress], ingress: [{}]}')], 'everyone (no-policy)'],
  [[policy('{podSelector: {}, egress: [{}]}')], 'nobody (p)'],
  [[policy('{podSelector: {}, ingress: []}')], 'nobody (p)'],
  [[policy('{podSelector: {}, ingress: [{}]}')], 'everyone (p)'],
  [[policy('{}')], 'nobody (p)'],
  [[policy('{podSelector: {matchLabels: {app: web}}}')], 'nobody (p)'],
  [[policy('{podSelector: {matchLabels: {app: api}}}')], 'everyone (no-policy)'],
  [[policy('{podSelector: {matchLabels: {app: web, tier: front}}}')], 'everyone (no-policy)'],
  [[policy('{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}}')], 'nobody (p)'],
  [[policy('{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}')], 'everyone (no-policy)'],
  [[policy('{podSelector: {matchExpressions: [{key: app, operator: Exists}]}}')], 'nobody (p)'],
  [[policy('{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}')], 'everyone (no-policy)'],
  [
    [policy('{podSelector: {matchLabels: {app: web}, matchExpressions: [{key: db, operator: Exists}]}}')],
    'everyone (no-policy)',
  ],
  [[policy('{podSelector: {}}', 'p', 'bank')], 'everyone (no-policy)'],
  [[policy('{podSelector: {}}').replace('networking.k8s.io/v1', 'extensions/v1beta1')], 'nobody (p)'],
];

// Source: kubernetes.io/docs/concepts/services-networking/network-policies (Behavior of to and from selectors).
const peers: readonly Row[] = [
  [[policy(from('{podSelector: {}}'))], 'some: pods of the namespace (p)'],
  [[policy(from('{podSelector: {matchLabels: {role: admin}}}'))], 'some: pods with `role: admin` (p)'],
  [[policy(from('{namespaceSelector: {matchLabels: {team: ops}}}'))], 'some: pods of namespaces with `team: ops` (p)'],
  [
    [policy(from('{namespaceSelector: {matchLabels: {team: ops}}, podSelector: {matchLabels: {role: admin}}}'))],
    'some: pods with `role: admin` of namespaces with `team: ops` (p)',
  ],
  [
    [policy(from('{namespaceSelector: {matchLabels: {team: ops}}}, {podSelector: {matchLabels: {role: admin}}}'))],
    'some: pods of namespaces with `team: ops` and pods with `role: admin` (p)',
  ],
  [[policy(from('{namespaceSelector: {}}'))], 'cluster (p)'],
  [[policy(from('{namespaceSelector: {}, podSelector: {}}'))], 'cluster (p)'],
  [
    [policy(from('{namespaceSelector: {}, podSelector: {matchLabels: {role: admin}}}'))],
    'some: pods with `role: admin` of all namespaces (p)',
  ],
  [[policy(from('{ipBlock: {cidr: 10.0.0.0/8}}'))], 'some: `10.0.0.0/8` (p)'],
  [
    [policy(from('{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}'))],
    'some: `10.0.0.0/8` without `10.1.0.0/16` (p)',
  ],
  [[policy(from('{ipBlock: {cidr: 0.0.0.0/0}}'))], 'everyone (p)'],
  [[policy(from("{ipBlock: {cidr: '::/0'}}"))], 'everyone (p)'],
  [[policy(from('{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}'))], 'some: `0.0.0.0/0` without `10.0.0.0/8` (p)'],
  [[policy(from('{podSelector: {}}, {ipBlock: {cidr: 0.0.0.0/0}}'))], 'everyone (p)'],
  [[policy(`{${all}, ingress: [{from: []}]}`)], 'everyone (p)'],
  [
    [policy(from(['a', 'b', 'c', 'd', 'e'].map(it => `{podSelector: {matchLabels: {app: ${it}}}}`).join(', ')))],
    'some: pods with `app: a`, pods with `app: b`, pods with `app: c` and 2 more (p)',
  ],
  [
    [
      policy(
        from(
          '{podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b]}, {key: x, operator: Exists}]}}',
        ),
      ),
    ],
    'some: pods with `app In a, b, x Exists` (p)',
  ],
];

// Sources: kubernetes.io/docs/concepts/services-networking/network-policies (Targeting a range of ports);
// kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1 (ports, names, protocols).
const ports: readonly Row[] = [
  [[policy(to('{port: 3389}'))], 'everyone (p)'],
  [[policy(to('{port: 3389, protocol: TCP}'))], 'everyone (p)'],
  [[policy(to('{port: 3389, protocol: UDP}'))], 'nobody (p)'],
  [[policy(to('{port: 3389, protocol: UDP}'))], 'everyone (p)', { protocol: 'UDP' }],
  [[policy(to('{port: 3389, protocol: SCTP}'))], 'nobody (p)'],
  [[policy(to('{protocol: TCP}'))], 'everyone (p)'],
  [[policy(to('{protocol: UDP}'))], 'nobody (p)'],
  [[policy(to('{port: 443}'))], 'nobody (p)'],
  [[policy(to('{port: 443}, {port: 3389}'))], 'everyone (p)'],
  [[policy(to('{port: 3000, endPort: 4000}'))], 'everyone (p)'],
  [[policy(to('{port: 3389, endPort: 3389}'))], 'everyone (p)'],
  [[policy(to('{port: 3000, endPort: 3388}'))], 'nobody (p)'],
  [[policy(to('{port: 3390, endPort: 4000}'))], 'nobody (p)'],
  [[policy(to('{port: rdp}'))], 'everyone (p)'],
  [[policy(to('{port: rdp}'))], 'nobody (p)', { port: 443 }],
  [[policy(to('{port: rdp, protocol: UDP}'))], 'nobody (p)'],
  [[policy(to('{port: admin}'))], 'nobody (p)'],
  [[policy(to('{port: rdp}'))], 'nobody (p)', { ports: '{containerPort: 3389}' }],
  [[policy(to('{port: rdp}'))], 'everyone (p)', { ports: '{name: rdp, containerPort: 5985}', port: 5985 }],
  [[policy(`{${all}, ingress: [{ports: []}]}`)], 'everyone (p)'],
  [[policy(from('{podSelector: {}}', ', ports: [{port: 3389}]'))], 'some: pods of the namespace (p)'],
  [[policy(from('{podSelector: {}}', ', ports: [{port: 443}]'))], 'nobody (p)'],
];

// Sources: kubernetes.io/docs/concepts/services-networking/network-policies (policies do not conflict, they are additive;
// hostNetwork pods); kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod (they are on the host network).
const unions: readonly Row[] = [
  [[policy(`{${all}}`, 'deny'), policy(to('{port: 3389}'), 'open')], 'everyone (deny,open)'],
  [[policy(`{${all}}`, 'deny'), policy(to('{port: 443}'), 'open')], 'nobody (deny,open)'],
  [
    [policy(`{${all}}`, 'deny'), policy('{podSelector: {matchLabels: {app: api}}, ingress: [{}]}', 'open')],
    'nobody (deny)',
  ],
  [
    [policy(from('{podSelector: {}}'), 'a'), policy(from('{ipBlock: {cidr: 10.0.0.0/8}}'), 'b')],
    'some: pods of the namespace and `10.0.0.0/8` (a,b)',
  ],
  [[policy(from('{podSelector: {}}'), 'a'), policy(from('{namespaceSelector: {}}'), 'b')], 'cluster (a,b)'],
  [[policy(`{${all}, policyTypes: [Egress]}`, 'out'), policy(`{${all}}`, 'in')], 'nobody (in)'],
  [
    [policy(`{${all}, ingress: [{ports: [{port: 443}]}, {from: [{podSelector: {}}]}]}`)],
    'some: pods of the namespace (p)',
  ],
  [[policy(`{${all}}`)], 'everyone (host-network)', { pod: '      hostNetwork: true\n' }],
  [
    [policy(`{${all}}`)],
    'everyone (host-process)',
    { pod: '      hostNetwork: true\n      securityContext: {windowsOptions: {hostProcess: true}}\n' },
  ],
  [[policy(`{${all}}`)], 'nobody (p)', { pod: '      hostNetwork: false\n' }],
];

describe('who reaches a port of pods', () => {
  for (const [title, rows] of Object.entries({ isolation, peers, ports, unions })) {
    for (const [policies, expected, of] of rows) {
      const specs = policies.map(it => it.slice(it.indexOf('spec:') + 6).trim()).join(' + ');
      it(`${title}: ${specs || 'no policy'} ${of ? JSON.stringify(of) : ''}`, () => {
        assert.equal(reach(policies, of), expected);
      });
    }
  }
});

describe('policies of a template', () => {
  for (const [spec, vague] of [
    ['{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}', false],
    ['{podSelector: {matchLabels: {app: "{{ .Values.app }}"}}}', true],
    ['{podSelector: {}, ingress: [{ports: [{port: "{{ .Values.port }}"}]}]}', true],
    ['{podSelector: {}, policyTypes: "{{ .Values.types }}"}', true],
    ['{podSelector: {}, ingress: [{from: }]}', true],
    ['{podSelector: {}, ingress: [{from: [{}]}]}', true],
    ['{podSelector: {}, egress: [{to: [{ipBlock: {cidr: "{{ .Values.cidr }}"}}]}]}', false],
  ] as const) {
    it(spec, () => assert.equal(objects('network-policy', policy(spec))[0]?.vague, vague));
  }
  it('of other makers', () => {
    const of = (group: string, kind: string) =>
      `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: p, namespace: shop}\n`;
    const calico = [of('projectcalico.org/v3', 'NetworkPolicy'), of('projectcalico.org/v3', 'GlobalNetworkPolicy')];
    assert.deepEqual(
      objects('network-policy', ...calico).map(it => it.vague),
      [true],
    );
    assert.equal(objects('cluster-policy', ...calico).length, 1);
  });
});
