import { type Data, itemsOf, known, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command, textArgument } from '../command/command';
import { resolvePath } from '../command/location';
import { parseProviderPath, registryKeyType } from '../registry/key';
import { converted } from './convert';
import { list } from './operators';
import type { Run } from './run';

/** What a command of a pipeline gets from the one before. */
export type Input = Command | Value<Data> | undefined;

/** Commands whose output configuration is built from. */
export function output(
  run: Run,
  command: Command,
  rest: readonly Value<Data>[],
  input: Input,
): Value<Data> | undefined {
  const no = (why: string): Value<Data> => unknown(run.text.text === '' ? '' : command.name, command.span, why);
  const { name } = command;
  switch (name) {
    case 'New-Object': {
      const type = textArgument(command, 'TypeName');
      const com = textArgument(command, 'ComObject');
      if (com !== undefined) return known({ kind: 'object', type: `COM:${com}` }, command.span);
      if (type === undefined) return no('the type is unknown');
      if (/^(System\.Management\.Automation\.)?PSObject$/i.test(type)) return argumentOf(command, 'Property');
      if (/^(System\.)?Collections\.(ArrayList|Generic\.List.*)$/i.test(type)) return known(list([]), command.span);
      return known({ kind: 'object', type: type.replace(/^System\./i, '') }, command.span);
    }
    case 'Join-Path': {
      const parts = [
        argumentOf(command, 'Path') ?? (input && 'known' in input ? input : undefined),
        argumentOf(command, 'ChildPath'),
        argumentOf(command, 'AdditionalChildPath'),
      ]
        .flatMap(itemsOf)
        .map(textOf);
      if (parts.length < 2 || parts.includes(undefined)) return no('a part of the path is unknown');
      const path = parts.map((it, i) => (i === 0 ? it!.replace(/[\\/]+$/, '') : it!.replace(/^[\\/]+/, ''))).join('\\');
      return known(path, command.span);
    }
    case 'Get-Item':
    case 'New-Item': {
      const given = argumentOf(command, 'LiteralPath') ?? argumentOf(command, 'Path');
      const path = textOf(given);
      const child = name === 'New-Item' ? textArgument(command, 'Name') : undefined;
      const whole = path !== undefined && child !== undefined ? `${path}\\${child}` : path;
      const key = whole === undefined ? undefined : parseProviderPath(resolvePath(command.location, whole));
      return key && given ? known({ kind: 'object', type: registryKeyType(key) }, given.span) : no('an item');
    }
    case 'ConvertFrom-Csv':
    case 'ConvertFrom-Json': {
      const given = argumentOf(command, 'InputObject') ?? (input && 'known' in input ? input : undefined);
      return (given && converted(command, given)) ?? no('not read');
    }
    case 'Write-Output':
      return rest.length > 0
        ? known(list([argumentOf(command, 'InputObject')!, ...rest]), command.span)
        : argumentOf(command, 'InputObject');
    case 'ConvertTo-SecureString':
      return known({ kind: 'object', type: 'Security.SecureString' }, command.span);
    case 'Set-Variable':
    case 'New-Variable': {
      const name = textArgument(command, 'Name');
      const value = argumentOf(command, 'Value');
      if (name !== undefined && value) run.scope.set(name.toLowerCase(), value);
      return undefined;
    }
    case 'Where-Object':
    case 'Select-Object':
      return no('a selection');
    case 'Out-Null':
      return undefined;
    default:
      return input === undefined || command.shell ? no(`the output of ${name}`) : undefined;
  }
}
