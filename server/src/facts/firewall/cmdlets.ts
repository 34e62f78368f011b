import { insert, replace } from '../../base/edit';
import { itemsOf, type Known, known, textOf, type Value } from '../../base/value';
import {
  argumentOf,
  type Command,
  is,
  listArgument,
  parameter,
  switchState,
  textArgument,
  truth,
} from '../command/command';
import { asText, endOf, itemsOfText, literalOf, placeOf } from '../command/native';
import type { Fix } from '../network/fix';
import { isEveryPort, portsOf } from '../network/ports';
import { type Scope, scopeOf } from '../network/scope';
import type { FirewallProfile, FirewallReset, FirewallRule } from './rule';
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
};

/** What the firewall cmdlets of PowerShell do (windows-powershell-docs: NetSecurity). */
export function cmdletStatements(command: Command): readonly FirewallStatement[] {
  const verb = verbs[command.name.toLowerCase()];
  if (verb) {
    const reset = resetOf(command, verb);
    if (reset) return [{ kind: 'reset', fact: reset }];
    return [{ kind: 'rule', fact: ruleOf(command, verb) }];
  }
  if (is(command, 'Set-NetFirewallProfile', 'Set-NetFirewallHyperVProfile', 'Set-NetFirewallHyperVVMSetting'))
    return profilesOf(command).map(fact => ({ kind: 'profile', fact }));
  return [];
}

const selectors = ['name', 'displayname', 'group', 'displaygroup'];
/** Parameters that choose rules by what they do; with one of these not every rule is meant. */
const filters = [
  'action',
  'direction',
  'enabled',
  'description',
  'owner',
  'inputobject',
  'primarystatus',
  'trackpolicysource',
];
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

function namesOf(command: Command): FirewallRule['names'] {
  const own = selectors.flatMap(name => listArgument(command, name).map(asText));
  const values = own.length > 0 ? own : fedBy(command);
  return values.flatMap(value => (value.known ? [{ text: value.value.toLowerCase(), span: placeOf(value) }] : []));
}

/** The rules that a pipeline beginning with Get-NetFirewallRule hands on, by their selectors. */
function fedBy(command: Command): readonly Value<string>[] {
  let { input } = command;
  const asked: Value<string>[] = [];
  while (input && 'kind' in input && input.kind === 'command') {
    if (is(input, 'Get-NetFirewallRule')) {
      const from = input;
      return [...selectors.flatMap(name => listArgument(from, name).map(asText)), ...asked];
    }
    if (is(input, 'Where-Object')) {
      const names = namesAsked(input.conditions);
      if (!names) return [];
      asked.push(...names);
    }
    input = input.input;
  }
  return [];
}

/** The names that `Where-Object` lets through; `undefined` where it may leave out what the names before it meant. */
function namesAsked(conditions: Command['conditions']): readonly Value<string>[] | undefined {
  const names: Value<string>[] = [];
  for (const { property, operator, value } of conditions ?? [{ property: '', operator: '', value: undefined }]) {
    if (selectors.includes(property) && value) {
      if (!/^(?:eq|like|match|in)$/.test(operator)) return undefined;
      names.push(...itemsOf(value).map(it => pattern(asText(it), operator)));
    } else if (property === 'direction') {
      if (/out/i.test(textOf(value) ?? '') === (operator === 'eq')) return undefined;
    } else if (property !== 'enabled') return undefined;
  }
  return names;
}

/** `*Remote Desktop*` and what `-match` looks for, as the name of a group with all that begins so. */
const pattern = (text: Value<string>, operator: string): Value<string> =>
  text.known && /^(?:like|match)$/.test(operator)
    ? { ...text, value: `${text.value.replace(/^[*^]+/, '').replace(/[*$]+$/, '')}*` }
    : text;

function resetOf(command: Command, verb: FirewallRule['verb']): FirewallReset | undefined {
  if (verb !== 'remove' && verb !== 'disable') return undefined;
  const { input } = command;
  const selecting = (it: Command): boolean =>
    it.incomplete ||
    [...selectors, ...filters, 'associatednetfirewallprofile'].some(name => parameter(it, name)) ||
    hasPosition(it);
  if (input) {
    if (!('kind' in input) || input.kind !== 'command') return undefined;
    if (!is(input, 'Get-NetFirewallRule') || input.input || selecting(input) || selecting(command)) return undefined;
  } else if (selecting(command)) {
    const names = namesOf(command);
    if (!names.some(name => name.text === '*') || names.length > 1) return undefined;
  }
  const what = verb === 'remove' ? 'removes every rule' : 'switches every rule off';
  return { span: command.span, place: command.place, what, command: command.name, at: command.nameSpan };
}

/** Whether a word stands where a name may stand without its parameter. */
const hasPosition = (command: Command): boolean => {
  const first = command.args[0];
  return first !== undefined && first.parameter === undefined;
};

