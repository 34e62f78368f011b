import assert from 'node:assert/strict';
import { check } from '../kit/check';
import { allRules } from '../kit/rules';

const rules = allRules();

/** The severities of what is found in a script of that name. */
const severities = async (text: string, file: string): Promise<readonly string[]> =>
  (await check(rules, 'powershell', text, { file })).findings.map(it => it.severity);

describe('dispatch', () => {
  const off = 'Set-NetFirewallProfile -Profile Public -Enabled False';

  it('grades what a test does low', async () => {
    assert.deepEqual(await severities(off, 'src/setup.ps1'), ['high']);
    assert.deepEqual(await severities(`Describe 'x' { It 'y' { ${off} } }`, 'src/setup.Tests.ps1'), ['low']);
  });

  it('only tells what a script offers beside its opposite', async () => {
    const pair = `function Disable-It { ${off} }\nfunction Enable-It { Set-NetFirewallProfile -Profile Public -Enabled True }`;
    assert.deepEqual(await severities(pair, 'menu.psm1'), ['info']);
    assert.deepEqual(await severities(`${pair}\nDisable-It`, 'menu.ps1'), ['high']);
    assert.deepEqual(await severities(`function Disable-It { ${off} }`, 'library.psm1'), ['high']);
  });

  it('states what a loop says twice once', async () => {
    assert.deepEqual(await severities(`foreach ($i in 1..3) { ${off} }`, 'setup.ps1'), ['high']);
  });

  /** Findings of a script as the text that each points at, with its related places. */
  const places = async (text: string): Promise<readonly string[]> =>
    (await check(rules, 'powershell', text, { file: 'setup.ps1' })).findings.map(it =>
      [it.span, ...it.related.map(({ span }) => span)].map(({ start, end }) => text.slice(start, end)).join(' <- '),
    );

  const write = "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa' LmCompatibilityLevel $v";

  it('shows the statement of a function with a finding at its call', async () => {
    assert.deepEqual(await places(`function Set-Level($v) { ${write} }\nSet-Level 0`), [`0 <- ${write}`]);
  });

  it('keeps to the outermost call through several functions', async () => {
    const script = `function Set-Level($v) { ${write} }\nfunction Set-All($v) { Set-Level $v }\nSet-All 0`;
    assert.deepEqual(await places(script), [`0 <- ${write}`]);
  });

  it('shows the calls of a function with a finding inside', async () => {
    const script = `function Switch-Off($p) { Set-NetFirewallProfile -Profile $p -Enabled False }
Switch-Off Public
Switch-Off Public`;
    assert.deepEqual(await places(script), ['False <- Switch-Off Public <- Switch-Off Public']);
  });

  it('shows what an encoded text says, unless there may be a secret in it', async () => {
    const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');
    const messages = async (text: string): Promise<readonly string[]> =>
      (await check(rules, 'powershell', `powershell -e ${encoded(text)}`)).findings
        .filter(it => it.rule === 'firewall/firewall-off')
        .map(it => it.message);
    const [shown] = await messages(`# x\n${off}`);
    assert.ok(shown?.endsWith(`Decoded, this reads: # x ${off}`), shown);
    const [hidden] = await messages(`${off}; net user svc Passw0rd! /add`);
    assert.doesNotMatch(hidden ?? 'Decoded', /Decoded/);
  });
});
