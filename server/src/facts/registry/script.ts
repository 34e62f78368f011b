import type { Command } from '../command/command';
import { concerned } from '../command/concern';
import type { Script, ScriptEvent, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import { emitChanges } from '../inf/template';
import { schannelResourceWrites } from '../tls/schannel-dsc';
import { appliedTemplate, appliedWrites } from './applied';
import { cmdletWrites } from './cmdlets';
import { invocationReader } from './dotnet';
import { emitWrites } from './meanings';
import { offlineKeys } from './offline';
import { policyCmdlets, policyWrites, resourceWrites, templateSettingWrites } from './policy';
import { regExeWrites } from './reg-exe';
import { securityOptionWrites } from './security-option';
import { openWrite } from './unresolved';
import { wmicWrites, wmiWrites } from './wmi';
import type { RegistryWrite } from './write';

/** Reads the registry writes of a script, in every form that events show. */
export const readRegistry: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  const writes = writesIn(script);
  for (const event of script.events) {
    const found = writes.get(event);
    const template = event.kind === 'command' ? appliedTemplate(event) : undefined;
    if (template) emitChanges(template, emit);
    if (found) for (const { data } of found) emitUnresolved(emit, event, 'registry.write', [data]);
    else if (event.kind !== 'command') emitUnresolved(emit, event, 'registry.write', openWrite(event));
    else for (const open of concernedOpen(event)) emitUnresolved(emit, event, 'registry.write', open(event));
  }
  emitWrites([...writes.values()].flat(), emit);
};

const read = new WeakMap<readonly ScriptEvent[], ReadonlyMap<ScriptEvent, readonly RegistryWrite[]>>();

/** The registry writes of a script by their events, in its order. Several topics ask for them; they are read once. */
export function writesIn({ events }: Pick<Script, 'events'>): ReadonlyMap<ScriptEvent, readonly RegistryWrite[]> {
  let writes = read.get(events);
  if (!writes) {
    writes = readWrites(events);
    read.set(events, writes);
  }
  return writes;
}

function readWrites(events: readonly ScriptEvent[]): ReadonlyMap<ScriptEvent, readonly RegistryWrite[]> {
  const writes = new Map<ScriptEvent, readonly RegistryWrite[]>();
  const invoked = invocationReader();
  const offline = offlineKeys();
  for (const event of events) {
    if (event.kind === 'assignment') continue;
    const found = event.kind === 'invocation' ? invoked(event) : concernedWriters(event).flatMap(it => it(event));
    if (found.length > 0) writes.set(event, found.map(offline.moved));
    else offline.note(event);
  }
  return writes;
}

const concernedWriters = concerned([commandWrites]);
const concernedOpen = concerned([openWrite]);

function commandWrites(command: Command): readonly RegistryWrite[] {
  if (command.applied) return appliedWrites(command);
  if (Object.hasOwn(policyCmdlets, command.name.toLowerCase())) return policyWrites(command);
  switch (command.name.toLowerCase()) {
    case 'reg':
      return regExeWrites(command);
    case 'wmic':
      return wmicWrites(command);
    case 'invoke-cimmethod':
    case 'invoke-wmimethod':
      return wmiWrites(command);
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
