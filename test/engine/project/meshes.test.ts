import assert from 'node:assert/strict';
import type { Files } from '../../../server/src/engine/ports';
import { loadProject, projectOf } from '../../../server/src/engine/project/load';
import type { Project } from '../../../server/src/engine/project/project';
import { readCluster } from '../../../server/src/facts/cluster/reader';
import { summariesOf } from '../../../server/src/facts/cluster/summary/summary';
import { viewOf } from '../../../server/src/facts/cluster/view';

const server = (name: string, namespace: string, more = '') =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {podSelector: {matchLabels: {app: ${name}}}, port: http${more}}\n`;
const policy = (name: string, namespace: string) =>
  `apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec:\n  targetRef: {group: policy.linkerd.io, kind: Server, name: ${name}}\n  requiredAuthenticationRefs: [{kind: ServiceAccount, name: front}]\n`;
const pods = (name: string, namespace: string, inject = 'enabled') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec:\n  template:\n    metadata: {labels: {app: ${name}}, annotations: {linkerd.io/inject: ${inject}}}\n    spec: {containers: [{name: ${name}, ports: [{name: http, containerPort: 80}]}]}\n`;
const intentions = (name: string, source: string, action: string) =>
  `apiVersion: consul.hashicorp.com/v1alpha1\nkind: ServiceIntentions\nmetadata: {name: i-${name === '*' ? 'all' : name}}\nspec: {destination: {name: "${name}"}, sources: [{name: "${source}", action: ${action}}]}\n`;

const texts: Readonly<Record<string, string>> = {
  '/w/shop/server.yaml': server('web', 'shop'),
  '/w/shop/policy.yaml': policy('web', 'shop'),
  '/w/shop/web.yaml': pods('web', 'shop'),
  '/w/bank/server.yaml': server('pay', 'bank'),
  '/w/bank/policy.yaml': policy('pay', 'bank'),
  '/w/bank/pay.yaml': pods('pay', 'bank'),
  '/w/consul/web.yaml': intentions('web', '*', 'allow'),
  '/w/consul/pay.yaml': intentions('pay', '*', 'allow'),
  '/w/consul/all.yaml': intentions('*', '*', 'deny'),
};

/** What a file is told of, as `fact resource`. */
function judged(project: Project, path: string): string[] {
  const found: string[] = [];
  const own = project.objectsOf(path) ?? [];
  readCluster(own, viewOf(own, project.of(path).around), (kind, fact) => {
    if ('resource' in fact) found.push(`${kind} ${fact.resource}`);
  });
  return found;
}

describe('project index: Linkerd and Consul', () => {
  let project: Project;
  beforeEach(async () => {
    const files: Files = { read: async path => ({ text: texts[path]! }) };
    project = projectOf(await loadProject(Object.keys(texts), files));
    for (const path of Object.keys(texts)) assert.deepEqual(judged(project, path), [], path);
  });

  const rows: readonly {
    readonly title: string;
    readonly path: string;
    readonly text: string;
    readonly asks: readonly string[];
    readonly findings: Readonly<Record<string, readonly string[]>>;
  }[] = [
    {
      title: 'a Server that lets everyone in concerns the policies of its namespace',
      path: '/w/shop/server.yaml',
      text: server('web', 'shop', ', accessPolicy: all-unauthenticated'),
      asks: ['/w/shop/policy.yaml'],
      findings: { '/w/shop/policy.yaml': ['cluster.widened-grant AuthorizationPolicy web'] },
    },
    {
      title: 'pods without a proxy concern the Servers of their namespace',
      path: '/w/shop/web.yaml',
      text: pods('web', 'shop', 'disabled'),
      asks: ['/w/shop/server.yaml'],
      findings: { '/w/shop/server.yaml': ['cluster.unkept-policy Server web'] },
    },
    {
      title: 'a denial everywhere concerns all services',
      path: '/w/consul/all.yaml',
      text: intentions('*', 'legacy', 'deny'),
      asks: ['/w/consul/pay.yaml', '/w/consul/web.yaml'],
      findings: { '/w/consul/web.yaml': ['cluster.overridden-denial ServiceIntentions i-web'] },
    },
    {
      title: 'an intention of a service concerns that service only',
      path: '/w/consul/web.yaml',
      text: intentions('web', 'front', 'allow'),
      asks: [],
      findings: {},
    },
  ];
  for (const { title, path, text, asks, findings } of rows) {
    it(title, () => {
      const asked = [...project.update(path, summariesOf(path, text))];
      assert.deepEqual(asked.sort(), asks);
      for (const [other, expected] of Object.entries(findings)) assert.deepEqual(judged(project, other), expected);
    });
  }

  it('nothing is said of proxies in a namespace that files tell of in two ways', () => {
    const namespace = (inject: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {linkerd.io/inject: ${inject}}}\n`;
    const pod = pods('web', 'shop').replace(', annotations: {linkerd.io/inject: enabled}', '');
    project.update('/w/shop/web.yaml', summariesOf('/w/shop/web.yaml', pod));
    project.update('/w/n1.yaml', summariesOf('/w/n1.yaml', namespace('disabled')));
    assert.deepEqual(judged(project, '/w/shop/server.yaml'), ['cluster.unkept-policy Server web']);
    project.update('/w/n2.yaml', summariesOf('/w/n2.yaml', namespace('enabled')));
    assert.deepEqual(judged(project, '/w/shop/server.yaml'), []);
  });
});
