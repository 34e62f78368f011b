import { flagOf, lacks, numberOf, settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const agent = (settings: string, name = 'windows') =>
  `agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  WorkloadAttestor "${name}" {\n    plugin_data {\n${settings}    }\n  }\n}\n`;

export default defineRule({
  name: 'spire/unbounded-hash',
  title: 'Programs of any size keep the SPIRE agent busy',
  severity: 'low',
  confidence: 'high',
  cwe: [400, 770],
  tags: ['spire', 'windows'],
  fixable: 'unsafe',
  messages: {
    unbounded: '`{text}` has the agent hash the whole program of whoever asks it, however large that is.',
  },
  rationale: `
    The agent computes the SHA-256 of the caller's program for its selectors. A process that starts from a file of many
    gigabytes, and asks again and again, keeps the agent from serving others.`,
  remedy: 'Set `workload_size_limit` in bytes, or to -1 where no entry asks for `sha256`.',
  references: ['https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_windows.md'],
  bad: [
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('      «discover_workload_path = true»\n'),
      fixed: agent('      discover_workload_path = true\n      workload_size_limit = 52428800\n'),
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('      «discover_workload_path = true»\n      workload_size_limit = 0\n', 'unix'),
      fixed: agent('      discover_workload_path = true\n      workload_size_limit = 52428800\n', 'unix'),
    },
    {
      language: 'json',
      file: 'agent.json',
      code: '{"agent": {"trust_domain": "shop.test"}, "plugins": {"WorkloadAttestor": [{"windows": {"plugin_data": {«"discover_workload_path": true»}}}]}}\n',
    },
  ],
  good: [
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('      discover_workload_path = true\n      workload_size_limit = 52428800\n'),
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: agent('      discover_workload_path = true\n      workload_size_limit = -1\n'),
    },
    { language: 'hcl', file: 'agent.conf', code: agent('      discover_workload_path = false\n') },
    { language: 'hcl', file: 'agent.conf', code: agent('') },
  ],
  visit: {
    'spire.config'({ plugins }, { report }) {
      for (const { type, name, data } of plugins) {
        if (type !== 'WorkloadAttestor' || (name !== 'windows' && name !== 'unix')) continue;
        const setting = settingAt(data, 'discover_workload_path');
        const limit = settingAt(data, 'workload_size_limit');
        if (!setting || flagOf(setting) !== true) continue;
        if (limit ? numberOf(limit) !== 0 : !lacks(data, 'workload_size_limit')) continue;
        const edit = limit ? limit.setTo('52428800') : data.insert('workload_size_limit', 52_428_800);
        const fixes = [edit && { title: 'Hash programs of up to 50 MB', edits: [edit] }];
        report('unbounded', setting.span, { text: setting.text }, { fixes });
      }
    },
  },
});
