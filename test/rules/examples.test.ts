import assert from 'node:assert/strict';
import type { AnyRule, Example } from '../../server/src/rules/rule';
import { check, fixAll } from '../kit/check';
import { mark, unmark } from '../kit/marked';
import { allRules } from '../kit/rules';

/** The ways in which every example is tried. */
const dresses: readonly { readonly name: string; readonly wear: (text: string) => string }[] = [
  { name: 'LF', wear: text => text },
  { name: 'CRLF', wear: text => text.replace(/\r?\n/g, '\r\n') },
  { name: 'BOM', wear: text => `\uFEFF${text}` },
];

const rules = allRules();
const byName = new Map(rules.map(rule => [rule.name, rule]));

describe('rule examples', () => {
  for (const rule of rules) {
    describe(rule.name, () => {
      rule.bad.forEach((example, index) => {
        for (const { name, wear } of dresses) {
          it(`bad ${index + 1}, ${name}`, () => flags(rule, example, wear));
        }
      });
      rule.good.forEach((example, index) => {
        for (const { name, wear } of dresses) {
          it(`good ${index + 1}, ${name}`, async () => {
            const { findings, problems } = await check([rule], example.language, wear(example.code), example);
            assert.deepEqual(problems, []);
            assert.deepEqual(
              findings.map(it => it.message),
              [],
            );
          });
        }
      });
    });
  }
});

async function flags(rule: AnyRule, example: Example, wear: (text: string) => string): Promise<void> {
  const { code, spans } = unmark(wear(example.code));
  const { findings, problems } = await check([rule], example.language, code, example);
  assert.deepEqual(problems, [], 'the example does not parse');
  assert.equal(
    mark(
      code,
      findings.map(it => it.span),
    ),
    mark(code, spans),
  );
  for (const finding of findings) assert.doesNotMatch(finding.message, /\{\w+\}/, 'a hole of the message is empty');
  if (example.fixed === undefined) {
    assert.deepEqual(
      findings.flatMap(it => it.fixes.map(fix => fix.title)),
      [],
      'there is a fix: state `fixed`',
    );
    return;
  }
  const fixed = fixAll(code, findings);
  assert.equal(fixed, wear(example.fixed));
  const again = await check([rule], example.language, fixed, example);
  assert.deepEqual(again.problems, [], 'the fixed text does not parse');
  const left = findings.filter(it => it.fixes.length === 0).length;
  assert.equal(again.findings.length, left, `the fix leaves: ${again.findings.map(it => it.message).join('; ')}`);
  const others = [...byName.values()].filter(it => it.name !== rule.name);
  const before = await check(others, example.language, code, example);
  const after = await check(others, example.language, fixed, example);
  const known = new Set(before.findings.map(it => `${it.rule} ${it.message}`));
  assert.deepEqual(
    // A hint about the new text, such as a tag without a digest, is no fault of the fix.
    after.findings
      .filter(it => it.severity !== 'info')
      .map(it => `${it.rule} ${it.message}`)
      .filter(it => !known.has(it)),
    [],
    'the fix adds findings',
  );
}
