import assert from 'node:assert/strict';
import { fixToEnd } from '../../server/src/engine/fixes';
import type { AnyRule } from '../../server/src/rules/rule';
import { readWords, resolved, toyCatalog, toyRule, toySource } from '../kit/toy';

interface Case {
  readonly name: string;
  readonly rules: readonly AnyRule[];
  readonly text: string;
  readonly fixed: string;
  readonly unsettled?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'mends every finding',
    rules: [toyRule('toy/bad', 'bad', { by: 'good' })],
    text: 'bad x bad',
    fixed: 'good x good',
  },
  {
    name: 'mends what mending uncovers',
    rules: [toyRule('toy/bad', 'bad', { by: 'worse' }), toyRule('toy/worse', 'worse', { by: 'good' })],
    text: 'bad',
    fixed: 'good',
  },
  {
    name: 'leaves what is not safe',
    rules: [
      toyRule('toy/bad', 'bad', { by: 'good', safety: 'unsafe' }),
      toyRule('toy/worse', 'worse', { by: 'good', safety: 'suggestion' }),
    ],
    text: 'bad worse',
    fixed: 'bad worse',
  },
  {
    name: 'makes one of two fixes that touch',
    rules: [toyRule('toy/a', 'bad', { by: 'one' }), toyRule('toy/b', 'bad', { by: 'two' })],
    text: 'bad',
    fixed: 'one',
  },
  {
    name: 'gives up on fixes that chase each other',
    rules: [toyRule('toy/a', 'ping', { by: 'pong' }), toyRule('toy/b', 'pong', { by: 'ping' })],
    text: 'ping',
    fixed: 'pong',
    unsettled: ['toy/b'],
  },
  {
    name: 'leaves out a fix that breaks the file, and makes the others',
    rules: [toyRule('toy/a', 'bad', { by: '?' }), toyRule('toy/b', 'worse', { by: 'good' })],
    text: 'bad worse',
    fixed: 'bad good',
    unsettled: ['toy/a'],
  },
  {
    name: 'leaves what is suppressed',
    rules: [toyRule('toy/bad', 'bad', { by: 'good' })],
    text: 'bad # boltseal-disable-line toy/bad -- why\nbad',
    fixed: 'bad # boltseal-disable-line toy/bad -- why\ngood',
  },
];

describe('fixing to a fixed point', () => {
  for (const { name, rules, text, fixed, unsettled = [] } of cases) {
    it(name, async () => {
      const settings = resolved(await toyCatalog(rules));
      const outcome = fixToEnd(toySource(text), settings, readWords, { safeties: ['safe'], today: '2026-06-01' });
      assert.equal(outcome.text, fixed);
      assert.deepEqual(outcome.unsettled, unsettled);
    });
  }

  it('mends only what is wanted', async () => {
    const rules = [toyRule('toy/a', 'a', { by: 'x' }), toyRule('toy/b', 'b', { by: 'x', safety: 'unsafe' })];
    const settings = resolved(await toyCatalog(rules));
    const outcome = fixToEnd(toySource('a b'), settings, readWords, {
      safeties: ['safe', 'unsafe'],
      wanted: it => it.rule === 'toy/b',
      today: '2026-06-01',
    });
    assert.equal(outcome.text, 'a x');
    assert.deepEqual(outcome.applied, [{ rule: 'toy/b', title: 'Write x' }]);
  });
});
