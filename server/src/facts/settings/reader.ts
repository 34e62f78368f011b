import { textOf } from '../../base/value';
import { type Command, truth } from '../command/command';
import { concerned } from '../command/concern';
import type { Script, ScriptEvent, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import type { Emit } from '../facts';
import { appliedTemplate } from '../registry/applied';
import { writesIn } from '../registry/script';
import { accountSettings } from './account';
import { auditSettings, withoutRebuilt } from './audit';
import { bootSettings } from './boot';
import { defenderSettings } from './defender';
import { resourceSettings } from './dsc';
import { executionPolicySettings } from './execution-policy';
import { standing } from './last';
import { everyMitigation, mitigationSettings } from './mitigation';
import { nameInvocation, nameSettings } from './names';
import { openProtection } from './open';
import { rdpInvocation, rdpSettings } from './rdp';
import { recordingSettings } from './recording';
import { settingsOfWrite } from './registry';
import type { Setting } from './setting';
import { driverSettings, featureSettings, smbSettings } from './smb';
import { ticketSettings } from './tickets';
import { controlSettings } from './user-account-control';
import { virtualMachineSettings } from './virtualization';
import { openWinRm, winRmSettings } from './winrm';

/** Reads the switches of Windows that a script sets, by commands or in the registry, the last statement about each. */
export const readSettings: ScriptReader = (script: Script, emit: Emit) => {
  const writes = writesIn(script);
  const all = script.events.flatMap((event): readonly Setting[] => {
    if (event.kind === 'assignment') return [];
    const own = ownSettings(event);
    if (own.length === 0 && event.kind === 'command')
      for (const open of concernedOpen(event)) emitUnresolved(emit, event, 'setting', open(event));
    const found = writes.get(event);
    return found ? [...own, ...found.flatMap(settingsOfWrite)] : own;
  });
  all.push(...everyMitigation(script.events));
  const inForce = new Set(standing(withoutRebuilt(all), keyOf, stateOf));
  for (const setting of all) {
    const { span, place, value } = setting;
    // What was set and deleted again is as Windows has it.
    if (!inForce.has(setting) || (value.known && value.value === null))
      emit('superseded', { span, place, what: 'setting' });
    else emit('setting', setting);
    // Which certificate and which name a listener has decides nothing.
    if (!/^listener\/.*\/(?:Hostname|CertificateThumbprint)$/i.test(setting.name))
      emitUnresolved(emit, setting, 'setting', [value]);
  }
};

const readers: readonly ((command: Command) => readonly Setting[])[] = [
  winRmSettings,
  smbSettings,
  driverSettings,
  featureSettings,
  defenderSettings,
  accountSettings,
  ticketSettings,
  controlSettings,
  executionPolicySettings,
  rdpSettings,
  nameSettings,
  resourceSettings,
  command => appliedTemplate(command)?.settings ?? [],
  mitigationSettings,
  bootSettings,
  virtualMachineSettings,
  auditSettings,
  recordingSettings,
];

const concernedReaders = concerned(readers);
const concernedOpen = concerned([openWinRm, openProtection]);

function ownSettings(event: ScriptEvent): readonly Setting[] {
  if (event.kind === 'invocation') return [...rdpInvocation(event), ...nameInvocation(event)];
  return event.kind === 'command' ? concernedReaders(event).flatMap(read => read(event)) : [];
}

/**
 * What a setting is about. Values that add up, such as exclusions, do not replace each other; accounts are many; a policy
 * holds whatever is set elsewhere, and the other way round.
 */
function keyOf({ area, name, at, policy }: Setting): string {
  if (/^Exclusion|^AttackSurface|^user\/|DelegateComputer$|^share\//.test(name)) return `${at.start} ${name}`;
  return `${area} ${(name === 'AllowTSConnections' ? 'fDenyTSConnections' : name).toLowerCase()}${policy ? ' policy' : ''}`;
}

/** `1`, `$true` and `"true"` say the same. */
function stateOf({ name, value }: Setting): unknown {
  const on = truth(value);
  if (on === undefined) return textOf(value)?.toLowerCase();
  return name === 'AllowTSConnections' ? !on : on;
}
