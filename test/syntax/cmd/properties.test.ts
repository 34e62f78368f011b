import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MappedText } from '../../../server/src/base/mapped-text';
import { commandsOf, nestedShell, nestedShellOf, parseCmd, undoQuotes } from '../../../server/src/syntax/cmd';
import { assertMapped, eachSpan } from '../dockerfile/helpers';

const pieces = [
  ...[
    'a',
    'if ',
    'not ',
    'exist ',
    'else ',
    'for ',
    "for /f %%i in ('",
    "') do ",
    '%%i ',
    '%i',
    'in (',
    'do ',
    'set X=',
    'rem ',
    '::',
    ':l',
    '@',
    'call ',
  ],
  ...[
    '(',
    ')',
    '"',
    '^',
    '&',
    '&&',
    '|',
    '||',
    '>',
    '2>&1',
    '<',
    '%',
    '%X%',
    '!',
    '!X!',
    '%~dp0',
    '%1',
    '=',
    '==',
    ',',
    ';',
  ],
  ...[' ', '\t', '\n', '\r\n', '\r', '\v', '\u00a0', '^\n', '\\', '\\"', '""', 'é', '😀', '\0'],
  ...['powershell ', 'pwsh -c ', 'cmd /c ', '-Command ', '-enc ', '-File ', 'YQBiAA== ', '-', 'start '],
];
const script = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('any cmd script', () => {
  it('is read without throwing, every place within the text and every literal where it says', () => {
    fc.assert(
      fc.property(script, fc.boolean(), (text, batch) => {
        const parsed = parseCmd(text);
        const host = MappedText.whole(text);
        eachSpan(parsed, span => {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        });
        for (const command of commandsOf(parsed)) {
          assert.ok(command.words.length > 0);
          for (const word of command.words) {
            assert.equal(word.parts.map(part => part.text).join(''), word.parts.length > 0 ? word.text : '');
          }
          const shell = nestedShell(host, command, batch);
          if (shell?.script) assertMapped(shell.script, text);
        }
        assertMapped(undoQuotes(host), text);
        nestedShellOf([MappedText.whole('powershell'), host, host]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read in linear time', () => {
    const shapes = [
      '(',
      ')',
      'if a==b ',
      '(a & ',
      'for %%i in (',
      'for ',
      "for /f %%a in ('b ^| c') do d\n",
      "for /f %%a in ('",
      '"',
      '^',
      '^\n',
      ' ',
      '%',
      '!a',
      '%a',
      '@',
      '& ',
      '> ',
      'set "a=',
      '\\',
      '"" ',
    ];
    for (const shape of shapes) {
      const text = `powershell -c ${shape.repeat(200_000 / shape.length)}`;
      const start = performance.now();
      for (const each of [text, text.slice(14)]) {
        const host = MappedText.whole(each);
        for (const command of [...commandsOf(parseCmd(each))].slice(0, 3)) nestedShell(host, command);
      }
      const took = performance.now() - start;
      assert.ok(took < 2500, `${JSON.stringify(shape)} took ${took.toFixed(0)} ms`);
    }
  });
});
