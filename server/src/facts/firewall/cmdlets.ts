import { insert, replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, textArgument, truth } from '../command/command';
import { asText, endOf, itemsOfText, literalOf, placeOf } from '../command/native';
import type { Fix } from '../fix';
import { isEveryPort, portsOf, transportOf } from '../network/ports';
import { isMixed, type Scope, scopeOf } from '../network/scope';
import { profilesOf } from './profiles';
import type { FirewallRule, RuleOption } from './rule';
import { isSelector, namesOf, resetOf } from './selection';
import type { FirewallStatement } from './statement';

const verbs: Readonly<Record<string, FirewallRule['verb']>> = {
  'new-netfirewallrule': 'add',
  'set-netfirewallrule': 'change',
  'enable-netfirewallrule': 'enable',
  'disable-netfirewallrule': 'disable',
  'remove-netfirewallrule': 'remove',
  'new-netfirewallhypervrule': 'add',
  'set-netfirewallhypervrule': 'change',
  'set-netfirewalladdressfilter': 'change',
  'set-netfirewallportfilter': 'change',
  'set-netfirewallsecurityfilter': 'change',
};

/** Cmdlets that set defaults of whole profiles, of the firewall and of the one for Hyper-V. */
const profileCmdlets = [
  'Set-NetFirewallProfile',
  'New-NetFirewallHyperVProfile',
  'Set-NetFirewallHyperVProfile',
  'New-NetFirewallHyperVVMSetting',
  'Set-NetFirewallHyperVVMSetting',
];

/** What the firewall cmdlets of PowerShell do (windows-powershell-docs: NetSecurity). */
export function cmdletStatements(command: Command): readonly FirewallStatement[] {
  const verb = lookUp(verbs, command.name.toLowerCase());
  if (verb) {
    const reset = resetOf(command, verb);
    if (reset) return [{ kind: 'reset', fact: reset }];
    return [{ kind: 'rule', fact: ruleOf(command, verb) }];
  }
  if (is(command, ...profileCmdlets)) return profilesOf(command).map(fact => ({ kind: 'profile', fact }));
  return [];
}

/** Parameters that leave only some traffic to a rule. */
const narrowing = [
  'program',
  'service',
  'package',
  'packagefamilyname',
  'interfacealias',
  'interfacetype',
  'localaddress',
  'localuser',
  'owner',
  'remoteport',
  'localaddresses',
  'remoteports',
  'vmcreatorid',
];

/** A rule is made of named parameters only: a bare word, or a dash that could not be read, shows a text that is not whole. */
const isGarbled = ({ args, shell }: Command): boolean =>
  shell === 'powershell' &&
  args.some(
    ({ text, parameter }, index) =>
      parameter === undefined && (text.startsWith('\uFFFD') || (index === 0 && !text.startsWith('@'))),
  );

function ruleOf(given: Command, verb: FirewallRule['verb']): FirewallRule {
  const adds = verb === 'add';
  const command = adds && isGarbled(given) ? { ...given, incomplete: true } : given;
  const hyperV = command.name.toLowerCase().includes('hyperv');
  const remote = hyperV ? 'RemoteAddresses' : 'RemoteAddress';
  const omits = (name: string): boolean => adds && !command.incomplete && !parameter(command, name);
  const direction = textArgument(command, 'Direction')?.toLowerCase() ?? (omits('Direction') ? 'inbound' : undefined);
  const action = textArgument(command, 'Action')?.toLowerCase() ?? (omits('Action') ? 'allow' : undefined);
  const enabled = enabledOf(argumentOf(command, 'Enabled')) ?? (omits('Enabled') ? true : undefined);
  const store = textArgument(command, 'PolicyStore') ?? (parameter(command, 'GPOSession') && 'gpo session');
  const scope = scopeFor(command, remote, adds);
  const ports = portArgument(command, hyperV ? 'LocalPorts' : 'LocalPort', adds);
  return {
    span: command.span,
    place: command.place,
    verb,
    command: command.called ?? command.name,
    at: command.nameSpan,
    names: namesOf(command),
    ...(direction === 'inbound' ? { direction: 'in' } : direction === 'outbound' ? { direction: 'out' } : {}),
    ...(action === 'allow' || action === 'block' ? { action } : {}),
    ...(verb === 'enable' ? { enabled: true } : enabled === undefined ? {} : { enabled }),
    ...(ports ? { ports } : {}),
    protocol: protocolOf(argumentOf(command, 'Protocol'), command.incomplete),
    narrowed: command.incomplete || narrowing.some(name => isGiven(command, name)),
    ...(scope ? { scope } : {}),
    options: optionsOf(command),
    ...(store ? { store: store.toLowerCase() } : {}),
    undone: false,
    fixes: [...fixesOf(command, verb, remote, scope), ...domainFixes(command, verb, remote)],
  };
}

