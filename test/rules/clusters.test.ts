import assert from 'node:assert/strict';
import { check, fixAll } from '../kit/check';
import { mark, unmark } from '../kit/marked';
import { allRules } from '../kit/rules';
import { clusterWays } from './clusters.data';

/** Ways in which the files of a cluster make mistakes that scripts make too, with the text after the first fixes. */
describe('mistakes of clusters', () => {
  const rules = new Map(allRules().map(rule => [rule.name, rule]));
  for (const [name, { bad, good }] of Object.entries(clusterWays)) {
    const rule = rules.get(name)!;
    const findings = async (text: string) => (await check([rule], 'yaml', text)).findings;
    for (const wear of [(text: string) => text, (text: string) => text.replace(/\n/g, '\r\n')]) {
      for (const [index, [marked, fixed]] of bad.entries()) {
        it(`${name}: bad ${index + 1}`, async () => {
          const { code, spans } = unmark(wear(marked));
          const found = await findings(code);
          assert.equal(
            mark(
              code,
              found.map(it => it.span),
            ),
            mark(code, spans),
          );
          assert.equal(fixAll(code, found), wear(fixed ?? code.replace(/\r/g, '')));
        });
      }
      for (const [index, text] of good.entries()) {
        it(`${name}: good ${index + 1}`, async () => {
          assert.deepEqual(
            (await findings(wear(text))).map(it => it.message),
            [],
          );
        });
      }
    }
  }
});
