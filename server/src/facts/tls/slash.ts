import { textOf } from '../../base/value';
import { type Command, integer } from '../command/command';
import type { ScriptEvent } from '../command/script';
import type { Emit } from '../facts';
import { cmdletWrites, targetsOf } from '../registry/cmdlets';
import { under } from '../registry/key';
import type { Target } from '../registry/made';
import { regExeWrites } from '../registry/reg-exe';
import type { Repair } from '../repair';
import { dword } from './repair';
import { SCHANNEL_KEY } from './schannel-names.data';

/**
 * Reads keys such as `RC4 128/128` that a script makes by `New-Item`. PowerShell's registry provider takes the slash for a
 * separator there; once something else has made the key, it finds it by that name (PowerShell: RegistryProvider.cs).
 */
export function readSlashPaths(events: readonly ScriptEvent[], emit: Emit): void {
  const commands = events.filter(it => it.kind === 'command');
  const made = commands.filter(it => /^(?:new-item|mkdir|md)$/i.test(it.name));
  if (made.length === 0) return;
  const whole = new Set(events.flatMap(madeWhole));
  const values = new Map<string, { readonly target: Target; readonly event: Command; readonly repairs: Repair[] }>();
  for (const event of commands.filter(it => /^(?:set|new)-itemproperty$/i.test(it.name))) {
    for (const write of cmdletWrites(event)) {
      const key = write.key.toLowerCase();
      const value = integer(write.data);
      if (write.torn === undefined || values.has(key)) continue;
      values.set(key, {
        target: write,
        event,
        repairs: value === undefined ? [] : [dword(write.key, write.name, value)],
      });
    }
  }
  const seen = new Set<number>();
  for (const event of made) {
    for (const target of targetsOf(event)) {
      const { torn, key } = target;
      if (torn === undefined || whole.has(torn.toLowerCase()) || under(key, SCHANNEL_KEY) === undefined) continue;
      // Where a value is written to the same path, that is where it goes wrong; a loop goes wrong in one place.
      const last = values.get(key.toLowerCase()) ?? { target, event, repairs: [] };
      const at = last.target.keySpan;
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      const { span, place } = last.event;
      emit('tls.ineffective', { span, place, reason: 'slash', text: torn, at, instead: '', repairs: last.repairs });
    }
  }
}

/** The name of a key with a slash that .NET or `reg add` makes as it is written. */
function madeWhole(event: ScriptEvent): readonly string[] {
  if (event.kind === 'command') {
    const keys = event.name === 'reg' ? regExeWrites(event).map(it => it.key) : [];
    return keys.flatMap(it => lastOf(it));
  }
  if (event.kind !== 'invocation' || !/^(?:createsubkey|setvalue)$/i.test(event.method)) return [];
  return lastOf(textOf(event.args[0]) ?? '');
}

function lastOf(key: string): readonly string[] {
  const name = key.slice(key.lastIndexOf('\\') + 1).toLowerCase();
  return name.includes('/') ? [name] : [];
}
