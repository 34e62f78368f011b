import type { Selector, SpireEntry } from '../../facts/spire/entry';
import { type SharedSid, sharedBy } from '../../facts/spire/sids.data';
import { defineRule } from '../rule';

const create = 'spire-server.exe entry create -spiffeID spiffe://shop.test/web -parentID spiffe://shop.test/node';
const entry = (selectors: string) =>
  `apiVersion: spire.spiffe.io/v1alpha1\nkind: ClusterStaticEntry\nmetadata:\n  name: web\nspec:\n  spiffeID: spiffe://shop.test/web\n  parentID: spiffe://shop.test/node\n  selectors:\n${selectors}`;

const isWindows = (it: Selector): boolean => it.type === 'windows';
const isNamespace = (it: Selector): boolean => it.type === 'k8s' && it.value.startsWith('ns:');

/** The one who is shared, where all selectors name such. */
function shared({ selectors }: SpireEntry): { readonly selector: Selector; readonly by: SharedSid } | undefined {
  let last: { readonly selector: Selector; readonly by: SharedSid } | undefined;
  for (const selector of selectors) {
    const by = isWindows(selector) && selector.known ? sharedBy(selector.value) : undefined;
    if (!by) return undefined;
    last ??= { selector, by };
  }
  return last;
}

export default defineRule({
  name: 'spire/broad-selector',
  title: 'An identity is given to whoever asks for it',
  severity: 'medium',
  confidence: 'high',
  cwe: [863, 269],
  tags: ['spire', 'identity'],
  fixable: false,
  messages: {
    shared: '`{text}` is all that is asked for: every process with {name} in its token gets this identity.',
    container:
      '`{text}` is all that is asked for: {name} has one SID, the same in every Windows container, so each gets this identity.',
    namespace: {
      severity: 'low',
      text: '`{text}` is all that is asked for: every pod of the namespace gets this identity, whatever its service account.',
    },
  },
  rationale: `
    SPIRE gives an identity to each process for which all selectors of an entry hold. Many programs run under accounts such
    as Network Service and are in groups such as Users; an attacker in any of them asks the Workload API and is given the
    identity of this workload.`,
  remedy: `
    Name the account that only this program has (a group managed service account, the SID \`S-1-5-80-...\` of its service) or
    add what tells the program: \`windows:sha256\`, \`windows:path\` (these need \`discover_workload_path\`). In containers add
    \`k8s:ns\` with \`k8s:sa\`, or \`docker:image_config_digest\`.`,
  exceptions: 'Entries whose selectors are not all known, and those for nodes.',
  references: [
    'https://spiffe.io/docs/latest/deploying/registering/',
    'https://github.com/spiffe/spire/blob/main/doc/plugin_agent_workloadattestor_windows.md',
    'https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers',
  ],
  bad: [
    { language: 'powershell', code: `${create} -selector «windows:user_sid:S-1-5-20»` },
    { language: 'powershell', code: `${create} -selector '«windows:user_name:NT AUTHORITY\\Network Service»'` },
    { language: 'cmd', code: `${create} --selector=«windows:group_sid:se_group_enabled:true:S-1-5-32-545»\r\n` },
    {
      language: 'powershell',
      code: `kubectl exec -n spire spire-server-0 -- /opt/spire/bin/${create.replace('.exe', '')} -selector «k8s:ns:shop»`,
    },
    {
      language: 'powershell',
      code: '$sid = "S-1-1-0"\n' + `${create} -selector «"windows:group_sid:se_group_enabled:true:$sid"»`,
    },
    {
      language: 'powershell',
      code: `${create} -selector «windows:user_sid:S-1-5-18» -selector windows:group_sid:se_group_enabled:true:S-1-5-32-544`,
    },
    { language: 'yaml', code: entry("  - '«windows:user_sid:S-1-5-93-2-1»'\n") },
    { language: 'yaml', code: entry('  - "«windows:user_name:User Manager\\\\ContainerUser»" # all of them\n') },
    { language: 'yaml', code: entry('    [ «k8s:ns:shop» ]\n') },
    {
      language: 'json',
      file: 'entries.json',
      code: '{"entries": [{"spiffe_id": "spiffe://shop.test/web", "parent_id": "spiffe://shop.test/node", "selectors": [{"type": "windows", "value": "«group_name:se_group_enabled:true:BUILTIN\\\\Users»"}]}]}\n',
    },
    {
      language: 'yaml',
      code: 'apiVersion: v1\nkind: Pod\nmetadata: {name: register}\nspec:\n  containers:\n  - name: register\n    command: [sh, -ec]\n    args:\n    - |\n      /opt/spire/bin/spire-server entry create \\\n        -spiffeID spiffe://shop.test/web \\\n        -parentID spiffe://shop.test/node \\\n        -selector «k8s:ns:shop»\n',
    },
    {
      language: 'powershell',
      code: `function Add-Identity($Selector) { ${create} -selector $Selector }\nAdd-Identity '«windows:user_name:NT AUTHORITY\\SYSTEM»'`,
    },
    {
      language: 'shell',
      code: '#!/bin/bash\nset -e\n# Windows\ndocker compose exec -T spire-server \\\n  c:/spire/bin/spire-server.exe entry create \\\n    -parentID "spiffe://shop.test/$node" -spiffeID spiffe://shop.test/web \\\n    -selector «"windows:user_name:User Manager\\\\ContainerUser"»\n',
    },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENTRYPOINT ["spire-server.exe", "entry", "create", "-spiffeID", "spiffe://shop.test/web", "-parentID", "spiffe://shop.test/node", "-selector", "«windows:user_sid:S-1-5-19»"]\n`,
    },
  ],
  good: [
    { language: 'powershell', code: `${create} -selector 'windows:user_name:SHOP\\service'` },
    {
      language: 'powershell',
      code: `${create} -selector windows:user_sid:S-1-5-21-1004336348-1177238915-682003330-1104`,
    },
    {
      language: 'powershell',
      code: `${create} -selector windows:user_sid:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464`,
    },
    {
      language: 'powershell',
      code: `${create} -selector windows:user_sid:S-1-5-93-2-1 -selector k8s:ns:shop -selector k8s:sa:web`,
    },
    {
      language: 'powershell',
      code: `${create} -selector windows:user_sid:S-1-5-18 -selector 'windows:path:C:\\Program Files\\app\\app.exe'`,
    },
    { language: 'powershell', code: `${create} -selector k8s:ns:shop -selector k8s:sa:web` },
    { language: 'powershell', code: `${create} -selector k8s:ns:shop @more` },
    { language: 'powershell', code: `${create} -selector k8s:ns:shop -selector $pod` },
    { language: 'powershell', code: `${create} -node -selector k8s_psat:cluster:shop` },
    { language: 'powershell', code: `Write-Host '${create} -selector windows:user_sid:S-1-1-0'` },
    { language: 'powershell', code: 'spire-server.exe entry show -selector windows:user_sid:S-1-1-0' },
    { language: 'yaml', code: entry('  - k8s:ns:shop\n  {{- range .Values.selectors }}\n  - {{ . }}\n  {{- end }}\n') },
  ],
  visit: {
    'spire.entry'(entry, { report }) {
      const [first] = entry.selectors;
      if (entry.of === 'node' || entry.open || !first) return;
      const found = shared(entry);
      if (found) {
        const { selector, by } = found;
        report(by.container ? 'container' : 'shared', selector.at, { text: selector.text, name: by.name });
      } else if (entry.selectors.every(isNamespace)) report('namespace', first.at, { text: first.text });
    },
  },
});
