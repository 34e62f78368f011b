import { defineRule } from '../rule';

const gateway =
  'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: front\nspec:\n  servers:\n  - port:\n      number: 443\n      name: https\n      protocol: HTTPS\n    hosts: [shop.example.com]\n    tls:\n      credentialName: shop\n';

export default defineRule({
  name: 'mesh/optional-client-certificate',
  title: 'A gateway asks for client certificates but does not require them',
  severity: 'medium',
  confidence: 'high',
  cwe: [306],
  tags: ['mesh', 'istio', 'gateway', 'mtls'],
  fixable: 'unsafe',
  messages: { optional: '`{mode}` in {resource} lets clients in that show no certificate at all.' },
  rationale: `
    A client that shows no certificate is served like one that does, unless a policy behind the gateway tells them apart.
    The setting looks like mutual TLS and is none.`,
  remedy: 'Set the mode to MUTUAL, or deny requests without a certificate in an AuthorizationPolicy.',
  references: ['https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode'],
  bad: [
    {
      language: 'yaml',
      code: `${gateway}      mode: «OPTIONAL_MUTUAL»\n`,
      fixed: `${gateway}      mode: MUTUAL\n`,
    },
    {
      language: 'yaml',
      code: `${gateway}      mode: "«OPTIONAL_MUTUAL»" # browsers\n      minProtocolVersion: TLSV1_3\n`,
      fixed: `${gateway}      mode: "MUTUAL" # browsers\n      minProtocolVersion: TLSV1_3\n`,
    },
  ],
  good: [
    { language: 'yaml', code: `${gateway}      mode: MUTUAL\n` },
    { language: 'yaml', code: `${gateway}      mode: SIMPLE # not OPTIONAL_MUTUAL\n` },
  ],
  visit: {
    'mesh.gateway-server'({ mode, resource }, { report }) {
      if (mode?.name !== 'OPTIONAL_MUTUAL') return;
      const edit = mode.setTo('MUTUAL');
      const fix = edit && { title: 'Require a client certificate (MUTUAL)', edits: [edit] };
      report('optional', mode.at, { mode: mode.name, resource }, { fixes: [fix] });
    },
  },
});
