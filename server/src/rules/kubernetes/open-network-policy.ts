import { isEveryPort } from '../../facts/network/ports';
import { defineRule, examples } from '../rule';

const policy = (rules: string, types = '[Ingress]') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n  policyTypes: ${types}\n  ingress:${rules}`;
const calico = (rules: string) =>
  `apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  selector: all()\n  types: [Ingress]\n  ingress:\n${rules}`;
const cilium = (rules: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata:\n  name: web\nspec:\n  endpointSelector: {}\n  ingress:\n${rules}`;

export default defineRule({
  name: 'kubernetes/open-network-policy',
  title: 'A network policy lets everyone connect to every port',
  severity: 'info',
  confidence: 'high',
  cwe: [284, 668],
  tags: ['kubernetes', 'network'],
  fixable: 'unsafe',
  messages: {
    open: '`{text}` makes {resource} let everyone connect to every port, as if there were no policy.',
  },
  rationale: `
    Policies add up: one rule without sources and ports gives back all that the others of the namespace take away. On Windows
    nodes, policies hold only where the network plug-in writes them into HNS: Calico, Antrea and Azure do, Flannel enforces none,
    and pods on the network of their node (HostProcess) are never under one.`,
  remedy: 'Name the pods, namespaces or addresses that need to connect, and the ports they need.',
  exceptions: 'A policy that is there to lift others for a while, or that lets everything in and limits what goes out.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy',
    'https://docs.cilium.io/en/stable/security/policy/language/',
  ],
  bad: [
    { language: 'yaml', code: policy('\n  - «{}»\n') },
    { language: 'yaml', code: policy(' [«{}»]\n') },
    { language: 'yaml', code: policy('\n  - «from: []»\n') },
    {
      language: 'yaml',
      code: policy('\n  - from:\n    - ipBlock: {cidr: «0.0.0.0/0»} # all\n'),
      fixed: policy('\n  - from:\n    - ipBlock: {cidr: 10.0.0.0/8} # all\n'),
    },
    {
      language: 'yaml',
      code: policy(
        "\n  - from: [{ ipBlock: { cidr: '«::/0»' } }]\n    ports: [{ protocol: UDP }, { protocol: TCP }]\n",
      ),
      fixed: policy(
        "\n  - from: [{ ipBlock: { cidr: '10.0.0.0/8' } }]\n    ports: [{ protocol: UDP }, { protocol: TCP }]\n",
      ),
    },
    { language: 'yaml', code: calico('  - «action: Allow»\n') },
    { language: 'yaml', code: cilium('  - fromEntities: [«all»]\n') },
  ],
  good: examples(
    'yaml',
    policy(' []\n'),
    policy('\n  - {}\n', '[Egress]'),
    policy('\n  - from: [{ podSelector: {} }]\n'),
    policy('\n  - from: [{ namespaceSelector: {} }]\n'),
    policy('\n  - ports: [{ port: 443 }]\n'),
    policy('\n  - from: {{ toYaml .Values.from }}\n'),
    policy('\n  - from:\n    {{- toYaml .Values.from | nindent 4 }}\n'),
    calico('  - action: Deny\n  - action: Allow\n'),
    calico("  - action: Allow\n    source: { selector: app == 'web' }\n"),
    cilium('  - {}\n'),
    cilium('  - fromEndpoints: [{}]\n'),
  ),
  visit: {
    'kubernetes.network-policy'({ ingress, resource }, { report }) {
      for (const { from, open, ports, fix } of ingress) {
        const isEvery = ports === 'all' || ports.some(it => it.protocol === 'tcp' && it.range && isEveryPort(it.range));
        if (from === 'anyone' && open && isEvery)
          report('open', open.at, { text: open.text, resource }, { fixes: [fix] });
      }
    },
  },
});
