import { defineRule, examples } from '../rule';

const server = (access = '') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web-http, namespace: shop}\nspec: {podSelector: {matchLabels: {app: web}}, port: http${access}}\n---\n`;
const policy = (name: string, requires: string, target = 'group: policy.linkerd.io, kind: Server, name: web-http') =>
  `apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  targetRef: {${target}}\n  requiredAuthenticationRefs: [${requires}]\n---\n`;
const authorization = (name: string, client: string) =>
  `apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: {name: ${name}, namespace: shop}\nspec: {server: {name: web-http}, client: ${client}}\n---\n`;
const networks = (cidr: string) =>
  `apiVersion: policy.linkerd.io/v1alpha1\nkind: NetworkAuthentication\nmetadata: {name: all, namespace: shop}\nspec: {networks: [{cidr: ${cidr}}]}\n---\n`;
const route =
  'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: health, namespace: shop}\nspec:\n  parentRefs: [{group: policy.linkerd.io, kind: Server, name: web-http}]\n---\n';
const front = '{kind: ServiceAccount, name: front}';
const all = '{group: policy.linkerd.io, kind: NetworkAuthentication, name: all}';
const strict = policy('«front»', front);
const good = (code: string) => code.replace(/[«»]/g, '');
const namespace = 'kind: Namespace, name: shop';

const entry = (kind: string, name: string, spec: string) =>
  `apiVersion: consul.hashicorp.com/v1alpha1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n---\n`;
const intentions = (sources = '{name: front, action: allow}') =>
  entry('ServiceIntentions', '«web»', `{destination: {name: web}, sources: [${sources}]}`);
const allowing = entry('Mesh', 'mesh', '{allowEnablingPermissiveMutualTLS: true}');
const permissive = entry('ServiceDefaults', 'web', '{mutualTLSMode: permissive}');

export default defineRule({
  name: 'mesh/authorization-widened',
  title: 'An identity is asked for where another policy lets everyone in',
  severity: 'medium',
  confidence: 'high',
  cwe: [863, 306],
  tags: ['mesh', 'linkerd', 'consul', 'authorization'],
  fixable: false,
  messages: {
    widened: '{resource} asks the callers of {server} for an identity, and {by} lets them in without: one is enough.',
    permissive:
      '{resource} decides by identity who calls `{server}`, and {by} takes plain text, about which no intention is asked.',
  },
  rationale: `
    All that authorizes callers of a Server of Linkerd is joined by "or": whoever fits one of them is let in. Beside one that
    asks for nothing, those that ask for an identity restrict nobody, though each by itself reads as if it did. In Consul,
    \`permissive\` does the same to intentions: whoever comes without TLS is let in unasked.`,
  remedy:
    'Take the open one away. For probes, let it authorize the networks of the nodes, or an HTTPRoute with the paths of the probes, instead of the whole Server. In Consul, end the onboarding with `mutualTLSMode: strict`.',
  exceptions:
    'It is told where all that speaks of the Server is in the files. What a whole namespace asks for, and what single networks or routes are let in by, is no contradiction.',
  references: [
    'https://linkerd.io/2-edge/reference/authorization-policy/#authorizationpolicy',
    'https://linkerd.io/2-edge/tasks/configuring-per-route-policy/',
    'https://developer.hashicorp.com/consul/docs/k8s/connect/onboarding-tproxy-mode',
  ],
  bad: examples(
    'yaml',
    intentions() + allowing + permissive,
    intentions('{name: legacy, action: deny}') + allowing + permissive,
    server() + strict + policy('any', ''),
    server() + strict + policy('any', all) + networks('0.0.0.0/0'),
    server() + strict + policy('any', '', namespace),
    server() + strict + authorization('any', '{unauthenticated: true}'),
    server(', accessPolicy: all-unauthenticated') + strict,
    `${server() + authorization('«front»', '{meshTLS: {serviceAccounts: [{name: front}]}}')}${policy('any', '')}`,
  ),
  good: examples(
    'yaml',
    good(intentions() + permissive),
    good(intentions() + allowing + entry('ProxyDefaults', 'global', '{mutualTLSMode: permissive}')),
    good(intentions() + permissive + entry('Mesh', 'mesh', '{}')),
    good(intentions('{name: "*", action: allow}') + allowing + permissive),
    good(intentions() + allowing + permissive.replace('name: web', 'name: api')),
    good(intentions() + allowing + permissive.replace('permissive', '{{ .Values.mode }}')),
    good(
      intentions() +
        allowing +
        permissive.replace('permissive', 'strict') +
        entry('ProxyDefaults', 'global', '{mutualTLSMode: permissive}'),
    ),
    good(server() + strict),
    good(server(', accessPolicy: audit') + strict),
    good(server() + strict + policy('any', all) + networks('10.0.0.0/24')),
    good(server() + strict + policy('any', `${front}, ${all}`) + networks('0.0.0.0/0')),
    good(server() + strict + policy('any', '', 'group: policy.linkerd.io, kind: Server, name: b')),
    good(server() + strict + route + policy('any', '', 'group: policy.linkerd.io, kind: HTTPRoute, name: health')),
    good(server() + policy('front', front, namespace) + policy('any', '')),
    good(server() + strict + policy('any', '').replace('namespace: shop', 'namespace: bank')),
    good(server() + strict + policy('any', '{{ .Values.refs }}')),
  ),
  visit: {
    'cluster.widened-grant'({ at, resource, server: target, mesh, by }, { report }) {
      report(
        mesh === 'Linkerd' ? 'widened' : 'permissive',
        at,
        { resource, server: target, by: by.resource },
        { related: [{ span: by.span, message: `${by.resource} asks for nothing.`, elsewhere: by }] },
      );
    },
  },
});