function ruleOf(command: Command, verb: FirewallRule['verb']): FirewallRule {
  const adds = verb === 'add';
  const hyperV = command.name.toLowerCase().includes('hyperv');
  const remote = hyperV ? 'RemoteAddresses' : 'RemoteAddress';
  const omits = (name: string): boolean => adds && !command.incomplete && !parameter(command, name);
  const direction = textArgument(command, 'Direction')?.toLowerCase() ?? (omits('Direction') ? 'inbound' : undefined);
  const action = textArgument(command, 'Action')?.toLowerCase() ?? (omits('Action') ? 'allow' : undefined);
  const enabled = truth(argumentOf(command, 'Enabled')) ?? (omits('Enabled') ? true : undefined);
  const scope = scopeFor(command, remote, adds);
  const ports = portArgument(command, hyperV ? 'LocalPorts' : 'LocalPort', adds);
  return {
    span: command.span,
    place: command.place,
    verb,
    command: command.name,
    at: command.nameSpan,
    names: namesOf(command),
    ...(direction === 'inbound' ? { direction: 'in' } : direction === 'outbound' ? { direction: 'out' } : {}),
    ...(action === 'allow' || action === 'block' ? { action } : {}),
    ...(verb === 'enable' ? { enabled: true } : enabled === undefined ? {} : { enabled }),
    ...(ports ? { ports } : {}),
    protocol: protocolOf(argumentOf(command, 'Protocol'), command.incomplete),
    narrowed: command.incomplete || narrowing.some(name => parameter(command, name) !== undefined),
    ...(scope ? { scope } : {}),
    undone: false,
    fixes: fixesOf(command, verb, remote, scope),
  };
}

function scopeFor(command: Command, name: string, adds: boolean): Scope | undefined {
  const value = argumentOf(command, name);
  if (!value && command.incomplete) return { from: 'unknown' };
  const scope = scopeOf(value);
  const required = ['RemoteUser', 'RemoteMachine'].some(it => parameter(command, it) !== undefined);
  if (scope.from === 'anyone' && (required || staysInside(argumentOf(command, 'Profile')))) return { from: 'limited' };
  return value || adds ? scope : undefined;
}

/** Whether a rule holds in the domain or private profile only. */
function staysInside(profile: ReturnType<typeof argumentOf>): boolean {
  const items = itemsOfText(profile);
  return items.length > 0 && items.every(item => item.known && /^(domain|private)$/i.test(item.value));
}

/** Absent: all ports. Empty: ports that cannot be known. */
function portArgument(command: Command, name: string, adds: boolean): FirewallRule['ports'] | undefined {
  const value = argumentOf(command, name);
  if (!value) return adds && !command.incomplete ? undefined : [];
  const ports = portsOf(value);
  return ports.some(it => isEveryPort(it.range)) ? undefined : ports;
}

export function protocolOf(value: ReturnType<typeof argumentOf>, incomplete = false): FirewallRule['protocol'] {
  if (!value) return incomplete ? 'unknown' : 'any';
  const text = asText(value);
  if (!text.known) return 'unknown';
  const name = text.value.toLowerCase();
  if (name === 'tcp' || name === '6') return 'tcp';
  if (name === 'udp' || name === '17') return 'udp';
  return name === 'any' ? 'any' : 'other';
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
  if (command.resource || parameter(command, remote) || verb === 'disable' || verb === 'remove') return [];
  const add = insert(endOf(command), ` -${remote} LocalSubnet`);
  if (verb !== 'enable') return [{ title, edits: [add] }];
  const plain = command.input === undefined && command.nameSpan.end - command.nameSpan.start === command.name.length;
  if (!plain || [...command.parameters.keys()].some(key => !selectors.includes(key))) return [];
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

function profilesOf(command: Command): readonly FirewallProfile[] {
  const named = [...itemsOfText(argumentOf(command, 'Profile')), ...itemsOfText(argumentOf(command, 'Name'))];
  const chosen = named.flatMap(it => (it.known ? [it.value.toLowerCase()] : []));
  const profiles = named.length === 0 || switchState(command, 'All') || chosen.includes('any') ? ['all'] : chosen;
  const result: FirewallProfile[] = [];
  const add = (
    name: string,
    what: FirewallProfile['what'],
    read: (value: Known<string>) => FirewallProfile['value'] | undefined,
    good: string,
  ): void => {
    const raw = argumentOf(command, name);
    if (!raw) return;
    const text = asText(raw);
    const value = text.known ? read(known(text.value.toLowerCase(), text.span)) : undefined;
    if (value === undefined) return;
    const literal = literalOf(raw);
    const notation =
      raw.known && typeof raw.value === 'boolean'
        ? `$${good.toLowerCase()}`
        : raw.known && typeof raw.value === 'number'
          ? '1'
          : good;
    result.push({
      span: command.span,
      place: command.place,
      what,
      value,
      written: raw.known && typeof raw.value === 'boolean' ? `$${raw.value}` : (textOf(raw) ?? value),
      profiles,
      at: placeOf(raw),
      ...(literal ? { mend: { title: `Set ${name} to ${good}`, edit: replace(literal, notation) } } : {}),
    });
  };
  const onOff = (value: Known<string>): 'on' | 'off' | undefined => {
    const on = truth(value);
    return on === undefined ? undefined : on ? 'on' : 'off';
  };
  add('Enabled', 'state', onOff, 'True');
  add(
    'DefaultInboundAction',
    'inbound',
    it => (it.value === 'allow' || it.value === 'block' ? it.value : undefined),
    'Block',
  );
  add('LogBlocked', 'logging', onOff, 'True');
  return result;
}
