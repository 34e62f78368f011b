import assert from 'node:assert/strict';
import { factsOf } from '../../kit/facts';

const spec = (input: string) =>
  `{"CmsPlugins": ["ActiveDirectory"], "DomainJoinConfig": {"Sid": "S-1-5-21-1-2-3", "MachineAccountName": "web"}, "ActiveDirectoryConfig": {"GroupManagedServiceAccounts": [{"Name": "web", "Scope": "CONTOSO"}], "HostAccountConfig": {"PluginInput": ${input}}}}`;
const pod = (options: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  securityContext:\n    windowsOptions:\n${options}  containers:\n  - {name: web, image: web}\n`;
const password = '"contoso.com:svc:Tr0ub4dor"';

describe('credential specs', () => {
  const places: readonly (readonly [name: string, language: 'yaml' | 'json', text: string])[] = [
    ['a JSON file', 'json', spec(password)],
    ['a pod', 'yaml', pod(`      gmsaCredentialSpec: '${spec(password)}'\n`)],
    ['a pod, in double quotes', 'yaml', pod(`      gmsaCredentialSpec: ${JSON.stringify(spec(password))}\n`)],
    ['a pod, as a block', 'yaml', pod(`      gmsaCredentialSpec: |\n        ${spec(password)}\n`)],
    [
      'a ConfigMap',
      'yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: specs}\ndata:\n  web.json: |\n    ${spec(password)}\n`,
    ],
    [
      'a configuration of a compose file',
      'yaml',
      `services:\n  web:\n    image: web\n    credential_spec: {config: web}\nconfigs:\n  web:\n    content: |\n      ${spec(password)}\n`,
    ],
    [
      'an option of a compose file',
      'yaml',
      `services:\n  web:\n    image: web\n    security_opt:\n    - 'credentialspec=raw://${spec(password)}'\n`,
    ],
  ];
  for (const [name, language, text] of places) {
    it(`are read in ${name}`, async () => {
      const [found] = await factsOf('gmsa.credential-spec', language, text);
      assert.deepEqual(found?.missing, ['Guid', 'DnsTreeName', 'DnsName', 'NetBiosName']);
      assert.equal(text.slice(found!.sid!.at.start, found!.sid!.at.end), 'S-1-5-21-1-2-3');
      const [secret] = await factsOf('credential', language, text);
      assert.equal(secret?.name, 'contoso.com\\svc');
      assert.equal(text.slice(secret!.at.start, secret!.at.end), 'Tr0ub4dor');
    });
  }

  const inputs = [
    '"ObjectId=1;SecretUri=https://x.vault.azure.net/s"',
    '{"CredentialArn": "arn:aws:x"}',
    '"contoso.com:svc:<password>"',
  ];
  for (const input of inputs) {
    it(`have no password in ${input}`, async () => {
      assert.deepEqual(await factsOf('credential', 'json', spec(input)), []);
    });
  }

  it('tell whether the pod names the object they come from', async () => {
    const named = async (text: string) =>
      (await factsOf('gmsa.credential-spec', 'yaml', text)).map(it => it.inline?.named);
    assert.deepEqual(await named(pod(`      gmsaCredentialSpec: '${spec('""')}'\n`)), [false]);
    assert.deepEqual(
      await named(pod(`      gmsaCredentialSpecName: web\n      gmsaCredentialSpec: '${spec('""')}'\n`)),
      [true],
    );
    assert.deepEqual(await named(pod('      gmsaCredentialSpecName: web\n')), []);
  });

  it('lack nothing that a template may add', async () => {
    const text =
      'apiVersion: windows.k8s.io/v1\nkind: GMSACredentialSpec\nmetadata: {name: web}\ncredspec:\n  DomainJoinConfig:\n    {{- toYaml .x | nindent 4 }}\n';
    const [found] = await factsOf('gmsa.credential-spec', 'yaml', text);
    assert.deepEqual(found?.missing, []);
  });
});

describe('placement of pods', () => {
  const base = (text: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${text}  containers:\n  - {name: web, image: web}\n`;
  const cases: readonly (readonly [text: string, chosen: boolean | undefined, build?: string])[] = [
    ['', false],
    ['  nodeSelector: {}\n', false],
    ['  nodeSelector: {kubernetes.io/arch: amd64}\n', false],
    ['  nodeSelector: {pool: win}\n', true],
    ['  nodeSelector: {{ .x }}\n', undefined],
    ['  {{- include "x" . | nindent 2 }}\n', undefined],
    ['  nodeName: win-1\n', true],
    ['  runtimeClassName: win\n', true],
    ['  nodeSelector: {node.kubernetes.io/windows-build: 10.0.20348}\n', true, '10.0.20348'],
    [
      '  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: node.kubernetes.io/windows-build, operator: In, values: [10.0.17763]}]}]}}}\n',
      true,
      '10.0.17763',
    ],
    [
      '  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: node.kubernetes.io/windows-build, operator: In, values: [10.0.17763, 10.0.20348]}]}]}}}\n',
      true,
    ],
    ['  affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}\n', false],
  ];
  for (const [text, chosen, build] of cases) {
    it(text.trim() || 'nothing', async () => {
      const [found] = await factsOf('kubernetes.pod', 'yaml', base(text));
      assert.equal(found?.placement.chosen, chosen);
      assert.equal(found?.placement.build?.value, build);
    });
  }
});
