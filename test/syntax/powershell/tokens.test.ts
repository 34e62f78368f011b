import { strict as assert } from 'node:assert';
import { tokenize } from '../../../server/src/syntax/powershell/index';

/** The kinds and texts of the tokens that are not white space. */
const kinds = (text: string): string[] =>
  tokenize(text)
    .filter(it => it.kind !== 'space')
    .map(it => `${it.kind} ${JSON.stringify(text.slice(it.start, it.end))}`);

describe('PowerShell: tokens', () => {
  it('tell a command from its arguments', () => {
    assert.deepEqual(kinds('New-Item -Path:"a $b" c 1 # d'), [
      'command "New-Item"',
      'parameter "-Path:"',
      'string "\\"a "',
      'variable "$b"',
      'string "\\""',
      'word "c"',
      'number "1"',
      'comment "# d"',
    ]);
  });

  it('tell operators, members and types', () => {
    assert.deepEqual(kinds('$x = [Net.A]::B -bor `\r\n 3'), [
      'variable "$x"',
      'operator "="',
      'type "[Net.A]"',
      'operator "::"',
      'member "B"',
      'operator "-bor"',
      'continuation "`\\r\\n"',
      'number "3"',
    ]);
  });

  it('tell keywords from commands', () => {
    assert.deepEqual(kinds('if (a) { end }\r\nbegin { }'), [
      'keyword "if"',
      'punctuation "("',
      'command "a"',
      'punctuation ")"',
      'punctuation "{"',
      'command "end"',
      'punctuation "}"',
      'newline "\\r\\n"',
      'keyword "begin"',
      'punctuation "{"',
      'punctuation "}"',
    ]);
  });

  it('keep text that the parser skipped', () => {
    assert.deepEqual(kinds('a )\nb'), ['command "a"', 'unknown ")"', 'newline "\\n"', 'command "b"']);
  });

  it('are none for an empty script', () => {
    assert.deepEqual(tokenize(''), []);
  });
});
