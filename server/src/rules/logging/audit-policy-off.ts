import { textOf } from '../../base/value';
import { mending } from '../../facts/settings/repair';
import { defineRule } from '../rule';

/** What is audited, by the way that `auditpol` names it, and what then goes unseen. Source: CIS Windows Server 2022, 17. */
const success: Readonly<Record<string, string>> = {
  'category/*': 'anything',
  'category/system': 'changes of the system',
  'category/logon/logoff': 'who logs on',
  'category/account logon': 'whose password is checked',
  'category/account management': 'changes of accounts and groups',
  'category/policy change': 'changes of policies',
  'category/detailed tracking': 'which programs start',
  'subcategory/credential validation': 'whose password is checked',
  'subcategory/logon': 'who logs on',
  'subcategory/special logon': 'who logs on with the rights of an administrator',
  'subcategory/process creation': 'which programs start',
  'subcategory/security group management': 'changes of groups',
  'subcategory/user account management': 'changes of accounts',
  'subcategory/computer account management': 'changes of the accounts of machines',
  'subcategory/audit policy change': 'changes of the audit policy',
  'subcategory/authentication policy change': 'changes of how users log on',
  'subcategory/mpssvc rule-level policy change': 'changes of the firewall',
  'subcategory/sensitive privilege use': 'the use of powerful rights',
  'subcategory/security state change': 'when the system starts and stops',
  'subcategory/security system extension': 'services and drivers that are added',
  'subcategory/system integrity': 'attacks on the integrity of code',
};
const failure: Readonly<Record<string, string>> = {
  'category/*': 'anything that fails',
  'category/logon/logoff': 'who fails to log on',
  'category/account logon': 'whose password is wrong',
  'subcategory/credential validation': 'whose password is wrong',
  'subcategory/logon': 'who fails to log on',
};

/** What older baselines left out. */
const later = new Set(['mpssvc rule-level policy change', 'special logon', 'computer account management']);

export default defineRule({
  name: 'logging/audit-policy-off',
  title: 'Windows no longer audits what intruders are found by',
  severity: 'medium',
  confidence: 'high',
  cwe: [778],
  tags: ['logging', 'audit'],
  fixable: 'unsafe',
  messages: {
    off: '`{subject}` is not audited for {result} any more: nobody learns {what}.',
    lesser: { severity: 'low', text: '`{subject}` is not audited for {result} any more: nobody learns {what}.' },
    clear: {
      severity: 'high',
      text: '`{text}` deletes the whole audit policy: nothing is written to the security log.',
    },
  },
  rationale: `
    Without these events nobody can tell who logged on, which program ran and what was changed. To switch them off is how
    intruders go on unseen.`,
  remedy: 'Leave them on, as the baselines ask for; switch off single subcategories that are too loud.',
  exceptions:
    'Subcategories that no baseline asks for are not reported, nor is a policy that the same script sets anew.',
  references: [
    'https://learn.microsoft.com/windows-server/administration/windows-commands/auditpol-set',
    'https://learn.microsoft.com/windows-server/administration/windows-commands/auditpol-clear',
    'https://learn.microsoft.com/windows-server/identity/ad-ds/plan/security-best-practices/audit-policy-recommendations',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'auditpol /set /subcategory:"Process Creation" /success:«disable» /failure:disable',
      fixed: 'auditpol /set /subcategory:"Process Creation" /success:enable /failure:disable',
    },
    {
      language: 'cmd',
      code: 'auditpol /set /category:"Object Access","Logon/Logoff" /success:«disable» /failure:enable',
      fixed: 'auditpol /set /category:"Object Access","Logon/Logoff" /success:enable /failure:enable',
    },
    {
      language: 'powershell',
      code: 'auditpol.exe /set /category:* /success:«disable» /failure:«disable»',
      fixed: 'auditpol.exe /set /category:* /success:enable /failure:enable',
    },
    {
      language: 'powershell',
      code: 'auditpol /set /subcategory:"{0CCE922B-69AE-11D9-BED3-505054503030}" /success:«disable»',
      fixed: 'auditpol /set /subcategory:"{0CCE922B-69AE-11D9-BED3-505054503030}" /success:enable',
    },
    { language: 'cmd', code: 'auditpol «/clear» /y' },
    {
      language: 'powershell',
      code: "configuration C {\n  AuditPolicySubcategory Logon {\n    Name = 'Logon'\n    AuditFlag = 'Success'\n    Ensure = '«Absent»'\n  }\n}",
    },
  ],
  good: [
    {
      language: 'powershell',
      code: 'auditpol /clear /y\nforeach ($name in (auditpol /list /subcategory:*)) { auditpol /set /subcategory:"$name" /success:enable /failure:enable }',
    },
    { language: 'cmd', code: 'auditpol /set /subcategory:"Process Creation" /success:enable /failure:disable' },
    { language: 'cmd', code: 'auditpol /set /subcategory:"SAM" /success:disable /failure:disable' },
    {
      language: 'cmd',
      code: 'auditpol /set /subcategory:"Filtering Platform Connection" /success:disable /failure:disable',
    },
    { language: 'cmd', code: 'auditpol /clear /y\nauditpol /set /category:"System" /success:enable /failure:enable' },
    { language: 'cmd', code: 'auditpol /clear /y\nauditpol /restore /file:baseline.csv' },
    {
      language: 'cmd',
      code: 'auditpol /set /category:* /success:disable /failure:disable\nauditpol /set /subcategory:"Logon" /success:enable /failure:enable',
    },
    { language: 'cmd', code: 'auditpol /get /category:*' },
    { language: 'cmd', code: 'auditpol /set /user:svc /subcategory:"Logon" /success:disable' },
    { language: 'powershell', code: 'auditpol /set /subcategory:"Process Creation" /success:$state' },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, value, at } = setting;
      const about = setting.name;
      if (area !== 'logging' || !about.startsWith('audit/') || textOf(value)?.toLowerCase() !== 'disable') return;
      if (about === 'audit/*') return report('clear', at, { text: '/clear' });
      const [, subject = '', result] = /^audit\/(.+)\/(success|failure)$/.exec(about) ?? [];
      const what = (result === 'success' ? success : failure)[subject];
      if (!what) return;
      const name = subject.slice(subject.indexOf('/') + 1);
      const grade = later.has(name) ? 'lesser' : 'off';
      report(
        grade,
        at,
        { subject: name, result: result!, what },
        mending(setting, 'enable', `Audit ${result} of ${name}`),
      );
    },
  },
});
