import { defineRule, examples } from '../rule';

const server = (name: string, namespace = 'shop') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {podSelector: {matchLabels: {app: web}}, port: http}\n---\n`;
const clients = (name: string) =>
  `apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: ${name}, namespace: shop}\nspec: {identities: ["*"]}\n---\n`;
const policy = (target: string, required = 'clients') =>
  `apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: let, namespace: shop}\nspec:\n  targetRef:\n    group: policy.linkerd.io\n    kind: Server\n    name: ${target}\n  requiredAuthenticationRefs:\n  - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: ${required}}\n---\n`;

export default defineRule({
  name: 'mesh/refers-to-nothing',
  title: 'A policy names an object that is not there',
  severity: 'low',
  confidence: 'medium',
  cwe: [1289],
  tags: ['mesh', 'linkerd', 'authorization'],
  fixable: 'unsafe',
  messages: {
    target: '{resource} is for the {kind} `{name}`, which is not there ({meant} is): it decides nothing.',
    required: '{resource} asks for the {kind} `{name}`, which is not there ({meant} is): it lets nobody in.',
  },
  rationale: `
    A policy that names something else than what is there is accepted and listed. It lets nobody in, and what really guards the
    port is another policy or the default of the installation, which takes everyone.`,
  remedy: 'Write the name as the object has it.',
  exceptions:
    'It speaks only where exactly one object of that kind, in the same namespace and applied together with the policy, has a name that goes on where the wanted one ends, or the other way round.',
  references: ['https://linkerd.io/2-edge/reference/authorization-policy/#authorizationpolicy'],
  bad: [
    {
      language: 'yaml',
      code: server('web-server') + policy('«web»'),
      fixed: server('web-server') + policy('web-server'),
    },
    {
      language: 'yaml',
      code: server('web') + policy('"«web-http»"'),
      fixed: server('web') + policy('"web"'),
    },
    {
      language: 'yaml',
      code: server('web') + clients('clients-of-web') + policy('web', '«clients»'),
      fixed: server('web') + clients('clients-of-web') + policy('web', 'clients-of-web'),
    },
  ],
  good: examples(
    'yaml',
    server('web') + clients('clients') + policy('web'),
    server('web') + server('web-admin') + policy('web'),
    server('web-http') + server('web-admin') + policy('web'),
    server('api') + policy('web'),
    server('web-server', 'bank') + policy('web'),
    server('{{ .Values.name }}') + server('web-server') + policy('web'),
    server('web-server') + policy('{{ .Values.name }}'),
    policy('web'),
  ),
  visit: {
    'cluster.stray-reference'({ at, resource, kind, name, isTarget, instead, meant }, { report }) {
      report(
        isTarget ? 'target' : 'required',
        at,
        { resource, kind, name, meant: meant.resource },
        {
          fixes: [{ title: `Replace it by ${instead}`, edits: [{ span: at, text: instead }] }],
          related: [{ span: meant.span, message: `${meant.resource} is here.`, elsewhere: meant }],
        },
      );
    },
  },
});
