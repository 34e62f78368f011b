import { type Data, entry, entryIn, itemsOf, known, type Table, tablesIn, textOf, type Value } from '../../base/value';
import { placeOf } from '../command/native';
import type { OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import { readSecret } from '../template/secret';
import { readContainers } from './containers';

const publishers: readonly (readonly [OperatingSystem, RegExp])[] = [
  ['windows', /^microsoft(?:windows|sqlserver|visualstudio|dynamics|sharepoint|biztalk)/i],
  ['linux', /^(?:canonical|openlogic|redhat|suse|debian|credativ|oracle|almalinux|kinvolk|coreos)/i],
];

/** The system of the images that somebody publishes, where it is always the same. */
export const systemOfPublisher = (publisher: string): OperatingSystem | undefined =>
  publishers.find(([, pattern]) => pattern.test(publisher))?.[0];

/** The system of the machines that templates describe, as far as all of them have the same. */
export function systemOf(roots: readonly Value<Data>[]): OperatingSystem {
  const found = new Set<OperatingSystem>();
  for (const { table } of tablesIn(roots)) {
    if (entry(table, 'windowsConfiguration')) found.add('windows');
    if (entry(table, 'linuxConfiguration')) found.add('linux');
    const published = systemOfPublisher(textOf(entry(table, 'publisher')) ?? '');
    if (published) found.add(published);
    const system = textOf(entry(table, 'osType'))?.toLowerCase();
    if (system === 'windows' || system === 'linux') found.add(system);
  }
  return found.size === 1 ? [...found][0]! : 'unknown';
}

/** Reads the listeners of WinRM, the images and the passwords in the properties of Azure's resources. */
export function readProperties(root: Value<Data>, place: Place, emit: Emit): void {
  readContainers(root, place, emit);
  for (const { table } of tablesIn([root])) {
    readListeners(table, place, emit);
    for (const it of table.entries) readSecret(it.key, it.value, it.value.span, place, emit);
  }
}

/** `winRM: { listeners: [{ protocol: 'Http' }] }` of a virtual machine (azure-rest-api-specs: Microsoft.Compute). */
function readListeners(table: Table, place: Place, emit: Emit): void {
  for (const listener of itemsOf(entryIn(entry(table, 'winRM'), 'listeners'))) {
    const protocol = entryIn(listener, 'protocol');
    if (protocol) emitListener(protocol, place, emit);
  }
}

/** A listener of WinRM with that protocol. */
export function emitListener(protocol: Value<Data>, place: Place, emit: Emit): void {
  const name = textOf(protocol)?.toUpperCase();
  if (name !== 'HTTP' && name !== 'HTTPS') return;
  const at = placeOf(protocol);
  emit('setting', { span: at, place, area: 'winrm', name: `listener/${name}`, value: known(true, at), at });
}
