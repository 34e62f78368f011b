import { defineRule } from '../rule';

const config = (domain: string) => `server {\n  trust_domain = "${domain}"\n  audit_log_enabled = true\n}\n`;

/** Names of examples (RFC 2606), and of the machine itself. */
const sample = /^(?:spiffe:\/\/)?(?:(?:[\w-]+\.)*example(?:\.(?:org|com|net))?|localhost)$/;

export default defineRule({
  name: 'spire/sample-trust-domain',
  title: 'The trust domain is the one of the examples',
  severity: 'info',
  confidence: 'high',
  cwe: [1392],
  tags: ['spire', 'identity'],
  fixable: false,
  messages: {
    sample:
      '`{text}` is the trust domain of the examples: it cannot be told from others of that name, nor changed later.',
  },
  rationale: `
    A trust domain says whose identities these are. Two that are called the same cannot be federated, and a policy that
    names one accepts the other where bundles are mixed up. All identities have to be issued anew to change it.`,
  remedy: 'Choose a name below a domain that you own, such as `prod.shop.example` where you own `shop.example`.',
  exceptions: 'Demonstrations and tests.',
  references: ['https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md#21-trust-domain'],
  bad: [
    { language: 'hcl', file: 'server.conf', code: config('«example.org»') },
    { language: 'json', file: 'agent.json', code: '{"agent": {"trust_domain": "«localhost»"}}\n' },
    { language: 'yaml', file: 'values.yaml', code: 'global:\n  spire:\n    trustDomain: «example.org»\n' },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: manager\ndata:\n  controller-manager-config.yaml: |\n    apiVersion: spire.spiffe.io/v1alpha1\n    kind: ControllerManagerConfig\n    clusterName: shop\n    trustDomain: «example.org»\n',
    },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: config('prod.shop.test') },
    { language: 'hcl', file: 'server.conf', code: config('myexample.org') },
    { language: 'yaml', file: 'values.yaml', code: 'global:\n  spire:\n    trustDomain: "{{ .Values.domain }}"\n' },
    { language: 'cmd', code: 'spire-server.exe token generate -spiffeID spiffe://example.org/node\r\n' },
  ],
  visit: {
    'spire.name'({ of, value, at }, { report }) {
      if (of && sample.test(value)) report('sample', at, { text: value });
    },
  },
});
