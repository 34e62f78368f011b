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

  it('states what a loop says twice once', async () => {
    assert.deepEqual(await severities(`foreach ($i in 1..3) { ${off} }`, 'setup.ps1'), ['high']);
  });
});
