import type { Span } from '../../base/span';
import { itemsOf, textOf } from '../../base/value';
import type { Grant } from '../../facts/spire/entry';
import { settingAt } from '../../facts/spire/settings';
import { defineRule } from '../rule';

const create =
  'spire-server.exe entry create -spiffeID spiffe://shop.test/ops -parentID spiffe://shop.test/node -selector windows:user_sid:S-1-5-21-1-2-3-1104';
const identity = (more: string) =>
  `apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterSPIFFEID\nmetadata:\n  name: ops\nspec:\n  spiffeIDTemplate: 'spiffe://shop.test/ns/{{ .PodMeta.Namespace }}'\n${more}`;

/** A nested server does not work without its right. */
const removalOf = ({ removal, text, right }: Grant) =>
  right === 'admin' && removal ? { title: `Remove ${text}`, edits: [removal] } : undefined;

export default defineRule({
  name: 'spire/wide-grant',
  title: 'A workload may act for the SPIRE server or for other workloads',
  severity: 'low',
  confidence: 'high',
  cwe: [250, 269],
  tags: ['spire', 'identity'],
  fixable: 'unsafe',
  messages: {
    admin: '`{text}` opens the API of the server to this workload: it makes entries, and so any identity.',
    everyPod: {
      severity: 'high',
      text: '`{text}` opens the API of the server to every pod that this resource speaks of, and it asks nothing of them.',
    },
    downstream: {
      severity: 'info',
      text: '`{text}` gives this workload a key that signs identities of the whole trust domain.',
    },
    adminId: {
      severity: 'info',
      text: '`{text}` opens the API of the server to whoever has this identity, without an entry.',
    },
    delegate: {
      severity: 'info',
      text: '`{text}` may be sent the identity and key of any workload that this agent serves.',
    },
  },
  rationale: `
    Who makes entries gives any identity to any process. A workload with that right is as good a target as the server
    itself, and runs with less care.`,
  remedy: 'Keep these rights to the tools that register workloads, on machines of their own.',
  exceptions: 'The controller manager, nested SPIRE servers, and agents of meshes that fetch identities for others.',
  references: [
    'https://spiffe.io/docs/latest/deploying/registering/',
    'https://github.com/spiffe/spire-controller-manager/blob/main/docs/clusterspiffeid-crd.md',
    'https://spiffe.io/docs/latest/deploying/spire_agent/#delegated-identity-api',
  ],
  bad: [
    { language: 'powershell', code: `${create} «-admin»`, fixed: create },
    {
      language: 'cmd',
      code: `${create} «--admin=true» -x509SVIDTTL 3600\r\n`,
      fixed: `${create} -x509SVIDTTL 3600\r\n`,
    },
    { language: 'powershell', code: `${create} «-downstream»` },
    {
      language: 'yaml',
      code: identity('  «admin: true»\n  downstream: false\n'),
      fixed: identity('  downstream: false\n'),
    },
    {
      language: 'yaml',
      code: identity("  podSelector:\n    matchLabels: {app: 'ops'}\n  «admin: true» # registers\n"),
      fixed: identity("  podSelector:\n    matchLabels: {app: 'ops'}\n"),
    },
    {
      language: 'json',
      file: 'entries.json',
      code: '{"entries": [{"spiffe_id": "spiffe://shop.test/ops", "parent_id": "spiffe://shop.test/node", «"admin": true»}]}\n',
      fixed: '{"entries": [{"spiffe_id": "spiffe://shop.test/ops", "parent_id": "spiffe://shop.test/node"}]}\n',
    },
    {
      language: 'hcl',
      file: 'server.conf',
      code: 'server {\n  trust_domain = "shop.test"\n  audit_log_enabled = true\n  admin_ids = ["«spiffe://shop.test/ops»"]\n}\n',
    },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n  authorized_delegates = [\n    "«spiffe://shop.test/proxy»",\n  ]\n}\n',
    },
  ],
  good: [
    { language: 'powershell', code: create },
    { language: 'powershell', code: `${create} -admin=false` },
    { language: 'yaml', code: identity('  podSelector: {matchLabels: {app: ops}}\n  admin: false\n') },
    { language: 'yaml', code: identity('  podSelector: {matchLabels: {app: ops}}\n  admin: {{ .Values.admin }}\n') },
    {
      language: 'hcl',
      file: 'agent.conf',
      code: 'agent {\n  trust_domain = "shop.test"\n  authorized_delegates = []\n}\n',
    },
  ],
  visit: {
    'spire.entry'({ grants }, { report }) {
      for (const it of grants) report(it.right, it.at, { text: it.text }, { fixes: [removalOf(it)] });
    },
    'spire.pod-identity'({ grants, selects, fallback }, { report }) {
      for (const it of grants) {
        const isOpen = it.right === 'admin' && selects === false && !fallback;
        report(isOpen ? 'everyPod' : it.right, it.at, { text: it.text }, { fixes: [removalOf(it)] });
      }
    },
    'spire.config'({ role, settings }, { report }) {
      const state = (key: string, tell: (at: Span, text: string) => void): void => {
        for (const it of itemsOf(settingAt(settings, key)?.value)) {
          const text = textOf(it);
          if (text !== undefined) tell(it.span, text);
        }
      };
      if (role === 'server') state('admin_ids', (at, text) => report('adminId', at, { text }));
      else state('authorized_delegates', (at, text) => report('delegate', at, { text }));
    },
  },
});
