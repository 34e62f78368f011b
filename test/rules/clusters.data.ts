const object = (type: string, kind: string, spec: string): string =>
  `apiVersion: ${type}\nkind: ${kind}\nmetadata:\n  name: admin\nspec:\n${spec}`;
const policy = (rules: string) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `  podSelector: {}\n  ingress:\n${rules}`);
const calico = (rules: string) =>
  object('projectcalico.org/v3', 'GlobalNetworkPolicy', `  types: [Ingress]\n  ingress:\n${rules}`);
const antrea = (rules: string) =>
  object('crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', `  appliedTo: [{ podSelector: {} }]\n  ingress:\n${rules}`);
const cilium = (rules: string) => object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', rules);
const service = (spec: string) => object('v1', 'Service', spec);

interface Ways {
  /** What is found, marked, and the text after the first fixes where it is another. */
  readonly bad: readonly (readonly [marked: string, fixed?: string])[];
  readonly good: readonly string[];
}

/** By rule. */
export const clusterWays: Readonly<Record<string, Ways>> = {
  'remote-access/rdp-exposed': {
    bad: [
      [
        policy('  # Desktops\n  - ports:\n    - protocol: TCP\n      port: «3000»\n      endPort: 4000\n'),
        policy(
          '  # Desktops\n  - from:\n    - ipBlock:\n        cidr: 10.0.0.0/8\n    ports:\n    - protocol: TCP\n      port: 3000\n      endPort: 4000\n',
        ),
      ],
      [
        policy('    - ports:\n        - port: "«3389»" # desktops\n'),
        policy(
          '    - from:\n        - ipBlock:\n            cidr: 10.0.0.0/8\n      ports:\n        - port: "3389" # desktops\n',
        ),
      ],
      [
        service('  type: LoadBalancer # outside\n  ports:\n  - port: «3389»\n'),
        service(
          '  type: LoadBalancer # outside\n  loadBalancerSourceRanges:\n  - 10.0.0.0/8\n  ports:\n  - port: 3389\n',
        ),
      ],
      [
        service('  type: LoadBalancer\n  ports:\n    - port: «3389»\n'),
        service('  type: LoadBalancer\n  loadBalancerSourceRanges:\n    - 10.0.0.0/8\n  ports:\n    - port: 3389\n'),
      ],
      [
        'apiVersion: v1\nkind: Service\nspec: { type: LoadBalancer, ports: [{ port: 80 }, { port: «3389» }] }\n',
        'apiVersion: v1\nkind: Service\nspec: { type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8], ports: [{ port: 80 }, { port: 3389 }] }\n',
      ],
      [service('  type: NodePort\n  ports:\n  - port: «3390»\n    targetPort: 3389\n    nodePort: 30001\n')],
      [service('  externalIPs: [203.0.113.5]\n  ports: [{ port: «3389» }]\n')],
    ],
    good: [
      policy('  - ports: [{ port: 3389 }]\n    from: [{ podSelector: {} }]\n'),
      policy('  - ports: [{ port: 3389 }]\n  policyTypes: [Egress]\n'),
      policy('  - ports: [{ port: rdp }]\n'),
      service('  ports: [{ port: 3389 }]\n'),
      service('  type: ExternalName\n  externalName: desk.example\n  ports: [{ port: 3389 }]\n'),
      service('  type: LoadBalancer\n  loadBalancerIP: 10.0.0.4\n  ports: [{ port: 3389 }]\n'),
      service('  type: LoadBalancer\n  ports: [{ port: 3389, targetPort: "{{ .x }}" }]\n'),
    ],
  },
  'remote-access/winrm-exposed': {
    bad: [
      [
        calico(
          "  - action: Allow\n    protocol: TCP\n    source: { nets: ['0.0.0.0/0'] }\n    destination: { ports: ['«5980:5985»'] }\n",
        ),
        calico(
          "  - action: Allow\n    protocol: TCP\n    source: { nets: ['10.0.0.0/8'] }\n    destination: { ports: ['5980:5985'] }\n",
        ),
      ],
    ],
    good: [
      calico(
        "  - action: Deny\n    source: { notNets: ['10.0.0.0/8'] }\n  - action: Allow\n    protocol: TCP\n    destination: { ports: [5986] }\n",
      ),
      calico('  - action: Deny\n    protocol: TCP\n    destination: { ports: [5986] }\n'),
    ],
  },
  'remote-access/administration-port-exposed': {
    bad: [
      [
        policy(
          '  - from:\n    - ipBlock:\n        cidr: 0.0.0.0/0\n        except: [10.1.0.0/16]\n    ports:\n    - port: «445»\n    - port: 443\n  - ports: [{ port: «135», protocol: TCP }]\n',
        ),
        policy(
          '  - from:\n    - ipBlock:\n        cidr: 0.0.0.0/0\n        except: [10.1.0.0/16]\n    ports:\n    - port: 445\n    - port: 443\n  - from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n    ports: [{ port: 135, protocol: TCP }]\n',
        ),
      ],
      [
        cilium(
          '  nodeSelector: {}\n  ingress:\n  - fromEntities: [world]\n    toPorts: [{ ports: [{ port: "«10250»", protocol: TCP }] }]\n  - toPorts: [{ ports: [{ port: "«2375»" }] }]\n',
        ),
      ],
      [
        antrea('  - action: Allow\n    from: [{ ipBlock: { cidr: "::/0" } }]\n    ports: [{ port: «445» }]\n'),
        antrea('  - action: Allow\n    from: [{ ipBlock: { cidr: "10.0.0.0/8" } }]\n    ports: [{ port: 445 }]\n'),
      ],
      [calico('  - action: Allow\n    protocol: TCP\n    destination: { ports: [«10255»] }\n  preDNAT: true\n')],
      [service('  type: NodePort\n  ports: [{ port: «2375» }]\n')],
    ],
    good: [
      cilium(
        '  endpointSelector: {}\n  ingress:\n  - {}\n  - fromEntities: [cluster]\n    toPorts: [{ ports: [{ port: "445" }] }]\n  - fromEndpoints: [{}]\n    toPorts: [{ ports: [{ port: "2375" }] }]\n',
      ),
      // A web hook of cert-manager and the metrics server listen there.
      cilium('  endpointSelector: {}\n  ingress: [{ toPorts: [{ ports: [{ port: "10250" }] }] }]\n'),
      policy('  - ports: [{ port: 10250 }, { port: smb }, { port: 5432 }]\n'),
      antrea(
        '  - action: Drop\n    ports: [{ port: 445 }]\n  - action: Allow\n    from: [{ namespaceSelector: {} }]\n    ports: [{ port: 445 }]\n',
      ),
      policy(
        '  - from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n    ports: [{ port: 445 }]\n  egress:\n  - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]\n    ports: [{ port: 445 }]\n',
      ),
      calico('  - action: Allow\n    protocol: TCP\n    destination: { ports: [10255] }\n'),
    ],
  },
};
