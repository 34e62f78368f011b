import assert from 'node:assert/strict';
import fc from 'fast-check';
import { member, members, parseStrictJson } from '../../server/src/trust/strict-json';
import { cpuTime } from '../kit/cpu';

const parse = (text: string, depth?: number) =>
  parseStrictJson(Buffer.from(text), depth === undefined ? {} : { depth });

describe('trust: strict JSON', () => {
  const good = [
    ...['{}', '[]', '0', '-0', '1e3', 'null', 'true', '"a"', '""', ' \t\r\n{ "a" : [ 1 , 2 ] } '],
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '{"a":"a","b":"a"}',
    '["a","a"]',
    '{"a":["b","b",{"b":1}],"b":2}',
    '{"a\\"b":1,"a":"\\\\","b":"{\\"a\\":1,\\"a\\":2}"}',
    '{"":1," ":2}',
    '"\\ud83d\\ude00"',
    '{"constructor":1,"hasOwnProperty":2}',
    '"[[[[{{{{"',
  ];
  for (const text of good) it(`reads ${text}`, () => assert.deepEqual(parse(text, 4), { value: JSON.parse(text) }));

  const bad: readonly (readonly [text: string, error: string])[] = [
    ['', 'is not valid JSON'],
    ['{', 'is not valid JSON'],
    ['{"a":1}{', 'is not valid JSON'],
    ['{"a":1}]', 'is not valid JSON'],
    ["{'a':1}", 'is not valid JSON'],
    ['{"a":1,}', 'is not valid JSON'],
    ['[01]', 'is not valid JSON'],
    ['NaN', 'is not valid JSON'],
    ['"a', 'is not valid JSON'],
    ['"\\', 'is not valid JSON'],
    ['"\\x41"', 'is not valid JSON'],
    ['"\n"', 'is not valid JSON'],
    ['\ufeff{}', 'is not valid JSON'],
    ['/**/{}', 'is not valid JSON'],
    ['{"a":1,"a":1}', 'has the member "a" twice'],
    ['{"a":1,"\\u0061":1}', 'has the member "a" twice'],
    ['{"a":{},"b":[],"a":1}', 'has the member "a" twice'],
    ['{"x":[{"a":{"b":1},"a":2}]}', 'has the member "a" twice'],
    ['{"é":1,"\\u00e9":1}', 'has the member "é" twice'],
    ['{"":1,"":2}', 'has the member "" twice'],
    ['{"__proto__":{}}', 'has a member `__proto__`'],
    ['{"__prot\\u006f__":{}}', 'has a member `__proto__`'],
    ['"\\ud800"', 'has half of a surrogate pair in a string'],
    ['{"\\udc00\\ud800":1}', 'has half of a surrogate pair in a string'],
    ['[[[[[]]]]]', 'is nested deeper than 4 levels'],
    ['{"a":{"a":{"a":{"a":{}}}}}', 'is nested deeper than 4 levels'],
  ];
  for (const [text, error] of bad)
    it(`refuses ${JSON.stringify(text)}`, () => assert.deepEqual(parse(text, 4), { error }));

  it('refuses what is not UTF-8, and what is too large', () => {
    const latin = Uint8Array.of(0x22, 0xe9, 0x22);
    assert.deepEqual(parseStrictJson(latin), { error: 'is not valid UTF-8' });
    const overlong = Uint8Array.of(0x22, 0xc0, 0x80, 0x22);
    assert.deepEqual(parseStrictJson(overlong), { error: 'is not valid UTF-8' });
    const surrogate = Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22);
    assert.deepEqual(parseStrictJson(surrogate), { error: 'is not valid UTF-8' });
    assert.deepEqual(parseStrictJson(Buffer.from('[1]'), { bytes: 2 }), { error: 'is larger than 2 bytes' });
    assert.deepEqual(parseStrictJson(Buffer.from('[1]'), { bytes: 3 }), { value: [1] });
  });

  it('has a depth of 64 unless told', () => {
    assert.ok('value' in parse(`${'['.repeat(64)}${']'.repeat(64)}`));
    assert.ok('error' in parse(`${'['.repeat(65)}${']'.repeat(65)}`));
  });

  it('reads what JSON.parse reads, and nothing else', () => {
    const value = fc.jsonValue({ maxDepth: 6, noUnicodeString: false });
    fc.assert(
      fc.property(value, fc.nat(3), (any, indent) => {
        const text = JSON.stringify(any, undefined, indent);
        const parsed = parse(text);
        if (text.includes('"__proto__"')) assert.ok('error' in parsed);
        else if (/\p{Surrogate}|\\ud[89a-f]/iu.test(text)) return;
        else assert.deepEqual(parsed, { value: JSON.parse(text) });
      }),
    );
    fc.assert(
      fc.property(value, fc.nat(), fc.constantFrom(...'{}[]",:\\01a \n'), (any, place, character) => {
        const text = JSON.stringify(any);
        const at = place % text.length;
        const broken = (text.slice(0, at) + character + text.slice(at + 1)).replaceAll(/\p{Surrogate}/gu, '');
        const parsed = parse(broken);
        if ('value' in parsed) assert.deepEqual(parsed.value, JSON.parse(broken));
      }),
    );
  });

  it('finds each name that is there twice', () => {
    const name = fc.constantFrom('a', 'b', '\\u0061', 'A', '\\\\', '\\"', '"'.repeat(0));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), fc.boolean(), (names, inArray) => {
        const object = `{${names.map(each => `"${each}":{"a":"a"}`).join(',')}}`;
        const twice = new Set(names.map(each => JSON.parse(`"${each}"`))).size < names.length;
        assert.equal('error' in parse(inArray ? `[${object},${object}]` : object), twice);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    for (const text of [
      '['.repeat(1_000_000),
      `${'"'.repeat(1_000_000)}`,
      `"${'\\'.repeat(1_000_000)}`,
      `"${'a'.repeat(4_000_000)}"`,
      `"${'\\n'.repeat(2_000_000)}"`,
      `{${Array.from({ length: 100_000 }, (_, index) => `"${index}":1`).join(',')}}`,
      '{"a":'.repeat(200_000),
    ]) {
      assert.ok(cpuTime(() => parse(text)) < 4000, text.slice(0, 20));
    }
  });

  it('gives members that an object has itself', () => {
    assert.equal(member({ a: 1 }, 'a'), 1);
    assert.equal(member({}, 'constructor'), undefined);
    assert.equal(member([1], '0'), undefined);
    assert.equal(member(null, 'a'), undefined);
    assert.equal(members('text'), undefined);
  });
});
