import { defineRule } from '../rule';

const join =
  '  DomainJoinConfig:\n    DnsName: contoso.com\n    DnsTreeName: contoso.com\n    Guid: 244818ae-87ca-4fcd-92ec-e79e5252348a\n    MachineAccountName: web\n    NetBiosName: CONTOSO\n    Sid: S-1-5-21-2126729477-2524075714-3094792973\n';
const accounts =
  '  ActiveDirectoryConfig:\n    GroupManagedServiceAccounts:\n    - Name: web\n      Scope: CONTOSO\n  CmsPlugins:\n  - ActiveDirectory\n';
const spec = (body: string, version = 'v1', key = 'credspec') =>
  `apiVersion: windows.k8s.io/${version}\nkind: GMSACredentialSpec\nmetadata:\n  name: web\n${key}:\n${body}`;
const json = (text: string) =>
  `{\n  "CmsPlugins": ["ActiveDirectory"],\n  "DomainJoinConfig": ${text},\n  "ActiveDirectoryConfig": {"GroupManagedServiceAccounts": [{"Name": "web", "Scope": "CONTOSO"}]}\n}\n`;
const all =
  '{"Sid": "S-1-5-21-1-2-3", "MachineAccountName": "web", "Guid": "244818ae-87ca-4fcd-92ec-e79e5252348a", "DnsTreeName": "contoso.com", "DnsName": "contoso.com", "NetBiosName": "CONTOSO"}';
