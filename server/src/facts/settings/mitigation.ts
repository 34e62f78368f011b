import { lookUp } from '../../base/look-up';
import { entry, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, switchState } from '../command/command';
import { asText, itemsOfText, placeOf } from '../command/native';
import { bodyOf } from '../command/resource';
import type { ScriptEvent } from '../command/script';
import { sameName } from '../registry/key';
import { control } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import type { Setting } from './setting';

/**
 * Mitigations that every program can bear, as Windows itself has them on or takes them for the system: what holds them is
 * a property of what `Get-ProcessMitigation` gives.
 */
const bearable: Readonly<Record<string, string>> = {
  dep: 'DEP.Enable',
  sehop: 'SEHOP.Enable',
  cfg: 'CFG.Enable',
  bottomup: 'ASLR.BottomUp',
  highentropy: 'ASLR.HighEntropy',
  forcerelocateimages: 'ASLR.ForceRelocateImages',
  terminateonerror: 'Heap.TerminateOnError',
};

/**
 * Reads the exploit protection that a command switches: `mitigation/system/DEP`, `mitigation/w3wp.exe/CFG`, and
 * `mitigation/system/*` for a reset (windows-powershell-docs: ProcessMitigations; WindowsDefenderDsc).
 */
export function mitigationSettings(command: Command): readonly Setting[] {
  const isResource = is(command, 'ProcessMitigation');
  const body = isResource ? bodyOf(command) : undefined;
  if (!isResource && !is(command, 'Set-ProcessMitigation')) return [];
  const argument = (name: string) => (body ? entry(body, name) : argumentOf(command, name));
  const system = switchState(command, 'System') === true;
  const named = asText(argument(body ? 'MitigationTarget' : 'Name') ?? known('', command.span));
  const target = system ? 'system' : named.known ? named.value.toLowerCase() : 'unknown';
  const base = { span: command.span, place: command.place, area: 'guard' as const };
  const states = (['Enable', 'Disable'] as const).flatMap(verb => {
    const given = argument(verb);
    const items = itemsOfText(given);
    const own = parameter(command, verb);
    // The parameter turns round as a whole, which one that not every program can bear forbids.
    const turns = items.every(it => lookUp(bearable, textOf(it)?.toLowerCase() ?? '')) && !parameter(command, 'Enable');
    const turn = turns && verb === 'Disable' ? own?.nameSpan : undefined;
    return items.flatMap((item: Value<string>): Setting[] => {
      const name = textOf(item);
      if (name === undefined) return [];
      return [
        {
          ...base,
          name: `mitigation/${target}/${name}`,
          value: known(verb === 'Enable', item.span),
          at: placeOf(item),
          ...(turn ? { setTo: value => (value === true ? { span: turn, text: '-Enable' } : undefined) } : {}),
          ...(target === 'system' ? machineOf(name) : {}),
        },
      ];
    });
  });
  const reset = parameter(command, 'Reset');
  if (!reset || !system || switchState(command, 'Reset') === false) return states;
  return [...states, { ...base, name: 'mitigation/system/*', value: known(false, reset.span), at: reset.span }];
}

function machineOf(name: string): Pick<Setting, 'machine'> {
  const property = lookUp(bearable, name.toLowerCase());
  if (!property) return {};
  return {
    machine: {
      kind: 'command',
      subject: `Exploit protection, ${name}`,
      read: `if ((Get-ProcessMitigation -System).${property} -eq 'OFF') { 'Disable' } else { 'Enable' }`,
      write: `$Change = @{ System = $true; $Value = '${name}' }; Set-ProcessMitigation @Change`,
    },
  };
}

/**
 * The names of all mitigations, which a script takes from the parameter itself:
 * `foreach ($m in (Get-Command Set-ProcessMitigation).Parameters['Disable'].Attributes.ValidValues) {..-Disable $m}`.
 */
export function everyMitigation(events: readonly ScriptEvent[]): readonly Setting[] {
  const isAsked = events.some(
    it =>
      it.kind === 'command' &&
      is(it, 'Get-Command') &&
      it.args.some(({ value }) => /^Set-ProcessMitigation$/i.test(textOf(value) ?? '')),
  );
  if (!isAsked) return [];
  return events.flatMap((it): readonly Setting[] => {
    if (it.kind !== 'command' || !is(it, 'Set-ProcessMitigation') || !switchState(it, 'System')) return [];
    const given = argumentOf(it, 'Disable');
    if (!given || given.known) return [];
    const { span, place } = it;
    return [
      { span, place, area: 'guard', name: 'mitigation/system/All', value: known(false, given.span), at: given.span },
    ];
  });
}

/** Exploit protection in the registry, by value name. Sources: KB4072698, KB956607; windows-driver-docs: Memory Management. */
const values: Readonly<Record<string, readonly string[]>> = {
  [`${control}\\Session Manager\\kernel`]: [
    'DisableExceptionChainValidation',
    'KernelSEHOPEnabled',
    'MitigationOptions',
  ],
  [`${control}\\Session Manager\\Memory Management`]: ['EnableCfg', 'MoveImages', 'FeatureSettingsOverride'],
  [`${control}\\CI\\Config`]: ['VulnerableDriverBlocklistEnable'],
};

/** What a registry write sets of the exploit protection of the system: `mitigation/registry/EnableCfg`. */
export function mitigationOfWrite({ span, place, key, name, data, setTo }: RegistryWrite): readonly Setting[] {
  const known = Object.entries(values)
    .find(([it]) => sameName(it, key))?.[1]
    .find(it => sameName(it, name));
  if (!known) return [];
  return [
    {
      span,
      place,
      area: 'guard',
      name: `mitigation/registry/${known}`,
      value: data,
      at: placeOf(data),
      ...(setTo ? { setTo: value => (typeof value === 'string' ? undefined : setTo(Number(value))) } : {}),
      machine: { kind: 'registry', key: `HKLM\\${key}`, name: known },
    },
  ];
}
