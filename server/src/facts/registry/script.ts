import type { Command } from '../command/command';
import type { ScriptEvent, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import { emitChanges } from '../inf/template';
import { schannelResourceWrites } from '../tls/schannel-dsc';
import { appliedTemplate, appliedWrites } from './applied';
import { cmdletWrites } from './cmdlets';
import { invocationReader } from './dotnet';
import { emitWrites } from './meanings';
import { policyCmdlets, policyWrites, resourceWrites, templateSettingWrites } from './policy';
import { regExeWrites } from './reg-exe';
import { securityOptionWrites } from './security-option';
import { openWrite } from './unresolved';
import type { RegistryWrite } from './write';

/** Reads the registry writes of a script, in every form that events show. */
export const readRegistry: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  const writesOf = writeReader();
  const writes: RegistryWrite[] = [];
  for (const event of script.events) {
    const found = writesOf(event);
    writes.push(...found);
    const template = event.kind === 'command' ? appliedTemplate(event) : undefined;
    if (template) emitChanges(template, emit);
    if (found.length === 0) emitUnresolved(emit, event, 'registry.write', openWrite(event));
    else for (const { data } of found) emitUnresolved(emit, event, 'registry.write', [data]);
  }
  emitWrites(writes, emit);
};

/** Reads registry writes off events, which must come in the order of the script. */
export function writeReader(): (event: ScriptEvent) => readonly RegistryWrite[] {
  const invoked = invocationReader();
  return event => {
    if (event.kind === 'command') return commandWrites(event);
    return event.kind === 'invocation' ? invoked(event) : [];
  };
}

function commandWrites(command: Command): readonly RegistryWrite[] {
  if (command.applied) return appliedWrites(command);
  if (Object.hasOwn(policyCmdlets, command.name.toLowerCase())) return policyWrites(command);
  switch (command.name.toLowerCase()) {
    case 'reg':
      return regExeWrites(command);
    case 'cadministrativetemplatesetting':
      return templateSettingWrites(command);
    case 'registry':
    case 'xregistry':
    case 'registrypolicyfile':
      return resourceWrites(command);
    case 'cipher':
    case 'ciphersuites':
    case 'hash':
    case 'keyexchangealgorithm':
    case 'schannelprotocolclient':
    case 'schannelprotocolserver':
      return schannelResourceWrites(command);
    case 'securityoption':
      return securityOptionWrites(command);
    default:
      return cmdletWrites(command);
  }
}
