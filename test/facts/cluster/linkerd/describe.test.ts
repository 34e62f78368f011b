import assert from 'node:assert/strict';
import { effectiveAt } from '../../../../server/src/facts/cluster/effective';
import { summariesOf } from '../../../../server/src/facts/cluster/summary/summary';
import { viewOf } from '../../../../server/src/facts/cluster/view';

const policyVersion = 'apiVersion: policy.linkerd.io/v1alpha1\n';
const serverOf = (more = '') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web-http, namespace: shop}\nspec: {podSelector: {matchLabels: {app: web}}, port: http${more}}\n`;
const server = serverOf();
const policy = (requires: string, target = 'group: policy.linkerd.io, kind: Server, name: web-http') =>
  `${policyVersion}kind: AuthorizationPolicy\nmetadata: {name: let, namespace: shop}\nspec:\n  targetRef: {${target}}\n  requiredAuthenticationRefs: [${requires}]\n`;
const web = (annotations = '{linkerd.io/inject: enabled}') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata: {labels: {app: web}, annotations: ${annotations}}\n    spec:\n      containers:\n      - {name: web, ports: [{name: http, containerPort: 8080}]}\n`;
const front = '{kind: ServiceAccount, name: front}';
const identity = '`front.shop.serviceaccount.identity.linkerd.cluster.local`';

/** What is said at the name of the first object of some, by kind; links are their texts alone. */
function linesAt(kind: string, ...texts: readonly string[]): readonly string[] {
  const objects = summariesOf('/w/shop.yaml', texts.join('---\n'));
  const object = objects.find(it => it.kind === kind)!;
  return effectiveAt(objects, viewOf(objects), object.at.span.start, text => text)?.lines ?? [];
}

describe('what Linkerd lets in, on hover', () => {
  const rows: readonly {
    readonly title: string;
    readonly at: string;
    readonly texts: readonly string[];
    readonly lines: readonly string[];
  }[] = [
    {
      title: 'a workload without a policy',
      at: 'Deployment',
      texts: [web()],
      lines: [
        'Linkerd, port 8080: callers are let in: **anyone**, in plain text too, as nothing in these files says otherwise',
      ],
    },
    { title: 'a workload that is not about Linkerd', at: 'Deployment', texts: [web('{}')], lines: [] },
    {
      title: 'the default of a namespace',
      at: 'Deployment',
      texts: [
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {config.linkerd.io/default-inbound-policy: deny}}\n',
        web(),
      ],
      lines: ['Linkerd, port 8080: **nobody** may call, by Namespace `shop`'],
    },
    {
      title: 'a Server in place of the default',
      at: 'Deployment',
      texts: [web(), server, policy(front)],
      lines: [`Linkerd, port 8080: callers are let in: ${identity}, by AuthorizationPolicy \`let\``],
    },
    {
      title: 'a Server and the workload that it selects',
      at: 'Server',
      texts: [web(), server],
      lines: ['Deployment `web`: Linkerd, port 8080: **nobody** may call, by Server `web-http`'],
    },
    {
      title: 'a Server whose pods are elsewhere',
      at: 'Server',
      texts: [serverOf(', accessPolicy: audit')],
      lines: [
        'Linkerd, Server `web-http`: callers are let in: **anyone**, in plain text too (and reported), by Server `web-http`',
      ],
    },
    {
      title: 'a policy of networks',
      at: 'AuthorizationPolicy',
      texts: [
        web(),
        server,
        policy('{group: policy.linkerd.io, kind: NetworkAuthentication, name: nodes}'),
        `${policyVersion}kind: NetworkAuthentication\nmetadata: {name: nodes, namespace: shop}\nspec: {networks: [{cidr: 10.0.0.0/24}]}\n`,
      ],
      lines: [
        'Deployment `web`: Linkerd, port 8080: callers are let in: whoever calls from `10.0.0.0/24`, in plain text too, by AuthorizationPolicy `let`',
      ],
    },
    {
      title: 'a policy that asks for what is not there',
      at: 'AuthorizationPolicy',
      texts: [server, policy('{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: clients}')],
      lines: [
        'Linkerd, Server `web-http`: **nobody** may call, by Server `web-http`',
        'Linkerd, Server `web-http`: without effect: AuthorizationPolicy `let`: there is no MeshTLSAuthentication clients',
      ],
    },
    {
      title: 'a port that is led past the proxy',
      at: 'Deployment',
      texts: [web('{linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "8000-8100"}'), server],
      lines: ['Linkerd, port 8080: no proxy, nothing is asked of callers, by Deployment `web`'],
    },
    {
      title: 'names that would be links elsewhere',
      at: 'Server',
      texts: [server, policy('{group: x, kind: "[a](http://b)", name: c}')],
      lines: [
        'Linkerd, Server `web-http`: **nobody** may call, by Server `web-http`',
        'Linkerd, Server `web-http`: without effect: AuthorizationPolicy `let`: it asks for a a(http://b), which is no authentication',
      ],
    },
    {
      title: 'what a template decides',
      at: 'Server',
      texts: [web(), server, policy('{{ .Values.refs }}')],
      lines: ['Deployment `web`: Linkerd, port 8080: not to be told from these files, by AuthorizationPolicy `let`'],
    },
    {
      title: 'networks that a template gives',
      at: 'Server',
      texts: [
        server,
        policy('{group: policy.linkerd.io, kind: NetworkAuthentication, name: nodes}'),
        `${policyVersion}kind: NetworkAuthentication\nmetadata: {name: nodes, namespace: shop}\nspec: {networks: [{cidr: {{ .Values.cidr }}}]}\n`,
      ],
      lines: ['Linkerd, Server `web-http`: not to be told from these files, by AuthorizationPolicy `let`'],
    },
    {
      title: 'a route',
      at: 'AuthorizationPolicy',
      texts: [
        server,
        policy(front, 'group: policy.linkerd.io, kind: HTTPRoute, name: get'),
        'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: get, namespace: shop}\nspec: {parentRefs: [{group: policy.linkerd.io, kind: Server, name: web-http}]}\n',
      ],
      lines: [
        `Linkerd, Server \`web-http\`: callers are let in: ${identity} for the HTTPRoute \`get\`, by AuthorizationPolicy \`let\``,
        'Linkerd, Server `web-http`: requests of no route are refused (`get`)',
      ],
    },
  ];
  for (const { title, at, texts, lines } of rows) {
    it(title, () => assert.deepEqual(linesAt(at, ...texts), lines));
  }
});
