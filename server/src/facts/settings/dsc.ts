import { lookUp } from '../../base/look-up';
import { type Data, entry, known, type Table, textOf, type Value } from '../../base/value';
import { type Command, truth } from '../command/command';
import { placeOf } from '../command/native';
import { bodyOf, isAbsent } from '../command/resource';
import type { Setting } from './setting';
import { writer } from './writer';

type Read = (body: Table) => readonly (readonly [name: string, value: Value<Data> | undefined])[];

/** `Enabled` and `Disabled` as the numbers that they stand for. */
function isEnabled(value: Value<Data> | undefined): Value<Data> | undefined {
  const word = /^(?:en|dis)abled$/i.exec(textOf(value) ?? '')?.[0].toLowerCase();
  return value && word ? known(word === 'enabled' ? 1 : 0, placeOf(value)) : undefined;
}

/** The switches of one account. */
const userSwitches: Read = body =>
  ['PasswordNeverExpires', 'PasswordNotRequired', 'AllowReversiblePasswordEncryption'].map(
    name => [`user/${name}`, isAbsent(body) ? undefined : entry(body, name)] as const,
  );

/**
 * DSC resources that set what only programs and providers set otherwise. Sources: WSManDsc, ComputerManagementDsc,
 * SecurityPolicyDsc.
 */
const resources: Readonly<Record<string, { readonly area: Setting['area']; readonly read: Read }>> = {
  remotedesktopadmin: {
    area: 'rdp',
    read: body => {
      const on = entry(body, 'Ensure');
      const required = entry(body, 'UserAuthentication');
      const secure = /^(?:non)?secure$/i.exec(textOf(required) ?? '')?.[0].length;
      return [
        ['AllowTSConnections', on && known(isAbsent(body) ? 0 : 1, placeOf(on))],
        ['UserAuthentication', required && secure ? known(secure === 6 ? 1 : 0, placeOf(required)) : undefined],
      ];
    },
  },
  accountpolicy: {
    area: 'account',
    read: body => [
      ['minpwlen', entry(body, 'Minimum_Password_Length')],
      ['uniquepw', entry(body, 'Enforce_password_history')],
      ['maxpwage', entry(body, 'Maximum_Password_Age')],
      ['minpwage', entry(body, 'Minimum_Password_Age')],
      ['lockoutthreshold', entry(body, 'Account_lockout_threshold')],
      ['lockoutduration', entry(body, 'Account_lockout_duration')],
      ['lockoutwindow', entry(body, 'Reset_account_lockout_counter_after')],
      ['complexity', isEnabled(entry(body, 'Password_must_meet_complexity_requirements'))],
      ['reversible', isEnabled(entry(body, 'Store_passwords_using_reversible_encryption'))],
    ],
  },
  addomaindefaultpasswordpolicy: {
    area: 'account',
    read: body => [
      ['minpwlen', entry(body, 'MinPasswordLength')],
      ['uniquepw', entry(body, 'PasswordHistoryCount')],
      ['lockoutthreshold', entry(body, 'LockoutThreshold')],
      ['lockoutduration', entry(body, 'LockoutDuration')],
      ['lockoutwindow', entry(body, 'LockoutObservationWindow')],
      ['complexity', entry(body, 'ComplexityEnabled')],
      ['reversible', entry(body, 'ReversibleEncryptionEnabled')],
    ],
  },
  netbios: {
    area: 'names',
    read: body => {
      const setting = entry(body, 'Setting');
      const number = { default: 0, enable: 1, disable: 2 }[textOf(setting)?.toLowerCase() ?? ''];
      return [['TcpipNetbios', setting && number !== undefined ? known(number, placeOf(setting)) : undefined]];
    },
  },
  useraccountcontrol: {
    area: 'lsa',
    read: body => {
      const level = entry(body, 'NotificationLevel');
      const zeroAt = (levels: RegExp) =>
        level && levels.test(textOf(level) ?? '') ? known(0, placeOf(level)) : undefined;
      return [
        ['EnableLUA', entry(body, 'EnableLua') ?? zeroAt(/^NeverNotifyAndDisableAll$/i)],
        ['ConsentPromptBehaviorAdmin', entry(body, 'ConsentPromptBehaviorAdmin') ?? zeroAt(/^NeverNotify/i)],
        ['PromptOnSecureDesktop', entry(body, 'PromptOnSecureDesktop')],
        ['FilterAdministratorToken', entry(body, 'FilterAdministratorToken')],
      ];
    },
  },
  aduser: { area: 'account', read: userSwitches },
  user: { area: 'account', read: userSwitches },
  credssp: {
    area: 'winrm',
    read: body => {
      const role = entry(body, 'Role');
      const name = textOf(role)?.toLowerCase() === 'server' ? 'service' : 'client';
      const on = role && known(!isAbsent(body), placeOf(role));
      return [
        [`${name}/auth/CredSSP`, on],
        ['client/DelegateComputer', isAbsent(body) ? undefined : entry(body, 'DelegateComputers')],
      ];
    },
  },
  wsmanserviceconfig: {
    area: 'winrm',
    read: body => [
      ['service/AllowUnencrypted', entry(body, 'AllowUnencrypted')],
      ['service/auth/Basic', entry(body, 'AuthBasic')],
      ['service/auth/CredSSP', entry(body, 'AuthCredSSP')],
    ],
  },
  wsmanclientconfig: {
    area: 'winrm',
    read: body => [
      ['client/AllowUnencrypted', entry(body, 'AllowUnencrypted')],
      ['client/auth/Basic', entry(body, 'AuthBasic')],
      ['client/auth/CredSSP', entry(body, 'AuthCredSSP')],
      ['client/TrustedHosts', entry(body, 'TrustedHosts')],
    ],
  },
  wsmanlistener: {
    area: 'winrm',
    read: body => {
      const transport = entry(body, 'Transport');
      const name = textOf(transport)?.toUpperCase();
      return [[`listener/${name}`, transport && name ? known(!isAbsent(body), placeOf(transport)) : undefined]];
    },
  },
};

/** Reads the switches of Windows that a DSC resource sets. */
export function resourceSettings(command: Command): readonly Setting[] {
  const resource = lookUp(resources, command.name.toLowerCase().replace(/^x/, ''));
  const body = resource && bodyOf(command);
  if (!resource || !body) return [];
  return resource.read(body).flatMap(([name, value]): Setting[] => {
    if (!value) return [];
    const own = truth(value) === undefined ? {} : writer(value);
    return [{ span: command.span, place: command.place, area: resource.area, name, value, at: placeOf(value), ...own }];
  });
}
