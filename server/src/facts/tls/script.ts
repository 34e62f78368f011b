import type { ScriptReader } from '../command/script';
import { readConnectionString } from './connection-string';
import { readHttpSys } from './http-sys';
import { readIis } from './iis';
import { readProtocols } from './protocols';
import { readSlashPaths } from './slash';
import { readSuiteCmdlets } from './suite-cmdlets';
import { readUnquotedKey } from './unquoted';
import { readValidation } from './validation-reader';
import { readChainCommand, readContextSwitch } from './windows';

/** Reads what a script does to TLS, other than by the registry. */
export const readTls: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    readProtocols(event, emit);
    readValidation(event, emit);
    readConnectionString(event, emit);
    if (event.kind === 'invocation') readContextSwitch(event, emit);
    if (event.kind !== 'command') continue;
    readChainCommand(event, emit);
    readHttpSys(event, emit);
    readUnquotedKey(event, emit);
    readIis(event, emit);
  }
  readSuiteCmdlets(
    events.filter(it => it.kind === 'command'),
    emit,
  );
  readSlashPaths(events, emit);
};
