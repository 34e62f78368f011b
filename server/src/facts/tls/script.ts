import type { Command } from '../command/command';
import { concerned } from '../command/concern';
import type { ScriptReader } from '../command/script';
import type { Emit } from '../facts';
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
    if (event.kind === 'command') {
      for (const read of readersOf(event)) read(event, emit);
      continue;
    }
    readProtocols(event, emit);
    readValidation(event, emit);
    readConnectionString(event, emit);
    if (event.kind === 'invocation') readContextSwitch(event, emit);
  }
  readSuiteCmdlets(
    events.filter(it => it.kind === 'command'),
    emit,
  );
  readSlashPaths(events, emit);
};

const readersOf = concerned<(command: Command, emit: Emit) => void>([
  readProtocols,
  readValidation,
  readConnectionString,
  readChainCommand,
  readHttpSys,
  readUnquotedKey,
  readIis,
]);
