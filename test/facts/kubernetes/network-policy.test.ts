import assert from 'node:assert/strict';
import type { IngressRule, NetworkPolicy } from '../../../server/src/facts/kubernetes/network-policy';
import { factsOf } from '../../kit/facts';

const object = (type: string, kind: string, spec: string) =>
  `apiVersion: ${type}\nkind: ${kind}\nmetadata:\n  name: web\n  namespace: shop\nspec:\n${spec}`;
const kubernetes = (spec: string) => object('networking.k8s.io/v1', 'NetworkPolicy', spec);
const calico = (spec: string) => object('projectcalico.org/v3', 'GlobalNetworkPolicy', spec);
const antrea = (spec: string) => object('crd.antrea.io/v1beta1', 'NetworkPolicy', spec);
const cilium = (spec: string) => object('cilium.io/v2', 'CiliumNetworkPolicy', spec);

const policyOf = async (text: string): Promise<NetworkPolicy | undefined> =>
  (await factsOf('kubernetes.network-policy', 'yaml', text))[0];

/** `anyone tcp 1-2`, `limited all`. */
const shown = ({ from, ports }: IngressRule): string => {
  const one = (it: Exclude<IngressRule['ports'], 'all'>[number]) =>
    `${it.protocol} ${it.range ? `${it.range.from}-${it.range.to}` : it.name}`;
  return `${from} ${ports === 'all' ? 'all' : ports.map(one).join(', ')}`;
};

