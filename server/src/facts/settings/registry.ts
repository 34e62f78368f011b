import { textOf } from '../../base/value';
import { integer } from '../command/command';
import { placeOf } from '../command/native';
import { exposuresOf } from '../firewall/exposure';
import { profileOfWrite, ruleOfWrite } from '../firewall/registry';
import { sameName, sharedKey, under } from '../registry/key';
import { policies } from '../registry/keys.data';
import type { WriteReader } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import { serviceChangeOf } from '../services/reader';
import { adapterOfWrite } from './adapter';
import { rows } from './data';
import type { Row } from './data/row';
import { defenderOfWrite } from './defender';
import { delegationOfWrite } from './delegation';
import { standing } from './last';
import { mitigationOfWrite } from './mitigation';
import { recordingOfWrite } from './recording';
import type { Setting } from './setting';

const byKey = new Map<string, { readonly row: Row; readonly names: ReadonlyMap<string, string> }[]>();
for (const row of rows) {
  const names = new Map(namesOf(row).map(([own, name]) => [own.toLowerCase(), name]));
  const list = byKey.get(row.key.toLowerCase());
  if (list) list.push({ row, names });
  else byKey.set(row.key.toLowerCase(), [{ row, names }]);
}

/** Value names of a row with the names of their settings. */
function namesOf({ names }: Row): readonly (readonly [own: string, name: string])[] {
  return Array.isArray(names) ? names.map((name: string) => [name, name] as const) : Object.entries(names);
}

/** The switches of Windows that the writes of a `.reg` file set, the last write to each. */
export const readSettingWrites: WriteReader = (writes, emit) => {
  for (const write of lasting(writes)) for (const setting of settingsOfWrite(write)) emit('setting', setting);
};

/** The firewall profiles, firewall rules and services that registry writes change, the last write to each. */
export const readSystemWrites: WriteReader = (writes, emit) => {
  for (const write of lasting(writes)) {
    const profile = profileOfWrite(write);
    if (profile) emit('firewall.profile', profile);
    const rule = ruleOfWrite(write);
    if (rule) emit('firewall.rule', rule);
    if (rule) for (const exposure of exposuresOf(rule)) emit('network.exposure', exposure);
    const change = serviceChangeOf(write);
    if (change) emit('service.change', change);
  }
  for (const [index, write] of writes.entries()) {
    const isMadeAnew = (): boolean => writes.some((it, at) => at > index && sameName(it.key, write.key));
    const removed = write.action === 'delete' ? serviceChangeOf(write) : undefined;
    if (removed && !isMadeAnew()) emit('service.change', removed);
  }
};

function lasting(writes: readonly RegistryWrite[]): readonly RegistryWrite[] {
  const local = writes.filter(write => write.hive === 'HKLM').flatMap(withValues);
  const key = (it: RegistryWrite): string => `${it.key} ${it.name}`.toLowerCase();
  const last = standing(local, key, it => integer(it.data) ?? textOf(it.data));
  return last.filter(it => it.action === 'set');
}

/** A deleted key as the values that are switches and go with it; others unchanged. */
function withValues(write: RegistryWrite): readonly RegistryWrite[] {
  if (write.action === 'set' || write.name !== '') return [write];
  return rows.flatMap(row =>
    under(row.key, write.key) === undefined
      ? []
      : namesOf(row).map(([name]): RegistryWrite => ({ ...write, key: row.key, name })),
  );
}

/** The switches of Windows that a registry write sets; those that it deletes have the value `null`. */
export function settingsOfWrite(write: RegistryWrite): readonly Setting[] {
  if (write.hive !== 'HKLM') return [];
  if (write.action === 'delete') return withValues(write).flatMap(settingsOf);
  return [
    ...settingsOf(write),
    ...defenderOfWrite(write),
    ...recordingOfWrite(write),
    ...mitigationOfWrite(write),
    ...delegationOfWrite(write),
    ...adapterOfWrite(write),
  ];
}

function settingsOf(write: RegistryWrite): readonly Setting[] {
  const { span, place, data } = write;
  const policy = under(write.key, policies) === undefined ? {} : { policy: true as const };
  return (byKey.get(sharedKey(write.key).toLowerCase()) ?? []).flatMap(({ row, names }) => {
    const name = names.get(write.name.toLowerCase());
    if (name === undefined) return [];
    const { setTo } = write;
    const writer = setTo
      ? { setTo: (value: boolean | number | string) => (typeof value === 'string' ? undefined : setTo(Number(value))) }
      : {};
    const type = row.type ? { type: row.type } : {};
    const machine = { kind: 'registry', key: `HKLM\\${write.key}`, name: write.name, ...type } as const;
    return [{ span, place, area: row.area, name, value: data, at: placeOf(data), ...policy, ...writer, machine }];
  });
}
