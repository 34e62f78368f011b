import { flagOf, numberOf, settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const agent = (settings: string, type = 'k8s') =>
  `agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  WorkloadAttestor "${type}" {\n    plugin_data {\n${settings}    }\n  }\n}\n`;

const json =
  '{"agent": {"trust_domain": "shop.test"}, "plugins": {"WorkloadAttestor": [{"k8s": {"plugin_data": {«"skip_kubelet_verification": true»}}}]}}\n';
const conf = (code: string) => ({ language: 'hcl', file: 'agent.conf', code }) as const;
const mended = (code: string, fixed: string) => ({ ...conf(code), fixed });

export default defineRule({
  name: 'spire/unverified-kubelet',
  title: 'A SPIRE agent asks a kubelet that it cannot tell from another',
  severity: 'low',
  confidence: 'high',
  cwe: [295, 306],
  tags: ['spire', 'kubernetes'],
  fixable: 'unsafe',
  messages: {
    skip: '`{text}` lets whoever answers as the kubelet say which pod a process is in.',
    port: '`{text}` asks the kubelet in plain text: whoever answers on that port says which pod a process is in.',
    anonymous: {
      severity: 'medium',
      text: '`{text}` works only where the kubelet lets anyone in, who may then run commands in containers.',
    },
  },
  rationale: `
    The agent asks the kubelet for the pods of the node, and gives out identities by what it hears. A kubelet that
    anonymous callers may ask hands out logs and runs commands in containers as well.`,
  remedy: `
    Use the secure port with the service account token, and verify the kubelet: \`kubelet_ca_path\`, by default the bundle
    of the cluster.`,
  exceptions: 'Clusters whose kubelets have certificates that they signed themselves, asked over the loopback address.',
  references: ['https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_k8s.md'],
  bad: [
    mended(
      agent(
        '      # self-signed\n      «skip_kubelet_verification = true»\n      «use_anonymous_authentication = true»\n',
      ),
      agent(
        '      # self-signed\n      skip_kubelet_verification = false\n      use_anonymous_authentication = false\n',
      ),
    ),
    conf(agent('      «kubelet_read_only_port = "10255"»\n')),
    {
      language: 'json',
      file: 'agent.json',
      code: json,
      fixed: json.replace(/«(.*)true»/, '$1false'),
    },
  ],
  good: [
    conf(agent('      kubelet_ca_path = "/run/ca.crt"\n      skip_kubelet_verification = false\n')),
    conf(agent('      kubelet_secure_port = 10250\n')),
    conf(agent('      skip_kubelet_verification = $SKIP\n')),
    conf(agent('      # kubelet_read_only_port = 10255\n')),
    conf(agent('      skip_kubelet_verification = true\n').replace('"k8s" {', '"k8s" {\n    enabled = false')),
  ],
  visit: {
    'spire.config'({ plugins }, { report }) {
      for (const { type, name, data } of plugins) {
        if (type !== 'WorkloadAttestor' || name !== 'k8s') continue;
        for (const [key, message] of [
          ['skip_kubelet_verification', 'skip'],
          ['use_anonymous_authentication', 'anonymous'],
        ] as const) {
          const setting = settingAt(data, key);
          if (!setting || flagOf(setting) !== true) continue;
          const edit = setting.setTo('false');
          const fixes = [edit && { title: `Set ${key} to false`, edits: [edit] }];
          report(message, setting.span, { text: setting.text }, { fixes });
        }
        const port = settingAt(data, 'kubelet_read_only_port');
        if (port && (numberOf(port) ?? 0) > 0) report('port', port.span, { text: port.text });
      }
    },
  },
});
