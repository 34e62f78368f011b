import type { Command } from '../command/command';
import type { ScriptReader } from '../command/script';
import { targetsOf } from '../registry/cmdlets';
import { under } from '../registry/key';
import type { Target } from '../registry/made';
import { readHttpSys } from './http-sys';
import { readIis } from './iis';
import { readProtocols } from './protocols';
import { SCHANNEL_KEY } from './schannel-names.data';
import { readSuiteCmdlets } from './suite-cmdlets';
import { readValidation } from './validation-reader';
import { readChainCommand, readContextSwitch } from './windows';

/** Reads what a script does to TLS, other than by the registry. */
export const readTls: ScriptReader = (script, emit) => {
  const made: (Target & { readonly event: Command })[] = [];
  const written = new Set<string>();
  const commands = script.events.filter(it => it.kind === 'command');
  for (const event of script.events) {
    readProtocols(event, emit);
    readValidation(event, emit);
    if (event.kind === 'invocation') readContextSwitch(event, emit);
    if (event.kind !== 'command') continue;
    readChainCommand(event, emit);
    readHttpSys(event, emit);
    readIis(event, emit);
    if (/^new-item$/i.test(event.name)) made.push(...targetsOf(event).map(target => ({ ...target, event })));
    else if (/^(?:set|new)-itemproperty$/i.test(event.name)) {
      for (const { key, torn } of targetsOf(event)) if (torn !== undefined) written.add(key.toLowerCase());
    }
  }
  readSuiteCmdlets(commands, emit);
  const seen = new Set<number>();
  for (const { torn, key, keySpan, event } of made) {
    // Where a value is written to the same path, that is where it goes wrong; a loop goes wrong in one place.
    if (torn === undefined || under(key, SCHANNEL_KEY) === undefined || written.has(key.toLowerCase())) continue;
    if (seen.has(keySpan.start)) continue;
    seen.add(keySpan.start);
    const { span, place } = event;
    emit('tls.ineffective', { span, place, reason: 'slash', text: torn, at: keySpan, instead: '' });
  }
};
