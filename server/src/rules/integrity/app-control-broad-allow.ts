import { defineRule } from '../rule';

/** Paths below which users make files of their own: the whole disk, profiles, temporary folders. */
const userWritable =
  /^(?:\*|\*\.\*|(?:[a-z]:|%osdrive%|%systemdrive%|\\\\\?\\[a-z]:)\\(?:\*.*|users(?:\\(?:\*|public|default|[^\\]+\\appdata)(?:\\.*)?)?|programdata\\\*.*|temp(?:\\.*)?|tmp(?:\\.*)?|perflogs(?:\\.*)?)|(?:[a-z]:\\windows|%windir%|%systemroot%)\\(?:temp|tasks|tracing|system32\\spool\\drivers\\color)(?:\\.*)?|%(?:userprofile|temp|tmp|appdata|localappdata|public|hot|removable)%(?:\\.*)?)$/i;
/** A name anywhere. */
const anywhere = /^\*\\[^\\*]+$/;

const policy = (rules: string, more = '') =>
  `<SiPolicy xmlns="urn:schemas-microsoft-com:sipolicy" PolicyType="Base Policy">\n  <Rules><Rule><Option>Enabled:UMCI</Option></Rule></Rules>\n  <FileRules>${rules}</FileRules>${more}\n</SiPolicy>\n`;
const locker = (rule: string) =>
  `<AppLockerPolicy Version="1">\n  <RuleCollection Type="Exe" EnforcementMode="Enabled">\n    ${rule}\n  </RuleCollection>\n</AppLockerPolicy>\n`;

export default defineRule({
  name: 'integrity/app-control-broad-allow',
  title: 'A policy that controls programs lets in what it should keep out',
  severity: 'medium',
  confidence: 'high',
  cwe: [693, 732],
  tags: ['app-control', 'applocker'],
  fixable: 'suggestion',
  messages: {
    all: { severity: 'high', text: '`{value}` lets every program run: the policy controls nothing.' },
    path: 'Users can write to `{value}`: what they put there may run.',
    unheeded: {
      severity: 'low',
      text: 'Users can write to `{value}`: Windows ignores the rule, until its check of paths is switched off.',
    },
    name: {
      severity: 'low',
      text: '`{value}` is the name that a program gives itself: anyone can build one with that name.',
    },
    package: '`{value}` lets every packaged app run, whoever published it.',
    sample: { severity: 'high', text: '`{value}` is the example that allows everything.' },
  },
  rationale: `
    Malware is copied to where the user may write, with whatever name it takes. A rule for such a path or by such a name
    lets it run with the blessing of the policy.`,
  remedy: 'Allow by publisher, and by hash where there is none; allow paths only where administrators alone can write.',
  exceptions: 'Policies that allow all but what they deny are not reported; nor are rules for administrators.',
  references: [
    'https://learn.microsoft.com/windows/security/application-security/application-control/app-control-for-business/design/select-types-of-rules-to-create',
    'https://learn.microsoft.com/windows/security/application-security/application-control/app-control-for-business/applocker/understanding-the-path-rule-condition-in-applocker',
  ],
  bad: [
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" FileName="«*»" MinimumFileVersion="0.0.0.0"/>') },
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" FilePath="«*»"/>') },
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" FilePath="«%OSDRIVE%\\Users\\*»"/>') },
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" FilePath="«C:\\Windows\\Temp\\*»"/>') },
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" FileName="«tool.exe»"/>') },
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" PackageFamilyName="«*»"/>') },
    {
      language: 'xml',
      file: 'locker.xml',
      code: locker(
        '<FilePathRule Id="1" UserOrGroupSid="S-1-1-0" Action="Allow"><Conditions><FilePathCondition Path="«%OSDRIVE%\\*»"/></Conditions></FilePathRule>',
      ),
    },
    {
      language: 'powershell',
      code: 'New-CIPolicy -Level «FileName» -FilePath p.xml -ScanPath C:\\App -UserPEs',
      fixed: 'New-CIPolicy -Level FilePublisher -FilePath p.xml -ScanPath C:\\App -UserPEs',
    },
    { language: 'powershell', code: "New-CIPolicyRule -FilePathRule '«C:\\Users\\*»'" },
    {
      language: 'powershell',
      code: 'ConvertFrom-CIPolicy -XmlFilePath «"$examples\\AllowAll.xml"» -BinaryFilePath p.bin',
    },
  ],
  good: [
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" FilePath="C:\\Program Files\\App\\*"/>') },
    {
      language: 'xml',
      file: 'p.xml',
      code: policy('<Allow ID="A" FileName="*"/><Deny ID="D" FileName="bad.exe"/>'),
    },
    { language: 'xml', file: 'p.xml', code: policy('<Allow ID="A" PackageFamilyName="Microsoft.App_8wekyb3d8bbwe"/>') },
    { language: 'xml', file: 'p.xml', code: policy('<FileAttrib ID="A" FileName="tool.exe"/>') },
    {
      language: 'xml',
      file: 'locker.xml',
      code: locker(
        '<FilePathRule Id="1" UserOrGroupSid="S-1-5-32-544" Action="Allow"><Conditions><FilePathCondition Path="*"/></Conditions></FilePathRule>',
      ),
    },
    {
      language: 'xml',
      file: 'locker.xml',
      code: locker(
        '<FilePathRule Id="1" UserOrGroupSid="S-1-1-0" Action="Allow"><Conditions><FilePathCondition Path="%PROGRAMFILES%\\*"/></Conditions></FilePathRule><FilePathRule Id="2" UserOrGroupSid="S-1-1-0" Action="Deny"><Conditions><FilePathCondition Path="%OSDRIVE%\\*"/></Conditions></FilePathRule>',
      ),
    },
    { language: 'powershell', code: 'New-CIPolicy -Level FilePublisher -Fallback Hash -FilePath p.xml -UserPEs' },
    { language: 'powershell', code: "New-CIPolicyRule -FilePathRule 'C:\\Program Files\\App\\*'" },
    { language: 'powershell', code: 'New-CIPolicy -Level FileName -Deny -FilePath p.xml -ScanPath C:\\bad' },
    { language: 'powershell', code: 'Merge-CIPolicy -PolicyPaths AllowAll.xml, deny.xml -OutputFilePath p.xml' },
    { language: 'powershell', code: 'Get-AppLockerPolicy -Effective -Xml' },
  ],
  visit: {
    'app-control.allow'({ by, value, at, unchecked, mend }, { report }) {
      const more = mend ? { fixes: [{ title: mend.title, edits: [mend.edit] }] } : {};
      if (by === 'sample') report('sample', at, { value });
      else if (by === 'package') {
        if (value === '*') report('package', at, { value });
      } else if (value === '*') report('all', at, { value });
      else if (by === 'name') report('name', at, { value }, more);
      else if (userWritable.test(value) || anywhere.test(value)) report(unchecked ? 'path' : 'unheeded', at, { value });
    },
  },
});
