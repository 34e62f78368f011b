import type { Data, Value } from '../../base/value';
import { type Command, is, listArgument } from '../command/command';
import { lowerWords, pairOf } from '../command/native';

/** What decides of a command that protects or records, where nothing is read off it: one of these is not known. */
export function openProtection(command: Command): readonly (Value<Data> | undefined)[] {
  if (is(command, 'Set-ProcessMitigation')) {
    return [...listArgument(command, 'Disable'), ...listArgument(command, 'Enable')];
  }
  if (is(command, 'Limit-EventLog')) return listArgument(command, 'LogName');
  if (!is(command, 'auditpol', 'wevtutil')) return [];
  const words = lowerWords(command);
  if (is(command, 'auditpol') && words.includes('/set')) {
    return command.args.map(it => pairOf(it, ':')?.value ?? it.value);
  }
  return /^(?:sl|set-log)$/.test(words[0] ?? '') ? command.args.map(it => it.value) : [];
}
