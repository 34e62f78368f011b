import { lookUp } from '../../base/look-up';
import type { Selector } from '../../facts/spire/entry';
import { defineRule } from '../rule';

const create = 'spire-server.exe entry create -spiffeID spiffe://shop.test/web -parentID spiffe://shop.test/node';

/** What the attestor of Windows tells of a process (spire: doc/plugin_agent_workloadattestor_windows.md). */
const kinds: Readonly<Record<string, { readonly form: RegExp; readonly must: string }>> = {
  user_sid: { form: /^S-1-\d+(?:-\d+)+$/, must: 'a SID, `S-1-5-21-...`' },
  group_sid: { form: /^se_group_enabled:(?:true|false):S-1-\d+(?:-\d+)+$/, must: '`se_group_enabled:true:` and a SID' },
  user_name: { form: /^[^\\]+\\[^\\]+$/, must: 'the domain or machine, a backslash and the name' },
  group_name: {
    form: /^se_group_enabled:(?:true|false):[^\\]+(?:\\[^\\]+)?$/,
    must: '`se_group_enabled:true:` and a name',
  },
  path: { form: /^(?:[A-Za-z]:\\|\\\\)[^\\\x00-\x1f]+(?:\\[^\\\x00-\x1f]+)*$/, must: 'a path with single backslashes' },
  sha256: { form: /^[0-9a-f]{64}$/, must: '64 digits in lower case' },
};

type Fault =
  | { readonly message: 'wildcard' | 'kind' | 'disabled' }
  | { readonly message: 'form'; readonly must: string };

function faultOf({ type, value, known }: Selector): Fault | undefined {
  if (!known || (type !== 'windows' && type !== 'k8s')) return undefined;
  if (value.includes('*')) return { message: 'wildcard' };
  if (type !== 'windows' || /[<>{}[\]%$]|\.\.\./.test(value)) return undefined;
  const colon = value.indexOf(':');
  const kind = lookUp(kinds, value.slice(0, Math.max(0, colon)));
  if (!kind) return { message: 'kind' };
  if (!kind.form.test(value.slice(colon + 1))) return { message: 'form', must: kind.must };
  return value.includes(':se_group_enabled:false:') ? { message: 'disabled' } : undefined;
}

export default defineRule({
  name: 'spire/selector-without-match',
  title: 'A selector of SPIRE holds for no process, or for the wrong ones',
  severity: 'low',
  confidence: 'high',
  cwe: [1289],
  tags: ['spire', 'identity'],
  fixable: 'unsafe',
  messages: {
    wildcard: '`{text}` means the sign `*` itself: SPIRE compares selectors letter by letter and knows no wildcards.',
    kind: '`{text}` holds for no process: the attestor of Windows tells user and group by SID and name, path and SHA-256.',
    form: '`{text}` holds for no process: there must be {must}.',
    disabled:
      '`{text}` asks for a group that is switched off in the token: it holds for processes that were denied the group.',
  },
  rationale: `
    An entry that never matches leaves the workload without identity, and is often mended by a selector that matches too
    much. A group that is not enabled in a token, such as Administrators of a user who was not elevated, gives no rights;
    an entry for it hands the identity to those without them.`,
  remedy: 'Write the selector as the agent reports it at debug level; ask for groups by `se_group_enabled:true`.',
  references: [
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_windows.md',
    'https://learn.microsoft.com/windows/win32/secauthz/sid-attributes-in-an-access-token',
  ],
  bad: [
    { language: 'powershell', code: `${create} -selector 'k8s:ns:shop' -selector '«k8s:sa:*»'` },
    { language: 'powershell', code: `${create} -selector '«windows:path:C:\\app\\*»'` },
    { language: 'powershell', code: `${create} -selector «windows:sid:S-1-5-21-1-2-3-1104»` },
    { language: 'powershell', code: `${create} -selector «windows:user_sid:svc-web»` },
    { language: 'powershell', code: `${create} -selector «windows:user_name:svc-web»` },
    { language: 'powershell', code: `${create} -selector «windows:group_sid:S-1-5-21-1-2-3-1104»` },
    { language: 'powershell', code: `${create} -selector '«windows:path:C:\\\\Program Files\\\\app\\\\app.exe»'` },
    {
      language: 'powershell',
      code: `${create} -selector «windows:group_sid:se_group_enabled:false:S-1-5-21-1-2-3-1104»`,
      fixed: `${create} -selector windows:group_sid:se_group_enabled:true:S-1-5-21-1-2-3-1104`,
    },
    {
      language: 'json',
      file: 'entries.json',
      code: '{"entries": [{"spiffe_id": "spiffe://shop.test/web", "parent_id": "spiffe://shop.test/node", "selectors": [{"type": "windows", "value": "«path:C:\\temp\\bin.exe»"}]}]}\n',
    },
    {
      language: 'yaml',
      code: `apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterStaticEntry\nmetadata: {name: web}\nspec:\n  spiffeID: spiffe://shop.test/web\n  parentID: spiffe://shop.test/node\n  selectors:\n  - «windows:sha256:3A6EB0790F39AC87C94F3856B2DD2C5D110E6811602261A9A923D3BB23ADC8B7»\n`,
    },
  ],
  good: [
    { language: 'powershell', code: `${create} -selector windows:group_sid:se_group_enabled:true:S-1-5-21-1-2-3-1104` },
    { language: 'powershell', code: `${create} -selector 'windows:path:C:\\Program Files\\app\\app.exe'` },
    { language: 'powershell', code: `${create} -selector 'windows:user_name:CONTOSO\\svc-web$'` },
    {
      language: 'powershell',
      code: `${create} -selector windows:group_name:se_group_enabled:true:Everyone -selector k8s:ns:a`,
    },
    { language: 'powershell', code: `${create} -selector "windows:user_sid:$sid"` },
    { language: 'powershell', code: `${create} -selector 'docker:env:GLOB=*.txt'` },
    {
      language: 'json',
      file: 'entries.json',
      code: '{"entries": [{"spiffe_id": "spiffe://shop.test/web", "parent_id": "spiffe://shop.test/node", "selectors": [{"type": "windows", "value": "path:C:\\\\temp\\\\app.exe"}]}]}\n',
    },
  ],
  visit: {
    'spire.entry'({ selectors, of }, { report }) {
      if (of === 'node') return;
      for (const selector of selectors) {
        const fault = faultOf(selector);
        const { at, enable } = selector;
        const text = selector.text.replace(/[\x00-\x1f]/g, it => JSON.stringify(it).slice(1, -1));
        if (!fault) continue;
        if (fault.message === 'form') report('form', at, { text, must: fault.must });
        else {
          const fixes =
            fault.message === 'disabled' && enable ? [{ title: 'Ask for an enabled group', edits: [enable] }] : [];
          report(fault.message, at, { text }, { fixes });
        }
      }
    },
  },
});
