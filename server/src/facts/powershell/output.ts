import { type Data, itemsOf, known, textOf, type Unknown, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { argumentOf, type Command, switchState, textArgument } from '../command/command';
import { resolvePath } from '../command/location';
import { parseProviderPath, registryKeyType } from '../registry/key';
import { plainText } from './compare';
import { converted } from './convert';
import { key } from './expressions';
import { made } from './methods';
import { list } from './operators';
import type { Run } from './run';
import { selected, splitPath, stringData, withMember } from './selection';

/** What a command of a pipeline gets from the one before. */
export type Input = Command | Value<Data> | undefined;

/** Commands whose output configuration is built from. */
export function output(
  run: Run,
  node: ast.Command,
  command: Command,
  rest: readonly Value<Data>[],
  input: Input,
): Value<Data> | undefined {
  const no = (why: string): Unknown => unknown(run.text.text === '' ? '' : command.name, command.span, why);
  const { name } = command;
  const piped = input && 'known' in input ? input : undefined;
  switch (name) {
    case 'New-Object': {
      const type = textArgument(command, 'TypeName');
      const com = textArgument(command, 'ComObject');
      const own =
        type === undefined ? undefined : made(run, type, itemsOf(argumentOf(command, 'ArgumentList')), command.span);
      if (own) return own;
      if (com !== undefined) return known({ kind: 'object', type: `COM:${com}` }, command.span);
      if (type === undefined) return no('the type is unknown');
      if (/^(System\.Management\.Automation\.)?PS(?:Custom)?Object$/i.test(type)) {
        return argumentOf(command, 'Property') ?? known({ kind: 'table', entries: [] }, command.span);
      }
      return known({ kind: 'object', type: type.replace(/^System\./i, '') }, command.span);
    }
    case 'Join-Path': {
      const parts = [
        argumentOf(command, 'Path') ?? piped,
        argumentOf(command, 'ChildPath'),
        argumentOf(command, 'AdditionalChildPath'),
      ]
        .flatMap(itemsOf)
        .map(plainText);
      if (parts.length < 2 || parts.includes(undefined)) {
        const last = parts.at(-1);
        const why = [argumentOf(command, 'Path'), argumentOf(command, 'ChildPath')].flatMap(it =>
          it && !it.known ? [it.why] : [],
        );
        return {
          ...no(why[0] ?? 'a part of the path is not known'),
          ...(last === undefined ? {} : { suffix: `\\${last}` }),
        };
      }
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
      return key && given
        ? known({ kind: 'object', type: registryKeyType(key) }, given.span)
        : no('it is an item that is not known');
    }
    case 'ConvertFrom-Csv':
    case 'ConvertFrom-Json': {
      const given = argumentOf(command, 'InputObject') ?? piped;
      return (given && converted(command, given)) ?? no(whyOf(given ?? run.piped, 'its text is not known'));
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
      const value = argumentOf(command, 'Value') ?? piped;
      if (name !== undefined && value) {
        const isGlobal = /^(?:script|global)$/i.test(textArgument(command, 'Scope') ?? '');
        if (isGlobal) run.scope.setGlobal(name.toLowerCase(), value);
        else run.scope.set(name.toLowerCase(), value);
      }
      return undefined;
    }
    case 'Get-Variable': {
      const name = textArgument(command, 'Name');
      const value = name === undefined ? undefined : run.scope.get(name.toLowerCase());
      const only = switchState(command, 'ValueOnly');
      if (!value) return no(`the variable ${name ?? ''} is not set here`);
      return only ? value : known(tableOf([['Value', value]]), command.span);
    }
    case 'Where-Object':
    case 'Select-Object':
    case 'Sort-Object':
      return selected(run, node, command, piped);
    case 'Get-Unique':
    case 'Out-String':
    case 'Convert-Path':
    case 'Resolve-Path':
      return argumentOf(command, 'Path') ?? piped ?? no('what it is given is not known');
    case 'Split-Path': {
      const path = argumentOf(command, 'Path') ?? piped;
      const text = textOf(path);
      const part = text === undefined ? undefined : splitPath(command, text);
      return part === undefined
        ? no(path && !path.known ? path.why : 'the path is not known')
        : known(part, command.span);
    }
    case 'ConvertFrom-StringData': {
      const given = argumentOf(command, 'StringData') ?? piped;
      const made = given && stringData(given, textArgument(command, 'Delimiter') ?? '=');
      return made ?? no(whyOf(given ?? run.piped, 'its text is not known'));
    }
    case 'Tee-Object': {
      const name = textArgument(command, 'Variable');
      if (name !== undefined && piped) run.scope.set(name.toLowerCase(), piped);
      return piped;
    }
    case 'Add-Member': {
      const given = argumentOf(command, 'InputObject') ?? piped;
      const grown = given && withMember(command, given);
      const into = memberTarget(node, run);
      if (into !== undefined && given)
        run.scope.update(into, grown ?? unknown('', given.span, 'a member is added to it'));
      return switchState(command, 'PassThru') ? (grown ?? no('a member is added to it')) : undefined;
    }
    case 'Get-ChildItem': {
      const given =
        argumentOf(command, 'LiteralPath') ?? argumentOf(command, 'Path') ?? command.args[0]?.value ?? piped;
      const path = textOf(given);
      const key =
        path === undefined ? undefined : parseProviderPath(resolvePath(command.location, path.replace(/\\\*$/, '')));
      if (!key) return no('it is whatever Get-ChildItem finds');
      const why = `it is one of the keys below ${path}`;
      return { ...no(why), prefix: `Registry::${key.hive}\\${key.key}\\` };
    }
    default:
      // Most of what sets, starts or stops something puts nothing out.
      if (silent.test(name) && !switchState(command, 'PassThru')) return undefined;
      return no(`it is the output of ${name}`);
  }
}

const whyOf = (value: Value<Data> | undefined, otherwise: string): string =>
  value && !value.known ? value.why : otherwise;

const silent =
  /^(?:(?:Set|Remove|Stop|Start|Enable|Disable|Clear|Write|Out|Export|Restart|Rename|Move|Copy|Push|Pop|Install|Uninstall|Register|Unregister|Update|Add|Import)-(?!Job$|Output$|ThreadJob$|Content$|Type$)|New-NetFirewallRule$|New-ItemProperty$|New-PSDrive$)/i;

const tableOf = (pairs: readonly (readonly [string, Value<Data>])[]): Data => ({
  kind: 'table',
  entries: pairs.map(([key, value]) => ({ key, keySpan: value.span, value })),
});

/** The variable that `Add-Member` changes: `$o | Add-Member`, `Add-Member -InputObject $o`. */
function memberTarget(node: ast.Command, run: Run): string | undefined {
  const at = node.elements.findIndex(it => it.kind === 'CommandParameter' && /^in/i.test(it.name));
  const given = at < 0 ? run.feeding : node.elements[at + 1];
  return given?.kind === 'Variable' ? key(given) : undefined;
}
