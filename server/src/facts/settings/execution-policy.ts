import { argumentOf, type Command, is, textArgument } from '../command/command';
import { placeOf } from '../command/native';
import type { RegistryPlace } from './machine';
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

/**
 * Where Windows PowerShell keeps it. The cmdlet would set that of the PowerShell that runs it, and fails where the session
 * has a policy of its own.
 */
const machine: RegistryPlace = {
  kind: 'registry',
  key: 'HKLM\\SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell',
  name: 'ExecutionPolicy',
  type: 'String',
};