describe('network policies', () => {
  const rules: readonly (readonly [name: string, text: string, ...rules: string[]])[] = [
    ['an empty rule', kubernetes('  ingress: [{}]\n'), 'anyone all'],
    ['no rules', kubernetes('  ingress: []\n')],
    ['rules that are not in force', kubernetes('  policyTypes: [Egress]\n  ingress: [{}]\n')],
    ['types of a template', kubernetes('  policyTypes: {{ .Values.types }}\n  ingress: [{}]\n')],
    ['rules of a template', kubernetes('  ingress:\n  {{- if .Values.x }}\n  - {}\n  {{- end }}\n')],
    ['an empty list of sources', kubernetes('  ingress: [{ from: [] }]\n'), 'anyone all'],
    ['pods', kubernetes('  ingress: [{ from: [{ podSelector: {} }] }]\n'), 'limited all'],
    ['a block of addresses', kubernetes('  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]\n'), 'limited all'],
    ['every address', kubernetes('  ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n'), 'anyone all'],
    [
      'every address but some',
      kubernetes('  ingress: [{ from: [{ ipBlock: { cidr: "::/0", except: [fd00::/8] } }] }]\n'),
      'anyone all',
    ],
    [
      'a block of a template',
      kubernetes('  ingress: [{ from: [{ ipBlock: { cidr: "{{ .x }}" } }] }]\n'),
      'unknown all',
    ],
    ['sources of a template', kubernetes('  ingress:\n  - from: {{ .Values.from }}\n'), 'unknown all'],
    [
      'ports',
      kubernetes('  ingress: [{ ports: [{ port: 445 }, { port: 53, protocol: UDP }] }]\n'),
      'anyone tcp 445-445, udp 53-53',
    ],
    [
      'a range of ports',
      kubernetes('  ingress: [{ ports: [{ port: 3000, endPort: 4000 }] }]\n'),
      'anyone tcp 3000-4000',
    ],
    ['a name of a port', kubernetes('  ingress: [{ ports: [{ port: rdp }] }]\n'), 'anyone tcp rdp'],
    ['ports of a protocol', kubernetes('  ingress: [{ ports: [{ protocol: TCP }] }]\n'), 'anyone tcp 0-65535'],
    ['other protocols', kubernetes('  ingress: [{ ports: [{ protocol: SCTP, port: 445 }] }]\n'), 'anyone '],
    ['a port of a template', kubernetes('  ingress: [{ ports: [{ port: "{{ .x }}" }] }]\n'), 'anyone '],

    ['Calico: an action', calico('  ingress: [{ action: Allow }]\n'), 'anyone all'],
    ['Calico: a network', calico('  ingress: [{ action: Allow, source: { nets: [10.0.0.0/8] } }]\n'), 'limited all'],
    [
      'Calico: all but a network',
      calico('  ingress: [{ action: Allow, source: { notNets: [10.0.0.0/8] } }]\n'),
      'unknown all',
    ],
    [
      'Calico: every address',
      calico(
        '  ingress: [{ action: Allow, protocol: TCP, source: { nets: [0.0.0.0/0] }, destination: { ports: [22, "1:100", rdp] } }]\n',
      ),
      'anyone tcp 22-22, tcp 1-100, tcp rdp',
    ],
    [
      'Calico: behind a refusal',
      calico('  ingress: [{ action: Deny, protocol: UDP }, { action: Allow }]\n'),
      'unknown all',
    ],
    ['Calico: behind a record', calico('  ingress: [{ action: Log }, { action: Allow }]\n'), 'anyone all'],
    ['Calico: a method', calico('  ingress: [{ action: Allow, http: { methods: [GET] } }]\n')],
    ['Calico: one address', calico('  ingress: [{ action: Allow, destination: { nets: [10.0.0.1/32] } }]\n')],
    ['Calico: egress only', calico('  types: [Egress]\n  ingress: [{ action: Allow }]\n')],
    ['Calico: ICMP', calico('  ingress: [{ action: Allow, protocol: ICMP }]\n')],

    [
      'Antrea: an action',
      antrea('  ingress: [{ action: Allow, ports: [{ protocol: TCP, port: 445 }] }]\n'),
      'anyone tcp 445-445',
    ],
    ['Antrea: a refusal', antrea('  ingress: [{ action: Reject }]\n')],
    ['Antrea: behind a refusal', antrea('  ingress: [{ action: Drop }, { action: Allow }]\n'), 'unknown all'],
    ['Antrea: a group', antrea('  ingress: [{ action: Allow, from: [{ group: web }] }]\n'), 'limited all'],

    ['Cilium: an empty rule', cilium('  endpointSelector: {}\n  ingress: [{}]\n')],
    ['Cilium: ports', cilium('  ingress: [{ toPorts: [{ ports: [{ port: "445" }] }] }]\n'), 'anyone tcp 445-445'],
    [
      'Cilium: any protocol',
      cilium('  ingress: [{ toPorts: [{ ports: [{ port: "445", protocol: ANY }] }] }]\n'),
      'anyone any 445-445',
    ],
    ['Cilium: the world', cilium('  ingress: [{ fromEntities: [host, world] }]\n'), 'anyone all'],
    ['Cilium: the cluster', cilium('  ingress: [{ fromEntities: [cluster] }]\n'), 'limited all'],
    ['Cilium: endpoints', cilium('  ingress: [{ fromEndpoints: [{}] }]\n'), 'limited all'],
    ['Cilium: addresses', cilium('  ingress: [{ fromCIDR: [0.0.0.0/0] }]\n'), 'anyone all'],
    [
      'Cilium: sets',
      cilium('  ingress: [{ fromCIDRSet: [{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }] }]\n'),
      'anyone all',
    ],
    [
      'Cilium: beside a refusal',
      cilium('  ingress: [{ fromEntities: [all] }]\n  ingressDeny: [{ fromEntities: [world] }]\n'),
      'unknown all',
    ],
  ];
  for (const [name, text, ...expected] of rules) {
    it(name, async () => {
      assert.deepEqual((await policyOf(text))?.ingress.map(shown), expected);
    });
  }

  const headers: readonly (readonly [name: string, text: string, expected: Partial<NetworkPolicy>])[] = [
    ['all pods', kubernetes('  podSelector: {}\n'), { pods: {}, types: { ingress: true, egress: false } }],
    [
      'labels',
      kubernetes('  podSelector: { matchLabels: { app: web } }\n  egress: []\n'),
      { pods: { app: 'web' }, scope: 'namespace', types: { ingress: true, egress: true } },
    ],
    ['hosts', calico('  preDNAT: true\n  applyOnForward: true\n'), { scope: 'nodes' }],
    ['everything', calico('  selector: all()\n'), { scope: 'cluster', pods: {} }],
    ['nodes of Antrea', antrea('  appliedTo: [{ nodeSelector: {} }]\n'), { scope: 'nodes' }],
    ['nodes of Cilium', cilium('  nodeSelector: {}\n'), { scope: 'nodes' }],
  ];
  for (const [name, text, expected] of headers) {
    it(`is for ${name}`, async () => {
      const policy = await policyOf(text);
      assert.deepEqual({ ...policy, ...expected }, policy);
      assert.equal(policy?.namespace, 'shop');
    });
  }

  it('does not tell which pods expressions choose', async () => {
    const policy = await policyOf(
      kubernetes('  podSelector: { matchExpressions: [{ key: app, operator: Exists }] }\n'),
    );
    assert.equal(policy?.pods, undefined);
  });
});
