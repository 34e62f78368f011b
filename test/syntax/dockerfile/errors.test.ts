import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../server/src/syntax/dockerfile';

/** A file and the errors in it, each as code and text at fault. */
const cases: readonly (readonly [text: string, errors: readonly (readonly [string, string])[]])[] = [
  ['', []],
  ['# only a comment', []],
  ['ARG A\nFROM x:$A\nRUN a', []],
  ['FROM x\nRUNN a', [['unknown-instruction', 'RUNN']]],
  ['RUN a\nUSER b', [['no-stage', 'RUN']]],
  ['FROM', [['missing-argument', 'FROM']]],
  ['FROM x y', [['bad-argument', 'x y']]],
  ['FROM x # why', [['bad-argument', 'x # why']]],
  ['FROM x AS y z', [['bad-argument', 'x AS y z']]],
  ['FROM x\nENV', [['missing-argument', 'ENV']]],
  ['FROM x\nENV A', [['bad-argument', 'A']]],
  ['FROM x\nENV A=1 B', [['bad-argument', 'B']]],
  ['FROM x\nLABEL a', [['bad-argument', 'a']]],
  ['FROM x\nARG', [['missing-argument', 'ARG']]],
  ['FROM x\nCOPY a', [['missing-argument', 'COPY a']]],
  ['FROM x\nEXPOSE', [['missing-argument', 'EXPOSE']]],
  ['FROM x\nUSER', [['missing-argument', 'USER']]],
  ['FROM x\nSHELL pwsh', [['bad-argument', 'pwsh']]],
  ['FROM x\nSHELL []', [['missing-argument', 'SHELL []']]],
  ['FROM x\nCMD ["a", 1]', [['bad-argument', '["a", 1]']]],
  ['FROM x\nHEALTHCHECK CMD', [['missing-argument', 'HEALTHCHECK CMD']]],
  ['FROM x\nHEALTHCHECK a', [['missing-argument', 'HEALTHCHECK a']]],
  ['FROM x\nONBUILD FROM y', [['bad-argument', 'FROM']]],
  ['FROM x\nONBUILD RUNN y', [['unknown-instruction', 'RUNN']]],
  ['FROM x\nONBUILD', [['missing-argument', 'ONBUILD']]],
  ['# escape=a\nFROM x', [['bad-directive', 'a']]],
  ['# escape=`\n# escape=`\nFROM x', [['bad-directive', '# escape=`']]],
  [
    'FROM x\nRUN <<E\na',
    [
      ['unterminated-heredoc', '<<E'],
      ['unknown-instruction', 'a'],
    ],
  ],
  // What BuildKit takes.
  ['FROM x\nCMD ["C:\\a"]', []],
  ['FROM x\nRUN --unheard=of a', []],
  ['FROM x\nHEALTHCHECK NONE', []],
  ['FROM x\nENV A=', []],
  ['FROM x\nCMD', []],
  ['# syntax=example/dockerfile-x\nFROM x\nINCLUDE y', []],
  // Templates are no Dockerfiles yet.
  ['FROM {{ .Image }} AS x y', []],
  ['{{ if true }}\nFROM x\n{{ end }}', []],
  ['FROM x\n{% include "y" %}\nRUNN', []],
  ['FROM %%BASE%% z\nRUNN', []],
];

describe('Dockerfile errors', () => {
  for (const [text, errors] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(
        parseDockerfile(text).errors.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
        errors,
      );
    });
  }

  it('knows templates by their text and by their name', () => {
    assert.equal(parseDockerfile('FROM {{ x }}').template, true);
    assert.equal(parseDockerfile('FROM x\nRUN docker ps --format "{{.ID}}"').template, false);
    assert.equal(parseDockerfile('FROM x\nesac', 'a/Dockerfile.template').errors.length, 0);
    assert.equal(parseDockerfile('FROM x\nesac', 'a/Dockerfile').errors.length, 1);
  });
});
