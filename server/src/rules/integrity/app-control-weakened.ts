import { defineRule } from '../rule';

type Grade = 'medium' | 'low' | 'info';

/** Options that take away what a policy is for, by number, and what they do. Source: App Control policy rules. */
const options: Readonly<Record<number, readonly [grade: Grade, does: string]>> = {
  3: ['medium', 'lets everything run and only logs what it would block'],
  6: ['info', 'leaves the policy unsigned, so that any administrator can replace it'],
  10: ['low', 'stops blocking as soon as a driver keeps Windows from starting'],
  11: ['medium', 'lets scripts run without any restriction'],
  18: ['medium', 'trusts paths that users can write to'],
};

const policy = (rules: string, scenario = '12') =>
  `<?xml version="1.0" encoding="utf-8"?>\n<SiPolicy xmlns="urn:schemas-microsoft-com:sipolicy" PolicyType="Base Policy">\n  <VersionEx>1.0.0.0</VersionEx>\n  ${rules}\n  <SigningScenarios>\n    <SigningScenario Value="${scenario}">\n      <ProductSigners><AllowedSigners><AllowedSigner SignerId="A"/></AllowedSigners></ProductSigners>\n    </SigningScenario>\n  </SigningScenarios>\n</SiPolicy>\n`;

export default defineRule({
  name: 'integrity/app-control-weakened',
  title: 'A policy of App Control does not control what it seems to',
  severity: 'medium',
  confidence: 'high',
  cwe: [693],
  tags: ['app-control'],
  fixable: 'unsafe',
  messages: {
    medium: '`{name}` {does}.',
    low: { severity: 'low', text: '`{name}` {does}.' },
    info: { severity: 'info', text: '`{name}` {does}.' },
    kernel: 'Without `Enabled:UMCI` the rules for programs have no effect: the policy judges drivers alone.',
    service: '`{name}` is the service that AppLocker judges programs by: without it every program runs.',
  },
  rationale: `
    Who deploys such a policy believes that code nobody has approved cannot run. It can: as a script, from a folder that a user can write to, or anyway, because the policy only audits.`,
  remedy:
    'Take the option out once the policy has been tried, set Enabled:UMCI, and sign the policy before it is deployed. The host judges what containers with process isolation run, the utility VM what those with Hyper-V isolation run.',
  exceptions: 'In policies that allow all but what they deny, options that loosen are by design and reported as low.',
  references: [
    'https://learn.microsoft.com/windows/security/application-security/application-control/app-control-for-business/design/select-types-of-rules-to-create',
    'https://learn.microsoft.com/powershell/module/configci/set-ruleoption',
    'https://learn.microsoft.com/windows/security/application-security/application-control/app-control-for-business/applocker/configure-the-application-identity-service',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-RuleOption -FilePath .\\policy.xml -Option «3»',
      fixed: 'Set-RuleOption -FilePath .\\policy.xml -Option 3 -Delete',
    },
    {
      language: 'powershell',
      code: '0, 2, 11 | ForEach-Object { Set-RuleOption -FilePath $policy -Option «$_» }',
    },
    {
      language: 'powershell',
      code: 'Set-RuleOption .\\policy.xml «18»\nSet-RuleOption .\\policy.xml «10»',
      fixed: 'Set-RuleOption .\\policy.xml 18 -Delete\nSet-RuleOption .\\policy.xml 10 -Delete',
    },
    {
      language: 'powershell',
      code: 'Merge-CIPolicy -OutputFilePath p.xml -PolicyPaths «C:\\Windows\\schemas\\CodeIntegrity\\ExamplePolicies\\DefaultWindows_Audit.xml», app.xml',
      fixed:
        'Merge-CIPolicy -OutputFilePath p.xml -PolicyPaths C:\\Windows\\schemas\\CodeIntegrity\\ExamplePolicies\\DefaultWindows_Enforced.xml, app.xml',
    },
    {
      language: 'xml',
      file: 'policy.xml',
      code: policy(
        '<Rules>\n    <Rule>\n      <Option>Enabled:UMCI</Option>\n    </Rule>\n    <Rule>\n      <Option>«Enabled:Audit Mode»</Option>\n    </Rule>\n  </Rules>',
      ),
      fixed: policy('<Rules>\n    <Rule>\n      <Option>Enabled:UMCI</Option>\n    </Rule>\n  </Rules>'),
    },
    {
      language: 'xml',
      file: 'policy.xml',
      code: policy('<«Rules»>\n    <Rule><Option>Required:WHQL</Option></Rule>\n  </Rules>'),
      fixed: policy(
        '<Rules>\n    <Rule><Option>Enabled:UMCI</Option></Rule><Rule><Option>Required:WHQL</Option></Rule>\n  </Rules>',
      ),
    },
    {
      language: 'xml',
      file: 'policy.xml',
      code: policy(
        '<Rules><Rule><Option>«Disabled:Script Enforcement»</Option></Rule><Rule><Option>Enabled:UMCI</Option></Rule></Rules>',
      ),
      fixed: policy('<Rules><Rule><Option>Enabled:UMCI</Option></Rule></Rules>'),
    },
    {
      language: 'xml',
      file: 'applocker.xml',
      code: '<AppLockerPolicy Version="1"><RuleCollection Type="Exe" EnforcementMode="«AuditOnly»"><FileHashRule/></RuleCollection></AppLockerPolicy>',
      fixed:
        '<AppLockerPolicy Version="1"><RuleCollection Type="Exe" EnforcementMode="Enabled"><FileHashRule/></RuleCollection></AppLockerPolicy>',
    },
    { language: 'cmd', code: 'sc config «AppIDSvc» start= disabled' },
  ],
  good: [
    { language: 'powershell', code: 'Set-RuleOption -FilePath .\\policy.xml -Option 3 -Delete' },
    { language: 'powershell', code: 'Set-RuleOption -FilePath .\\policy.xml -Option 0' },
    {
      language: 'powershell',
      code: 'Set-RuleOption -FilePath .\\policy.xml -Option 3\nConvertFrom-CIPolicy .\\policy.xml audit.bin\nSet-RuleOption -FilePath .\\policy.xml -Option 3 -Delete',
    },
    { language: 'powershell', code: 'Set-RuleOption -FilePath .\\policy.xml -Option $option' },
    { language: 'powershell', code: 'Set-RuleOption -Help' },
    {
      language: 'xml',
      file: 'policy.xml',
      code: policy(
        '<Rules><Rule><Option>Enabled:UMCI</Option></Rule><Rule><Option>Required:WHQL</Option></Rule></Rules>',
      ),
    },
    {
      language: 'xml',
      file: 'drivers.xml',
      code: policy('<Rules><Rule><Option>Required:WHQL</Option></Rule></Rules>', '131'),
    },
    {
      language: 'xml',
      file: 'supplement.xml',
      code: policy('<Rules><Rule><Option>Required:WHQL</Option></Rule></Rules>').replace(
        'Base Policy',
        'Supplemental Policy',
      ),
    },
    {
      language: 'xml',
      file: 'part.xml',
      code: policy('<Rules/>'),
    },
    { language: 'cmd', code: 'sc config AppIDSvc start= auto' },
  ],
  visit: {
    'app-control.option'({ option, name, set, at, mend, blocks, declared }, { report }) {
      const fixes = mend && [{ title: mend.title, edits: [mend.edit] }];
      const more = fixes ? { fixes } : {};
      if (!set) return option === 0 ? report('kernel', at, {}, more) : undefined;
      const [grade, does] = options[option] ?? [];
      if (!grade || !does) return;
      const low = (blocks && option !== 3) || (declared && option === 3);
      report(low && grade === 'medium' ? 'low' : grade, at, { name, does }, more);
    },
    'service.change'({ service, change, at, text }, { report }) {
      if (service === 'appidsvc' && (change === 'disable' || change === 'delete'))
        report('service', at, { name: text });
    },
  },
});
