import assert from 'node:assert/strict';
import { catalog } from '../../../server/src/engine/all';
import type { Files } from '../../../server/src/engine/ports';
import { loadProject, objectsAt, projectOf } from '../../../server/src/engine/project/load';
import type { Project } from '../../../server/src/engine/project/project';
import { isSkipped, scanFile } from '../../../server/src/engine/scan';
import { Settings } from '../../../server/src/engine/settings/settings';

type Texts = Record<string, string>;

const filesOf = (texts: Texts): Files => ({
  read: async path => (texts[path] === undefined ? { reason: 'unreadable', detail: '' } : { text: texts[path] }),
});

const projectWith = async (texts: Texts): Promise<Project> =>
  projectOf(await loadProject(Object.keys(texts), filesOf(texts)));

const rules = ['spire/selector-untold', 'spire/foreign-trust-domain'];

/** What a file is told of that other files decide: `text at fault < file:line`. */
async function told(texts: Texts, path: string, project: Project): Promise<string[]> {
  const settings = new Settings(catalog, [], rules);
  const result = await scanFile(path, { files: filesOf(texts), settings, today: '2026-01-31', project });
  if (!result || isSkipped(result)) return [];
  return result.analysis.findings.map(({ span, related }) => {
    const [where] = related.flatMap(it => it.elsewhere ?? []);
    return `${result.text.slice(span.start, span.end)} < ${where?.path}:${(where?.line ?? 0) + 1}`;
  });
}

const agent = (attestors: Readonly<Record<string, string>>, domain = 'shop.test') =>
  `agent {\n  trust_domain = "${domain}"\n}\nplugins {\n${Object.entries(attestors)
    .map(([name, settings]) => `  WorkloadAttestor "${name}" {\n    plugin_data {\n      ${settings}\n    }\n  }\n`)
    .join('')}}\n`;
