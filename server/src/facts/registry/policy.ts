import { lookUp } from '../../base/look-up';
import { type Data, entry, itemsOf, knownValue, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, switchState, textArgument } from '../command/command';
import { bodyOf, isAbsent } from '../command/resource';
import { parseAnyKey, parseValuePath } from './key';
import { deletion, setting, type Target } from './made';
import type { RegistryWrite } from './write';

/** Cmdlets of group policy and of the PolicyFileEditor module to whether they take a value away. */
export const policyCmdlets: Readonly<Record<string, boolean>> = {
  'set-gpregistryvalue': false,
  'set-gpprefregistryvalue': false,
  'set-policyfileentry': false,
  'remove-gpregistryvalue': true,
  'remove-gpprefregistryvalue': true,
  'remove-policyfileentry': true,
};

/** `Set-GPRegistryValue -Key 'HKLM\..' -ValueName x -Type DWord -Value 1`, and the like of the PolicyFileEditor module. */
export function policyWrites(command: Command): readonly RegistryWrite[] {
  const file = /^(?:set|remove)-policyfileentry$/i.test(command.name);
  const at = argumentOf(command, 'Key');
  const target = targetOf(at, file && /machine/i.test(endOfPath(argumentOf(command, 'Path'))) ? 'HKLM' : undefined);
  if (!target) return [];
  const names = itemsOf(argumentOf(command, 'ValueName'));
  const isDeletion =
    lookUp(policyCmdlets, command.name.toLowerCase()) ||
    switchState(command, 'Disable') ||
    /^delete$/i.test(textArgument(command, 'Action') ?? '');
  if (isDeletion) return names.flatMap(it => textOf(it) ?? []).map(it => deletion(command, target, it));
  const data = argumentOf(command, file ? 'Data' : 'Value');
  if (!data) return [];
  const values = names.length > 1 ? itemsOf(data) : [data];
  return names.flatMap((name, index) => {
    const text = textOf(name);
    const value = values[index];
    return text && value ? [setting(command, target, text, value, argumentOf(command, 'Type'))] : [];
  });
}

/** `cAdministrativeTemplateSetting` of PolicyFileEditor: `KeyValueName = 'SOFTWARE\..\Name'`. */
export function templateSettingWrites(command: Command): readonly RegistryWrite[] {
  const body = bodyOf(command);
  const path = body && entry(body, 'KeyValueName');
  const written = parseValuePath(textOf(path) ?? '');
  if (!body || !path || !written || /^user$/i.test(textOf(entry(body, 'PolicyType')) ?? '')) return [];
  const target = { ...written.key, keySpan: path.span };
  const { name } = written;
  if (isAbsent(body)) return [deletion(command, target, name)];
  const given = entry(body, 'Data');
  const data = given && itemsOf(given).length === 1 ? itemsOf(given)[0] : given;
  return data ? [setting(command, target, name, data, entry(body, 'Type'))] : [];
}

/** The DSC resources `Registry`, `xRegistry` and `RegistryPolicyFile`: `Registry x { Key = ..; ValueName = .. }`. */
export function resourceWrites(command: Command): readonly RegistryWrite[] {
  const body = bodyOf(command);
  if (!body) return [];
  const target = targetOf(entry(body, 'Key'), hiveOf(entry(body, 'TargetType')));
  const name = textOf(entry(body, 'ValueName'));
  if (!target || name === undefined) return [];
  if (isAbsent(body)) return [deletion(command, target, name)];
  const given = entry(body, 'ValueData');
  // ValueData is a list of texts; one item is the ordinary case.
  const data = given && itemsOf(given).length === 1 ? itemsOf(given)[0] : given;
  return data ? [setting(command, target, name, data, entry(body, 'ValueType'))] : [];
}

/** The end of a path tells the part of the policy; its beginning is often a variable. */
const endOfPath = (path: Value<Data> | undefined): string =>
  textOf(path) ?? (path && !path.known ? (path.suffix ?? path.text) : '');

const hiveOf = (type: Value<Data> | undefined): string | undefined =>
  /^computerconfiguration$/i.test(textOf(type) ?? '') ? 'HKLM' : undefined;

function targetOf(path: Value<Data> | undefined, hive: string | undefined): Target | undefined {
  const text = knownValue(path);
  if (typeof text !== 'string' || !path) return undefined;
  const key = parseAnyKey(text) ?? (hive ? parseAnyKey(`${hive}\\${text}`) : undefined);
  return key && { hive: key.hive, key: key.key, keySpan: path.span };
}
