/** A variable that switches certificate checks off, by lower-case name. */
interface Variable {
  /** What no longer checks, to follow "makes": `every Node.js process`. */
  readonly who: string;
  /** The values that do so, lower case; absent: any but the empty text. */
  readonly values?: readonly string[];
}

const no = ['0', 'false', 'no', 'off'];
const yes = ['1', 'true', 'yes', 'on'];

/**
 * nodejs.org/api/cli.html; PEP 493; git-scm.com/docs/git; docs.npmjs.com/cli/using-npm/config;
 * learn.microsoft.com/cli/azure; docs.docker.com; go.dev/ref/mod.
 */
export const VALIDATION_VARIABLES: Readonly<Record<string, Variable>> = {
  node_tls_reject_unauthorized: { who: 'every Node.js process', values: ['0'] },
  pythonhttpsverify: { who: 'every Python process', values: ['0'] },
  git_ssl_no_verify: { who: 'git', values: yes },
  npm_config_strict_ssl: { who: 'npm', values: no },
  yarn_strict_ssl: { who: 'Yarn', values: no },
  yarn_enable_strict_ssl: { who: 'Yarn', values: no },
  pip_trusted_host: { who: 'pip' },
  azure_cli_disable_connection_verification: { who: 'the Azure CLI', values: yes },
  adal_python_ssl_no_verify: { who: 'the Azure CLI', values: yes },
  conda_ssl_verify: { who: 'conda', values: no },
  goinsecure: { who: 'go' },
  vault_skip_verify: { who: 'Vault', values: yes },
  consul_http_ssl_verify: { who: 'Consul', values: no },
  helm_kubeinsecure_skip_tls_verify: { who: 'Helm', values: yes },
};

/** An option of a program that switches certificate checks off. */
interface Option {
  readonly programs: readonly string[];
  /** As written, lower case where the program ignores case; short ones may stand in a cluster. */
  readonly options: readonly string[];
  /** It takes a value that is part of it: `--trusted-host pypi.org`. */
  readonly takesValue?: true;
}

/** Options of programs that switch the check of certificates off (manual pages of the programs). */
export const VALIDATION_OPTIONS: readonly Option[] = [
  { programs: ['curl'], options: ['-k', '--insecure', '--proxy-insecure', '--doh-insecure', '--ssl-no-revoke'] },
  { programs: ['wget'], options: ['--no-check-certificate'] },
  { programs: ['pip', 'pip3'], options: ['--trusted-host'], takesValue: true },
  { programs: ['npm', 'npx', 'pnpm', 'yarn'], options: ['--strict-ssl=false', '--no-strict-ssl'] },
  { programs: ['kubectl', 'oc', 'helm'], options: ['--insecure-skip-tls-verify', '--insecure-skip-tls-verify=true'] },
  { programs: ['docker'], options: ['--tlsverify=false'] },
  { programs: ['nerdctl', 'podman', 'skopeo', 'buildah'], options: ['--insecure-registry', '--tls-verify=false'] },
  { programs: ['aria2c'], options: ['--check-certificate=false'] },
  { programs: ['aws'], options: ['--no-verify-ssl'] },
  { programs: ['oras', 'notation'], options: ['--insecure'] },
  { programs: ['conda'], options: ['-k', '--insecure'] },
  { programs: ['sqlcmd', 'bcp'], options: ['-C'] },
];

/** Switches of PowerShell commands; `part` where the chain or the name is still checked. */
export const VALIDATION_SWITCHES: Readonly<Record<string, 'all' | 'part'>> = {
  skipcertificatecheck: 'all',
  skipcacheck: 'all',
  skipcncheck: 'all',
  skiprevocationcheck: 'part',
  skipcertificatevalidation: 'all',
  trustservercertificate: 'all',
};
