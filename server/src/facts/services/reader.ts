import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { type Data, knownValue, type Value } from '../../base/value';
import { argumentOf, type Command, integer, is, listArgument } from '../command/command';
import { concern } from '../command/concern';
import { lowerWords, placeOf, wordOf } from '../command/native';
import type { Script, ScriptReader } from '../command/script';
import { emitUnresolved, splattedInto } from '../command/unresolved';
import type { Emit } from '../facts';
import { under } from '../registry/key';
import { services } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import { standing } from '../settings/last';
import type { ServiceChange } from './change';

/** Display names under which scripts address services that rules ask about. */
const displayNames: Readonly<Record<string, string>> = {
  'windows firewall': 'mpssvc',
  'windows defender firewall': 'mpssvc',
  'base filtering engine': 'bfe',
  'ipsec policy agent': 'policyagent',
  'ike and authip ipsec keying modules': 'ikeext',
  'windows defender antivirus service': 'windefend',
  'microsoft defender antivirus service': 'windefend',
  'windows remote management (ws-management)': 'winrm',
  'remote registry': 'remoteregistry',
  'windows event log': 'eventlog',
};

/** The short name of a service, lower case. */
const shortName = (name: string): string =>
  lookUp(displayNames, name.trim().toLowerCase()) ?? name.trim().toLowerCase();

/** Reads the changes that a script makes to Windows services, the last of each that it makes to the same. */
export const readServices: ScriptReader = (script: Script, emit: Emit) => {
  const all = script.events.flatMap(event => {
    if (event.kind !== 'command' || !isOurs(event)) return [];
    emitUnresolved(emit, event, 'service.change', decidingOf(event));
    return changesOf(event);
  });
  // Where a script starts a service last: what it stops before, it starts again if it comes that far.
  const started = new Map<string, number>();
  for (const { change, service, span } of all) {
    if (change === 'start') started.set(service, Math.max(span.start, started.get(service) ?? 0));
  }
  for (const it of standing(all, keyOf, it => it.change)) {
    if (it.change !== 'stop' || (started.get(it.service) ?? 0) <= it.span.start) emit('service.change', it);
  }
};

const isOurs = concern(decidingOf, changesOf);

/** A service runs or not, and starts or not: stopping it says nothing about its start type. */
const keyOf = ({ service, change }: ServiceChange): string =>
  `${service} ${change === 'stop' || change === 'start' ? 'runs' : 'starts'}`;

/** What decides which service a command changes, and to what. */
function decidingOf(command: Command): readonly (Value<Data> | undefined)[] {
  if (is(command, 'Stop-Service', 'Start-Service', 'Remove-Service', 'Set-Service')) {
    const values = ['StartupType', 'Status'].map(name => argumentOf(command, name));
    return [...servicesOf(command), ...values, splattedInto(command)];
  }
  const words = is(command, 'sc', 'net', 'net1') ? command.args.map(wordOf) : [];
  const verb = words.findIndex(it => it.known && /^(?:stop|start|delete|config)$/i.test(it.value));
  return verb < 0 ? [] : words.slice(verb + 1, verb + 4);
}

/** The changes that a command makes. */
export function changesOf(command: Command): readonly ServiceChange[] {
  if (is(command, 'sc')) return fromSc(command);
  if (is(command, 'net', 'net1')) return fromNet(command);
  if (is(command, 'wmic')) return fromWmic(command);
  if (is(command, 'Stop-Service', 'Start-Service', 'Remove-Service')) {
    const change = is(command, 'Stop-Service') ? 'stop' : is(command, 'Start-Service') ? 'start' : 'delete';
    return servicesOf(command).map(it => make(command, it, change, placeIn(command, it)));
  }
  if (!is(command, 'Set-Service')) return [];
  const result: ServiceChange[] = [];
  const names = servicesOf(command);
  const type = argumentOf(command, 'StartupType');
  const change = startChange(knownValue(type));
  if (type && change) for (const it of names) result.push(make(command, it, change, placeIn(command, it)));
  const status = `${knownValue(argumentOf(command, 'Status')) ?? ''}`.toLowerCase();
  if (status === 'stopped' && change !== 'disable')
    for (const it of names) result.push(make(command, it, 'stop', placeIn(command, it)));
  return result;
}

const startChange = (type: Data | undefined): 'disable' | 'enable' | undefined => {
  const text = `${type ?? ''}`.toLowerCase();
  if (text === 'disabled' || text === '4') return 'disable';
  return /^(automatic|automaticdelayedstart|manual|boot|system|auto|delayed-auto|demand|2|3)$/.test(text)
    ? 'enable'
    : undefined;
};

