import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { isList, textOf } from '../../../server/src/base/value';
import { read } from '../../../server/src/facts/registry/file';
import type { RegistryWrite } from '../../../server/src/facts/registry/write';

const writes = (text: string): readonly RegistryWrite[] =>
  read({ path: 'x.reg', language: 'registry', text }).facts.flatMap(it =>
    it.kind === 'registry.write' ? [it.fact] : [],
  );

const head = 'Windows Registry Editor Version 5.00\r\n\r\n';

const show = (it: RegistryWrite): string => {
  const data = it.data.known ? it.data.value : undefined;
  const text = isList(data) ? data.items.map(textOf).join('|') : it.data.known ? String(data) : '?';
  return `${it.action} ${it.hive}\\${it.key} ${it.name}=${text} ${it.type ?? ''}`.trim();
};

describe('.reg files', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['[HKEY_LOCAL_MACHINE\\A]\r\n"Enabled"=dword:00000001', ['set HKLM\\A Enabled=1 DWord']],
    ['[HKEY_LOCAL_MACHINE\\A B]\n@="x \\"y\\" c:\\\\z"\n', ['set HKLM\\A B =x "y" c:\\z String']],
    ['[HKLM\\RC4 128/128]\n"Enabled" = dword:FFFFFFFF ; on', ['set HKLM\\RC4 128/128 Enabled=4294967295 DWord']],
    ['[-HKEY_CURRENT_USER\\A]', ['delete HKCU\\A =null']],
    ['[HKCU\\A]\n"x"=-\n"y"=hex:01,02', ['delete HKCU\\A x=null', 'set HKCU\\A y=? Binary']],
    [
      '[HKLM\\A]\n"l"=hex(7):61,00,62,00,00,\\\n  00,63,00,00,00,00,00\n"n"=dword:0',
      ['set HKLM\\A l=ab|c MultiString', 'set HKLM\\A n=0 DWord'],
    ],
    ['[HKLM\\A]\n"e"=hex(2):25,00,78,00,00,00', ['set HKLM\\A e=%x String'.replace('String', 'ExpandString')]],
    ['[HKLM\\A]\n"d"=hex(4):01,00,00,80', ['set HKLM\\A d=2147483649 DWord']],
    ['; "x"=dword:1\n[HKLM\\A]\n;"y"=dword:1\n', []],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(writes(head + text).map(show), expected));
  }

  it('points at what is written, in files with a byte-order mark too', () => {
    const text = `\uFEFF${head}[HKEY_LOCAL_MACHINE\\A]\r\n"Enabled"=dword:00000001\r\n`;
    const [write] = writes(text);
    assert.equal(text.slice(write!.keySpan.start, write!.keySpan.end), 'HKEY_LOCAL_MACHINE\\A');
    assert.equal(text.slice(write!.data.span.start, write!.data.span.end), 'dword:00000001');
    assert.equal(applyEdits(text, [write!.setTo!(0)!]), text.replace('00000001', '00000000'));
    assert.equal(applyEdits(text, [write!.setTo!(2800)!]), text.replace('00000001', '00000af0'));
  });

  it('tells of errors and goes on', () => {
    const text = 'REGEDIT4\n[HKLM\\A\n"x"=dword:1\n"y\n"z=1\nwhat\n"s"="open\n"t"=dword:2\n';
    const reading = read({ path: 'x.reg', language: 'registry', text });
    assert.equal(reading.problems.length, 5);
    assert.deepEqual(
      writes(text).map(show),
      ['set HKLM\\A x=1 DWord', 'set HKLM\\A s=? ', 'set HKLM\\A t=2 DWord'].map(it => it.trim()),
    );
    assert.deepEqual(read({ path: 'x.reg', language: 'registry', text: '"a"=dword:1' }).problems.length, 1);
  });

  it('reads any text', () => {
    for (const text of [
      '',
      '[',
      ']',
      '"',
      '@',
      '@=',
      '"a"=',
      '"a"=hex:',
      '"a"=hex(',
      '[HKLM]\n"a"="',
      '\\',
      '[-]',
      '[HKLM]\n"a"=hex:00,\\',
    ])
      read({ path: 'x.reg', language: 'registry', text });
  });
});
