import assert from 'node:assert/strict';
import { languageOf } from '../../../server/src/engine/languages';
import { check, fixAll } from '../../kit/check';
import { mark, unmark } from '../../kit/marked';
import { allRules } from '../../kit/rules';

/** A way of writing something. */
export interface Way {
  readonly name: string;
  readonly file: string;
  /** `«` and `»` enclose the exact ranges of the findings. */
  readonly text: string;
  /** The rules that find something, in the order of the findings; none for a near miss. */
  readonly rules?: string;
  /** The text after every first fix. */
  readonly fixed?: string;
}

const rules = allRules().filter(it => !it.optIn);

/** Reads each way as its file's name and text tell, in LF and CRLF, by all rules. Hints are not looked at. */
export function tryWays(title: string, ways: readonly Way[]): void {
  describe(title, () => {
    for (const way of ways) {
      for (const [ending, wear] of [
        ['LF', (text: string) => text],
        ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
      ] as const) {
        it(`${way.name}, ${ending}`, async () => {
          const { code, spans } = unmark(wear(way.text));
          const language = languageOf(way.file, code);
          assert.ok(language, 'the file is not read');
          const { findings, problems } = await check(rules, language, code, { file: way.file });
          const shown = findings.filter(it => it.severity !== 'info');
          assert.deepEqual(problems, []);
          assert.equal(
            mark(
              code,
              shown.map(it => it.span),
            ),
            mark(code, spans),
            shown.map(it => `${it.rule}: ${it.message}`).join('\n'),
          );
          assert.equal(shown.map(it => it.rule).join(' '), way.rules ?? '');
          if (way.fixed !== undefined) assert.equal(fixAll(code, shown), wear(way.fixed));
        });
      }
    }
  });
}
