import { type Data, known, textOf, type Value } from '../../base/value';
import { type Command, type Parameter, textArgument } from '../command/command';
import { parseAnyKey } from '../registry/key';
import type { Run } from './run';

/** Notes a drive that the script makes of a registry key: `New-PSDrive -Name X -PSProvider Registry -Root HKLM\\SOFTWARE`. */
export function noteDrive(run: Run, command: Command): void {
  if (command.name !== 'New-PSDrive' || !/^Registry$/i.test(textArgument(command, 'PSProvider') ?? '')) return;
  const name = textArgument(command, 'Name');
  const root = parseAnyKey(textArgument(command, 'Root') ?? '');
  if (name !== undefined && root)
    run.drives.set(name.toLowerCase(), `Registry::${root.hive}${root.key && `\\${root.key}`}`);
}

/** The command with paths on drives of the script as the keys that they are. */
export function onDrives(run: Run, command: Command): Command {
  if (run.drives.size === 0) return command;
  let parameters: Map<string, Parameter> | undefined;
  for (const name of ['path', 'literalpath']) {
    const found = command.parameters.get(name);
    const value = found?.value && rooted(run, found.value);
    if (!found || !value) continue;
    parameters ??= new Map(command.parameters);
    parameters.set(name, { ...found, value });
  }
  return parameters ? { ...command, parameters } : command;
}

function rooted(run: Run, value: Value<Data>): Value<Data> | undefined {
  const match = /^(\w+):[\\/]?(.*)$/s.exec(textOf(value) ?? '');
  const root = match && run.drives.get(match[1]!.toLowerCase());
  return root === undefined || root === null ? undefined : known<Data>(`${root}\\${match![2]}`, value.span);
}
