import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, isTable, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, textArgument } from '../command/command';
import { itemsOfText, literalOf, lowerWords, placeOf } from '../command/native';
import type { MethodInvocation } from '../command/script';
import { rdpMachine } from './machine';
import type { Setting } from './setting';
import { writer } from './writer';

/** Methods of the Terminal Services WMI classes (Win32: TermServ) to the argument that sets and the name it sets. */
const methods: Readonly<Record<string, string>> = {
  setallowtsconnections: 'AllowTSConnections',
  setuserauthenticationrequired: 'UserAuthentication',
  setsecuritylayer: 'SecurityLayer',
  setencryptionlevel: 'MinEncryptionLevel',
};

/** `$setting.SetAllowTSConnections(1, 1)`. */
export function rdpInvocation(invocation: MethodInvocation): readonly Setting[] {
  const name = lookUp(methods, invocation.method.toLowerCase());
  const value = invocation.args[0];
  return name && value ? [make(invocation, name, value)] : [];
}

/** `Invoke-CimMethod -MethodName SetAllowTSConnections -Arguments @{AllowTSConnections=1}`, `wmic rdtoggle ... call`. */
export function rdpSettings(command: Command): readonly Setting[] {
  if (is(command, 'Invoke-CimMethod', 'Invoke-WmiMethod')) {
    const method = textArgument(command, 'MethodName') ?? textArgument(command, 'Name') ?? '';
    const name = lookUp(methods, method.toLowerCase());
    const given = argumentOf(command, 'Arguments') ?? argumentOf(command, 'ArgumentList');
    if (!name || !given) return [];
    const own =
      given.known && isTable(given.value)
        ? given.value.entries.find(it => it.key.toLowerCase().startsWith(name.toLowerCase()))?.value
        : itemsOfText(given)[0];
    return own ? [make(command, name, own)] : [];
  }
  if (is(command, 'Enable-RemoteDesktop', 'Disable-RemoteDesktop')) return boxstarter(command);
  if (is(command, 'Set-RDSessionCollectionConfiguration')) return collection(command);
  if (!is(command, 'wmic')) return [];
  const words = lowerWords(command);
  const call = words.indexOf('call');
  const name = lookUp(methods, words[call + 1] ?? '');
  const argument = command.args[call + 2];
  if (call < 0 || !name || !argument) return [];
  const text = textOf(argument.value)?.replace(/[",].*$/, '');
  return text === undefined ? [] : [make(command, name, known(text, argument.span))];
}

/** Names of cmdlets to the numbers of the registry (windows-powershell-docs: RemoteDesktop). */
const levels: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  SecurityLayer: { RDP: 0, Negotiate: 1, SSL: 2 },
  EncryptionLevel: { Low: 1, ClientCompatible: 2, High: 3, FipsCompliant: 4 },
};

/** `Set-RDSessionCollectionConfiguration -AuthenticateUsingNLA $false -SecurityLayer RDP -EncryptionLevel Low` */
function collection(command: Command): readonly Setting[] {
  const nla = argumentOf(command, 'AuthenticateUsingNLA');
  const found = Object.entries(levels).flatMap(([name, words]): readonly Setting[] => {
    const value = argumentOf(command, name);
    const written = textOf(value)?.toLowerCase();
    const number = Object.entries(words).find(([word]) => word.toLowerCase() === written)?.[1];
    const own = name === 'EncryptionLevel' ? 'MinEncryptionLevel' : name;
    if (!value || number === undefined) return [];
    const literal = literalOf(value);
    const named = (to: unknown): string | undefined => Object.entries(words).find(([, it]) => it === to)?.[0];
    const setTo = (to: boolean | number | string) => (literal && named(to) ? replace(literal, named(to)!) : undefined);
    return [{ ...plain(command, own, known(number, placeOf(value))), setTo }];
  });
  return nla ? [...found, { ...plain(command, 'UserAuthentication', nla), ...writer(nla) }] : found;
}

/** A setting of a collection: the registry of this machine does not hold it. */
const plain = (command: Command, name: string, value: Value<Data>): Setting => {
  const { span, place } = command;
  return { span, place, area: 'rdp', name, value, at: placeOf(value) };
};

/** Boxstarter's switches of Remote Desktop (boxstarter.org/winconfig). */
function boxstarter(command: Command): readonly Setting[] {
  const on = is(command, 'Enable-RemoteDesktop');
  const without = parameter(command, 'DoNotRequireUserLevelAuthentication');
  return [
    make(command, 'AllowTSConnections', known(on ? 1 : 0, command.nameSpan)),
    ...(on && without ? [make(command, 'UserAuthentication', known(0, without.span))] : []),
  ];
}

const make = (event: Command | MethodInvocation, name: string, value: Value<Data>): Setting => ({
  span: event.span,
  place: event.place,
  area: 'rdp',
  name,
  value,
  at: placeOf(value),
  ...writer(value),
  ...(name === 'AllowTSConnections' ? {} : { machine: rdpMachine(name) }),
});