/** The services that a cmdlet names, or that Get-Service names and the pipeline hands on. */
function servicesOf(command: Command): readonly Value<Data>[] {
  const own = [...listArgument(command, 'Name'), ...listArgument(command, 'DisplayName')];
  const { input } = command;
  if (own.some(it => it.known) || (own.length > 0 && !input)) return own;
  if (!input) return [];
  if ('kind' in input && input.kind === 'command')
    return is(input, 'Get-Service', 'Set-Service', 'Stop-Service') ? servicesOf(input) : [];
  return 'known' in input ? [input] : [];
}

/** Where a command says which service: of one that it is given as an object, the object. */
const placeIn = (command: Command, name: Value<Data>): Span => {
  const given = argumentOf(command, 'InputObject') ?? argumentOf(command, 'Name');
  return placeOf(name.known && given && !given.known ? given : name);
};

function make(command: Command, name: Value<Data>, change: ServiceChange['change'], at: Span): ServiceChange {
  const text = name.known && typeof name.value === 'string' ? name.value : '';
  return { span: command.span, place: command.place, service: shortName(text), change, at, text };
}

/** `sc stop X`, `sc \\host config X start= disabled`, `sc delete X`. */
function fromSc(command: Command): readonly ServiceChange[] {
  const words = lowerWords(command);
  // The name of another machine need not be known.
  const first = /^["']?\\\\/.test(command.args[0]?.text ?? '') ? 1 : 0;
  const name = command.args[first + 1];
  if (!name || !words[first + 1]) return [];
  const text = words[first + 1]!;
  const base = { span: command.span, place: command.place, service: shortName(text), at: name.span, text: name.text };
  const verb = words[first];
  if (verb === 'stop' || verb === 'start' || verb === 'delete') return [{ ...base, change: verb }];
  if (verb !== 'config') return [];
  const rest = words.slice(first + 2);
  const at = rest.findIndex(it => it.startsWith('start='));
  if (at < 0) return [];
  const change = startChange(rest[at] === 'start=' ? rest[at + 1] : rest[at]!.slice('start='.length));
  return change ? [{ ...base, change }] : [];
}

/** `wmic service where "name='X'" call ChangeStartMode Disabled`, `wmic service X call StopService`. */
function fromWmic(command: Command): readonly ServiceChange[] {
  const words = lowerWords(command);
  const verb = words.indexOf('call');
  if (words[0] !== 'service' || verb < 2) return [];
  const method = words[verb + 1];
  const change =
    method === 'stopservice'
      ? 'stop'
      : method === 'startservice'
        ? 'start'
        : method === 'delete'
          ? 'delete'
          : undefined;
  const type = method === 'changestartmode' ? startChange(words[verb + 2]) : undefined;
  const chosen = words.slice(1, verb).join(' ');
  const name = /(?:name|caption)\s*(?:=|like)\s*["']?([^"')]+)/.exec(chosen)?.[1] ?? words[verb - 1]!;
  const made = change ?? type;
  const at = { start: command.args[1]!.span.start, end: command.args[verb - 1]!.span.end };
  return made
    ? [{ span: command.span, place: command.place, service: shortName(name), change: made, at, text: name }]
    : [];
}

/** `net stop X`, `net start "Windows Firewall"`. */
function fromNet(command: Command): readonly ServiceChange[] {
  const words = lowerWords(command);
  const name = command.args[1];
  if (!name || !words[1] || (words[0] !== 'stop' && words[0] !== 'start')) return [];
  return [
    {
      span: command.span,
      place: command.place,
      service: shortName(words[1]),
      change: words[0],
      at: name.span,
      text: name.text,
    },
  ];
}

/** The change that a registry write makes to a service: its start type is set. */
export function serviceChangeOf(write: RegistryWrite): ServiceChange | undefined {
  const name = write.hive === 'HKLM' ? under(write.key, services) : undefined;
  if (!name || name.includes('\\')) return undefined;
  // Without its key a service is gone with the next start.
  if (write.action === 'delete' && write.name === '') {
    const { span, place, keySpan } = write;
    return { span, place, service: shortName(name), change: 'delete', at: keySpan, text: name };
  }
  if (write.action !== 'set' || write.name.toLowerCase() !== 'start') return undefined;
  const change = startChange(integer(write.data));
  if (!change) return undefined;
  return {
    span: write.span,
    place: write.place,
    service: shortName(name),
    change,
    at: placeOf(write.data),
    text: name,
  };
}
