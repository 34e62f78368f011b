import { type Data, entry, itemsOf, knownValue, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, textArgument } from '../command/command';
import { bodyOf } from '../command/resource';
import { parseAnyKey } from './key';
import { deletion, setting, type Target } from './made';
import type { RegistryWrite } from './write';

/** `Set-GPRegistryValue -Key 'HKLM\..' -ValueName x -Type DWord -Value 1`, and the PolicyFileEditor module's like. */
export function policyWrites(command: Command): readonly RegistryWrite[] {
  const file = /^set-policyfileentry$/i.test(command.name);
  const at = argumentOf(command, 'Key');
  const target = targetOf(at, file && /machine/i.test(textArgument(command, 'Path') ?? '') ? 'HKLM' : undefined);
  const data = argumentOf(command, file ? 'Data' : 'Value');
  if (!target || !data) return [];
  const names = itemsOf(argumentOf(command, 'ValueName'));
  const values = names.length > 1 ? itemsOf(data) : [data];
  return names.flatMap((name, index) => {
    const text = textOf(name);
    const value = values[index];
    return text && value ? [setting(command, target, text, value, argumentOf(command, 'Type'))] : [];
  });
}

/** The DSC resources `Registry`, `xRegistry` and `RegistryPolicyFile`: `Registry x { Key = ..; ValueName = .. }`. */
export function resourceWrites(command: Command): readonly RegistryWrite[] {
  const body = bodyOf(command);
  if (!body) return [];
  const target = targetOf(entry(body, 'Key'), hiveOf(entry(body, 'TargetType')));
  const name = textOf(entry(body, 'ValueName'));
  if (!target || name === undefined) return [];
  if (/^absent$/i.test(textOf(entry(body, 'Ensure')) ?? '')) return [deletion(command, target, name)];
  const given = entry(body, 'ValueData');
  // ValueData is a list of texts; one item is the ordinary case.
  const data = given && itemsOf(given).length === 1 ? itemsOf(given)[0] : given;
  return data ? [setting(command, target, name, data, entry(body, 'ValueType'))] : [];
}

const hiveOf = (type: Value<Data> | undefined): string | undefined =>
  /^computerconfiguration$/i.test(textOf(type) ?? '') ? 'HKLM' : undefined;

function targetOf(path: Value<Data> | undefined, hive: string | undefined): Target | undefined {
  const text = knownValue(path);
  if (typeof text !== 'string' || !path) return undefined;
  const key = parseAnyKey(text) ?? (hive ? parseAnyKey(`${hive}\\${text}`) : undefined);
  return key && { hive: key.hive, key: key.key, keySpan: path.span };
}
