import { textOf } from '../../base/value';
import { readAutoLogon } from '../credential/auto-logon';
import type { Emit } from '../facts';
import { readRecordWrites } from '../logging/writes';
import { standing } from '../settings/last';
import { readSettingWrites, readSystemWrites } from '../settings/registry';
import { readSchannel } from '../tls/schannel';
import { readSuiteOrder } from '../tls/suite-lists';
import { readWindowsTls } from '../tls/windows';
import type { RegistryWrite } from './write';

/** Reads facts of other kinds off all registry writes of one script or file, in their order. */
export type WriteReader = (writes: readonly RegistryWrite[], emit: Emit) => void;

/** What registry values mean. One reader a topic, in no particular order. */
const readers: readonly WriteReader[] = [
  readAutoLogon,
  readRecordWrites,
  readSchannel,
  readSystemWrites,
  readSuiteOrder,
  readWindowsTls,
];

/** Emits the registry writes of one script, and what they mean but for settings: commands set these too. */
export function emitWrites(writes: readonly RegistryWrite[], emit: Emit): void {
  for (const write of writes) emit('registry.write', write);
  const last = standing(writes, keyOf, stateOf);
  for (const read of readers) read(last, emit);
}

const keyOf = ({ hive, key, name }: RegistryWrite): string => `${hive}\\${key}\0${name}`.toLowerCase();

/** What a write leaves: the data as text, so that `1` and `'1'` are the same; one that cannot be known is like no other. */
const stateOf = (write: RegistryWrite): unknown =>
  write.action === 'delete' ? null : (textOf(write.data)?.toLowerCase() ?? write);

/** Emits the registry writes of a `.reg` file, and all that they mean. */
export function emitFileWrites(writes: readonly RegistryWrite[], emit: Emit): void {
  emitWrites(writes, emit);
  readSettingWrites(writes, emit);
}
