import type { ScriptReader } from '../command/script';
import { cmdletStatements } from './cmdlets';
import { netshStatements } from './netsh';

/** Reads what a script does to connections that IPsec protects. */
export const readIpsec: ScriptReader = (script, emit) => {
  for (const event of script.events) {
    if (event.kind !== 'command') continue;
    const found = cmdletStatements(event) ?? netshStatements(event);
    for (const fact of found?.algorithms ?? []) emit('ipsec.algorithm', fact);
    for (const fact of found?.demands ?? []) emit('ipsec.demand', fact);
  }
};
