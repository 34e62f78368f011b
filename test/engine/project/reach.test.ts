import assert from 'node:assert/strict';
import { catalog } from '../../../server/src/engine/all';
import type { Files } from '../../../server/src/engine/ports';
import { loadProject, projectOf } from '../../../server/src/engine/project/load';
import type { Project } from '../../../server/src/engine/project/project';
import { isSkipped, scanFile } from '../../../server/src/engine/scan';
import { Settings } from '../../../server/src/engine/settings/settings';
import { summariesOf } from '../../../server/src/facts/cluster/summary/summary';

const policy = (pods: string, rules = '') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: rules\n  namespace: shop\nspec:\n  podSelector: ${pods}\n${rules}`;
const deployment = (port: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      nodeSelector: {kubernetes.io/os: windows}\n      containers:\n      - name: web\n        ports:\n        - {name: admin, containerPort: ${port}}\n`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  type: NodePort\n  selector: {app: web}\n  ports:\n  - {port: 80, targetPort: admin}\n';

/** Rules about reach, with their severities and related places, that a file is found to break. */
async function found(path: string, texts: Record<string, string>, project: Project): Promise<string[]> {
  const files: Files = { read: async it => ({ text: texts[it]! }) };
  const result = await scanFile(path, { files, settings: new Settings(catalog), today: '2027-01-31', project });
  assert.ok(result && !isSkipped(result));
  return result.analysis.findings
    .filter(it => /management-port|-exposed$/.test(it.rule))
    .map(it => [it.rule, it.severity, ...it.related.map(to => to.elsewhere?.path)].join(' '));
}

describe('reach across files', () => {
  it('follows policies, ports and pods', async () => {
    const texts: Record<string, string> = {
      '/w/policies/p.yaml': policy('{matchLabels: {app: api}}'),
      '/w/web/d.yaml': deployment(5985),
      '/w/web/s.yaml': service,
      '/w/idle/s.yaml': service.replaceAll('shop', 'idle'),
    };
    const files: Files = { read: async it => ({ text: texts[it]! }) };
    const project = projectOf(await loadProject(Object.keys(texts), files));
    const all = async () => ({
      deployment: await found('/w/web/d.yaml', texts, project),
      service: await found('/w/web/s.yaml', texts, project),
      idle: await found('/w/idle/s.yaml', texts, project),
    });
    const change = (path: string, text: string): string[] => {
      texts[path] = text;
      return [...project.update(path, summariesOf(path, text))].sort();
    };

    assert.deepEqual(await all(), {
      deployment: ['kubernetes/management-port-unrestricted low /w/policies/p.yaml'],
      service: ['remote-access/winrm-exposed high /w/web/d.yaml'],
      idle: [],
    });

    assert.deepEqual(change('/w/policies/p.yaml', policy('{}')), ['/w/web/d.yaml', '/w/web/s.yaml']);
    assert.deepEqual(await all(), {
      deployment: [],
      service: ['remote-access/winrm-exposed low /w/web/d.yaml /w/policies/p.yaml'],
      idle: [],
    });

    assert.deepEqual(change('/w/policies/p.yaml', policy('{}', '  ingress: [{ports: [{port: admin}]}]\n')), [
      '/w/web/d.yaml',
      '/w/web/s.yaml',
    ]);
    assert.deepEqual((await all()).service, ['remote-access/winrm-exposed high /w/web/d.yaml']);

    assert.ok(change('/w/web/d.yaml', deployment(3389)).includes('/w/web/s.yaml'));
    assert.deepEqual((await all()).service, ['remote-access/rdp-exposed high /w/web/d.yaml']);
  });

  it('takes all policies of the workspace, as they add up', async () => {
    const texts: Record<string, string> = {
      '/w/web/d.yaml': `${deployment(5985)}---\n${policy('{matchLabels: {app: api}}')}`,
      '/w/policies/p.yaml': policy('{}').replace('rules', 'all'),
    };
    const files: Files = { read: async it => ({ text: texts[it]! }) };
    const project = projectOf(await loadProject(Object.keys(texts), files));
    assert.deepEqual(await found('/w/web/d.yaml', texts, project), []);
    assert.deepEqual([...project.update('/w/policies/p.yaml', [])], ['/w/web/d.yaml']);
    assert.deepEqual(await found('/w/web/d.yaml', texts, project), [
      'kubernetes/management-port-unrestricted low /w/web/d.yaml',
    ]);
  });
});
