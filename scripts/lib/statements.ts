import type { FactKind } from '../../server/src/facts/facts';

/** A kind of statement that a plain text search finds, and what shows that it was understood. */
export interface StatementKind {
  readonly name: string;
  /** Finds it; the part that counts as found is the first group, else all. */
  readonly pattern: RegExp;
  readonly facts: readonly FactKind[];
  /** `command`: the text names a command. `key`: it is part of a path, which other statements may carry. `member`: an expression. */
  readonly form: 'command' | 'key' | 'member';
}

const firewall: readonly FactKind[] = [
  'firewall.rule',
  'firewall.profile',
  'firewall.reset',
  'network.exposure',
  'setting',
];
const registry: readonly FactKind[] = [
  'registry.write',
  'setting',
  'tls.version',
  'tls.suites',
  'tls.algorithm',
  'tls.ineffective',
];
const remote: readonly FactKind[] = ['setting', 'registry.write'];

const cmdlet = (names: string): RegExp => new RegExp(`(?<![\\w-])(?:${names})(?![\\w-])`, 'gi');

/** What `npm run understood` looks for. */
export const statementKinds: readonly StatementKind[] = [
  ...['New', 'Set', 'Enable', 'Disable', 'Remove'].map(
    (verb): StatementKind => ({
      name: `${verb}-NetFirewallRule`,
      pattern: cmdlet(`${verb}-NetFirewallRule`),
      facts: firewall,
      form: 'command',
    }),
  ),
  { name: 'Set-NetFirewallProfile', pattern: cmdlet('Set-NetFirewallProfile'), facts: firewall, form: 'command' },
  {
    name: 'netsh advfirewall',
    pattern: /(?<![\w-])netsh(?:\.exe)?["']?[ \t^]+advf\w*/gi,
    facts: firewall,
    form: 'command',
  },
  {
    name: 'netsh firewall',
    pattern: /(?<![\w-])netsh(?:\.exe)?["']?[ \t^]+firewall(?=\s)/gi,
    facts: firewall,
    form: 'command',
  },
  { name: 'SCHANNEL registry', pattern: /(?<=[\\/])SCHANNEL(?![\w-])/gi, facts: registry, form: 'key' },
  {
    name: 'CRYPT32 registry',
    pattern: /(?<=[\\/])(?:CertDllCreateCertificateChainEngine|crypt32(?!\.dll))(?![\w-])/gi,
    facts: registry,
    form: 'key',
  },
  {
    name: '.NET TLS registry',
    pattern: /(?<![\w$.-])(?:SchUseStrongCrypto|SystemDefaultTlsVersions)(?![\w-])/gi,
    facts: registry,
    form: 'key',
  },
  {
    name: 'winrm',
    pattern:
      /(?<![\w\\./-])winrm(?:\.cmd|\.vbs)?["']?[ \t]+(?=(?:set|s|create|c|delete|d|put|add|quickconfig|qc|invoke)[ \t\r\n"'-])/gi,
    facts: remote,
    form: 'command',
  },
  { name: 'WSMan:', pattern: /(?<![\w-])WSMan:/gi, facts: remote, form: 'key' },
  {
    name: 'WSMan cmdlets',
    pattern: cmdlet('(?:Set|New|Remove)-WSManInstance|(?:Enable|Disable)-WSManCredSSP|Set-WSManQuickConfig'),
    facts: remote,
    form: 'command',
  },
  {
    name: 'TLS cmdlets',
    pattern: cmdlet('(?:Enable|Disable)-Tls(?:CipherSuite|EccCurve)'),
    facts: ['tls.suites', 'tls.algorithm'],
    form: 'command',
  },
  {
    name: 'SecurityProtocol =',
    pattern: /ServicePointManager\]\s*::\s*SecurityProtocol(?=\s*[-+*]?=(?!=))/gi,
    facts: ['setting', 'tls.version'],
    form: 'member',
  },
];
