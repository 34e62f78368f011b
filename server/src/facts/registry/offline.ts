import { textOf } from '../../base/value';
import type { Command } from '../command/command';
import { wordOf } from '../command/native';
import type { ScriptEvent } from '../command/script';
import { parseAnyKey, parseKey } from './key';
import type { RegistryWrite } from './write';

/** Files of the registry, lower case, and the keys that they are on a machine that runs. */
const files: Readonly<Record<string, string>> = {
  software: 'HKLM\\SOFTWARE',
  system: 'HKLM\\SYSTEM',
  sam: 'HKLM\\SAM',
  security: 'HKLM\\SECURITY',
  default: 'HKU\\.DEFAULT',
  'ntuser.dat': 'HKCU',
  'usrclass.dat': 'HKCU\\Software\\Classes',
};

/**
 * Reads keys below a hive that the script has loaded from a file (`reg load HKLM\OFF D:\Windows\System32\config\SOFTWARE`) as
 * those of the machine that the file is of. Events must come in order.
 */
export function offlineKeys(): {
  readonly note: (event: ScriptEvent) => void;
  readonly moved: (write: RegistryWrite) => RegistryWrite;
} {
  const loaded = new Map<string, string>();
  return {
    note: event => {
      if (event.kind === 'command' && event.name === 'reg') noteLoad(event, loaded);
    },
    moved: write => {
      if (loaded.size === 0) return write;
      const [first = '', ...rest] = write.key.split('\\');
      const home = loaded.get(`${write.hive}\\${first.toLowerCase()}`);
      const key = home === undefined ? undefined : parseKey([home, ...rest].join('\\'));
      return key ? { ...write, ...key } : write;
    },
  };
}

function noteLoad({ args }: Command, loaded: Map<string, string>): void {
  const [verb, key, file] = args.map(wordOf);
  if (!verb?.known || !/^load$/i.test(verb.value) || !file) return;
  const path = file.known ? file.value : (file.suffix ?? '');
  const home = files[/([^\\/]+?)"?$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  const at = parseAnyKey(textOf(key) ?? '');
  if (home !== undefined && at && !at.key.includes('\\')) loaded.set(`${at.hive}\\${at.key.toLowerCase()}`, home);
}
