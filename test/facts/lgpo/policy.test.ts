import assert from 'node:assert/strict';
import { languageOf } from '../../../server/src/engine/languages';
import { show } from '../../kit/events';
import { factsOf } from '../../kit/facts';

const table: readonly (readonly [text: string, ...writes: readonly string[]])[] = [
  [
    'Computer\nSOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service\nAllowBasic\nDWORD:1\n',
    'set HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service AllowBasic DWord=1',
  ],
  [
    '; remark\n\nComputer\nSoftware\\a\nb\nDWORD:0x0000000a\n\nUser\nSoftware\\a\nc\nSZ:text, more\n',
    'set HKLM\\Software\\a b DWord=10',
    'set HKCU\\Software\\a c String=text, more',
  ],
  ['Computer\nSoftware\\a\nb\nDELETE\n', 'delete HKLM\\Software\\a b =null'],
  ['Computer\nSoftware\\a\n*\nDELETEALLVALUES\n'],
  ['Computer\nSoftware\\a\nb\nMULTISZ:x\\0y\n', 'set HKLM\\Software\\a b MultiString=[x, y]'],
];

describe('texts of LGPO.exe', () => {
  for (const [text, ...writes] of table) {
    for (const own of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      it(JSON.stringify(own), async () => {
        const facts = await factsOf('registry.write', 'lgpo', own);
        assert.deepEqual(
          facts.map(it => `${it.action} ${it.hive}\\${it.key} ${it.name} ${it.type ?? ''}=${show(it.data)}`),
          writes,
        );
        for (const { data, setTo } of facts) {
          if (typeof (data.known && data.value) !== 'number') continue;
          assert.match(own.slice(data.span.start, data.span.end), /^(?:1|0x0000000a)$/);
          assert.equal(setTo?.(0)?.text, own.includes('0x') ? '0x00000000' : '0');
        }
      });
    }
  }

  it('are known by name and text', () => {
    assert.equal(languageOf('baseline/lgpo.txt', table[0]![0]), 'lgpo');
    assert.equal(languageOf('notes.txt', table[0]![0]), undefined);
    assert.equal(languageOf('policy.txt', 'Computer says no'), undefined);
  });
});
