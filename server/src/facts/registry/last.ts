import { textOf } from '../../base/value';
import { integer } from '../command/command';
import { standing } from '../settings/last';
import type { RegistryWrite } from './write';

/** The writes that are still in force when all have been made: what is overwritten or deleted later is gone. */
export const writesInForce = (writes: readonly RegistryWrite[]): readonly RegistryWrite[] =>
  standing(writes, keyOf, stateOf).filter(it => it.action === 'set');

const keyOf = (it: RegistryWrite): string => `${it.hive} ${it.torn ?? ''} ${it.key} ${it.name}`.toLowerCase();

const stateOf = (it: RegistryWrite): unknown =>
  it.action === 'delete' ? 'deleted' : (integer(it.data) ?? textOf(it.data));
