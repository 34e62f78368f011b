import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { type Data, isTable, itemsOf, known, knownValue, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, textArgument } from '../command/command';
import { lowerWords, pairOf, placeOf } from '../command/native';
import { bodyOf } from '../command/resource';
import { under } from '../registry/key';
import { policies } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import { defenderMachine } from './machine';
import type { Setting } from './setting';
import { writer } from './writer';

/** Parameters that say how the cmdlet runs, not what it sets. */
const aside = new Set([
  'force',
  'cimsession',
  'throttlelimit',
  'asjob',
  'erroraction',
  'verbose',
  'warningaction',
  'whatif',
]);
/** Parameters whose every item is a statement of its own. */
const lists = /^(?:Exclusion|AttackSurfaceReductionRules_Actions$|AttackSurfaceReductionOnlyExclusions$)/i;

/**
 * Reads what a command sets in Microsoft Defender: every parameter of `Set-MpPreference` and `Add-MpPreference`, or of
 * the methods behind them (windows-powershell-docs: Defender; wmi: MSFT_MpPreference).
 */
export function defenderSettings(command: Command): readonly Setting[] {
  const base = { span: command.span, place: command.place, area: 'defender' as const };
  const state = (name: string, present: boolean, at: Span): readonly Setting[] => [
    { ...base, name, value: known(present, at), at },
  ];
  if (is(command, 'Update-MpSignature')) return state('Definitions', true, command.nameSpan);
  if (is(command, 'mpcmdrun')) {
    const words = lowerWords(command);
    if (words.includes('-signatureupdate')) return state('Definitions', true, command.nameSpan);
    const at = command.args[words.indexOf('-removedefinitions')]?.span;
    return at && words.includes('-all') ? state('Definitions', false, at) : [];
  }
  // To take an exclusion away hardens; to take a rule away does not.
  if (is(command, 'Remove-MpPreference')) {
    const rules = parameter(command, 'AttackSurfaceReductionRules_Ids');
    return rules ? state('AttackSurfaceReductionRules', false, rules.nameSpan) : [];
  }
  // Resources of DSC take what the cmdlet takes (WindowsDefenderDsc, xDefender).
  if (is(command, 'WindowsDefender', 'xMpPreference')) {
    const entries = bodyOf(command)?.entries ?? [];
    return entries.flatMap(({ key, value }) =>
      /^(?:name|isSingleInstance|ensure)$/i.test(key) ? [] : settingsOf(base, key, value),
    );
  }
  if (!is(command, 'Set-MpPreference', 'Add-MpPreference')) {
    return argumentsOfMethod(command).flatMap(([name, value]) => settingsOf(base, name, value));
  }
  return [...command.parameters].flatMap(([key, { name, value, span }]) => {
    if (aside.has(key)) return [];
    return value ? settingsOf(base, name, value) : state(name, true, span);
  });
}

function settingsOf(
  base: Pick<Setting, 'span' | 'place' | 'area'>,
  name: string,
  value: Setting['value'],
): readonly Setting[] {
  if (!lists.test(name)) {
    return [{ ...base, name, value, at: placeOf(value), ...writer(value), machine: defenderMachine(name) }];
  }
  return itemsOf(value).map(item => ({
    ...base,
    name,
    value: item,
    at: placeOf(item),
    ...(name.startsWith('A') ? writer(item) : {}),
  }));
}

/** `Invoke-CimMethod -ClassName MSFT_MpPreference -MethodName Set -Arguments @{...}`, `wmic class MSFT_MpPreference call Add Name=Value`. */
function argumentsOfMethod(command: Command): readonly (readonly [string, Value<Data>])[] {
  if (is(command, 'wmic')) {
    const words = lowerWords(command);
    const call = words.indexOf('call');
    if (!words.includes('msft_mppreference') || !/^(?:add|set)$/.test(words[call + 1] ?? '')) return [];
    return command.args.slice(call + 2).flatMap(argument => {
      const pair = pairOf(argument);
      return pair ? [[nameOf(pair.key), pair.value] as const] : [];
    });
  }
  if (!is(command, 'Invoke-CimMethod')) return [];
  const table = knownValue(argumentOf(command, 'Arguments'));
  if (!isTable(table) || !/^MSFT_MpPreference$/i.test(textArgument(command, 'ClassName') ?? '')) return [];
  if (!/^(?:add|set)$/i.test(textOf(argumentOf(command, 'MethodName')) ?? '')) return [];
  return table.entries.map(({ key, value }) => [key, value] as const);
}

/** The usual spelling of what `wmic` takes in any. */
const nameOf = (key: string): string =>
  key.replace(/^exclusion(\w)/, (_, letter: string) => `Exclusion${letter.toUpperCase()}`);

/** Exclusions stand in the registry as names of values, rules against attacks by their identifier. */
const keys: Readonly<Record<string, string>> = {
  'exclusions\\paths': 'ExclusionPath',
  'exclusions\\extensions': 'ExclusionExtension',
  'exclusions\\processes': 'ExclusionProcess',
  'windows defender exploit guard\\asr\\rules': 'AttackSurfaceReductionRules_Actions',
};

/** What a registry write sets in a list of Microsoft Defender. */
export function defenderOfWrite(write: RegistryWrite): readonly Setting[] {
  const below =
    under(write.key, `${policies}\\Windows Defender`) ?? under(write.key, 'SOFTWARE\\Microsoft\\Windows Defender');
  const name = below === undefined ? undefined : lookUp(keys, below.toLowerCase());
  if (!name || write.name === '') return [];
  const { span, place, data, setTo } = write;
  const base = { span, place, area: 'defender' as const, name };
  if (name.startsWith('Exclusion')) return [{ ...base, value: known(write.name, write.keySpan), at: write.keySpan }];
  return [
    {
      ...base,
      value: data,
      at: placeOf(data),
      ...(setTo ? { setTo: value => (typeof value === 'string' ? undefined : setTo(Number(value))) } : {}),
      machine: { kind: 'registry', key: `HKLM\\${write.key}`, name: write.name, type: 'String' },
    },
  ];
}
