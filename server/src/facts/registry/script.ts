import type { Command } from '../command/command';
import type { ScriptReader } from '../command/script';
import { cmdletWrites } from './cmdlets';
import { invocationReader } from './dotnet';
import { emitWrites } from './meanings';
import { policyWrites, resourceWrites } from './policy';
import { regExeWrites } from './reg-exe';
import type { RegistryWrite } from './write';

/** Reads the registry writes of a script, in every form that events show. */
export const readRegistry: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  const writes: RegistryWrite[] = [];
  const invoked = invocationReader();
  for (const event of script.events) {
    if (event.kind === 'command') writes.push(...commandWrites(event));
    else if (event.kind === 'invocation') writes.push(...invoked(event));
  }
  emitWrites(writes, emit);
};

function commandWrites(command: Command): readonly RegistryWrite[] {
  switch (command.name.toLowerCase()) {
    case 'reg':
      return regExeWrites(command);
    case 'set-gpregistryvalue':
    case 'set-gpprefregistryvalue':
    case 'set-policyfileentry':
      return policyWrites(command);
    case 'registry':
    case 'xregistry':
    case 'registrypolicyfile':
      return resourceWrites(command);
    default:
      return cmdletWrites(command);
  }
}
