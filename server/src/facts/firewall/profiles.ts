import { replace } from '../../base/edit';
import { type Data, isList, type Known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, integer, switchState, truth } from '../command/command';
import { asText, itemsOfText, literalOf, placeOf } from '../command/native';
import { profileRepairs } from './repair';
import type { FirewallProfile, ProfileSwitch } from './rule';

/** A parameter of `Set-NetFirewallProfile`: what it sets, what a value means, and the value that protects. */
interface Parameter {
  readonly name: string;
  readonly what: ProfileSwitch;
  readonly read: (value: Known<Data>) => FirewallProfile['value'] | undefined;
  readonly good: string | number;
}

/** `True`, `$false`, `0`. `NotConfigured`, which also is 2, says nothing. */
function onOff(value: Known<Data>): 'on' | 'off' | undefined {
  const on = value.value === 2 ? undefined : truth(value);
  return on === undefined ? undefined : on ? 'on' : 'off';
}

const inbound = (value: Known<Data>): 'allow' | 'block' | undefined => {
  const text = textOf(value)?.toLowerCase();
  return text === 'allow' || text === '2' ? 'allow' : text === 'block' || text === '4' ? 'block' : undefined;
};

/** Interfaces that are left out; `NotConfigured` leaves out none. */
const leftOut = (value: Known<Data>): 'on' | 'off' | undefined => {
  const names = itemsOfText(value);
  if (names.some(it => !it.known)) return undefined;
  return names.some(it => it.known && it.value !== '' && !/^notconfigured$/i.test(it.value)) ? 'off' : 'on';
};

const parameters: readonly Parameter[] = [
  { name: 'Enabled', what: 'state', read: onOff, good: 'True' },
  { name: 'DefaultInboundAction', what: 'inbound', read: inbound, good: 'Block' },
  { name: 'DisabledInterfaceAliases', what: 'interfaces', read: leftOut, good: 'NotConfigured' },
  { name: 'LogBlocked', what: 'log of blocked', read: onOff, good: 'True' },
  { name: 'LogAllowed', what: 'log of allowed', read: onOff, good: 'True' },
  { name: 'LogMaxSizeKilobytes', what: 'log size', read: integer, good: 16384 },
  { name: 'AllowUnicastResponseToMulticast', what: 'multicast answers', read: onOff, good: 'False' },
  { name: 'AllowLocalFirewallRules', what: 'local rules', read: onOff, good: 'False' },
  { name: 'AllowLocalIPsecRules', what: 'local ipsec rules', read: onOff, good: 'False' },
];

/** What `Set-NetFirewallProfile` and its like set (windows-powershell-docs: Set-NetFirewallProfile.md). */
export function profilesOf(command: Command): readonly FirewallProfile[] {
  const { span, place } = command;
  const hyperV = /hyperv/i.test(command.name);
  const named = hyperV
    ? itemsOfText(argumentOf(command, 'Profile'))
    : [...itemsOfText(argumentOf(command, 'Profile')), ...itemsOfText(argumentOf(command, 'Name'))];
  const chosen = named.flatMap(it => (it.known ? [it.value.toLowerCase()] : []));
  const all = named.length === 0 || switchState(command, 'All') || chosen.some(it => it === 'any' || it === '*');
  const profiles = all ? ['all'] : chosen;
  return parameters.flatMap(({ name, what, read, good }): FirewallProfile[] => {
    const raw = argumentOf(command, name);
    const value = raw?.known ? read(raw) : undefined;
    if (!raw?.known || value === undefined) return [];
    const literal = isList(raw.value) ? raw.span : literalOf(raw);
    const mend = literal && { title: `Set ${name} to ${good}`, edit: replace(literal, notation(raw, good)) };
    return [
      {
        span,
        place,
        what,
        value,
        written: writtenOf(raw, value),
        profiles,
        at: placeOf(raw),
        ...(mend ? { mend } : {}),
        repairs:
          hyperV || command.input || command.parameters.has('inputobject')
            ? []
            : profileRepairs(place, profiles, name, good),
      },
    ];
  });
}

const writtenOf = (raw: Known<Data>, value: FirewallProfile['value']): string =>
  typeof raw.value === 'boolean'
    ? `$${raw.value}`
    : isList(raw.value)
      ? itemsOfText(raw)
          .map(it => textOf(asText(it)))
          .join(', ')
      : (textOf(raw) ?? `${value}`);

/** `True` as a text, a boolean or a number, as the one that stands there. */
function notation({ value }: Value<Data> & Known<Data>, good: string | number): string {
  const isSwitch = good === 'True' || good === 'False';
  if (typeof value === 'boolean' && isSwitch) return `$${good}`.toLowerCase();
  if (typeof value === 'number' && isSwitch) return good === 'True' ? '1' : '0';
  return `${good}`;
}
