import { replace } from '../../base/edit';
import { contains } from '../../base/span';
import { type Data, itemsOf, known, knownValue, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument, parameter, switchState } from '../command/command';
import { lowerWords, pairOf, placeOf, wordOf } from '../command/native';
import { accountMachine, domainPolicyMachine, guestMachine, type Machine } from './machine';
import type { Setting } from './setting';
import { writer } from './writer';

/** Parameters of the Active Directory password policy by the `net accounts` switch that means the same. */
const policyNames: Readonly<Record<string, string>> = {
  MinPasswordLength: 'minpwlen',
  LockoutThreshold: 'lockoutthreshold',
  PasswordHistoryCount: 'uniquepw',
  ComplexityEnabled: 'complexity',
  ReversibleEncryptionEnabled: 'reversible',
};

/** Parameters of the same that hold a time, with the unit that `net accounts` counts in, as minutes. */
const policyTimes: Readonly<Record<string, readonly [name: string, minutes: number]>> = {
  MaxPasswordAge: ['maxpwage', 1440],
  MinPasswordAge: ['minpwage', 1440],
  LockoutDuration: ['lockoutduration', 1],
  LockoutObservationWindow: ['lockoutwindow', 1],
};

/** Parameters that are switches of one account, by cmdlets of local accounts and of Active Directory. */
const userSwitches = [
  'PasswordNeverExpires',
  'PasswordNotRequired',
  'AllowReversiblePasswordEncryption',
  'DoesNotRequirePreAuth',
  'UseDESKeyOnly',
];

/** Parameters of the same that say for whom an account may log on elsewhere: settings of the domain. */
const delegations = ['TrustedForDelegation', 'TrustedToAuthForDelegation'];

const user = /^(new|set)-(local|ad)user$|^(new|set)-ad(computer|serviceaccount)$|^set-adaccountcontrol$/i;
const policy = /^(set-addefaultdomainpasswordpolicy|(new|set)-adfinegrainedpasswordpolicy)$/i;

/** Reads what a command sets for passwords and accounts. Names are those of `net accounts` and `net user`. */
export function accountSettings(command: Command): readonly Setting[] {
  if (is(command, 'net', 'net1')) return fromNet(command);
  if (is(command, 'wmic')) return fromWmic(command);
  if (is(command, 'Enable-LocalUser', 'Disable-LocalUser')) return guestOf(command);
  if (user.test(command.name)) return [...switchesOf(command), ...noPassword(command)];
  return policy.test(command.name) ? fromPolicy(command) : [];
}

function make(
  command: Command,
  name: string,
  value: Value<Data>,
  machine = machineOf(name),
  at = placeOf(value),
): Setting {
  return {
    span: command.span,
    place: command.place,
    area: 'account',
    name,
    value,
    at,
    ...writer(value),
    ...(machine ? { machine } : {}),
  };
}

/** Where the machine keeps a setting of its own accounts. */
export const machineOf = (name: string): Machine | undefined =>
  name === 'guest/active' ? guestMachine : accountMachine(name);

function fromPolicy(command: Command): readonly Setting[] {
  const whole = is(command, 'Set-ADDefaultDomainPasswordPolicy');
  // A fine-grained policy is one of many: no command mends "it".
  const place = (own: string): Machine | undefined => (whole ? domainPolicyMachine(own) : undefined);
  const plain = Object.entries(policyNames).flatMap(([own, name]) => {
    const value = argumentOf(command, own);
    return value ? [{ ...make(command, name, value), called: own, ...machineField(place(own)) }] : [];
  });
  const times = Object.entries(policyTimes).flatMap(([own, [name, unit]]) => {
    const value = argumentOf(command, own);
    const minutes = minutesOf(textOf(value));
    // Written as a time, so that a number cannot take its place.
    return value && minutes !== undefined
      ? [{ ...timed(command, name, known(minutes / unit, value.span), value), called: own }]
      : [];
  });
  return [...plain, ...times];
}

const machineField = (machine: Machine | undefined): { machine?: Machine } => (machine ? { machine } : {});

function timed(command: Command, name: string, value: Value<Data>, written: Value<Data>): Setting {
  const { span, place } = command;
  return { span, place, area: 'account', name, value, at: placeOf(written) };
}

