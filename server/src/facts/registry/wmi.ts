import { type Data, entry, isTable, itemsOf, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, integer, textArgument } from '../command/command';
import { lowerWords, pairOf, wordOf } from '../command/native';
import type { MethodInvocation } from '../command/script';
import { parseKey } from './key';
import { creation, deletion, setting } from './made';
import type { RegistryWrite } from './write';

/** Hives as the methods of StdRegProv number them (win32: stdregprov). */
const hives: Readonly<Record<number, string>> = {
  2147483648: 'HKCR',
  2147483649: 'HKCU',
  2147483650: 'HKLM',
  2147483651: 'HKU',
  2147483653: 'HKCC',
};

const methods: Readonly<Record<string, string>> = {
  setdwordvalue: 'DWord',
  setqwordvalue: 'QWord',
  setstringvalue: 'String',
  setexpandedstringvalue: 'ExpandString',
  setmultistringvalue: 'MultiString',
  setbinaryvalue: 'Binary',
};

/** What a method of StdRegProv is given. */
interface Given {
  readonly hive?: Value<Data> | undefined;
  readonly path?: Value<Data> | undefined;
  readonly name?: Value<Data> | undefined;
  readonly data?: Value<Data> | undefined;
}

function written(
  at: Pick<Command | MethodInvocation, 'span' | 'place'>,
  method: string,
  { hive, path, name, data }: Given,
): readonly RegistryWrite[] {
  const below = textOf(path);
  // Without a hive it is the local machine.
  const root = hive ? hiveOf(hive) : 'HKLM';
  const key = below === undefined || root === undefined ? undefined : parseKey(`${root}\\${below}`);
  if (!key || !path) return [];
  const target = { ...key, keySpan: path.span };
  if (method === 'createkey') return [creation(at, target)];
  if (method === 'deletekey') return [deletion(at, target, '')];
  const text = name ? textOf(name) : '';
  if (text === undefined) return [];
  if (method === 'deletevalue') return [deletion(at, target, text)];
  const type = Object.hasOwn(methods, method) ? methods[method] : undefined;
  return type && data ? [setting(at, target, text, data, type)] : [];
}

/** `2147483650`, `0x80000002`, which PowerShell takes for a negative number, `'&H80000002'`. */
function hiveOf(value: Value<Data>): string | undefined {
  const text = textOf(value);
  const basic = /^&H([0-9a-f]{8})&?$/i.exec(text ?? '')?.[1];
  const number = basic ? Number.parseInt(basic, 16) : integer(value);
  return number === undefined ? undefined : hives[number >>> 0];
}

const isProvider = (name: string | undefined): boolean => /(?:^|:)StdRegProv$/i.test(name ?? '');

/** Whether a method is one that StdRegProv alone has. */
const isOwn = (method: string): boolean => Object.hasOwn(methods, method);

/** `$registry.SetDWORDValue(2147483650, 'SOFTWARE\X', 'Name', 1)` */
export function wmiCall(event: MethodInvocation): readonly RegistryWrite[] {
  const method = event.method.toLowerCase();
  if (!isOwn(method) || event.args.length < 4) return [];
  const [hive, path, name, data] = event.args;
  return written(event, method, { hive, path, name, data });
}

/** `Invoke-CimMethod -ClassName StdRegProv -MethodName SetDWORDValue -Arguments @{ ... }`, `Invoke-WmiMethod` with a list. */
export function wmiWrites(command: Command): readonly RegistryWrite[] {
  if (
    !isProvider(textArgument(command, 'ClassName') ?? textArgument(command, 'Class') ?? textArgument(command, 'Path'))
  )
    return [];
  const method = (textArgument(command, 'MethodName') ?? textArgument(command, 'Name') ?? '').toLowerCase();
  const given = argumentOf(command, 'Arguments') ?? argumentOf(command, 'ArgumentList');
  const table = given?.known && isTable(given.value) ? given.value : undefined;
  if (table) {
    const of = (name: string): Value<Data> | undefined => entry(table, name);
    const data = of('uValue') ?? of('sValue');
    return written(command, method, { hive: of('hDefKey'), path: of('sSubKeyName'), name: of('sValueName'), data });
  }
  const [hive, path, name, data] = itemsOf(given);
  return hive ? written(command, method, { hive, path, name, data }) : [];
}

/** `wmic /namespace:\\root\default class StdRegProv call SetDWORDValue hDefKey="&H80000002" sSubKeyName="..." ...` */
export function wmicWrites(command: Command): readonly RegistryWrite[] {
  const words = lowerWords(command);
  const call = words.indexOf('call');
  if (call < 0 || !words.slice(0, call).some(it => isProvider(it))) return [];
  // The arguments may be one word with commas, or several.
  const pairs = command.args.slice(call + 2).flatMap(it => pairOf(it) ?? []);
  const of = (name: string): Value<Data> | undefined => pairs.find(it => it.key === name)?.value;
  const names = { hive: of('hdefkey'), path: of('ssubkeyname'), name: of('svaluename') };
  const first = command.args[call + 1];
  const method = first ? textOf(wordOf(first))?.toLowerCase() : undefined;
  return method === undefined ? [] : written(command, method, { ...names, data: of('uvalue') ?? of('svalue') });
}
