import { strict as assert } from 'node:assert';
import { parsePowerShell, tokenize } from '../../../server/src/syntax/powershell/index';
import { printTree } from '../../../server/src/syntax/powershell/print';
import { fragments } from './fragments';

/** How many characters the parser looks at: every look counts one, a search or a slice as many as it passes over. */
function work(text: string): number {
  let count = 0;
  const counting = {
    length: text.length,
    charCodeAt(at: number): number {
      count++;
      return text.charCodeAt(at);
    },
    codePointAt: (at: number) => text.codePointAt(at),
    slice(start: number, end: number): string {
      const slice = text.slice(start, end);
      count += slice.length;
      return slice;
    },
    indexOf(wanted: string, from: number): number {
      const at = text.indexOf(wanted, from);
      count += (at < 0 ? text.length : at) - from;
      return at;
    },
    startsWith: (wanted: string, from: number) => text.startsWith(wanted, from),
  };
  const characters = new Proxy(counting, {
    get: (target, key) => (typeof key === 'string' && /^\d+$/.test(key) ? text[Number(key)] : Reflect.get(target, key)),
  });
  parsePowerShell(characters as unknown as string);
  return count;
}

describe('PowerShell: work and depth', () => {
  for (const fragment of fragments) {
    const name = JSON.stringify(fragment);
    it(`is linear in repetitions of ${name}`, () => {
      const less = work(fragment.repeat(400));
      const more = work(fragment.repeat(1600));
      assert.ok(more <= 5 * less + 2000, `${less} looks for 400, ${more} for 1600`);
    });

    it(`bounds the depth of ${name}`, () => {
      const text = fragment.repeat(20_000);
      printTree(parsePowerShell(text).script);
      assert.equal(tokenize(text).at(-1)?.end, text.length);
    });
  }

  it('gives up with one error where brackets nest too deeply', () => {
    const { errors } = parsePowerShell(`Get-A\n${'('.repeat(100_000)}`);
    assert.deepEqual(
      errors.map(it => it.message),
      ['The script nests too deeply; the rest is not read.'],
    );
  });

  it('reads a long concatenation', () => {
    const { errors } = parsePowerShell(`$x = ${Array(900).fill("'a'").join(' +\n ')}`);
    assert.deepEqual(errors, []);
  });
});
