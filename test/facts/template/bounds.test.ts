import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';

const lines = (line: (index: number) => string): string =>
  Array.from({ length: 40 }, (_, index) => line(index + 1)).join('\n');
const locals = (first: string, line: (index: number) => string): string =>
  `locals {\n  a0 = ${first}\n${lines(line)}\n}\nresource "x" "y" {\n  user_data = local.a40\n}\n`;

/** Values that double with each step. */
const cases: readonly (readonly [what: string, language: Language, text: string])[] = [
  ['lists', 'hcl', locals('[1, 2]', it => `a${it} = concat(local.a${it - 1}, local.a${it - 1})`)],
  ['texts', 'hcl', locals('"x y"', it => `a${it} = "\${local.a${it - 1}}\${local.a${it - 1}}"`)],
  ['objects', 'hcl', locals('{}', it => `a${it} = { a = local.a${it - 1}, b = local.a${it - 1} }`)],
  ['lists', 'bicep', `var a0 = [1]\n${lines(it => `var a${it} = [...a${it - 1}, ...a${it - 1}]`)}\n`],
  [
    'scripts',
    'bicep',
    `param p string\nvar a0 = '\${p} x'\n${lines(it => `var a${it} = '\${a${it - 1}}\${a${it - 1}}'`)}\nresource r 'A/b@1' = {\n  properties: { commandToExecute: a40 }\n}\n`,
  ],
  [
    'loops',
    'bicep',
    "resource r 'A/b@1' = [for a in range(0, 99): {\n  x: [for b in range(0, 99): [for c in range(0, 99): [for d in range(0, 99): d]]]\n}]\n",
  ],
  [
    'objects',
    'json',
    `{ "$schema": "deploymentTemplate.json", "variables": { "a0": {}, ${lines(it => `"a${it}": { "a": "[variables('a${it - 1}')]", "b": "[variables('a${it - 1}')]" },`)} "z": 1 }, "resources": [{ "properties": "[variables('a40')]" }] }`,
  ],
  ['themselves', 'bicep', 'var a = b\nvar b = a\n'],
  ['themselves', 'hcl', 'locals {\n  a = local.b\n  b = local.a\n}\n'],
];

describe('templates that would never end', () => {
  for (const [what, language, text] of cases) {
    it(`${language}: ${what}`, async () => {
      const read = await readerOf(language);
      const before = performance.now();
      assert.deepEqual(read({ path: 'x', language, text }).problems, []);
      assert.ok(performance.now() - before < 5000);
    });
  }
});
