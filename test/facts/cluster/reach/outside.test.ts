import assert from 'node:assert/strict';
import { waysTo } from '../../../../server/src/facts/cluster/reach/outside';
import { deployment, objects, service } from './kit';

const internal = ', annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}';

// Sources: kubernetes.io/docs/concepts/services-networking/service (type, targetPort, externalIPs, loadBalancerSourceRanges,
// internal load balancer); kubernetes.io/docs/concepts/configuration/overview (hostPort, hostNetwork).
const rows: readonly (readonly [services: readonly string[], expected: string, ports?: string, pod?: string])[] = [
  [[], ''],
  [[service('ports: [{port: 3389}]')], ''],
  [[service('type: ClusterIP, ports: [{port: 3389}]')], ''],
  [[service('type: NodePort, ports: [{port: 3389}]')], 'service anyone'],
  [[service('type: LoadBalancer, ports: [{port: 3389}]')], 'service anyone'],
  [[service('type: LoadBalancer, ports: [{port: 80, targetPort: 3389}]')], 'service anyone'],
  [[service('type: LoadBalancer, ports: [{port: 3389, targetPort: 80}]')], ''],
  [[service('type: LoadBalancer, ports: [{port: 80, targetPort: rdp}]')], 'service anyone'],
  [[service('type: LoadBalancer, ports: [{port: 3389, targetPort: web}]')], ''],
  [[service('type: LoadBalancer, ports: [{port: 3389, protocol: UDP}]')], ''],
  [[service('externalIPs: [192.0.2.1], ports: [{port: 3389}]')], 'service anyone'],
  [[service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 3389}]')], 'service limited'],
  [[service('type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0], ports: [{port: 3389}]')], 'service anyone'],
  [[service('type: LoadBalancer, ports: [{port: 3389}]', internal)], 'service limited'],
  [[service('type: NodePort, ports: [{port: 3389}]', internal)], 'service anyone'],
  [[service('type: ExternalName, externalName: a.example, ports: [{port: 3389}]')], ''],
  [[service('type: NodePort, ports: [{port: 3389}]').replace('app: web', 'app: api')], ''],
  [[service('type: NodePort, ports: [{port: 3389}]').replace('namespace: shop', 'namespace: bank')], ''],
  [[service('type: NodePort, ports: [{port: 3389}]').replace('app: web', 'app: "{{ .x }}"')], ''],
  [[service('type: "{{ .x }}", ports: [{port: 3389}]')], 'service unknown'],
  [[], 'host-port anyone', '{containerPort: 3389, hostPort: 13389}'],
  [[], '', '{containerPort: 3389, hostPort: 13389, hostIP: 127.0.0.1}'],
  [[], 'host-network anyone', '{containerPort: 3389}', '      hostNetwork: true\n'],
  [
    [service('type: NodePort, ports: [{port: 3389}]')],
    'service anyone, host-port anyone',
    '{containerPort: 3389, hostPort: 3389}',
  ],
];

describe('ways from outside of the cluster', () => {
  for (const [services, expected, ports = '{name: rdp, containerPort: 3389}', pod] of rows) {
    it(`${services.map(it => it.slice(it.indexOf('spec:') + 6).trim()).join(' + ') || ports} ${pod ?? ''}`, () => {
      const [workload] = objects('workload', deployment(ports, pod));
      const ways = waysTo(workload!, workload!.ports[0]!, objects('service', ...services));
      assert.equal(ways.map(it => `${it.by} ${it.from}`).join(', '), expected);
    });
  }
});
