import { textOf } from '../../base/value';
import { integer, truth } from '../../facts/command/command';
import { fixesOf } from '../../facts/settings/setting';
import { defineRule } from '../rule';

export default defineRule({
  name: 'identity/weak-account-policy',
  title: 'Accounts may have weak passwords, or none',
  severity: 'medium',
  confidence: 'high',
  cwe: [521, 307],
  tags: ['passwords', 'accounts'],
  fixable: 'unsafe',
  messages: {
    length: '`{name}` set to {value} allows passwords that are guessed in hours.',
    lockout: '`{name}` set to 0 lets passwords be guessed without end.',
    history: { severity: 'low', text: '`{name}` set to {value} lets old passwords come back.' },
    complexity: '`ComplexityEnabled` set to false allows passwords of one kind of letters.',
    reversible: { severity: 'high', text: '`ReversibleEncryptionEnabled` stores passwords so that they can be read.' },
    optional: { severity: 'high', text: '`/passwordreq:no` lets the account have no password.' },
    blank: { severity: 'high', text: '`{text}` makes an account that anyone can use.' },
    guest: '`/active:yes` lets anyone log on as guest.',
  },
  rationale: `
    Local accounts are tried first with short and old passwords, by anyone who reaches a logon. A lockout after a few
    failures turns hours of guessing into years.`,
  remedy:
    'Ask for 14 characters or more, remember 24 passwords and lock accounts after five failures; complexity needs secedit or a group policy.',
  exceptions:
    'In a container image only its own local accounts are meant; better have none, and use a managed identity.',
  references: [
    'https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/account-policies',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.localaccounts/new-localuser',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'net accounts /minpwlen:«6» /lockoutthreshold:«0» /uniquepw:«0»',
      fixed: 'net accounts /minpwlen:14 /lockoutthreshold:5 /uniquepw:24',
    },
    {
      language: 'powershell',
      code: 'Set-ADDefaultDomainPasswordPolicy -Identity example.test -MinPasswordLength «4» -ComplexityEnabled «$false»',
      fixed: 'Set-ADDefaultDomainPasswordPolicy -Identity example.test -MinPasswordLength 14 -ComplexityEnabled $true',
    },
    { language: 'cmd', code: 'net user test «""» /add' },
    { language: 'powershell', code: 'New-LocalUser -Name test «-NoPassword»' },
    { language: 'cmd', code: 'net user app /passwordreq:«no»', fixed: 'net user app /passwordreq:yes' },
    { language: 'cmd', code: 'net user guest /active:«yes»', fixed: 'net user guest /active:no' },
  ],
  good: [
    { language: 'cmd', code: 'net accounts /minpwlen:14 /maxpwage:365 /minpwage:1 /uniquepw:24 /lockoutthreshold:5' },
    { language: 'cmd', code: 'net user guest /active:no' },
    { language: 'cmd', code: 'net accounts' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN net user app /add /passwordreq:no\n',
    },
    { language: 'powershell', code: 'New-LocalUser -Name app -Password $secret' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      // The passwords of a container's own accounts protect nothing: nobody logs on to it.
      if (area !== 'account' || setting.place.runs === 'build') return;
      const number = integer(value);
      const on = truth(value);
      const fix = (good: number | boolean) => ({ fixes: fixesOf(setting, good) });
      if (name === 'minpwlen' && number !== undefined && number < 8) {
        report('length', at, { name, value: `${number}` }, fix(14));
      } else if (name === 'lockoutthreshold' && (number === 0 || /^never$/i.test(textOf(value) ?? ''))) {
        report('lockout', at, { name }, fix(5));
      } else if (name === 'uniquepw' && number !== undefined && number < 5) {
        report('history', at, { name, value: `${number}` }, fix(24));
      } else if (name === 'complexity' && on === false) report('complexity', at, {}, fix(true));
      else if (name === 'reversible' && on) report('reversible', at, {}, fix(false));
      else if (name === 'user/passwordreq' && on === false) report('optional', at, {}, fix(true));
      else if (name === 'user/password') report('blank', at, { text: at.end - at.start > 2 ? '-NoPassword' : '""' });
      else if (name === 'guest/active' && on) report('guest', at, {}, fix(false));
    },
  },
});
