import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/engine/finding';
import type { RegistryRepair } from '../../server/src/facts/repair';
import { remediation } from '../../server/src/report/remediation';
import { check } from '../kit/check';
import { unmark } from '../kit/marked';
import { allRules } from '../kit/rules';

/** A repair of the registry as one would write it by hand: what the machine then has must be fine to every rule. */
function written({ key, name, type, value }: RegistryRepair): string | undefined {
  if (value === undefined) return undefined;
  const data = typeof value === 'number' ? `${value}` : `'${[value].flat().join("','")}'`;
  return `[Microsoft.Win32.Registry]::SetValue('${key.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE').replaceAll("'", "''")}', '${name}', ${data}, '${type}')\n`;
}

describe('repairs of the examples', () => {
  const rules = allRules();
  for (const rule of rules) {
    it(`${rule.name}: are fine themselves`, async () => {
      const found: Finding[] = [];
      for (const example of rule.bad) {
        const { code } = unmark(example.code);
        const { findings } = await check([rule], example.language, code, example);
        found.push(...findings.filter(it => it.repairs.length > 0));
      }
      if (found.length === 0) return;
      const { script } = remediation(found.map(finding => ({ path: 'a', line: 1, finding })));
      const whole = await check(rules, 'powershell', script);
      assert.deepEqual(whole.problems, []);
      assert.deepEqual(
        whole.findings.map(it => `${it.rule}: ${it.message}`),
        [],
      );
      for (const { repairs } of found) {
        const byHand = repairs.flatMap(it => (it.kind === 'registry' ? (written(it) ?? []) : []));
        const { findings } = await check(rules, 'powershell', byHand.join(''));
        assert.deepEqual(
          findings.filter(it => it.severity !== 'info').map(it => `${it.rule}: ${it.message}`),
          [],
          byHand.join(''),
        );
      }
    });
  }

  it('are there for many rules', async () => {
    let count = 0;
    for (const rule of rules) {
      for (const example of rule.bad) {
        const { findings } = await check([rule], example.language, unmark(example.code).code, example);
        if (findings.some(it => it.repairs.length > 0)) {
          count++;
          break;
        }
      }
    }
    assert.ok(count >= 40, `${count}`);
  });
});
