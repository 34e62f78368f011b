import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

const policy = (body: string): string => `<SiPolicy xmlns="urn:schemas-microsoft-com:sipolicy">${body}</SiPolicy>`;
const scenario =
  '<SigningScenarios><SigningScenario Value="12"><ProductSigners><AllowedSigners><AllowedSigner SignerId="A"/></AllowedSigners></ProductSigners></SigningScenario></SigningScenarios>';

/** Policies and commands with their options, `number on|off <where>`, and with what they let run, `by value <where>`. */
const table: readonly (readonly [language: Language, source: string, ...facts: readonly string[]])[] = [
  ['powershell', 'Set-RuleOption -FilePath a.xml -Option 3', '3 on <3>'],
  ['powershell', 'Set-RuleOption a.xml 3 -Delete', '3 off <3>'],
  ['powershell', 'Set-RuleOption a.xml 3\nSet-RuleOption a.xml 3 -Delete', '3 off <3>'],
  ['powershell', 'Set-RuleOption a.xml 3\nSet-RuleOption b.xml 3 -Delete', '3 on <3>', '3 off <3>'],
  ['powershell', '0, 6 | % { Set-RuleOption -FilePath $p -Option $_ }', '0 on <$_>', '6 on <$_>'],
  ['powershell', 'Set-RuleOption -FilePath $p -Option $o'],
  ['powershell', 'New-CIPolicy -Level FileName -Fallback Hash -FilePath a.xml', 'name FileName <FileName>'],
  ['powershell', 'New-CIPolicy -Level Publisher -Fallback Hash, FileName -FilePath a.xml', 'name FileName <FileName>'],
  ['powershell', "New-CIPolicyRule -FilePathRule 'C:\\x\\*'", 'path C:\\x\\* <C:\\x\\*>'],
  ['powershell', "New-CIPolicyRule -FilePathRule 'C:\\x\\*' -Deny"],
  ['powershell', 'ConvertFrom-CIPolicy C:\\e\\AllowAll.xml a.bin', 'sample AllowAll.xml <C:\\e\\AllowAll.xml>'],
  [
    'xml',
    policy(`<Rules><Rule><Option>Enabled:Audit Mode</Option></Rule></Rules>${scenario}`),
    '3 on <Enabled:Audit Mode>',
    '0 off <Rules>',
  ],
  ['xml', policy(`<Rules><Rule><Option> Enabled:UMCI </Option></Rule></Rules>${scenario}`), '0 on <Enabled:UMCI>'],
  ['xml', policy(`<Rules/>${scenario}`)],
  ['xml', policy('<Rules><Rule><Option>Required:WHQL</Option></Rule></Rules>'), '2 on <Required:WHQL>'],
  [
    'xml',
    policy('<FileRules><Allow FilePath="C:\\x\\*"/><FileAttrib FileName="x"/></FileRules>'),
    'path C:\\x\\* <C:\\x\\*>',
  ],
  ['xml', policy('<FileRules><Allow FileName="*"/><Deny FileName="x"/></FileRules>')],
  [
    'xml',
    '<AppLockerPolicy><RuleCollection><FilePathRule Action="Allow" UserOrGroupSid="S-1-1-0"><Conditions><FilePathCondition Path="C:\\*"/></Conditions></FilePathRule><FilePathRule Action="Deny" UserOrGroupSid="S-1-1-0"><Conditions><FilePathCondition Path="D:\\*"/></Conditions></FilePathRule></RuleCollection></AppLockerPolicy>',
    'path C:\\* <C:\\*>',
  ],
  [
    'xml',
    '<AppLockerPolicy><RuleCollection><FilePathRule Action="Allow" UserOrGroupSid="S-1-5-32-546"><Conditions><FilePathCondition Path="C:\\*"/></Conditions></FilePathRule><FilePathRule Action="Allow" UserOrGroupSid="S-1-5-32-544"><Conditions><FilePathCondition Path="D:\\*"/></Conditions></FilePathRule></RuleCollection></AppLockerPolicy>',
    'path C:\\* <C:\\*>',
  ],
];

describe('App Control policies', () => {
  for (const [language, source, ...wanted] of table) {
    it(`${language}: ${source.replaceAll('\n', ' ⏎ ')}`, async () => {
      const at = ({ start, end }: { start: number; end: number }): string => `<${source.slice(start, end)}>`;
      const options = await factsOf('app-control.option', language, source);
      const allowed = await factsOf('app-control.allow', language, source);
      assert.deepEqual(
        [
          ...options.map(it => `${it.option} ${it.set ? 'on' : 'off'} ${at(it.at)}`),
          ...allowed.map(it => `${it.by} ${it.value} ${at(it.at)}`),
        ],
        wanted,
      );
    });
  }
});
