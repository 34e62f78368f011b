import { insert, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { known, textOf, unknown } from '../../base/value';
import { type Argument, type Command, is } from '../command/command';
import { endOf, literalOf, lowerWords, type Pair, pairOf, placeOf, unquoted, wordOf } from '../command/native';
import type { Fix } from '../network/fix';
import { isEveryPort, portsOf } from '../network/ports';
import { anyone, type Scope, scopeOf } from '../network/scope';
import { protocolOf } from './cmdlets';
import type { FirewallProfile, FirewallRule } from './rule';
import type { FirewallStatement } from './statement';

/** Whether `word` is `full` or an abbreviation of it, as netsh takes them. */
const abbreviates = (word: string | undefined, full: string): boolean =>
  word !== undefined && word.length > 2 && full.startsWith(word);

/** What a netsh command does (windowsserverdocs: netsh-advfirewall.md). */
export function netshStatements(given: Command): readonly FirewallStatement[] {
  if (!is(given, 'netsh')) return [];
  const command = { ...given, args: joined(given.args.slice(ownOptions(given))) };
  const words = lowerWords(command);
  return abbreviates(words[0], 'advfirewall')
    ? advanced(command, words)
    : words[0] === 'firewall'
      ? legacy(command, words)
      : abbreviates(words[0], 'interface') && words[1] === 'portproxy'
        ? relay(command, words)
        : [];
}

/** How many words netsh's own options take before the context: `-r server`, `-c context`. */
function ownOptions({ args }: Command): number {
  let at = 0;
  while (/^[-/][acfrup]$/i.test(args[at]?.text ?? '')) at += 2;
  return at;
}

/** Words with `type = x`, `type= x` and `type =x` as `type=x`. */
function joined(args: readonly Argument[]): readonly Argument[] {
  if (!args.some(it => /^=|^[\w-]+=$/.test(it.text))) return args;
  const result: Argument[] = [];
  for (const it of args) {
    const last = result.at(-1);
    if (last && (it.text.startsWith('=') || /^[\w-]+=$/.test(last.text))) result[result.length - 1] = glued(last, it);
    else result.push(it);
  }
  return result;
}

function glued(a: Argument, b: Argument): Argument {
  const span = { start: a.span.start, end: b.span.end };
  const [left, right] = [wordOf(a), wordOf(b)];
  const text = a.text + b.text;
  const value =
    left.known && right.known ? known(left.value + right.value, span) : unknown(text, span, 'a part is unknown');
  return { text, span, value };
}

function advanced(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  const base = { span: command.span, place: command.place, command: 'netsh advfirewall', at: command.nameSpan };
  if (words[1] === 'reset') return [{ kind: 'reset', fact: { ...base, what: 'puts the shipped rules back' } }];
  if (words[1] === 'set') return profileOf(command, words);
  if (!abbreviates(words[1], 'firewall') || words[3] !== 'rule') return [];
  const split = words.indexOf('new');
  const all = command.args.slice(4, split < 0 ? undefined : split).flatMap(it => pairOf(it) ?? []);
  const written = split < 0 ? [] : command.args.slice(split + 1).flatMap(it => pairOf(it) ?? []);
  if (words[2] === 'add') return [{ kind: 'rule', fact: rule(command, 'add', all, all) }];
  if (words[2] === 'set') return [{ kind: 'rule', fact: rule(command, 'change', all, written) }];
  if (words[2] !== 'delete') return [];
  const everything = all.every(it => it.key === 'name' && it.value.known && it.value.value.toLowerCase() === 'all');
  if (everything && all.length > 0) return [{ kind: 'reset', fact: { ...base, what: 'removes every rule' } }];
  return [{ kind: 'rule', fact: rule(command, 'remove', all, []) }];
}

/** @param chosen what names the rule @param written what it is set to */
function rule(
  command: Command,
  verb: FirewallRule['verb'],
  chosen: readonly Pair[],
  written: readonly Pair[],
): FirewallRule {
  const adds = verb === 'add';
  const get = (key: string): Pair | undefined => written.find(it => it.key === key);
  const text = (key: string): string | undefined => {
    const value = get(key)?.value;
    return value?.known ? value.value.toLowerCase() : undefined;
  };
  const enable = text('enable') ?? (adds && !get('enable') ? 'yes' : undefined);
  const direction = text('dir') ?? (verb === 'change' ? textOfKey(chosen, 'dir') : undefined);
  const action = text('action');
  const profile = get('profile') ?? (adds ? undefined : chosen.find(it => it.key === 'profile'));
  const scope = scopeFor(get('remoteip'), profile, adds);
  const ports = portsFor(get('localport'), adds);
  return {
    span: command.span,
    place: command.place,
    verb,
    command: 'netsh advfirewall',
    at: command.nameSpan,
    names: chosen.flatMap(({ key, value }) =>
      (key === 'name' || key === 'group') && value.known
        ? [{ text: value.value.toLowerCase(), span: placeOf(value) }]
        : [],
    ),
    ...(direction === 'in' || direction === 'out' ? { direction } : {}),
    ...(action === 'allow' || action === 'bypass' ? { action: 'allow' } : action === 'block' ? { action } : {}),
    ...(enable === 'yes' || enable === 'no' ? { enabled: enable === 'yes' } : {}),
    ...(ports ? { ports } : {}),
    protocol: protocolOf(get('protocol')?.value),
    narrowed: ['program', 'service', 'localip', 'interfacetype', 'rmtcomputergrp', 'rmtusrgrp', 'remoteport'].some(get),
    ...(scope ? { scope } : {}),
    undone: false,
    fixes: fixesOf(command, verb, scope, chosen, written),
  };
}

const textOfKey = (pairs: readonly Pair[], key: string): string | undefined => {
  const value = pairs.find(it => it.key === key)?.value;
  return value?.known ? value.value.toLowerCase() : undefined;
};

function scopeFor(remote: Pair | undefined, profile: Pair | undefined, adds: boolean): Scope | undefined {
  const scope = remote ? scopeOf(remote.value) : anyone;
  const inside =
    profile?.value.known && profile.value.value.split(',').every(it => /^\s*(domain|private)\s*$/i.test(it));
  if (scope.from === 'anyone' && inside) return { from: 'limited' };
  return remote || adds ? scope : undefined;
}

function portsFor(pair: Pair | undefined, adds: boolean): FirewallRule['ports'] | undefined {
  if (!pair) return adds ? undefined : [];
  const ports = portsOf(pair.value);
  return ports.some(it => isEveryPort(it.range)) ? undefined : ports;
}

function fixesOf(
  command: Command,
  verb: FirewallRule['verb'],
  scope: Scope | undefined,
  chosen: readonly Pair[],
  written: readonly Pair[],
): readonly Fix[] {
  const group = chosen.find(it => it.key === 'group');
  if (group) return ofGroup(command, group, written);
  const isLimited = written.some(it => it.key === 'remoteip');
  return limit(scope, verb === 'remove' || isLimited ? undefined : endOf(command));
}

/** netsh can only enable and disable a group; the cmdlet can limit it. */
function ofGroup(command: Command, { value }: Pair, written: readonly Pair[]): readonly Fix[] {
  if (command.shell !== 'powershell' || !value.known || written.some(it => it.key !== 'enable')) return [];
  const by = value.value.startsWith('@') ? 'Group' : 'DisplayGroup';
  const name = value.value.replaceAll("'", "''");
  const text = `Set-NetFirewallRule -${by} '${name}' -Enabled True -RemoteAddress LocalSubnet`;
  const edits = [replace({ start: command.nameSpan.start, end: endOf(command) }, text)];
  return [{ title: 'Let in only the local subnet', edits }];
}

/** Limits the source; `end` is where to add it when it is not written. */
function limit(scope: Scope | undefined, end: number | undefined): readonly Fix[] {
  const title = 'Let in only the local subnet';
  if (scope?.literal) return [{ title, edits: [replace(scope.literal, 'LocalSubnet')] }];
  return end === undefined ? [] : [{ title, edits: [insert(end, ' remoteip=LocalSubnet')] }];
}

const profileNames: Readonly<Record<string, string>> = {
  allprofiles: 'all',
  currentprofile: 'all',
  domainprofile: 'domain',
  privateprofile: 'private',
  publicprofile: 'public',
};

function profileOf(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  const name = profileNames[words[2] ?? ''];
  const argument = command.args[words[3] === 'logging' ? 5 : 4];
  if (!name || !argument) return [];
  const word = wordOf(argument);
  if (!word.known) return [];
  const base = {
    span: command.span,
    place: command.place,
    profiles: [name],
    at: placeOf(word),
    written: unquoted(word.value),
  };
  const literal = literalOf(word);
  const fact = (
    what: FirewallProfile['what'],
    value: FirewallProfile['value'],
    good: string,
    at?: Span,
  ): FirewallStatement => {
    const target = at ?? literal;
    const mend = target
      ? { mend: { title: `Set ${what === 'inbound' ? 'the policy' : what} to ${good}`, edit: replace(target, good) } }
      : {};
    return { kind: 'profile', fact: { ...base, ...(at ? { at } : {}), what, value, ...mend } };
  };
  const value = word.value.toLowerCase();
  if (words[3] === 'state' && (value === 'on' || value === 'off')) return [fact('state', value, 'on')];
  if (words[3] === 'logging' && words[4] === 'droppedconnections')
    return [fact('logging', value === 'disable' ? 'off' : 'on', 'enable')];
  if (words[3] !== 'firewallpolicy') return [];
  const inbound = value.split(',')[0]!.trim();
  const at = literal && { start: literal.start, end: literal.start + inbound.length };
  if (inbound === 'allowinbound') return [fact('inbound', 'allow', 'blockinbound', at)];
  return inbound.startsWith('blockinbound') ? [fact('inbound', 'block', 'blockinbound', at)] : [];
}

/** `netsh firewall`, deprecated since Windows Vista and still obeyed. */
function legacy(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  const base = { span: command.span, place: command.place };
  const rest = command.args.slice(3);
  const value = (key: string, index: number) => {
    for (const argument of rest) {
      const pair = pairOf(argument);
      if (pair?.key === key) return pair.value;
    }
    const argument = rest[index];
    return argument && !pairOf(argument) ? wordOf(argument) : undefined;
  };
  const textAt = (key: string, index: number): string | undefined => {
    const it = value(key, index);
    return it?.known ? it.value.toLowerCase() : undefined;
  };
  if (words[1] === 'set' && words[2] === 'opmode') {
    const mode = value('mode', 0);
    const state = mode?.known
      ? { disable: 'off' as const, enable: 'on' as const }[mode.value.toLowerCase()]
      : undefined;
    if (!mode || !state) return [];
    const literal = literalOf(mode);
    const mend = literal ? { mend: { title: 'Set opmode to enable', edit: replace(literal, 'enable') } } : {};
    return [
      {
        kind: 'profile',
        fact: {
          ...base,
          what: 'state',
          value: state,
          written: textOf(mode) ?? state,
          profiles: ['all'],
          at: placeOf(mode),
          ...mend,
        },
      },
    ];
  }
  const isService = words[1] === 'set' && words[2] === 'service';
  const isPort = (words[1] === 'add' || words[1] === 'set') && words[2] === 'portopening';
  if (!isService && !isPort) return [];
  const named = isService ? value('type', 0) : value('name', 2);
  const mode = textAt('mode', isService ? 1 : 3) ?? 'enable';
  const scopeWord = textAt('scope', isService ? 2 : 4);
  const scope: Scope = scopeWord === undefined || scopeWord === 'all' ? anyone : { from: 'limited' };
  const shared = {
    ...base,
    command: 'netsh firewall',
    at: command.nameSpan,
    names: named?.known
      ? [{ text: legacyServices[named.value.toLowerCase()] ?? named.value.toLowerCase(), span: placeOf(named) }]
      : [],
    direction: 'in' as const,
    action: 'allow' as const,
    enabled: mode === 'enable',
    scope,
    undone: false,
    fixes: [],
  };
  if (isService)
    return [{ kind: 'rule', fact: { ...shared, verb: 'enable', ports: [], protocol: 'any', narrowed: false } }];
  const port = value('port', 1);
  const protocol = value('protocol', 0);
  return [
    {
      kind: 'rule',
      fact: { ...shared, verb: 'add', ports: portsOf(port), protocol: legacyProtocol(protocol), narrowed: false },
    },
  ];
}

const legacyProtocol = (value: Parameters<typeof protocolOf>[0]): FirewallRule['protocol'] =>
  value?.known && typeof value.value === 'string' && /^all$/i.test(value.value) ? 'any' : protocolOf(value);

const legacyServices: Readonly<Record<string, string>> = {
  remotedesktop: 'remote desktop',
  remoteadmin: 'remote administration',
  fileandprint: 'file and printer sharing',
};

/** `netsh interface portproxy add v4tov4`: the machine relays a port. */
function relay(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  if ((words[2] !== 'add' && words[2] !== 'set') || !/^v[46]tov[46]$/.test(words[3] ?? '')) return [];
  const pairs = command.args.slice(4).flatMap(it => pairOf(it) ?? []);
  const get = (key: string): Pair['value'] | undefined => pairs.find(it => it.key === key)?.value;
  const ports = portsOf(get('listenport'));
  if (ports.length === 0) return [];
  const address = get('listenaddress');
  const scope = scopeOf(address?.known && address.value === '' ? known('*', address.span) : address);
  return [
    {
      kind: 'exposure',
      fact: {
        span: command.span,
        place: command.place,
        via: 'nat',
        protocol: 'tcp',
        ports,
        // A listening address of this machine limits nothing: whoever reaches the address reaches the port.
        from: scope.from === 'limited' ? 'unknown' : scope.from,
        ...(scope.span ? { fromSpan: scope.span } : {}),
        fixes: scope.literal
          ? [{ title: 'Listen on this machine only', edits: [replace(scope.literal, '127.0.0.1')] }]
          : [],
      },
    },
  ];
}
