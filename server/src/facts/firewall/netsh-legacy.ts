import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { known, textOf } from '../../base/value';
import type { Command } from '../command/command';
import { endOf, literalOf, type Pair, pairOf, placeOf, wordOf } from '../command/native';
import type { Fix } from '../fix';
import { portsOf } from '../network/ports';
import { anyone, type Scope, scopeOf } from '../network/scope';
import { protocolOf } from './cmdlets';
import { profileRepairs } from './repair';
import type { FirewallRule } from './rule';
import type { FirewallStatement } from './statement';

/** `netsh firewall`, deprecated since Windows Vista and still obeyed. */
export function legacy(command: Command, words: readonly string[]): readonly FirewallStatement[] {
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
          repairs: profileRepairs(command.place, ['all'], 'Enabled', 'True'),
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
      ? [
          {
            text: lookUp(legacyServices, named.value.toLowerCase()) ?? named.value.toLowerCase(),
            span: placeOf(named),
            by: isService ? ('DisplayGroup' as const) : ('DisplayName' as const),
          },
        ]
      : [],
    direction: 'in' as const,
    action: 'allow' as const,
    enabled: mode === 'enable',
    scope,
    options: [],
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
      fact: {
        ...shared,
        verb: 'add',
        ports: portsOf(port),
        protocol: legacyProtocol(protocol),
        narrowed: false,
        fixes: modern(command, textAt('protocol', 0), textAt('port', 1), named?.known ? named.value : undefined),
      },
    },
  ];
}

/** The command that came after `netsh firewall add portopening`, which also limits who gets in. */
function modern(
  command: Command,
  protocol: string | undefined,
  port: string | undefined,
  name: string | undefined,
): readonly Fix[] {
  if (!/^(?:tcp|udp)$/.test(protocol ?? '') || !/^\d+$/.test(port ?? '') || !/^[\w .()-]*$/.test(name ?? ' '))
    return [];
  const called = /\s/.test(name!) || name === '' ? `"${name || `Port ${port}`}"` : name;
  const [first] = command.args;
  const text = `advfirewall firewall add rule name=${called} dir=in action=allow protocol=${protocol!.toUpperCase()} localport=${port} remoteip=LocalSubnet`;
  const edits = [replace({ start: first!.span.start, end: endOf(command) }, text)];
  return [{ title: 'Write it for advfirewall, for the local subnet', edits }];
}

const legacyProtocol = (value: Parameters<typeof protocolOf>[0]): FirewallRule['protocol'] =>
  value?.known && typeof value.value === 'string' && /^all$/i.test(value.value) ? 'any' : protocolOf(value);

const legacyServices: Readonly<Record<string, string>> = {
  remotedesktop: 'remote desktop',
  remoteadmin: 'remote administration',
  fileandprint: 'file and printer sharing',
};

/** `netsh interface portproxy add v4tov4`: the machine relays a port. */
export function relay(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  if ((words[2] !== 'add' && words[2] !== 'set') || !/^v[46]tov[46]$/.test(words[3] ?? '')) return [];
  const pairs = command.args.slice(4).flatMap(it => pairOf(it) ?? []);
  const get = (key: string): Pair['value'] | undefined => pairs.find(it => it.key === key)?.value;
  // What listens behind the relay decides what it gives away.
  const ports = portsOf(get('connectport') ?? get('listenport'));
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
