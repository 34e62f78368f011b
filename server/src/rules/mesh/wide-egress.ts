import { defineRule } from '../rule';

const entry = (spec: string) =>
  `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata:\n  name: outside\nspec:\n${spec}`;
const sidecar = (spec: string) =>
  `apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata:\n  name: default\nspec:\n${spec}`;

export default defineRule({
  name: 'mesh/wide-egress',
  title: 'Workloads may call out to anywhere',
  severity: 'info',
  confidence: 'high',
  cwe: [923],
  tags: ['mesh', 'istio', 'egress'],
  fixable: 'unsafe',
  messages: { wide: '`{text}` in {resource} lets workloads call {covers}.' },
  rationale: `
    A program that was taken over fetches its tools and sends off what it finds. Where only known destinations are registered, such
    calls fail, and are seen.`,
  remedy: 'Register the destinations that are needed, by name, and forbid others with a NetworkPolicy.',
  exceptions: `
    Calling out is what Istio allows by default; the file says so in as many words. It is no firewall: a program that goes past its
    proxy reaches everything anyway.`,
  references: [
    'https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/',
    'https://istio.io/latest/docs/ops/best-practices/security/#understand-traffic-capture-limitations',
    'https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution',
  ],
  bad: [
    {
      language: 'yaml',
      code: 'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    outboundTrafficPolicy:\n      mode: «ALLOW_ANY» # default\n',
      fixed:
        'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    outboundTrafficPolicy:\n      mode: REGISTRY_ONLY # default\n',
    },
    {
      language: 'yaml',
      code: sidecar('  egress:\n  - hosts: ["istio-system/*", "«*/*»"]\n'),
      fixed: sidecar('  egress:\n  - hosts: ["istio-system/*", "./*"]\n'),
    },
    {
      language: 'yaml',
      code: sidecar('  outboundTrafficPolicy: {mode: «ALLOW_ANY»}\n'),
      fixed: sidecar('  outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n'),
    },
    {
      language: 'hcl',
      code: 'Kind = "mesh"\nTransparentProxy {\n  «MeshDestinationsOnly = false»\n}\n',
      fixed: 'Kind = "mesh"\nTransparentProxy {\n  MeshDestinationsOnly = true\n}\n',
    },
    { language: 'yaml', code: entry('  hosts: ["«*»"]\n  ports:\n  - {number: 443, name: tls, protocol: TLS}\n') },
    {
      language: 'yaml',
      code: entry(
        '  hosts: [db.example.com]\n  resolution: NONE\n  ports:\n  - number: «5432»\n    name: db\n    protocol: TCP\n',
      ),
    },
    {
      language: 'yaml',
      code: entry(
        '  hosts: [db.example.com]\n  addresses: [0.0.0.0/0]\n  ports: [{number: «27017», name: db, protocol: MONGO}]\n',
      ),
    },
  ],
  good: [
    { language: 'yaml', code: sidecar('  egress:\n  - hosts: ["./*", "istio-system/*"]\n') },
    { language: 'yaml', code: sidecar('  outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n') },
    {
      language: 'yaml',
      code: entry(
        '  hosts: ["*.example.com"]\n  resolution: NONE\n  ports: [{number: 443, name: tls, protocol: TLS}]\n',
      ),
    },
    {
      language: 'yaml',
      code: entry(
        '  hosts: [db.example.com]\n  addresses: [192.0.2.7/32]\n  ports: [{number: 5432, name: db, protocol: TCP}]\n',
      ),
    },
    {
      language: 'yaml',
      code: entry('  hosts: [db.example.com]\n  resolution: DNS\n  ports: [{number: 5432, name: db, protocol: TCP}]\n'),
    },
    {
      language: 'yaml',
      code: entry(
        '  hosts: [db.example.com]\n  {{- include "addresses" . | nindent 2 }}\n  ports: [{number: 5432, name: db, protocol: TCP}]\n',
      ),
    },
  ],
  visit: {
    'mesh.protection-off'({ what, text, at, resource, covers, mend }, { report }) {
      if (what === 'reach') report('wide', at, { text, resource, covers: covers ?? 'anywhere' }, { fixes: [mend] });
    },
  },
});
