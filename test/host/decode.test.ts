import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, type Encoding, encode } from '../../server/src/host/decode';

const encodings: readonly Encoding[] = [
  { name: 'utf-8', mark: false },
  { name: 'utf-8', mark: true },
  { name: 'utf-16le', mark: true },
  { name: 'utf-16be', mark: true },
];
const script = 'Write-Host "Grüße €"\r\n# 漢字\r\n';

describe('decoding', () => {
  for (const encoding of encodings) {
    it(`reads and writes ${encoding.name}${encoding.mark ? ' with a mark' : ''}`, () => {
      assert.deepEqual(decode(encode(script, encoding)!), { text: script, encoding });
    });
  }

  for (const name of ['utf-16le', 'utf-16be'] as const) {
    it(`knows ${name} without a mark by its zeros`, () => {
      const text = 'Set-Location C:\\app\r\nGet-ChildItem\r\n';
      const encoding = { name, mark: false };
      assert.deepEqual(decode(encode(text, encoding)!), { text, encoding });
    });
  }

  it('reads what is no UTF-8 as Windows-1252, and gives every byte back', () => {
    const bytes = Uint8Array.from({ length: 255 }, (_, at) => at + 1);
    const decoded = decode(bytes);
    assert.ok('text' in decoded);
    assert.equal(decoded.encoding.name, 'windows-1252');
    assert.ok(decoded.text.includes('€'));
    assert.deepEqual([...encode(decoded.text, decoded.encoding)!], [...bytes]);
  });

  it('will not write what the encoding has no letter for', () => {
    assert.equal(encode('漢', { name: 'windows-1252', mark: false }), undefined);
  });

  const unread: readonly (readonly [name: string, bytes: readonly number[], reason: string])[] = [
    ['zero bytes', [0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00], 'binary'],
    ['half a letter of UTF-16', [0xff, 0xfe, 0x41], 'undecodable'],
    ['wrong UTF-8 after a mark', [0xef, 0xbb, 0xbf, 0xff], 'undecodable'],
  ];
  for (const [name, bytes, reason] of unread) {
    it(`refuses ${name}`, () => {
      const decoded = decode(Uint8Array.from(bytes));
      assert.equal('reason' in decoded && decoded.reason, reason);
    });
  }

  it('never throws, and what it reads it can write', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), bytes => {
        const decoded = decode(bytes);
        if ('text' in decoded) assert.deepEqual([...encode(decoded.text, decoded.encoding)!], [...bytes]);
      }),
    );
  });
});
