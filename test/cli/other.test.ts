import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { boltseal } from './kit';

const run = (...args: string[]) => boltseal(args, { cwd: tmpdir() });

describe('boltseal explain, rules, help', () => {
  it('explains a rule', async () => {
    const { code, out } = await run('explain', 'policy/unused-suppression');
    assert.equal(code, 0);
    for (const part of ['policy/unused-suppression', 'Why', 'What to do', 'Flagged', '^^^^', 'References']) {
      assert.ok(out.includes(part), part);
    }
    assert.doesNotMatch(out, /[«»]|```/);
  });

  it('knows what was probably meant', async () => {
    for (const name of ['policy/unused-supression', 'unused-supression', 'other/unused-suppression']) {
      const { code, err } = await run('explain', name);
      assert.equal(code, 2);
      assert.match(err, /did you mean `policy\/unused-suppression`\?/);
    }
  });

  it('lists the rules', async () => {
    const { code, out } = await run('rules');
    assert.equal(code, 0);
    assert.match(out, /^policy\/unused-suppression +info +A suppression silences nothing/m);
    const rules = JSON.parse((await run('rules', '--json')).out);
    assert.equal(rules.length, out.trimEnd().split('\n').length);
    assert.deepEqual(Object.keys(rules[0]).slice(0, 4), ['name', 'title', 'severity', 'confidence']);
  });

  it('helps, and knows its version', async () => {
    for (const args of [['--help'], ['scan', '--help'], ['help', 'scan'], ['--version']]) {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, err], [0, '']);
      assert.ok(out.length > 5);
    }
    assert.match((await run('scan', '--help')).out, /Exit codes:/);
    assert.equal((await run()).code, 2);
  });
});
