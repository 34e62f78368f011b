import assert from 'node:assert/strict';
import { knownValue } from '../../../server/src/base/value';
import type { Command } from '../../../server/src/facts/command/command';
import { readOptions } from '../../../server/src/facts/download/curl';
import { read } from '../../../server/src/facts/powershell/file';

const commandOf = (text: string): Command => {
  const found = read({ path: 'x.ps1', language: 'powershell', text }).facts.find(it => it.kind === 'command');
  assert.ok(found?.kind === 'command');
  return found.fact;
};

describe('options of curl and wget', () => {
  /** Command line, options with their values, operands. */
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['curl.exe -o a.zip https://x/a', { '-o': 'a.zip' }, ['https://x/a']],
    ['curl.exe -fsSLo a.zip https://x/a', { '-f': '', '-s': '', '-S': '', '-L': '', '-o': 'a.zip' }, ['https://x/a']],
    ['curl.exe -LO https://x/a -k', { '-L': '', '-O': '', '-k': '' }, ['https://x/a']],
    ['curl.exe --output a.zip --insecure https://x/a', { '--output': 'a.zip', '--insecure': '' }, ['https://x/a']],
    ['curl.exe -H "A: -k" -u me:pw https://x/a', { '-H': 'A: -k', '-u': 'me:pw' }, ['https://x/a']],
    ['curl.exe -K k.txt', { '-K': 'k.txt' }, []],
    ['wget.exe -qO a.zip https://x/a', { '-q': '', '-O': 'a.zip' }, ['https://x/a']],
    ['wget.exe --output-document=a.zip https://x/a', { '--output-document': 'a.zip' }, ['https://x/a']],
  ];
  for (const [line, options, operands] of cases) {
    it(line, () => {
      const read = readOptions(commandOf(line));
      const given = [...read.given].map(([name, it]) => [name, it.value ? knownValue(it.value) : '']);
      assert.deepEqual(Object.fromEntries(given), options);
      assert.deepEqual(
        read.operands.map(it => knownValue(it.value)),
        operands,
      );
    });
  }

  it('points at the letter of a cluster', () => {
    const line = 'curl.exe -sk https://x/a';
    const { at } = readOptions(commandOf(line)).given.get('-k')!;
    assert.equal(line.slice(at.start, at.end), 'k');
  });
});
