import { type Data, known, type Value } from '../../base/value';
import type { Argument, Command } from '../command/command';
import { lowerWords, unquoted, wordOf } from '../command/native';
import { parseAnyKey } from './key';
import { creation, deletion, setting, type Target } from './made';
import type { RegistryWrite } from './write';

/** `reg add` and `reg delete`; options in any order and case, with slash or hyphen. */
export function regExeWrites(command: Command): readonly RegistryWrite[] {
  const [verb] = lowerWords(command);
  if (verb !== 'add' && verb !== 'delete') return [];
  const { args } = command;
  const target = targetOf(args[1]);
  if (!target) return [];
  // A key with a blank and without quotes is two words: reg.exe refuses the second.
  if (/^[\w.]/.test(args[2]?.text ?? '')) return [];
  const options = optionsOf(args.slice(2));
  if (verb === 'delete') {
    if (options.has('va')) return [];
    if (options.has('ve')) return [];
    const name = options.get('v');
    if (!name) return options.has('v') ? [] : [deletion(command, target, '')];
    const word = wordOf(name);
    return word.known ? [deletion(command, target, unquoted(word.value))] : [];
  }
  if (!options.has('v') && !options.has('ve') && !options.has('d')) return [creation(command, target)];
  const name = nameOf(options);
  if (name === undefined) return [];
  const given = options.get('d');
  const data: Value<Data> = given ? wordOf(given) : known('', command.span);
  const type = options.get('t');
  // Without `/t`, reg.exe writes a text.
  return [setting(command, target, name, data, type ? wordOf(type) : 'String')];
}

function targetOf(argument: Argument | undefined): Target | undefined {
  if (!argument) return undefined;
  const word = wordOf(argument);
  // The name of another machine before the key need not be known.
  const below = word.known ? undefined : (word.suffix ?? '').replace(/"$/, '');
  const text = word.known ? unquoted(word.value) : below?.startsWith('\\') ? below.slice(1) : '';
  const key = parseAnyKey(text);
  return key && { hive: key.hive, key: key.key, keySpan: argument.span };
}

/** The name of the value; `undefined` when none is written or it cannot be known. */
function nameOf(options: ReadonlyMap<string, Argument | undefined>): string | undefined {
  if (options.has('ve')) return '';
  const argument = options.get('v');
  const word = argument && wordOf(argument);
  return word?.known ? unquoted(word.value) : undefined;
}

const withValue = new Set(['v', 't', 'd', 's']);

function optionsOf(args: readonly Argument[]): ReadonlyMap<string, Argument | undefined> {
  const options = new Map<string, Argument | undefined>();
  for (let index = 0; index < args.length; index++) {
    const match = /^[/-](ve|va|v|t|d|s|f|reg:(?:32|64))$/i.exec(args[index]!.text);
    if (!match) continue;
    const name = match[1]!.toLowerCase();
    options.set(name, withValue.has(name) ? args[++index] : undefined);
  }
  return options;
}
