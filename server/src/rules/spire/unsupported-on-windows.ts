import { type SpireBlock, settingAt, textIn } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const agent = (settings: string, plugins = '  WorkloadAttestor "windows" {}\n') =>
  ({
    language: 'hcl',
    file: 'agent.conf',
    code: `agent {\n  trust_domain = "shop.test"\n${settings}}\nplugins {\n${plugins}}\n`,
  }) as const;

/** What the programs refuse on Windows, and what they take there (spire: cmd/spire-*\/cli/run/run_windows.go). */
const sockets: Readonly<Record<string, string>> = {
  socket_path: 'experimental.named_pipe_name',
  admin_socket_path: 'experimental.admin_named_pipe_name',
};

/** Attestors without a part for Windows (spire: pkg/agent/plugin/workloadattestor). */
const attestors: ReadonlySet<string> = new Set(['unix', 'systemd', 'slurm']);

/** The names of pipes in `experimental`. */
const pipesOf = (settings: SpireBlock) =>
  ['named_pipe_name', 'admin_named_pipe_name'].flatMap(key => settingAt(settings, 'experimental', key) ?? []);

export default defineRule({
  name: 'spire/unsupported-on-windows',
  title: 'SPIRE on Windows is told what only Linux has',
  severity: 'low',
  confidence: 'high',
  cwe: [1068],
  tags: ['spire', 'windows'],
  fixable: false,
  messages: {
    socket: '`{text}` keeps SPIRE from starting on Windows, where `{instead}` names the pipe of the API.',
    attestor: '`{text}` tells nothing on Windows: user, group and path come from `WorkloadAttestor "windows"` there.',
    pipe: '`{text}` is a whole path: SPIRE puts `\\\\.\\pipe` before it by itself, and workloads find no pipe where they look.',
  },
  rationale: `
    The agent refuses to start, or knows less of processes than its author meant; entries are loosened until they match.`,
  remedy: `
    Leave \`socket_path\` out: the default pipes are \`\\spire-agent\\public\\api\` and \`\\spire-server\\private\\api\`. Use
    the attestors \`windows\`, \`docker\` and, in a HostProcess container, \`k8s\`.`,
  references: [
    'https://spiffe.io/docs/latest/deploying/spire_agent/',
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_windows.md',
  ],
  bad: [
    agent('  «socket_path = "/run/spire/agent.sock"»\n'),
    agent('  data_dir = "C:\\\\spire\\\\data"\n', '  «WorkloadAttestor "unix"» {}\n'),
    {
      language: 'hcl',
      file: 'server.conf',
      code: 'server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n  «socket_path = "C:\\\\spire\\\\api.sock"»\n}\n',
    },
    agent('  experimental {\n    named_pipe_name = "«\\\\\\\\.\\\\pipe\\\\spire-agent»"\n  }\n'),
  ],
  good: [
    agent('  experimental {\n    named_pipe_name = "\\\\spire-agent\\\\public\\\\api"\n  }\n'),
    agent('  socket_path = "/run/spire/agent.sock"\n', '  WorkloadAttestor "unix" {}\n'),
    agent('', '  WorkloadAttestor "windows" {}\n  WorkloadAttestor "k8s" {}\n'),
    agent('  socket_path = ""\n'),
  ],
  visit: {
    'spire.config'({ place, role, settings, plugins }, { report }) {
      if (place.os !== 'windows') return;
      for (const [key, instead] of Object.entries(sockets)) {
        const setting = settingAt(settings, key);
        if (setting && textIn(setting)) report('socket', setting.span, { text: setting.text, instead });
      }
      for (const setting of pipesOf(settings)) {
        const text = textIn(setting) ?? '';
        if (/^\\\\\.\\pipe\\/i.test(text)) report('pipe', setting.at, { text });
      }
      for (const { type, name, head } of plugins) {
        if (role === 'agent' && type === 'WorkloadAttestor' && attestors.has(name))
          report('attestor', head, { text: `WorkloadAttestor "${name}"` });
      }
    },
  },
});