/** Whether a parameter says more than that all is meant. */
function isGiven(command: Command, name: string): boolean {
  const given = parameter(command, name);
  return given !== undefined && !/^(?:any|\*|notrequired)$/i.test(textOf(given.value) ?? '');
}

function optionsOf(command: Command): FirewallRule['options'] {
  const edge = argumentOf(command, 'EdgeTraversalPolicy');
  const past = argumentOf(command, 'OverrideBlockRules');
  const option = (what: RuleOption['what'], value: Value<Data>, good: string): RuleOption => {
    const literal = literalOf(value);
    const text = value.known && typeof value.value === 'boolean' ? `$${good.toLowerCase()}` : good;
    return {
      what,
      written: textOf(value) ?? '',
      at: placeOf(value),
      ...(literal ? { fix: { title: `Set it to ${good}`, edits: [replace(literal, text)] } } : {}),
    };
  };
  return [
    ...(edge && /^(?:allow|deferto(?:user|app))$/i.test(textOf(edge) ?? '')
      ? [option('edge traversal', edge, 'Block')]
      : []),
    ...(past && truth(past) ? [option('past block rules', past, 'False')] : []),
  ];
}

function scopeFor(command: Command, name: string, adds: boolean): Scope | undefined {
  const value = argumentOf(command, name);
  if (!value && command.incomplete) return { from: 'unknown' };
  if (
    isMixed(
      value,
      [...command.parameters.values()].map(it => it.value),
    )
  )
    return { from: 'unknown' };
  const scope = scopeOf(value);
  const required = ['RemoteUser', 'RemoteMachine', 'Authentication', 'Encryption'].some(it => isGiven(command, it));
  const profile = argumentOf(command, 'Profile') ?? argumentOf(command, 'Profiles');
  if (scope.from === 'anyone' && (required || staysInside(profile))) return { from: 'limited' };
  return value || adds ? scope : undefined;
}

/** Whether a rule holds in the domain or private profile only. */
function staysInside(profile: ReturnType<typeof argumentOf>): boolean {
  const items = itemsOfText(profile);
  return items.length > 0 && items.every(item => item.known && /^(domain|private)$/i.test(item.value));
}

/** The `Enabled` of a rule: 2 is false, as its type counts. */
const enabledOf = (value: Value<Data> | undefined): boolean | undefined =>
  value?.known && value.value === 2 ? false : truth(value);

/** Absent: all ports. Empty: ports that cannot be known. */
function portArgument(command: Command, name: string, adds: boolean): FirewallRule['ports'] | undefined {
  const value = argumentOf(command, name);
  if (!value) return adds && !command.incomplete ? undefined : [];
  const ports = portsOf(value);
  return ports.some(it => isEveryPort(it.range)) ? undefined : ports;
}

/** The protocol of a rule. @param incomplete whether a table that cannot be known may state it */
export function protocolOf(value: ReturnType<typeof argumentOf>, incomplete = false): FirewallRule['protocol'] {
  if (!value) return incomplete ? 'unknown' : 'any';
  const text = asText(value);
  if (!text.known) return 'unknown';
  return transportOf(text.value) ?? (/^any$/i.test(text.value) ? 'any' : 'other');
}

/** Holds a new rule to the network of the domain, where strangers are not. */
function domainFixes(command: Command, verb: FirewallRule['verb'], remote: string): readonly Fix[] {
  if (verb !== 'add' || remote !== 'RemoteAddress' || command.resource || command.incomplete) return [];
  const profile = argumentOf(command, 'Profile');
  const literal = literalOf(profile);
  const title = 'Let in only those on the network of the domain';
  if (literal) return [{ title, edits: [replace(literal, 'Domain')] }];
  if (profile) return [];
  const added = command.give ? command.give('Profile', 'Domain') : insert(endOf(command), ' -Profile Domain');
  return added ? [{ title, edits: [added] }] : [];
}

/** Limits the source: replaces what is written for it, or adds the parameter. */
function fixesOf(
  command: Command,
  verb: FirewallRule['verb'],
  remote: string,
  scope: Scope | undefined,
): readonly Fix[] {
  const title = 'Let in only the local subnet';
  if (scope?.literal) return [{ title, edits: [replace(scope.literal, 'LocalSubnet')] }];
  const given = verb === 'add' ? command.give?.(remote, 'LocalSubnet') : undefined;
  if (given) return [{ title, edits: [given] }];
  if (command.resource || parameter(command, remote) || verb === 'disable' || verb === 'remove') return [];
  const add = insert(endOf(command), ` -${remote} LocalSubnet`);
  if (verb !== 'enable') return [{ title, edits: [add] }];
  const plain = command.input === undefined && command.nameSpan.end - command.nameSpan.start === command.name.length;
  if (!plain || [...command.parameters.keys()].some(key => !isSelector(key))) return [];
  return [
    {
      title,
      edits: [
        replace(command.nameSpan, 'Set-NetFirewallRule'),
        insert(endOf(command), ' -Enabled True -RemoteAddress LocalSubnet'),
      ],
    },
  ];
}
