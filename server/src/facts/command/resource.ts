import { entry, isTable, knownValue, type Table, textOf } from '../../base/value';
import type { Command } from './command';

/** The properties of a DSC resource, `Registry Name { Key = ..; ValueName = .. }`, which is read as a command with a table. */
export const bodyOf = (command: Command): Table | undefined =>
  command.args.map(it => knownValue(it.value)).findLast(isTable);

/** Whether the properties of a DSC resource take back what it is about: `Ensure = 'Absent'`. */
export const isAbsent = (body: Table): boolean => /^absent$/i.test(textOf(entry(body, 'Ensure')) ?? '');
