import { isTable, knownValue, type Table } from '../../base/value';
import type { Command } from './command';

/** The properties of a DSC resource, `Registry Name { Key = ..; ValueName = .. }`, which is read as a command with a table. */
export const bodyOf = (command: Command): Table | undefined =>
  command.args.map(it => knownValue(it.value)).findLast(isTable);
