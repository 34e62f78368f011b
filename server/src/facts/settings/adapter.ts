import { placeOf } from '../command/native';
import { under } from '../registry/key';
import { services } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import type { Setting } from './setting';

/** NetBIOS of one network adapter, in a key with its number: 1 is on, 2 is off (Win32: NetBT). */
export function adapterOfWrite(write: RegistryWrite): readonly Setting[] {
  const below = under(write.key, `${services}\\NetBT\\Parameters\\Interfaces`);
  if (!below || !/^NetbiosOptions$/i.test(write.name)) return [];
  const { span, place, data, setTo } = write;
  const writer = setTo ? { setTo: (value: boolean | number | string) => setTo(Number(value)) } : {};
  const machine = { kind: 'registry', key: `HKLM\\${write.key}`, name: write.name } as const;
  return [{ span, place, area: 'names', name: 'TcpipNetbios', value: data, at: placeOf(data), ...writer, machine }];
}