const server = (domain = 'shop.test') => `server {\n  trust_domain = "${domain}"\n}\n`;
const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');
const configMap = (name: string, text: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name.replace('.', '-')}, namespace: spire}\ndata:\n  ${name}: |\n${indented(text)}`;
const create = (selector: string, id = 'spiffe://shop.test/web') =>
  `spire-server entry create -spiffeID ${id} -parentID ${id.replace('web', 'node')} -selector '${selector}'\n`;
const staticEntry = (selector: string, id = 'spiffe://shop.test/web') =>
  `apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterStaticEntry\nmetadata: {name: web}\nspec:\n  spiffeID: ${id}\n  parentID: ${id.replace('web', 'node')}\n  selectors: ["${selector}"]\n`;
const json = (type: string, value: string) =>
  JSON.stringify({
    entries: [
      {
        spiffe_id: 'spiffe://shop.test/web',
        parent_id: 'spiffe://shop.test/node',
        selectors: [{ type, value }],
      },
    ],
  });
const path = 'windows:path:C:\\shop\\web.exe';
const discover = 'discover_workload_path = true';

describe('project index: SPIRE', () => {
  const rows: readonly {
    readonly title: string;
    readonly files: Texts;
    readonly asking: string;
    readonly told: readonly string[];
  }[] = [
    {
      title: 'a script asks for the path, which the agent of a file does not tell',
      files: { '/w/conf/agent.conf': agent({ windows: '' }), '/w/register.ps1': create(path) },
      asking: '/w/register.ps1',
      told: [`${path} < /w/conf/agent.conf:5`],
    },
    {
      title: 'where it says so',
      files: { '/w/conf/agent.conf': agent({ windows: 'discover_workload_path = false' }), '/w/a.sh': create(path) },
      asking: '/w/a.sh',
      told: [`${path} < /w/conf/agent.conf:7`],
    },
    {
      title: 'an agent that tells it',
      files: { '/w/conf/agent.conf': agent({ windows: discover }), '/w/register.ps1': create(path) },
      asking: '/w/register.ps1',
      told: [],
    },
    {
      title: 'one agent of two tells it',
      files: {
        '/w/hosts/agent.conf': agent({ windows: '' }),
        '/w/nodes/agent.conf': agent({ windows: discover }),
        '/w/register.cmd': create(path).replace(/'/g, '"'),
      },
      asking: '/w/register.cmd',
      told: [],
    },
    {
      title: 'an agent of Linux and one of Windows',
      files: {
        '/w/linux/agent.conf': agent({ unix: '', docker: '' }),
        '/w/windows/agent.conf': agent({ windows: '' }),
        '/w/register.ps1': create('unix:uid:1000') + create('windows:user_sid:S-1-5-21-1-2-3-1104') + create(path),
      },
      asking: '/w/register.ps1',
      told: [`${path} < /w/windows/agent.conf:5`],
    },
    {
      title: 'an entry beside the agent of Linux is for the one of Windows',
      files: {
        '/w/linux/agent.conf': agent({ unix: '' }),
        '/w/linux/register.sh': create('windows:user_sid:S-1-5-21-1-2-3-1104'),
        '/w/windows/agent.conf': agent({ windows: '' }),
      },
      asking: '/w/linux/register.sh',
      told: [],
    },
    {
      title: 'no agent has the attestor; JSON says it in its own way',
      files: {
        '/w/conf/agent.json': JSON.stringify({
          agent: { trust_domain: 'shop.test' },
          plugins: { WorkloadAttestor: [{ k8s: { plugin_data: {} } }] },
        }),
        '/w/entries.json': json('docker', 'label:app:web'),
      },
      asking: '/w/entries.json',
      told: ['label:app:web < /w/conf/agent.json:1'],
    },
    {
      title: 'a resource, and the agent in a ConfigMap of another file',
      files: {
        '/w/agent.yaml': configMap('agent.conf', agent({ k8s: 'disable_container_selectors = true' })),
        '/w/entry.yaml': staticEntry('k8s:container-name:web'),
      },
      asking: '/w/entry.yaml',
      told: ['k8s:container-name:web < /w/agent.yaml:12'],
    },
    {
      title: 'a script that writes the configuration, and a resource',
      files: {
        '/w/install.ps1': `@'\n${agent({ windows: '' })}'@ | Set-Content C:\\spire\\agent.conf\n`,
        '/w/entry.yaml': staticEntry('docker:label:app:web'),
      },
      asking: '/w/entry.yaml',
      told: ['docker:label:app:web < /w/install.ps1:2'],
    },
    {
      title: 'a kustomization that patches the configuration leaves it open',
      files: {
        '/w/kustomization.yaml': 'resources: [agent.yaml, entry.yaml]\npatches: [{path: patch.yaml}]\n',
        '/w/agent.yaml': configMap('agent.conf', agent({ k8s: '' })),
        '/w/patch.yaml': configMap('agent.conf', agent({ k8s: '', docker: '' })),
        '/w/entry.yaml': staticEntry('docker:label:app:web'),
      },
      asking: '/w/entry.yaml',
      told: [],
    },
    {
      title: 'the chart of SPIRE brings agents that nobody sees',
      files: {
        '/w/values.yaml': 'spire-agent:\n  logLevel: info\n',
        '/w/vm/agent.conf': agent({ unix: '' }),
        '/w/entry.yaml': staticEntry('k8s:ns:shop', 'spiffe://bank.test/web'),
      },
      asking: '/w/entry.yaml',
      told: [],
    },
    {
      title: 'a template of an agent may become one that tells it',
      files: {
        '/w/linux/agent.conf': agent({ unix: '' }),
        '/w/windows/agent.conf.j2': agent({ windows: '{% if paths %}discover_workload_path = true{% endif %}' }),
        '/w/register.ps1': create(path),
      },
      asking: '/w/register.ps1',
      told: [],
    },
    {
      title: 'an agent of another environment is another',
      files: { '/w/dev/agent.conf': agent({ windows: '' }), '/w/prod/register.ps1': create(path) },
      asking: '/w/prod/register.ps1',
      told: [],
    },
    {
      title: 'a trust domain that is not the one of the server',
      files: {
        '/w/server.conf': server(),
        '/w/agent.conf': agent({ unix: '' }, 'bank.test'),
      },
      asking: '/w/agent.conf',
      told: ['bank.test < /w/server.conf:2'],
    },
    {
      title: 'the same of entries',
      files: {
        '/w/server.yaml': configMap('server.conf', server()),
        '/w/register.ps1': create('unix:uid:1000', 'spiffe://bank.test/web'),
      },
      asking: '/w/register.ps1',
      told: ['spiffe://bank.test/web < /w/server.yaml:7'],
    },
    {
      title: 'two servers',
      files: {
        '/w/a/server.conf': server('a.test'),
        '/w/b/server.conf': server('b.test'),
        '/w/register.ps1': create('unix:uid:1000', 'spiffe://c.test/web'),
      },
      asking: '/w/register.ps1',
      told: [],
    },
    {
      title: 'the controller manager of another cluster',
      files: {
        '/w/server.yaml': configMap('server.conf', server()),
        '/w/manager.yaml':
          'apiVersion: spire.spiffe.io/v1alpha1\nkind: ControllerManagerConfig\nmetadata: {name: m}\ntrustDomain: bank.test\n',
      },
      asking: '/w/manager.yaml',
      told: ['bank.test < /w/server.yaml:7'],
    },
  ];
  for (const { title, files, asking, told: expected } of rows)
    it(title, async () => assert.deepEqual(await told(files, asking, await projectWith(files)), expected));

  it('tells the entries whose agent changed, and no others', async () => {
    const texts: Texts = {
      '/w/shop/agent.conf': agent({ windows: '' }),
      '/w/shop/register.ps1': create(path),
      '/w/bank/agent.conf': agent({ windows: '' }),
      '/w/bank/register.ps1': create(path),
      '/w/other.ps1': 'Get-Date\n',
    };
    const project = await projectWith(texts);
    for (const it of Object.keys(texts)) await told(texts, it, project);
    texts['/w/shop/agent.conf'] = agent({ windows: discover });
    const changed = project.update(
      '/w/shop/agent.conf',
      await objectsAt('/w/shop/agent.conf', filesOf(texts), project),
    );
    assert.deepEqual([...changed], ['/w/shop/register.ps1']);
    assert.deepEqual(await told(texts, '/w/shop/register.ps1', project), []);
    assert.equal((await told(texts, '/w/bank/register.ps1', project)).length, 1);
  });
});
