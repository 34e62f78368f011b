import { type Data, known, type Value } from '../../base/value';
import { argumentOf, type Command, is, parameter, switchState } from '../command/command';
import { lowerWords, pairOf, placeOf, wordOf } from '../command/native';
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

/** Reads what a command sets for passwords and accounts. Names are those of `net accounts` and `net user`. */
export function accountSettings(command: Command): readonly Setting[] {
  if (is(command, 'net', 'net1')) return fromNet(command);
  if (
    is(
      command,
      'Set-ADDefaultDomainPasswordPolicy',
      'New-ADFineGrainedPasswordPolicy',
      'Set-ADFineGrainedPasswordPolicy',
    )
  ) {
    return Object.entries(policyNames).flatMap(([name, own]) => {
      const value = argumentOf(command, name);
      return value ? [make(command, own, value)] : [];
    });
  }
  if (is(command, 'New-LocalUser', 'Set-LocalUser')) return fromLocalUser(command);
  return [];
}

const make = (command: Command, name: string, value: Value<Data>, at = placeOf(value)): Setting => ({
  span: command.span,
  place: command.place,
  area: 'account',
  name,
  value,
  at,
  ...writer(value),
});

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
    result.push({ ...make(command, 'user/password', known('', password.span)) });
  }
  return result;
}

function fromLocalUser(command: Command): readonly Setting[] {
  const result: Setting[] = [];
  const noPassword = parameter(command, 'NoPassword');
  if (noPassword && switchState(command, 'NoPassword')) {
    result.push(make(command, 'user/password', known('', noPassword.span)));
  }
  return result;
}
