import { type Data, enumerate, isObject, knownValue, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command, listArgument, parameter, textArgument } from '../command/command';
import { resolvePath } from '../command/location';
import { parseProviderPath, pathOfKeyType } from './key';
import { creation, deletion, setting, type Target } from './made';
import type { RegistryWrite } from './write';

/** The registry writes of PowerShell's item cmdlets on a path of the registry provider. */
export function cmdletWrites(command: Command): readonly RegistryWrite[] {
  switch (command.name.toLowerCase()) {
    case 'set-itemproperty':
    case 'new-itemproperty':
      return targetsOf(command).flatMap(target => propertyWrites(command, target));
    case 'remove-itemproperty':
      return targetsOf(command).flatMap(target =>
        listArgument(command, 'Name').flatMap(name => {
          const text = textOf(name);
          return text ? [deletion(command, target, text)] : [];
        }),
      );
    case 'new-item':
    case 'set-item': {
      const value = argumentOf(command, 'Value');
      if (!value && /^set/i.test(command.name)) return [];
      return targetsOf(command).map(it => (value ? setting(command, it, '', value) : creation(command, it)));
    }
    case 'md':
    case 'mkdir':
      return targetsOf(command).map(it => creation(command, it));
    case 'remove-item':
      return targetsOf(command).map(target => deletion(command, target, ''));
    default:
      return [];
  }
}

/** The registry keys that `-Path` or `-LiteralPath` names, or those that the pipeline hands on. */
export function targetsOf(command: Command): readonly Target[] {
  const own = [...listArgument(command, 'LiteralPath'), ...listArgument(command, 'Path')];
  const [first] = command.args;
  // The table of cmdlets has no positions for those that only read.
  if (own.length === 0 && /^(?:get-item|resolve-path|mkdir|md)$/i.test(command.name) && first && !first.parameter) {
    own.push(first.value);
  }
  if (own.length > 0) {
    const child = /^new-item$/i.test(command.name) ? textArgument(command, 'Name') : undefined;
    if (parameter(command, 'Name') && /^new-item$/i.test(command.name) && child === undefined) return [];
    return own.flatMap(path => targetOf(path, child, command.location));
  }
  const { input } = command;
  if (!input) return [];
  if ('kind' in input) {
    return /^(?:get-item|new-item|resolve-path|set-itemproperty|new-itemproperty)$/i.test(input.name)
      ? targetsOf(input)
      : [];
  }
  return enumerate(input).flatMap(it => targetOf(it, undefined, command.location));
}

function targetOf(path: Value<Data>, child: string | undefined, location: string | undefined): readonly Target[] {
  const data = knownValue(path);
  const text = textOf(path) ?? (isObject(data) ? pathOfKeyType(data.type) : undefined);
  if (text === undefined) return [];
  const parsed = parseProviderPath(resolvePath(location, child === undefined ? text : `${text}\\${child}`));
  if (!parsed) return [];
  const { hive, key, torn } = parsed;
  return [{ hive, key, keySpan: path.span, ...(torn[0] ? { torn: torn[0] } : {}) }];
}

function propertyWrites(command: Command, target: Target): readonly RegistryWrite[] {
  const data = argumentOf(command, 'Value') ?? unknown('', command.span, 'the value comes from elsewhere');
  const type = argumentOf(command, 'PropertyType') ?? argumentOf(command, 'Type') ?? typeMade(command, data);
  return listArgument(command, 'Name').flatMap(name => {
    const text = textOf(name);
    if (text === undefined) return [];
    return [setting(command, target, /^\(default\)$/i.test(text) ? '' : text, data, type)];
  });
}

/** A new value of which no type is said becomes what its data is: `"0"` a text. A value that is there keeps its type. */
function typeMade(command: Command, data: Value<Data>): string | undefined {
  return /^new-/i.test(command.name) && typeof knownValue(data) === 'string' ? 'String' : undefined;
}
