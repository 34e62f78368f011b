import type { ScriptReader } from '../command/script';
import { targetsOf } from '../registry/cmdlets';
import { under } from '../registry/key';
import { readProtocols } from './protocols';
import { SCHANNEL_KEY } from './schannel-names.data';
import { readSuiteCmdlet } from './suite-lists';
import { readValidation } from './validation-reader';
import { readContextSwitch } from './windows';

/** Reads what a script does to TLS, other than by the registry. */
export const readTls: ScriptReader = (script, emit) => {
  for (const event of script.events) {
    readProtocols(event, emit);
    readValidation(event, emit);
    if (event.kind === 'invocation') readContextSwitch(event, emit);
    if (event.kind !== 'command') continue;
    readSuiteCmdlet(event, emit);
    if (!/^new-item$/i.test(event.name)) continue;
    for (const { torn, key, keySpan } of targetsOf(event)) {
      if (torn === undefined || under(key, SCHANNEL_KEY) === undefined) continue;
      const { span, place } = event;
      emit('tls.ineffective', { span, place, reason: 'slash', text: torn, at: keySpan, instead: '' });
    }
  }
};
