import { type Data, isTable, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, textArgument } from '../command/command';
import { itemsOfText, lowerWords, placeOf } from '../command/native';
import type { MethodInvocation } from '../command/script';
import type { Setting } from './setting';
import { writer } from './writer';

/** NetBIOS of a network adapter, by the method of its WMI class (Win32: Win32_NetworkAdapterConfiguration). */
export function nameSettings(command: Command): readonly Setting[] {
  if (is(command, 'Invoke-CimMethod', 'Invoke-WmiMethod')) {
    const method = textArgument(command, 'MethodName') ?? textArgument(command, 'Name') ?? '';
    const given = argumentOf(command, 'Arguments') ?? argumentOf(command, 'ArgumentList');
    if (method.toLowerCase() !== 'settcpipnetbios' || !given) return [];
    const value =
      given.known && isTable(given.value)
        ? given.value.entries.find(it => it.key.toLowerCase() === 'tcpipnetbiosoptions')?.value
        : itemsOfText(given)[0];
    return value ? [make(command, value)] : [];
  }
  if (!is(command, 'wmic')) return [];
  const call = lowerWords(command).indexOf('settcpipnetbios');
  const text = textOf(command.args[call + 1]?.value);
  return call < 0 || text === undefined ? [] : [make(command, known(text, command.args[call + 1]!.span))];
}

/** `$adapter.SetTcpipNetbios(2)` */
export function nameInvocation(invocation: MethodInvocation): readonly Setting[] {
  const [value] = invocation.args;
  return /^settcpipnetbios$/i.test(invocation.method) && value ? [make(invocation, value)] : [];
}

const make = (event: Command | MethodInvocation, value: Value<Data>): Setting => ({
  span: event.span,
  place: event.place,
  area: 'names',
  name: 'TcpipNetbios',
  value,
  at: placeOf(value),
  ...writer(value),
});
