import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseBicep } from '../../../server/src/syntax/bicep/parse';
import { isPlaced, showExpression } from '../../kit/expression';

const values: readonly (readonly [source: string, shown: string])[] = [
  ["'it\\'s \\${x} \\u{41}\\n'", "'it's ${x} A\n'"],
  ["'a${b}c'", "'a{b}c'"],
  ["''", "''"],
  ["'''\na 'b' ${c}\n'''", "'a 'b' ${c}\n'"],
  ["'''x''''", "'x''"],
  ["$'''a ${b}'''", "'a {b}'"],
  ["[\n  1\n  'a'\n]", "[1 'a']"],
  ['[1, 2]', '[1 2]'],
  ["{\n  a: 1\n  'b-c': 2 // two\n  '${d}': 3\n}", "{a=1 'b-c'=2 '{d}'=3}"],
  ['{ a: 1, b: { c: 2 } }', '{a=1 b={c=2}}'],
  ['{\n  ...base\n  a: 1\n}', '{a=1 ...}'],
  ['[...a, b]', '[a[*] b]'],
  ['a.b!.c[0].?d[?1]', 'a.b.c[0].d[1]'],
  ['a::b.id', 'a.b.id'],
  ["sys.concat('a', b)", "sys.concat('a' b)"],
  ['resourceGroup().location', 'resourceGroup().location'],
  ["empty(a) ? 'b' : 'c'", "(if empty(a) 'b' 'c')"],
  ["empty(a)\n  ? 'b'\n  : 'c'", "(if empty(a) 'b' 'c')"],
  ['a ?? b && !c', '(?? a (&& b (! c)))'],
  ['a\n  && b', '(&& a b)'],
  ['[for(x,i) in y: x]', '(for i,x in y: x)'],
  ['[for x in y: x]', '(for x in y: x)'],
  ['[for (x, i) in range(0, 3): {\n  a: i\n}]', '(for i,x in range(0 3): {a=i})'],
  ['[for x in y: if (x.on) {\n  a: 1\n}]', '(for x in y: (if x.on {a=1}))'],
  ['map(a, x => x.b)', 'map(a ?)'],
  ['reduce(a, 0, (x, y) => x + y)', 'reduce(a 0 ?)'],
];

const files: readonly (readonly [source: string, shown: string, faults?: number])[] = [
  ["@description('x')\n@secure()\nparam a string = 'b'", "param a='b'"],
  ['param a string', 'param a'],
  [
    "param a 'x' | 'y' = 'x'\nparam b (string | int)[]?\nparam c {\n  d: string\n  e: 'f'?\n}?",
    "param a='x' param b param c",
  ],
  ["type t = {\n  a: string\n}\ntype u = 'a'\n  | 'b'\nvar v = 1", 'var v=1'],
  ["func f(a string) string => '${a}'\nvar v = 1", 'var v=1'],
  ["resource r 'A/b@1' = {\n  name: 'x'\n}", "resource r 'A/b@1' {name='x'}"],
  ["resource r 'A/b@1' existing = {\n  name: 'x'\n}", "resource r 'A/b@1' existing {name='x'}"],
  ["resource r 'A/b@1' = if (c) {\n  name: 'x'\n}", "resource r 'A/b@1' (if c {name='x'})"],
  [
    "resource r 'A/b@1' = [for i in range(0, 2): {\n  name: 'x'\n}]",
    "resource r 'A/b@1' (for i in range(0 2): {name='x'})",
  ],
  [
    "resource r 'A/b@1' = {\n  name: 'x'\n  resource s 'c' = {\n    name: 'y'\n  }\n}",
    "resource r 'A/b@1' {name='x' resource 'c'}",
  ],
  [
    "module m './x.bicep' = {\n  name: 'm'\n}\noutput o string = m.outputs.o\ntargetScope = 'subscription'\nvar v = 1",
    'var v=1',
  ],
  [
    "import { a, b } from 'x.bicep'\nusing 'main.bicep'\n#disable-next-line no-unused-vars\nvar v = 1 // one",
    'var v=1',
  ],
  ['var a = \nvar b = 2', '', 1],
  ["var a = 'x\nvar b = 2", '', 1],
  ['hello there', '', 1],
  ["resource r 'A' = {\n  name: 'x'", '', 1],
];

function show(source: string): string {
  const { parameters, variables, resources } = parseBicep(source);
  return [
    ...parameters.map(it => `param ${it.name}${it.value ? `=${showExpression(it.value)}` : ''}`),
    ...variables.map(it => `var ${it.name}${it.value ? `=${showExpression(it.value)}` : ''}`),
    ...resources.map(
      it =>
        `resource ${it.name} ${showExpression(it.type)}${it.existing ? ' existing' : ''} ${showExpression(it.value)}`,
    ),
  ].join(' ');
}

describe('Bicep', () => {
  for (const [source, shown] of values) {
    it(source, () => {
      const { variables, faults } = parseBicep(`var x = ${source}\nvar y = 1\n`);
      assert.deepEqual(faults, []);
      assert.equal(showExpression(variables[0]!.value!), shown);
      assert.equal(variables.length, 2);
    });
  }

  for (const [source, shown, faults = 0] of files) {
    it(JSON.stringify(source), () => {
      const file = parseBicep(source);
      assert.equal(Math.min(file.faults.length, 1), faults, JSON.stringify(file.faults));
      if (faults === 0) assert.equal(show(source), shown);
    });
  }

  it('goes on behind a fault', () => {
    assert.equal(
      show("var a = )\nvar b = 2\nwrong\nresource r 'A' = { name: 'x' }"),
      "var a=? var b=2 resource r 'A' {name='x'}",
    );
  });

  it('knows where things stand', () => {
    const source = "var a = 'x${y}z'\r\n";
    const { value } = parseBicep(source).variables[0]!;
    assert.ok(value?.kind === 'text');
    assert.equal(source.slice(value.start, value.end), "'x${y}z'");
    assert.deepEqual(
      value.parts.map(it => source.slice(it.start, it.end)),
      ['x', '${y}', 'z'],
    );
  });

  it('takes any text', () => {
    const whole = [...values.map(([source]) => `var x = ${source}\n`), ...files.map(([source]) => source)].join('\n');
    for (let size = 0; size <= whole.length; size++) assert.ok(isPlaced(parseBicep(whole.slice(0, size)), size));
    const piece = fc.constantFrom(
      ..."a: '${}[]<>|\n#/*?.,-=@!".split(''),
      "'''",
      '(',
      ')',
      'for x in ',
      ' => ',
      'var ',
      'resource r ',
      'if (',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const text = pieces.join('');
        return isPlaced(parseBicep(text), text.length);
      }),
      { seed: 7 },
    );
  });

  it('is not felled by depth or length', () => {
    for (const text of [
      `var x = ${'['.repeat(50_000)}`,
      `var x = ${'{a:'.repeat(20_000)}`,
      `var x = '${"${'".repeat(20_000)}`,
      `param x ${'{'.repeat(50_000)}`,
    ]) {
      const before = performance.now();
      parseBicep(text);
      assert.ok(performance.now() - before < 3000);
    }
  });
});
