import assert from 'node:assert/strict';
import { MappedText } from '../../server/src/base/mapped-text';
import type { Way } from '../../server/src/facts/fact';
import { readPowerShell } from '../../server/src/facts/powershell/script';
import { standing } from '../../server/src/facts/settings/last';

const encode = (text: string): string => text;
const eventsOf = (text: string): number =>
  readPowerShell(MappedText.whole(text), { os: 'windows', runs: 'script', encode }).events.length;
const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('work grows with the length of a script, and no faster', () => {
  /** Scripts of n statements each. */
  const shapes: Readonly<Record<string, (n: number) => string>> = {
    'a function called by every line': n =>
      `function F($a) { if ($x) { netsh add $a }; Stop-Service $a }\n${times(n, i => `F 'name${i}'`)}`,
    'conditions one after the other': n => times(n, i => `if ($x -eq ${i}) { Stop-Service s${i} } else { netsh ${i} }`),
    'a list that each line is walked for': n =>
      `$l = ${times(100, i => `'s${i}',`)} 'x'\n${times(n, () => '$l | ForEach-Object { Stop-Service $_ }')}`,
    'loops in loops': n =>
      `for ($i = 0; $i -lt 250; $i++) { for ($j = 0; $j -lt 250; $j++) {\n${times(n, i => `netsh $i $j ${i}`)}\n} }`,
  };
  for (const [name, make] of Object.entries(shapes)) {
    it(name, () => {
      const [once, twice] = [make(400), make(800)];
      const [few, many] = [eventsOf(once), eventsOf(twice)];
      assert.ok(many <= 2.1 * few, `${few} events, then ${many}`);
      assert.ok(many <= 50_000 + twice.length, `${many} events of ${twice.length} characters`);
    });
  }

  it('looks at each of many statements about one thing a few times', () => {
    const looks = (count: number): number => {
      let looked = 0;
      const statements = Array.from({ length: count }, (_, i) => {
        const way: Way = {};
        const place = {
          os: 'windows',
          runs: 'script',
          encode,
          get way(): Way {
            looked++;
            return way;
          },
        } as const;
        return { span: { start: i, end: i + 1 }, place, value: i };
      });
      const kept = standing(
        statements,
        () => 'the same',
        it => it.value,
      );
      assert.equal(kept.length, count);
      return looked;
    };
    assert.equal(looks(2_000), 2 * looks(1_000));
  });
});
