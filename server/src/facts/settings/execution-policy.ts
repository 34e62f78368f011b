import { argumentOf, type Command, is, textArgument } from '../command/command';
import { placeOf } from '../command/native';
import type { CommandPlace } from './machine';
import type { Setting } from './setting';
import { writer } from './writer';

/** `Set-ExecutionPolicy` for all users of the machine, which is what it does without -Scope. Source: PowerShell-Docs. */
export function executionPolicySettings(command: Command): readonly Setting[] {
  if (!is(command, 'Set-ExecutionPolicy') || command.incomplete) return [];
  const value = argumentOf(command, 'ExecutionPolicy');
  const scope = argumentOf(command, 'Scope');
  if (!value || (scope && textArgument(command, 'Scope')?.toLowerCase() !== 'localmachine')) return [];
  const { span, place } = command;
  const at = placeOf(value);
  return [{ span, place, area: 'scripts', name: 'ExecutionPolicy', value, at, ...writer(value), machine }];
}

const machine: CommandPlace = {
  kind: 'command',
  subject: 'Execution policy of the machine',
  read: '"$(Get-ExecutionPolicy -Scope LocalMachine)"',
  write: 'Set-ExecutionPolicy -Scope LocalMachine -ExecutionPolicy $Value -Force',
};
