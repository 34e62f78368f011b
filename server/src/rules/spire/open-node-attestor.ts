import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { isList, knownValue } from '../../base/value';
import type { SpirePlugin } from '../../facts/spire/config';
import { flagOf, lacks, settingAt, settingsAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const server = (plugin: string) =>
  `server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n}\nplugins {\n  ${plugin}\n}\n`;
const psat = (settings: string) =>
  server(
    `NodeAttestor "k8s_psat" {\n    plugin_data {\n      clusters = {\n        "shop" = {\n          service_account_allow_list = ["spire:spire-agent"]\n${settings}        }\n      }\n    }\n  }`,
  );

interface Found {
  readonly message: 'audience' | 'anyHost' | 'anyAccount' | 'device' | 'subscription';
  readonly at: Span;
  readonly text: string;
}

/** What each attestor of the server leaves open (spire: doc/plugin_server_nodeattestor_*.md). */
const attestors: Readonly<Record<string, (plugin: SpirePlugin) => readonly Found[]>> = {
  k8s_psat: ({ data }) =>
    settingsAt(data, 'clusters').flatMap(clusters =>
      (clusters.block?.entries ?? []).flatMap((cluster): Found[] => {
        const audience = settingAt(cluster.block, 'audience');
        const list = knownValue(audience?.value);
        return audience && isList(list) && list.items.length === 0
          ? [{ message: 'audience', at: audience.span, text: audience.text }]
          : [];
      }),
    ),
  http_challenge: ({ data, head, name }) =>
    lacks(data, 'allowed_dns_patterns') ? [{ message: 'anyHost', at: head, text: name }] : [],
  aws_iid: ({ data }) => {
    const role = settingAt(data, 'assume_role');
    const device = settingAt(data, 'skip_block_device');
    const isOpen =
      role && knownValue(role.value) && lacks(data, 'verify_organization', 'validate_eks_cluster_membership');
    return [
      ...(isOpen ? [{ message: 'anyAccount', at: role.span, text: role.text } as const] : []),
      ...(device && flagOf(device) === true
        ? [{ message: 'device', at: device.span, text: device.text } as const]
        : []),
    ];
  },
  azure_imds: ({ data }) =>
    settingsAt(data, 'tenants').flatMap(tenants =>
      (tenants.block?.entries ?? []).flatMap((tenant): Found[] =>
        tenant.block && lacks(tenant.block, 'restrict_to_subscriptions')
          ? [{ message: 'subscription', at: tenant.block.head, text: tenant.key }]
          : [],
      ),
    ),
};

export default defineRule({
  name: 'spire/open-node-attestor',
  title: 'Machines join a trust domain that nobody has named',
  severity: 'medium',
  confidence: 'medium',
  cwe: [287, 863],
  tags: ['spire', 'identity'],
  fixable: 'unsafe',
  messages: {
    audience: {
      severity: 'low',
      text: '`{text}` takes tokens that were made for the API of Kubernetes: whoever is sent one can join with it.',
    },
    anyHost: '`{text}` has no `allowed_dns_patterns`: every machine that has a name and answers there may join.',
    anyAccount:
      '`{text}` is taken in the account that the caller names: any AWS account with a role of that name may join.',
    device: {
      severity: 'low',
      text: '`{text}` no longer looks whether the disk that the machine started from was put into another.',
    },
    subscription: {
      severity: 'info',
      text: '`{text}` names no subscriptions: every virtual machine of the tenant may join.',
    },
  },
  rationale: `
    Node attestation says which machines get an agent's identity. Who gets one is sent the identities of all workloads
    that are registered below it, with their keys.`,
  remedy: `
    Name who may join: \`allowed_dns_patterns\`, \`verify_organization\`, \`restrict_to_subscriptions\`; leave the audience
    \`spire-server\`.`,
  references: [
    'https://github.com/spiffe/spire/blob/main/doc/plugin_server_nodeattestor_k8s_psat.md',
    'https://github.com/spiffe/spire/blob/main/doc/plugin_server_nodeattestor_http_challenge.md',
    'https://github.com/spiffe/spire/blob/main/doc/plugin_server_nodeattestor_aws_iid.md',
  ],
  bad: [
    {
      language: 'hcl',
      file: 'server.conf',
      code: psat('          «audience = []» # any\n'),
      fixed: psat('          audience = ["spire-server"] # any\n'),
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('«NodeAttestor "http_challenge"» {\n    plugin_data {\n      required_port = 80\n    }\n  }'),
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server(
        'NodeAttestor "aws_iid" {\n    plugin_data {\n      «assume_role = "spire"»\n      «skip_block_device = true»\n    }\n  }',
      ),
    },
    {
      language: 'json',
      file: 'server.json',
      code: '{"server": {"trust_domain": "shop.test"}, "plugins": {"NodeAttestor": {"azure_imds": {"plugin_data": {"tenants": {"«shop.test»": {"allowed_vm_tags": ["a"]}}}}}}}\n',
    },
  ],
  good: [
    { language: 'hcl', file: 'server.conf', code: psat('          audience = ["spire-server"]\n') },
    { language: 'hcl', file: 'server.conf', code: psat('') },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server('NodeAttestor "http_challenge" {\n    plugin_data_file = "http.conf"\n  }'),
    },
    { language: 'hcl', file: 'server.conf', code: server('NodeAttestor "aws_iid" {\n    plugin_data {}\n  }') },
    {
      language: 'hcl',
      file: 'server.conf',
      code: server(
        'NodeAttestor "aws_iid" {\n    plugin_data {\n      assume_role = "spire"\n      verify_organization = {\n        management_account_id = "1"\n      }\n    }\n  }',
      ),
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  NodeAttestor "http_challenge" {\n    plugin_data {\n    }\n  }\n}\n',
    },
  ],
  visit: {
    'spire.config'({ role, plugins }, { report }) {
      if (role !== 'server') return;
      for (const plugin of plugins) {
        if (plugin.type !== 'NodeAttestor' || !Object.hasOwn(attestors, plugin.name)) continue;
        for (const { message, at, text } of attestors[plugin.name]!(plugin)) {
          const isEmpty = message === 'audience' && text.endsWith('[]');
          const fixes = isEmpty
            ? [
                {
                  title: 'Ask for tokens made for the SPIRE server',
                  edits: [replace({ start: at.end - 2, end: at.end }, '["spire-server"]')],
                },
              ]
            : [];
          report(message, at, { text }, { fixes });
        }
      }
    },
  },
});
