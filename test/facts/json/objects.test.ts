import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { check } from '../../kit/check';
import { unmark } from '../../kit/marked';
import { allRules } from '../../kit/rules';

/** Templates, anchors, words and texts that only YAML has. */
const onlyYaml = /\{\{|&|<<:|[|>][-+]?\n|: (?:yes|on|off|no)\b|\\/i;

/** Objects of Kubernetes out of the examples, one to a file. */
const examples = allRules().flatMap(rule =>
  rule.bad.flatMap((example, index) => {
    const { code } = unmark(example.code);
    if (example.language !== 'yaml' || onlyYaml.test(code) || example.file) return [];
    const [document, ...others] = parseAllDocuments(code).map(it => it.toJS() as { apiVersion?: unknown });
    return document?.apiVersion && others.length === 0 ? [{ rule, index, example, code, document }] : [];
  }),
);

describe('objects of Kubernetes in JSON', () => {
  for (const { rule, index, example, code, document } of examples) {
    it(`${rule.name}, bad ${index + 1}`, async () => {
      const inYaml = await check([rule], 'yaml', code, example);
      const { findings, problems } = await check([rule], 'json', JSON.stringify(document, undefined, 2), example);
      assert.deepEqual(problems, []);
      assert.deepEqual(findings.map(it => it.messageId).sort(), inYaml.findings.map(it => it.messageId).sort());
      // What a fix inserts is written for YAML.
      assert.deepEqual(
        findings.flatMap(it => it.fixes),
        [],
      );
    });
  }
});