/** `1.00:30:00`, `00:30:00`, `0`: a time span of .NET in minutes. */
function minutesOf(text: string | undefined): number | undefined {
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text?.trim() ?? '');
  if (match)
    return Number(match[1] ?? 0) * 1440 + Number(match[2]) * 60 + Number(match[3]) + Number(match[4] ?? 0) / 60;
  return text?.trim() === '0' ? 0 : undefined;
}

function fromNet(command: Command): readonly Setting[] {
  const words = lowerWords(command);
  const switches = command.args.flatMap(argument => {
    const pair = pairOf(argument, ':');
    return pair?.key.startsWith('/') ? [{ ...pair, name: pair.key.slice(1) }] : [];
  });
  if (words[0] === 'accounts') return switches.map(({ name, value }) => make(command, name, value));
  if (words[0] !== 'user') return [];
  const result: Setting[] = [];
  for (const { name, value } of switches) {
    if (name === 'passwordreq') result.push(make(command, 'user/passwordreq', value));
    if (name === 'active' && words[1] === 'guest') result.push(make(command, 'guest/active', value));
  }
  const password = command.args[2];
  const word = password && wordOf(password);
  if (password && word?.known && word.value === '' && /^(""|'')$/.test(password.text)) {
    result.push(make(command, 'user/password', known('', password.span), undefined, password.span));
  }
  return result;
}

/** `wmic useraccount where name='x' set PasswordExpires=FALSE` */
function fromWmic(command: Command): readonly Setting[] {
  const words = lowerWords(command);
  if (words[0] !== 'useraccount' || !words.includes('set')) return [];
  return command.args.slice(words.indexOf('set') + 1).flatMap(argument => {
    const pair = pairOf(argument);
    const name = pair && { passwordexpires: 'user/PasswordExpires', passwordrequired: 'user/passwordreq' }[pair.key];
    return pair && name ? [make(command, name, pair.value)] : [];
  });
}

/** `Enable-LocalUser -Name Guest`, also of what `Get-LocalUser Guest` hands on. */
function guestOf(command: Command): readonly Setting[] {
  const own = [...listArgument(command, 'Name'), ...listArgument(command, 'SID')];
  const { input } = command;
  const fed = !input ? [] : 'known' in input ? itemsOf(input) : is(input, 'Get-LocalUser') ? namesIn(input) : [];
  const on = is(command, 'Enable-LocalUser');
  const mend = on ? 'Disable-LocalUser' : undefined;
  return (own.length > 0 ? own : fed).flatMap(name => {
    const text = textOf(name);
    if (text === undefined || !/^guest$|^s-1-5-21-.*-501$/i.test(text)) return [];
    const setting = make(command, 'guest/active', known(on, name.span), guestMachine, placeOf(name));
    if (!mend) return [setting];
    return [{ ...setting, setTo: value => (value === false ? replace(command.nameSpan, mend) : undefined) } as Setting];
  });
}

const namesIn = (command: Command): readonly Value<Data>[] => [
  ...listArgument(command, 'Name'),
  ...command.args.slice(0, 1).flatMap(it => (it.parameter ? [] : itemsOf(it.value))),
];

function switchesOf(command: Command): readonly Setting[] {
  return [...userSwitches, ...delegations].flatMap(name => {
    const given = parameter(command, name);
    if (!given) return [];
    // `-Switch $false` without a colon does not say what its author means by it.
    const next = given.value ? undefined : command.args.find(it => it.span.start >= given.span.end);
    if (next && !next.parameter && typeof knownValue(next.value) === 'boolean') return [];
    const on = switchState(command, name);
    const value: Value<Data> = given.value ?? known(true, given.span);
    const made = make(command, `user/${name}`, on === undefined ? unknown('', given.span, 'is not known') : value);
    const setting: Setting = delegations.includes(name) ? { ...made, area: 'domain', name } : made;
    if (given.value || !contains(command.span, given.gap)) return [setting];
    return [{ ...setting, setTo: (to: unknown) => (to === false ? replace(given.gap, '') : undefined) }];
  });
}

function noPassword(command: Command): readonly Setting[] {
  const given = parameter(command, 'NoPassword');
  if (!given || !switchState(command, 'NoPassword')) return [];
  return [make(command, 'user/password', known('', given.span), undefined, given.span)];
}
