import assert from 'node:assert/strict';
import { remediation } from '../../server/src/report/remediation';
import type { AnyRule } from '../../server/src/rules/rule';
import { check } from '../kit/check';
import { unmark } from '../kit/marked';
import { allRules } from '../kit/rules';
import { statements } from './remediation.data';

/** The statements for the first bad example of a rule that has any. */
async function statementsFor(rule: AnyRule): Promise<readonly string[]> {
  for (const example of rule.bad) {
    const { findings } = await check([rule], example.language, unmark(example.code).code, example);
    const { script } = remediation(findings.map(finding => ({ path: 'a', line: 1, finding })));
    const found = script
      .split('\n')
      .filter(it => /^(?:Set-RegistryData|Set-MachineSetting|Limit-FirewallRule) /.test(it));
    if (found.length > 0) return found;
  }
  return [];
}

describe('remediation of each rule', () => {
  for (const rule of allRules()) {
    it(rule.name, async () => {
      assert.deepEqual(await statementsFor(rule), statements[rule.name] ?? []);
    });
  }
});
