import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';

/** Statements that are recognised, with what cannot be known of them; none where all that decides is known. */
const cases: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  registry: [
    ['param($p) Set-ItemProperty $p n 1', ['registry.write $p: a parameter without a known value']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X n $v', ['registry.write $v is not set here']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X $n 1', ['registry.write $n is not set here']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X n 1', []],
    ['Set-ItemProperty "C:\\$x" IsReadOnly 1', []],
    ['New-Item $path', []],
    ['New-Item "HKLM:\\SOFTWARE\\$x"', ['registry.write $x: $x is not set here']],
    ['reg add "HKLM\\SOFTWARE\\$x" /v n /d 1', ['registry.write $x: $x is not set here']],
    ['reg add HKLM\\SOFTWARE\\X /v n /d $d', ['registry.write $d is not set here']],
    ['reg query $x', []],
    ["[Microsoft.Win32.Registry]::SetValue($key, 'n', 1)", ['registry.write $key is not set here']],
  ],
};

describe('statements that cannot be known', () => {
  for (const [topic, rows] of Object.entries(cases)) {
    for (const [text, expected] of rows) {
      it(`${topic}: ${text}`, async () => {
        const read = await readerOf('powershell');
        const { facts } = read({ path: 'x.ps1', language: 'powershell', text });
        const open = facts.flatMap(it => (it.kind === 'unresolved' ? [`${it.fact.what} ${it.fact.why}`] : []));
        assert.deepEqual(open, expected);
      });
    }
  }
});
