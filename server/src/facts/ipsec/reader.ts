import { concern } from '../command/concern';
import type { ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import { cmdletStatements, decidingOf } from './cmdlets';
import { netshStatements } from './netsh';

/** Reads what a script does to connections that IPsec protects. */
export const readIpsec: ScriptReader = (script, emit) => {
  for (const event of script.events) {
    if (event.kind !== 'command' || !isOurs(event)) continue;
    emitUnresolved(emit, event, 'ipsec.algorithm', decidingOf(event));
    const found = cmdletStatements(event) ?? netshStatements(event);
    for (const fact of found?.algorithms ?? []) emit('ipsec.algorithm', fact);
    for (const fact of found?.demands ?? []) emit('ipsec.demand', fact);
  }
};

const isOurs = concern(decidingOf, cmdletStatements, netshStatements);
