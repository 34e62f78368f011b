import { baselineMessages, reportWeakness } from '../baseline';
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
    ...baselineMessages,
    blank: { severity: 'high', text: '`{text}` makes an account that anyone can use.' },
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
    {
      language: 'powershell',
      code: 'Get-LocalUser «Guest» | Enable-LocalUser',
      fixed: 'Get-LocalUser Guest | Disable-LocalUser',
    },
    {
      language: 'powershell',
      code: 'Set-LocalUser -Name app -PasswordNeverExpires «$true»\nNew-LocalUser -Name app -Password $secret «-PasswordNeverExpires»',
      fixed: 'Set-LocalUser -Name app -PasswordNeverExpires $false\nNew-LocalUser -Name app -Password $secret',
    },
    {
      language: 'cmd',
      code: 'wmic useraccount where name="app" set PasswordExpires=«FALSE»',
      fixed: 'wmic useraccount where name="app" set PasswordExpires=True',
    },
    {
      language: 'powershell',
      code: 'Set-ADAccountControl -Identity app -DoesNotRequirePreAuth «$true» -PasswordNotRequired «$true»',
      fixed: 'Set-ADAccountControl -Identity app -DoesNotRequirePreAuth $false -PasswordNotRequired $false',
    },
    {
      language: 'cmd',
      code: 'net accounts /lockoutduration:«1» /lockoutwindow:«1»',
      fixed: 'net accounts /lockoutduration:15 /lockoutwindow:15',
    },
    {
      language: 'powershell',
      code: 'Set-ADDefaultDomainPasswordPolicy -Identity example.test -LockoutDuration «00:05:00»',
    },
    {
      language: 'inf',
      code: '[System Access]\nMinimumPasswordLength = «4»\nPasswordComplexity = «0»\n',
      fixed: '[System Access]\nMinimumPasswordLength = 14\nPasswordComplexity = 1\n',
    },
  ],
  good: [
    { language: 'cmd', code: 'net accounts /minpwlen:14 /maxpwage:365 /minpwage:1 /uniquepw:24 /lockoutthreshold:5' },
    { language: 'cmd', code: 'net user guest /active:no' },
    { language: 'cmd', code: 'net accounts' },
    { language: 'cmd', code: 'net accounts /lockoutduration:0 /lockoutthreshold:5 /maxpwage:60' },
    { language: 'powershell', code: 'Disable-LocalUser -Name Guest; Enable-LocalUser -Name app' },
    { language: 'powershell', code: 'Set-LocalUser -Name app -PasswordNeverExpires $false' },
    {
      language: 'powershell',
      code: 'Set-ADDefaultDomainPasswordPolicy -Identity example.test -MinPasswordLength 14 -LockoutDuration 0.00:30:00',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN net user app /add /passwordreq:no\n',
    },
    { language: 'powershell', code: 'New-LocalUser -Name app -Password $secret' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, at } = setting;
      // The passwords of a container's own accounts protect nothing: nobody logs on to it.
      if (area !== 'account' || setting.place.runs === 'build') return;
      if (name === 'user/password') report('blank', at, { text: at.end - at.start > 2 ? '-NoPassword' : '""' });
      reportWeakness(setting, report, true);
    },
  },
});