const pod = (options: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  nodeSelector: {kubernetes.io/os: windows}\n  securityContext:\n    windowsOptions:\n${options}  containers:\n  - name: web\n    image: web:1\n`;

const guidForm = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;
/** The SID of a domain, or of an account of it. */
const sidForm = /^S-1-5-21(?:-\d{1,10}){3,4}$/i;
/** What is meant as one; words stand where the value is to be filled in. */
const sidLike = /^S-1-[\d-]+$/i;
const guidLike = /^\{?[\da-f-]{6,}\}?$/i;

export default defineRule({
  name: 'identity/credential-spec-incomplete',
  title: 'A container cannot log on with its credential spec',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows', 'identity'],
  fixable: 'unsafe',
  messages: {
    missing: '`DomainJoinConfig` of {resource} lacks {keys}: the container does not get the identity of the account.',
    lacks: {
      severity: 'info',
      text: '`DomainJoinConfig` of {resource} lacks {keys}, which containers of Windows need to get the identity of the account.',
    },
    sid: '`{value}` is no SID of a domain, which is `S-1-5-21-` with three numbers: the logon fails.',
    guid: '`{value}` is no GUID: the logon fails.',
    plugins:
      '`{value}` does not load the plug-in `ActiveDirectory`: the container does not get the identity of the account.',
    account: '`GroupManagedServiceAccounts` of {resource} names no account: containers get no identity by it.',
    version: {
      severity: 'info',
      text: '`{version}` of GMSACredentialSpec is deprecated in favour of `v1`, which has the same fields.',
    },
    unnamed:
      '`gmsaCredentialSpec` without `gmsaCredentialSpecName`: nobody asks whether the pod may use the account, and clusters with the webhook refuse it.',
    inline: {
      severity: 'info',
      text: '`gmsaCredentialSpec` is written by the webhook; a copy here is refused as soon as the object that `gmsaCredentialSpecName` names differs.',
    },
  },
  rationale: `
    A logon that fails is mended under pressure, mostly with a user name and a password in the image or the environment. What
    stands in the pod instead of the object bypasses the question who may use the account.`,
  remedy:
    'Create the spec with `New-CredentialSpec`, convert it to YAML as it is, and name it by `gmsaCredentialSpecName`.',
  references: [
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/manage-serviceaccounts',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  ],
  bad: [
    { language: 'yaml', code: spec(accounts + join.replace(/ {4}(?:Guid|Sid).*\n/g, ''), 'v1', '«credspec»') },
    { language: 'yaml', code: spec(accounts, 'v1', '«credspec»') },
    {
      language: 'yaml',
      code: spec(accounts + join.replace('S-1-5-21-2126729477-2524075714-3094792973', '«S-1-5-32-544»')),
    },
    { language: 'yaml', code: spec(accounts + join.replace('244818ae-87ca-4fcd-92ec-e79e5252348a', '"«244818ae»"')) },
    { language: 'yaml', code: spec(accounts.replace('- ActiveDirectory\n', '- «Kerberos»\n') + join) },
    {
      language: 'yaml',
      code: spec(`  ActiveDirectoryConfig: {GroupManagedServiceAccounts: []}\n${join}`, 'v1', '«credspec»'),
    },
    {
      language: 'yaml',
      code: spec(accounts + join).replace('windows.k8s.io/v1', '«windows.k8s.io/v1alpha1»'),
      fixed: spec(accounts + join),
    },
    {
      language: 'json',
      file: 'CredentialSpecs/web.json',
      code: `«${json(all.replace('"Sid"', '"SID2"')).trimEnd()}»\n`,
    },
    { language: 'json', file: 'web_credspec.json', code: json(all.replace('S-1-5-21-1-2-3', '«S-1-5-21-1-2»')) },
    { language: 'yaml', code: pod(`      «gmsaCredentialSpec»: '${json(all).replace(/\n/g, ' ').trimEnd()}'\n`) },
    {
      language: 'yaml',
      code: pod(
        `      gmsaCredentialSpecName: web\n      «gmsaCredentialSpec»: '${json(all).replace(/\n/g, ' ').trimEnd()}'\n`,
      ),
    },
  ],
  good: [
    { language: 'yaml', code: spec(accounts + join) },
    { language: 'yaml', code: spec(`${accounts + join}    {{- toYaml .x | nindent 4 }}\n`.replace(/ {4}Sid.*\n/, '')) },
    {
      language: 'yaml',
      code: spec(accounts + join.replace('S-1-5-21-2126729477-2524075714-3094792973', '{{ .Values.sid }}')),
    },
    { language: 'yaml', code: spec(accounts + join.replace('S-1-5-21-2126729477-2524075714-3094792973', '<SID>')) },
    { language: 'yaml', code: spec('  {{- toYaml .Values.spec | nindent 2 }}\n') },
    { language: 'json', file: 'web.json', code: json(all) },
    { language: 'json', file: 'web.json', code: json(all.replace('S-1-5-21-1-2-3', 'S-1-5-21-1-2-3-1104')) },
    {
      language: 'json',
      file: 'web.json',
      code: json(all.replace('S-1-5-21-1-2-3', 'gMSA-ACCOUNT-SID').replace(/244818ae[\da-f-]+/, '...')),
    },
    {
      language: 'json',
      file: 'web.json',
      code: json(all.replace('S-1-5-21-1-2-3', 'S-1-5-21-...').replace(/244818ae[\da-f-]+/, '<GUID>')),
    },
    { language: 'yaml', code: pod('      gmsaCredentialSpecName: web\n') },
    {
      language: 'yaml',
      code: pod('      gmsaCredentialSpecName: web\n      gmsaCredentialSpec: {{ .Values.spec | toJson }}\n'),
    },
  ],
  visit: {
    'gmsa.credential-spec'(spec, { report }) {
      const { resource, at, missing, sid, guid, plugins, noAccount, version, inline } = spec;
      if (missing.length > 0) {
        const message = version || inline ? 'missing' : 'lacks';
        report(message, at, { resource, keys: missing.map(it => `\`${it}\``).join(', ') });
      }
      if (sid && sidLike.test(sid.text) && !sidForm.test(sid.text)) {
        report('sid', sid.at, { value: sid.text });
      }
      if (guid && guidLike.test(guid.text) && !guidForm.test(guid.text)) report('guid', guid.at, { value: guid.text });
      if (plugins) report('plugins', plugins.at, { value: plugins.text });
      if (noAccount) report('account', at, { resource });
      if (version && version.text !== 'v1') {
        const edit = version.setTo('windows.k8s.io/v1');
        report(
          'version',
          version.at,
          { version: version.text },
          { fixes: [edit && { title: 'Use v1', edits: [edit] }] },
        );
      }
      if (inline) report(inline.named ? 'inline' : 'unnamed', inline.at, {});
    },
  },
});
