import type { Language } from '../facts/source';
import { looksLikeSpire } from '../facts/spire/look';
import { templateEnding } from '../facts/template/name';
import { policyKindIn } from '../facts/trust-policy/document';
import { isSecurityTemplate } from '../syntax/inf/parse';
import { rootName } from '../syntax/xml/root';

const extensions: Readonly<Record<string, Language>> = {
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  ps1: 'powershell',
  psm1: 'powershell',
  psd1: 'powershell',
  cmd: 'cmd',
  bat: 'cmd',
  yaml: 'yaml',
  yml: 'yaml',
  reg: 'registry',
  tf: 'hcl',
  tfvars: 'hcl',
  hcl: 'hcl',
  bicep: 'bicep',
};

/** `Dockerfile`, `Dockerfile.windows`, `dockerfile-2022`, `Containerfile.template`. */
const dockerfileName = /^(?:docker|container)file(?:[._-](?<rest>.*))?$/i;

/** What follows `Dockerfile.` when the file is about a Dockerfile rather than being one, or needs a template engine. */
const notDockerfile = new Set(
  'md txt rst adoc html dockerignore gitignore json xml toml sh bash py rb js ts go cs fs java rs c h mustache tt mako log orig rej bak swp lock patch diff'.split(
    ' ',
  ),
);

/** JSON that Boltseal knows by name. Other JSON is known by a key that only its shape has. */
const jsonNames = new Set(['daemon.json', 'docker-compose.json', 'compose.json']);

const jsonMarks =
  /"(?:apiVersion|trustPolicies|DomainJoinConfig|securityRules|builders|insecure-registries|LogConfig|ACL|trust_domain|spiffe_id|bootstrap_expect|client_addr|acl_default_policy|enable_script_checks|disable_remote_exec|encrypt_verify_(?:incoming|outgoing)|verify_(?:incoming|outgoing|server_hostname))"|"kind"\s*:\s*"(?:mesh|proxy-defaults|service-defaults|service-intentions|ingress-gateway)"|deploymentTemplate\.json|Microsoft\.Network\/networkSecurityGroups/i;

/** XML that is read, by its outermost element: the names that `facts/xml/file.ts` has a reader for. */
const xmlRoots = new Set(
  'AppLockerPolicy Collection DataSources Drives Groups MitigationPolicy NTServices PolicyRules Printers Registry RegistrySettings ScheduledTasks SiPolicy Task configuration unattend'.split(
    ' ',
  ),
);

/** Languages whose templates read much like what they become. */
const inTemplates: ReadonlySet<string> = new Set(['ps1', 'psm1', 'cmd', 'bat', 'xml', 'conf']);

/** The name that the file has once a template engine has run; that of templates of Packer tells nothing of the language. */
function madeName(name: string): string | undefined {
  if (!templateEnding.test(name)) return undefined;
  const made = name.replace(templateEnding, '');
  const isKnown = inTemplates.has(extensionOf(made).toLowerCase());
  return isKnown ? made : /\.pkrtpl(?:\.hcl)?$/i.test(name) ? `${made}.xml` : undefined;
}

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

const extensionOf = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '');

const xmlOf = (text: string): Language | undefined => (xmlRoots.has(rootName(text) ?? '') ? 'xml' : undefined);

/** An entry of LGPO.exe: `Computer`, a key, a name, an action. */
const policyMarks = /^(?:Computer|User)[ \t]*\r?\n[^\r\n]+\r?\n[^\r\n]+\r?\n(?:DWORD:|(?:EX|MULTI)?SZ:|DELETE)/im;

/** An inventory of Ansible that says how to connect to Windows. */
const inventoryOf = (text: string): Language | undefined => (inventoryMarks.test(text) ? 'inf' : undefined);
const inventoryMarks = /\bansible_(?:winrm_\w+|psrp_\w+|connection)\s*=/;
const inventoryName = /^(?:hosts|inventory)$/i;

/** A list of network plug-ins (CNI) that sets policies of endpoints. */
const aclMark = /"ACL"/i;
const cniMark = /"cniVersion"/;

/** TOML that is read, by name and by what is in it: of containerd, its hosts of registries, BuildKit. */
const tomlMarks: readonly { readonly name: RegExp; readonly text: RegExp }[] = [
  { name: /^hosts\.toml$/, text: /^\s*(?:server\s*=|\[host\b)/m },
  { name: /^buildkitd?[^/]*\.toml$/, text: /^\s*\[registry\b/m },
  { name: /\.toml$/, text: /io\.containerd\.|^\s*\[plugins\.(?:"?cri"?|linux)\b|^\s*\[(?:grpc|ttrpc)\]/m },
];

/** A configuration of SPIRE, in one of its two notations. */
const spireOf = (text: string): Language | undefined =>
  looksLikeSpire(text) ? (/^\s*\{/.test(text) ? 'json' : 'hcl') : undefined;

/** The programs of SPIRE, and images taken from registries: of other shell scripts nothing is read. */
const shellMarks =
  /\bspire-(?:server|agent)\b|\b(?:docker|podman|nerdctl|ctr|crictl|skopeo|oras|crane)\b[^\r\n]*\b(?:run|create|pull|copy)\b/;

/** Extensions that alone do not tell, and what the text tells. */
const byText: Readonly<Record<string, (text: string, name: string) => Language | undefined>> = {
  json: (text, name) => (jsonNames.has(name) || policyKindIn(name, text) || jsonMarks.test(text) ? 'json' : undefined),
  conf: text => spireOf(text) ?? (aclMark.test(text) && cniMark.test(text) ? 'json' : undefined),
  cfg: spireOf,
  sh: text => (shellMarks.test(text) ? 'shell' : undefined),
  conflist: text => (aclMark.test(text) ? 'json' : undefined),
  toml: (text, name) => (tomlMarks.find(it => it.name.test(name))?.text.test(text) ? 'toml' : undefined),
  xml: xmlOf,
  config: xmlOf,
  policyrules: xmlOf,
  inf: text => (isSecurityTemplate(text) ? 'inf' : undefined),
  ini: inventoryOf,
  txt: (text, name) => (policyName.test(name) && policyMarks.test(text) ? 'lgpo' : undefined),
  lgpo: text => (policyMarks.test(text) ? 'lgpo' : undefined),
};

/** How texts of LGPO.exe are called; other texts are not opened. */
const policyName = /lgpo|gpo|polic|registry\.pol/i;

/** Whether a file of this name is worth opening. `languageOf` decides once its text is known. */
export function mayBeRead(path: string): boolean {
  const name = madeName(baseName(path)) ?? baseName(path);
  const extension = extensionOf(name).toLowerCase();
  if (Object.hasOwn(byText, extension)) return extension !== 'txt' || policyName.test(name);
  return languageOf(path) !== undefined || inventoryName.test(name);
}

/** The language a file is read as: by its name, and by its text where the name alone does not tell (JSON, scripts without extension). */
export function languageOf(path: string, text?: string): Language | undefined {
  const name = madeName(baseName(path)) ?? baseName(path);
  const extension = extensionOf(name).toLowerCase();
  const own = extensions[extension];
  if (own) return own;
  const dockerfile = dockerfileName.exec(name);
  if (dockerfile) return notDockerfile.has(extension) ? undefined : 'dockerfile';
  if (Object.hasOwn(byText, extension)) return byText[extension]!(text ?? '', name.toLowerCase());
  if (inventoryName.test(name)) return inventoryOf(text ?? '');
  return text !== undefined && extension === '' && /^#!.*\bpwsh\b/.test(text) ? 'powershell' : undefined;
}
