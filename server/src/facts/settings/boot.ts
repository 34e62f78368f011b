import { type Command, is } from '../command/command';
import { lowerWords, placeOf, wordOf } from '../command/native';
import type { Setting } from './setting';
import { writer } from './writer';

/** Entries of the boot configuration that rules ask about (windows-driver-docs: bcdedit--set; windowsserverdocs: bcdedit-set). */
const entries = new Set([
  'hypervisorlaunchtype',
  'vsmlaunchtype',
  'testsigning',
  'nointegritychecks',
  'nx',
  'loadoptions',
]);

/** Reads what `bcdedit /set` makes the next start do. The entry of the store that it is about may be left out. */
export function bootSettings(command: Command): readonly Setting[] {
  if (!is(command, 'bcdedit')) return [];
  const words = lowerWords(command);
  const verb = words.findIndex(it => /^[-/]set$/.test(it));
  // Another machine's store is another machine.
  if (verb < 0 || words.some(it => /^[-/]store$/.test(it))) return [];
  const at = words.findIndex((it, index) => index > verb && index <= verb + 2 && entries.has(it));
  const argument = command.args[at + 1];
  if (at < 0 || !argument) return [];
  const name = words[at]!;
  const value = wordOf(argument);
  return [
    {
      span: command.span,
      place: command.place,
      area: 'guard',
      name: `boot/${name}`,
      value,
      at: placeOf(value),
      ...writer(value),
      ...machineOf(name),
    },
  ];
}

/** What is not set stands on its default; to bring that back, the entry goes (windows-driver-docs: bcdedit--deletevalue). */
const machineOf = (name: string): Pick<Setting, 'machine'> => ({
  machine: {
    kind: 'command',
    subject: `Boot configuration, ${name}`,
    read: `if ((bcdedit.exe /enum '{current}') -join ' ' -match ' ${name} +(\\w+)') { $Matches[1] }`,
    write: `if ($Value) { bcdedit.exe /set '{current}' ${name} $Value } else { bcdedit.exe /deletevalue '{current}' ${name} }`,
  },
});
