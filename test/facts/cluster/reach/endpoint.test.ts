import assert from 'node:assert/strict';
import { describeReach } from '../../../../server/src/facts/cluster/reach/describe';
import { endpointOf } from '../../../../server/src/facts/cluster/reach/endpoint';
import { summariesOf } from '../../../../server/src/facts/cluster/summary/summary';
import { viewOf } from '../../../../server/src/facts/cluster/view';
import { deployment, objects, policy, service } from './kit';

const viewOver = (documents: readonly string[]) => viewOf(summariesOf('/w/a.yaml', documents.join('---\n')));

const named = service('type: NodePort, ports: [{port: 80, targetPort: admin}]');
const web = deployment('{name: admin, containerPort: 5985}');
const linux = (name: string, port: number) =>
  deployment(`{name: admin, containerPort: ${port}}`, '', 'app: web, v: b', name).replace('os: windows', 'os: linux');
const calico = 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: all}\n';

// Sources: kubernetes.io/docs/concepts/services-networking/service (named targetPort),
// kubernetes.io/docs/concepts/services-networking/network-policies.
const endpoints: readonly (readonly [title: string, documents: readonly string[], expected: string | undefined])[] = [
  ['no pods', [named], undefined],
  ['other pods', [named, deployment('{containerPort: 80}', '', 'app: api')], undefined],
  ['pods of a template', [named, web.replace('app: web', 'app: "{{ .x }}"')], undefined],
  ['pods that stand twice', [named, web, web], ' windows'],
  ['pods that stand twice, for two systems', [named, web, linux('web', 5985)], undefined],
  ['a name', [named, web], '5985 windows'],
  ['a name that no container has', [named, deployment('{name: http, containerPort: 5985}')], ' windows'],
  ['a name of another protocol', [named, deployment('{name: admin, containerPort: 5985, protocol: UDP}')], ' windows'],
  ['a name with several ports', [named, web, linux('api', 3389)], '5985,3389 unknown'],
  ['a number', [service('type: NodePort, ports: [{port: 80, targetPort: 8080}]'), web], '8080 windows'],
  ['the number of the service', [service('type: NodePort, ports: [{port: 80}]'), linux('web', 80)], '80 linux'],
  ['held from everyone', [named, web, policy('{podSelector: {}}')], '5985 windows; p: everyone'],
  [
    'held from all but some',
    [named, web, policy('{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}')],
    '5985 windows; p: all but pods of the namespace',
  ],
  [
    'held from outside',
    [named, web, policy('{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}')],
    '5985 windows; p: all but the pods of the cluster',
  ],
  [
    'held at other ports',
    [named, web, policy('{podSelector: {}, ingress: [{ports: [{port: 5985}]}]}')],
    '5985 windows',
  ],
  [
    'one of two is held',
    [named, web, linux('api', 5985), policy('{podSelector: {matchLabels: {v: b}}}')],
    '5985 unknown',
  ],
  [
    'each is held by its own',
    [
      named,
      web,
      linux('api', 5985),
      policy('{podSelector: {matchLabels: {v: b}}}', 'b'),
      policy('{podSelector: {matchExpressions: [{key: v, operator: DoesNotExist}]}}', 'a'),
    ],
    '5985 unknown; a,b: everyone',
  ],
  [
    'who lets in is named, not who only isolates',
    [
      named,
      web,
      policy('{podSelector: {}}', 'deny'),
      policy('{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}', 'some'),
    ],
    '5985 windows; some: all but pods of the namespace',
  ],
  ['a policy of a template', [named, web, policy('{podSelector: "{{ .x }}"}')], '5985 windows'],
  ['a policy of another maker', [named, web, policy('{podSelector: {}}'), calico], '5985 windows'],
  [
    'pods on the network of their node',
    [named, deployment('{name: admin, containerPort: 5985}', '      hostNetwork: true\n'), policy('{podSelector: {}}')],
    '5985 windows',
  ],
];

describe('what is behind a service', () => {
  for (const [title, documents, expected] of endpoints) {
    it(title, () => {
      const [own] = objects('service', ...documents);
      const found = endpointOf(own!, 80, viewOver(documents));
      const held = found?.held;
      const by = held ? `; ${held.by.map(it => it.resource.split(' ')[1]).sort()}: ${held.away}` : '';
      assert.equal(found && `${found.ports ?? ''} ${found.os}${by}`, expected);
    });
  }
});

const hovers: readonly (readonly [documents: readonly string[], lines: readonly string[]])[] = [
  [[deployment('{containerPort: 8080}')], []],
  [
    [deployment('{containerPort: 8080}, {containerPort: 5985}')],
    ['Port 5985 (WinRM): reached by **every pod of the cluster**: no NetworkPolicy is in force for it'],
  ],
  [[deployment('{containerPort: 5985}').replace('os: windows', 'os: linux')], []],
  [
    [web, named, policy('{podSelector: {}}')],
    ['Port 5985 (WinRM): reached by **nobody**, by [NetworkPolicy `p`]; from outside by [Service `web`]'],
  ],
  [
    [
      deployment('{containerPort: 80}, {containerPort: 443}'),
      policy('{podSelector: {}, ingress: [{ports: [{port: 80}, {port: 443}]}]}'),
    ],
    ['Port 80, 443: reached by **everyone**, by [NetworkPolicy `p`]'],
  ],
  [
    [deployment('{containerPort: 445, hostPort: 445}'), policy('{podSelector: {}}'), calico],
    [
      'Port 445 (SMB): reached by **nobody**, by [NetworkPolicy `p`]; from outside by the port of its node (other policies may say more)',
    ],
  ],
  [
    [deployment('{containerPort: 2375}', '      hostNetwork: true\n')],
    [
      'Port 2375 (the Docker API): reached by **everyone who reaches its node**: it is on that network, and under no policy; from outside by the network of its node',
    ],
  ],
  [[web.replace('app: web', 'app: "{{ .x }}"'), policy('{podSelector: {}}')], []],
];

describe('lines on who reaches a workload', () => {
  for (const [documents, lines] of hovers) {
    it(lines[0] ?? 'nothing to say', () => {
      const [own] = objects('workload', ...documents);
      assert.deepEqual(
        describeReach(own!, viewOver(documents), text => `[${text}]`),
        lines,
      );
    });
  }
});
