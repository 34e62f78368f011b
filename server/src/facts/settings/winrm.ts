import { insert, replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { contains, type Span } from '../../base/span';
import { type Data, isTable, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, switchState, textArgument, truth } from '../command/command';
import { resolvePath } from '../command/location';
import { endOf, lowerWords, placeOf, spanIn, wordOf } from '../command/native';
import { splattedInto } from '../command/unresolved';
import { valueSet } from './hashtable';
import { winRmMachine } from './machine';
import type { Setting } from './setting';
import { writer } from './writer';

/** Reads what a command sets in WS-Management, by `winrm`, the `WSMan:` drive or cmdlets (Win32: WinRM configuration). */
export function winRmSettings(command: Command): readonly Setting[] {
  if (is(command, 'winrm', 'winrm.cmd', 'winrm.vbs')) return fromWinRm(command);
  if (is(command, 'Set-Item', 'Clear-Item', 'New-Item', 'Remove-Item')) return fromDrive(command);
  if (is(command, 'Set-WSManInstance', 'New-WSManInstance', 'Remove-WSManInstance')) return fromInstance(command);
  if (is(command, 'Enable-WSManCredSSP', 'Disable-WSManCredSSP')) return fromCredSsp(command);
  if (is(command, 'Set-WSManQuickConfig')) return fromQuickConfig(command);
  if (is(command, 'Enable-PSRemoting')) return publicNetworks(command);
  return [];
}

function make(command: Command, name: string, value: Value<Data>, at: Span, setTo?: Setting['setTo']): Setting {
  const machine = winRmMachine(name);
  return {
    span: command.span,
    place: command.place,
    area: 'winrm',
    name,
    value,
    at,
    ...(setTo ? { setTo } : {}),
    ...(machine ? { machine } : {}),
  };
}

/** The names that the documentation uses, for any case of writing. */
const spellings = new Map(
  [
    'service/AllowUnencrypted',
    'client/AllowUnencrypted',
    'service/auth/Basic',
    'client/auth/Basic',
    'client/auth/Digest',
    'service/auth/CredSSP',
    'client/auth/CredSSP',
    'service/auth/Kerberos',
    'service/auth/CbtHardeningLevel',
    'client/TrustedHosts',
    'service/auth/Negotiate',
    'client/auth/Kerberos',
    'client/auth/Negotiate',
    'service/IPv4Filter',
    'service/IPv6Filter',
    'service/RootSDDL',
    'service/EnableCompatibilityHttpListener',
    'service/EnableCompatibilityHttpsListener',
  ].map(name => [name.toLowerCase(), name]),
);
const named = (path: string): string => spellings.get(path.toLowerCase()) ?? path;

/** `winrm/config/service/auth` as `service/auth`; `undefined` for other resources. */
const below = (resource: string): string | undefined => {
  const match = /^["']?(?:https?:\/\/[^ ]*\/)?winrm\/config(?:\/([^"'?]*))?(\?[^"']*)?["']?$/i.exec(resource.trim());
  return match ? (match[1] ?? '') : undefined;
};

/** `HTTP` or `HTTPS` of a listener's selectors, `Address=*+Transport=HTTP`. */
const transportOf = (selectors: string): string | undefined =>
  /transport=(https?)/i.exec(selectors)?.[1]?.toUpperCase();

/** A listener that is off, or that only this machine reaches, has a name of its own. */
function listenerName(transport: string, off: boolean, address: string | undefined): string {
  const inside = /^(IP:)?\[?(127\.|::1|localhost)/i.test(address?.trim() ?? '');
  return `listener/${transport}${off ? '/off' : inside ? '/loopback' : ''}`;
}

/** The short forms of winrm's verbs (`winrm help aliases`). */
const verbs: Readonly<Record<string, string>> = { s: 'set', c: 'create', d: 'delete' };

function fromWinRm(command: Command): readonly Setting[] {
  const words = lowerWords(command);
  const start = words[0] === 'call' ? 1 : 0;
  const verb = lookUp(verbs, words[start] ?? '') ?? words[start];
  if (verb === 'quickconfig' || verb === 'qc') {
    const transport =
      words
        .find(it => /^[-/]transport:/.test(it))
        ?.split(':')[1]
        ?.toUpperCase() ?? 'HTTP';
    const argument = command.args[start]!;
    return transport === 'HTTP' || transport === 'HTTPS'
      ? [make(command, `listener/${transport}`, known('quickconfig', argument.span), argument.span, overTls(command))]
      : [];
  }
  const resource = command.args[start + 1];
  if (!resource || !verb) return [];
  const word = wordOf(resource);
  const text = word.known ? word.value : resource.text;
  const path = below(text);
  if (path === undefined) return [];
  if (/^listener/i.test(path)) {
    const transport = transportOf(text);
    if (!transport) return [];
    if (verb === 'set' || verb === 'put')
      return setsOf(command, `listener/${transport}`, command.args.slice(start + 2));
    if (verb !== 'create' && verb !== 'delete' && verb !== 'add') return [];
    const index = /transport=/i.exec(resource.text);
    const from = index ? index.index + index[0].length : undefined;
    const at = (from === undefined ? undefined : spanIn(resource, from, from + transport.length)) ?? resource.span;
    const name = listenerName(transport, false, /address=([^+"']+)/i.exec(text)?.[1]);
    return [make(command, name, known(verb !== 'delete', at), at)];
  }
  if (verb === 'create' || verb === 'delete') return [madeOrGone(command, path, verb === 'create')];
  return verb === 'set' || verb === 'put' ? setsOf(command, path, command.args.slice(start + 2)) : [];
}

const setsOf = (command: Command, path: string, words: Command['args']): readonly Setting[] =>
  valueSet(words).map(({ key, value }) =>
    make(command, named(path ? `${path}/${key}` : key), value, placeOf(value), writer(value).setTo),
  );

/** A plug-in, a certificate mapping and their like is made or removed. */
const madeOrGone = (command: Command, path: string, made: boolean): Setting =>
  make(command, path.toLowerCase(), known(made, command.span), command.nameSpan);

/** The path of an item; the machine in it, `WSMan:\\$env:COMPUTERNAME\\Client`, need not be known. */
function drivePath(command: Command, path: Value<Data>): string | undefined {
  const text = textOf(path);
  if (text !== undefined) return resolvePath(command.location, text);
  if (path.known || path.suffix === undefined || !/^wsman:[\\/]*$/i.test(path.prefix ?? '')) return undefined;
  return `WSMan:\\machine${path.suffix}`;
}

/** `Set-Item WSMan:\localhost\Service\Auth\Basic $true`. */
function fromDrive(command: Command): readonly Setting[] {
  const [first] = command.args;
  // The table of cmdlets does not know Clear-Item.
  const positional = is(command, 'Clear-Item') && first && !first.parameter ? first.value : undefined;
  const pathValue = argumentOf(command, 'Path') ?? argumentOf(command, 'LiteralPath') ?? positional;
  const path = pathValue && drivePath(command, pathValue);
  if (!pathValue || path === undefined || !/^(microsoft\.wsman\.management\\wsman::|wsman:)/i.test(path)) return [];
  const parts = path
    .replace(/^.*?wsman::?/i, '')
    .split(/[\\/]+/)
    .filter(part => part !== '')
    .slice(1);
  const listener = parts[0]?.toLowerCase() === 'listener';
  if (is(command, 'Clear-Item') && parts.length > 0) {
    return [make(command, named(parts.join('/')), known('', command.span), command.nameSpan)];
  }
  if (!listener && parts.length > 0 && !is(command, 'Set-Item')) {
    return [madeOrGone(command, parts.join('/'), is(command, 'New-Item'))];
  }
  if (is(command, 'New-Item')) {
    const transportValue = argumentOf(command, 'Transport');
    const transport = textOf(transportValue)?.toUpperCase();
    if (!transportValue) return command.incomplete ? [] : [madeOrGone(command, 'listener', true)];
    if (transport !== 'HTTP' && transport !== 'HTTPS') return [];
    const off = truth(argumentOf(command, 'Enabled')) === false;
    const name = listenerName(transport, off, textArgument(command, 'Address'));
    return [make(command, name, known(true, placeOf(transportValue)), placeOf(transportValue))];
  }
  if (is(command, 'Remove-Item')) {
    if (!listener) return [];
    return ['HTTP', 'HTTPS'].map(it => make(command, `listener/${it}`, known(false, command.span), command.nameSpan));
  }
  const value = argumentOf(command, 'Value');
  return value && parts.length > 0
    ? [make(command, named(parts.join('/')), value, placeOf(value), writer(value).setTo)]
    : [];
}

/** `Set-WSManInstance -ResourceURI winrm/config/service/auth -ValueSet @{Basic=$true}`. */
function fromInstance(command: Command): readonly Setting[] {
  const path = below(textArgument(command, 'ResourceURI') ?? '');
  if (path === undefined) return [];
  if (/^listener/i.test(path)) {
    const selectors = argumentOf(command, 'SelectorSet');
    const table = selectors?.known && isTable(selectors.value) ? selectors.value.entries : [];
    const found = table.find(it => it.key.toLowerCase() === 'transport');
    const transport = textOf(found?.value)?.toUpperCase();
    if (!found || (transport !== 'HTTP' && transport !== 'HTTPS')) return [];
    if (is(command, 'Set-WSManInstance')) return fromValueSet(command, `listener/${transport}`);
    const address = table.find(it => it.key.toLowerCase() === 'address');
    const name = listenerName(transport, false, textOf(address?.value));
    return [make(command, name, known(is(command, 'New-WSManInstance'), found.value.span), placeOf(found.value))];
  }
  return is(command, 'Set-WSManInstance')
    ? fromValueSet(command, path)
    : [madeOrGone(command, path, is(command, 'New-WSManInstance'))];
}

function fromValueSet(command: Command, path: string): readonly Setting[] {
  const values = argumentOf(command, 'ValueSet');
  if (!values?.known || !isTable(values.value)) return [];
  return values.value.entries.map(({ key, value }) =>
    make(command, named(path ? `${path}/${key}` : key), value, placeOf(value), writer(value).setTo),
  );
}

/** What decides of a command of WS-Management, where nothing could be read off it. */
export function openWinRm(command: Command): readonly (Value<Data> | undefined)[] {
  if (is(command, 'winrm', 'winrm.cmd', 'winrm.vbs')) {
    const writes = /^(?:s|set|c|create|d|delete|put|add|invoke)$/.test(lowerWords(command)[0] ?? '');
    return writes ? command.args.map(wordOf) : [];
  }
  if (is(command, 'Set-Item', 'New-Item', 'Remove-Item')) {
    const path = argumentOf(command, 'Path') ?? argumentOf(command, 'LiteralPath');
    const drive = path && /^wsman:/i.test(path.known ? (textOf(path) ?? '') : (path.prefix ?? ''));
    return drive ? [path, argumentOf(command, 'Value'), argumentOf(command, 'Transport'), splattedInto(command)] : [];
  }
  if (!/-WSMan(?:Instance|CredSSP)$/i.test(command.name)) return [];
  const given = ['ResourceURI', 'SelectorSet', 'ValueSet', 'Role'].map(name => argumentOf(command, name));
  const inner = given.flatMap(it => (it?.known && isTable(it.value) ? it.value.entries.map(({ value }) => value) : []));
  return [...given, ...inner, splattedInto(command)];
}

function fromCredSsp(command: Command): readonly Setting[] {
  const role = argumentOf(command, 'Role');
  const text = textOf(role)?.toLowerCase();
  if (!role || (text !== 'server' && text !== 'client')) return [];
  const name = text === 'server' ? 'service/auth/CredSSP' : 'client/auth/CredSSP';
  const on = is(command, 'Enable-WSManCredSSP');
  const at = command.nameSpan;
  const delegate = argumentOf(command, 'DelegateComputer');
  const more = on && delegate ? [make(command, 'client/DelegateComputer', delegate, placeOf(delegate))] : [];
  return [make(command, name, known(on, at), at), ...more];
}

/** What asks for an HTTPS listener instead; none where another transport is written already. */
function overTls(command: Command): Setting['setTo'] {
  const option = is(command, 'Set-WSManQuickConfig') ? ' -UseSSL' : ' -transport:https';
  const written = lowerWords(command).some(it => /^[-/]transport:/.test(it));
  return value => (value === 'HTTPS' && !written ? insert(endOf(command), option) : undefined);
}

function fromQuickConfig(command: Command): readonly Setting[] {
  const transport = switchState(command, 'UseSSL') ? 'HTTPS' : 'HTTP';
  const at = command.nameSpan;
  const mend = parameter(command, 'UseSSL') ? undefined : overTls(command);
  return [make(command, `listener/${transport}`, known('quickconfig', at), at, mend), ...publicNetworks(command)];
}

/** `-SkipNetworkProfileCheck` opens WinRM on public networks too. */
function publicNetworks(command: Command): readonly Setting[] {
  const given = parameter(command, 'SkipNetworkProfileCheck');
  if (!given || switchState(command, 'SkipNetworkProfileCheck') !== true) return [];
  return [
    make(command, 'SkipNetworkProfileCheck', known(true, given.span), given.span, value => {
      if (value !== false) return undefined;
      if (contains(command.span, given.gap)) return replace(given.gap, '');
      // A table that is splatted holds it.
      const literal = given.value?.known ? given.value.literal : undefined;
      return literal && replace(literal, '$false');
    }),
  ];
}
