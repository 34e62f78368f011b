import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const service = (spec: string, annotations = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: admin\n${annotations ? `  annotations:\n    ${annotations}\n` : ''}spec:\n${spec}  ports:\n  - port: 3389\n`;
const balanced = (annotation: string) => service('  type: LoadBalancer\n', annotation);

describe('services', () => {
  const inside = [
    'service.beta.kubernetes.io/azure-load-balancer-internal: "true"',
    'service.beta.kubernetes.io/aws-load-balancer-internal: "0.0.0.0/0"',
    'service.beta.kubernetes.io/aws-load-balancer-scheme: internal',
    'service.beta.kubernetes.io/aws-load-balancer-type: external',
    'networking.gke.io/load-balancer-type: "Internal"',
    'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type: private',
    'service.beta.kubernetes.io/openstack-internal-load-balancer: "true"',
    'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet',
    'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid: subnet-1',
    'service.beta.kubernetes.io/oci-load-balancer-internal: "true"',
    'service.beta.kubernetes.io/azure-allowed-ip-ranges: 10.0.0.0/8,10.1.2.3',
    'service.beta.kubernetes.io/load-balancer-source-ranges: 203.0.113.0/24',
  ];
  const cases: readonly (readonly [name: string, text: string, ...found: string[]])[] = [
    ['a service of the cluster', service('')],
    ['a name for a host outside', service('  type: ExternalName\n  externalIPs: [203.0.113.5]\n')],
    ['a node port', service('  type: NodePort\n'), '3389 anyone'],
    ['external addresses', service('  externalIPs: [203.0.113.5]\n'), '3389 anyone'],
    ['external addresses of a template', service('  externalIPs: {{ .x }}\n')],
    ['a load balancer', service('  type: LoadBalancer\n'), '3389 anyone'],
    ['a type of a template', service('  type: {{ .type }}\n'), '3389 unknown'],
    ['a private address', service('  type: LoadBalancer\n  loadBalancerIP: 172.16.0.9\n'), '3389 limited'],
    ['a public address', service('  type: LoadBalancer\n  loadBalancerIP: 172.32.0.9\n'), '3389 anyone'],
    ['a private class', service('  type: LoadBalancer\n  loadBalancerClass: tailscale\n'), '3389 limited'],
    ['no ranges', service('  type: LoadBalancer\n  loadBalancerSourceRanges: []\n'), '3389 anyone'],
    ['ranges', service('  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8]\n'), '3389 limited'],
    [
      'an annotation that says no',
      balanced('service.beta.kubernetes.io/azure-load-balancer-internal: "false"'),
      '3389 anyone',
    ],
    [
      'an annotation of a template',
      balanced('service.beta.kubernetes.io/azure-load-balancer-internal: {{ .x }}'),
      '3389 unknown',
    ],
    ['annotations of a template', balanced('{{- toYaml .x | nindent 4 }}'), '3389 unknown'],
    [
      'a public scheme',
      balanced(
        '{service.beta.kubernetes.io/aws-load-balancer-type: external, service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}',
      ).replace('annotations:\n    ', 'annotations: '),
      '3389 anyone',
    ],
    ['everyone in a list', balanced('service.beta.kubernetes.io/azure-allowed-ip-ranges: "0.0.0.0/0"'), '3389 anyone'],
    [
      'another port of the pod',
      service('  type: NodePort\n').replace('port: 3389', 'port: 80\n    targetPort: 5985'),
      '5985 anyone',
    ],
    [
      'a named port of the pod',
      service('  type: NodePort\n').replace('port: 3389', 'port: 5985\n    targetPort: winrm'),
      '5985 anyone',
    ],
    [
      'a port of a template',
      service('  type: NodePort\n').replace('port: 3389', 'port: 5985\n    targetPort: {{ .x }}'),
    ],
    ...inside.map(it => [it, balanced(it), '3389 limited'] as const),
  ];
  for (const [name, text, ...expected] of cases) {
    it(name, async () => {
      const found = await factsOf('network.exposure', 'yaml', text);
      assert.deepEqual(
        found.map(it => `${it.ports[0]?.range.from} ${it.from}`),
        expected,
      );
    });
  }

  const pod = (spec: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${spec}  containers:\n  - name: web\n    ports: [{ containerPort: 5985 }]\n`;
  it('ports of a pod on the network of its node are those of the node', async () => {
    const found = await factsOf('network.exposure', 'yaml', pod('  hostNetwork: true\n'));
    assert.deepEqual(
      found.map(it => [it.via, it.ports[0]?.range.from]),
      [['host port', 5985]],
    );
    assert.deepEqual(await factsOf('network.exposure', 'yaml', pod('')), []);
    assert.deepEqual(await factsOf('network.exposure', 'yaml', pod('  hostNetwork: {{ .x }}\n')), []);
  });
});
