import { defineRule, examples } from '../rule';

const create = (...selectors: readonly string[]) =>
  `spire-server.exe entry create -spiffeID spiffe://shop.test/web -parentID spiffe://shop.test/node ${selectors.map(it => `-selector ${it}`).join(' ')}\n`;
/** A script that writes the configuration of an agent, with the settings of its attestors, and registers a workload. */
const script = (attestors: Readonly<Record<string, string>>, ...selectors: readonly string[]) => {
  const plugins = Object.entries(attestors).map(
    ([name, settings]) => `  WorkloadAttestor "${name}" {\n    plugin_data {\n${settings}    }\n  }\n`,
  );
  return `@'\nagent {\n  trust_domain = "shop.test"\n  trust_bundle_path = "conf/bundle.crt"\n}\nplugins {\n${plugins.join('')}}\n'@ | Set-Content agent.conf\n${create(...selectors)}`;
};
const path = "'windows:path:C:\\shop\\web.exe'";
const marked = "'«windows:path:C:\\shop\\web.exe»'";
const hash = `windows:sha256:${'3a6eb079'.repeat(8)}`;
const account = 'windows:user_sid:S-1-5-21-1-2-3-1104';
const discover = '      discover_workload_path = true\n      workload_size_limit = 52428800\n';

export default defineRule({
  name: 'spire/selector-untold',
  title: 'A selector of SPIRE asks for what no agent tells',
  severity: 'low',
  confidence: 'medium',
  cwe: [1289],
  tags: ['spire', 'identity', 'windows'],
  fixable: false,
  messages: {
    attestor: '`{text}` holds for no process: no agent that is configured here has the attestor `{type}`.',
    setting: '`{text}` holds for no process: the attestor `{type}` tells it with {must} only, which no agent has here.',
  },
  rationale: `
    The agent compares an entry with what its attestors tell of a process. What they do not tell matches never: the
    workload gets no identity. That is often mended by taking the selector out, and what is left then, such as the
    account, holds for every program of that account.`,
  remedy: 'Configure the attestor so that it tells what the entry asks for, or ask for something that it does tell.',
  exceptions:
    'It is told from the files of the workspace: where one agent near the entry may tell it, or the setting is not known, nothing is said.',
  references: [
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_windows.md',
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_unix.md',
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_k8s.md',
  ],
  bad: [
    { language: 'powershell', code: script({ windows: '' }, account, marked) },
    { language: 'powershell', code: script({ windows: '      discover_workload_path = false\n' }, marked) },
    { language: 'powershell', code: script({ windows: '' }, account, `«${hash}»`) },
    {
      language: 'powershell',
      code: script(
        { windows: '      discover_workload_path = true\n      workload_size_limit = -1\n' },
        account,
        `«${hash}»`,
      ),
    },
    {
      language: 'powershell',
      code: script(
        { windows: '      disable_group_name_selectors = true\n' },
        "'«windows:group_name:se_group_enabled:true:SHOP\\web»'",
      ),
    },
    { language: 'powershell', code: script({ windows: '', k8s: '' }, account, '«docker:label:app:web»') },
    { language: 'powershell', code: script({ k8s: '' }, 'k8s:ns:shop', '«k8s:ns-label:team:web»') },
    {
      language: 'powershell',
      code: script({ k8s: '      disable_container_selectors = true\n' }, 'k8s:ns:shop', '«k8s:container-name:web»'),
    },
    {
      language: 'yaml',
      code: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: agent\n  namespace: spire\ndata:\n  agent.conf: |\n    agent {\n      trust_domain = "shop.test"\n    }\n    plugins {\n      WorkloadAttestor "k8s" { plugin_data {} }\n    }\n---\napiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterStaticEntry\nmetadata:\n  name: web\nspec:\n  spiffeID: spiffe://shop.test/web\n  parentID: spiffe://shop.test/node\n  selectors:\n  - k8s:ns:shop\n  - «windows:user_sid:S-1-5-21-1-2-3-1104»\n`,
    },
  ],
  good: examples(
    'powershell',
    script({ windows: discover }, account, path, hash),
    script({ windows: '      discover_workload_path = ${DISCOVER}\n' }, path),
    script({ windows: '' }, account),
    script({ windows: '      disable_group_name_selectors = true\n' }, account),
    script({ unix: '' }, 'unix:uid:1000'),
    script({ k8s: '' }, 'k8s:ns:shop', 'k8s:container-name:web'),
    // Attestors and settings that may come from elsewhere.
    script({}, path),
    script({ windows: '', '{{ .Attestor }}': '' }, path),
    script({ windows: '' }, path).replace('plugin_data {', 'plugin_data_file = "windows.conf"\n  other {'),
    // An agent for each system.
    `${script({ unix: '', docker: '' }, 'unix:uid:1000')}${script({ windows: discover }, path)}`,
    // A program of its own tells what it wants.
    script({ windows: '' }, 'docker:label:app:web').replace(
      'plugins {\n',
      'plugins {\n  WorkloadAttestor "docker" {\n    plugin_cmd = "bin/docker.exe"\n    plugin_data {}\n  }\n',
    ),
    // Nodes are attested by others, and nothing tells of the agents.
    script({ windows: '' }, '-node k8s_psat:cluster:shop'),
    create(path, 'docker:label:app:web'),
  ),
  visit: {
    'spire.untold-selector'({ text, at, type, must, by }, { report }) {
      const message = must === undefined ? 'The agent is configured here.' : 'The attestor is configured here.';
      const related = [{ span: by.span, message, elsewhere: by }];
      if (must === undefined) report('attestor', at, { text, type }, { related });
      else report('setting', at, { text, type, must }, { related });
    },
  },
});
