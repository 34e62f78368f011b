import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Body } from '../../../server/src/syntax/hcl/model';
import { parseHcl } from '../../../server/src/syntax/hcl/parse';
import { isPlaced, showExpression } from '../../kit/expression';

const show = ({ attributes, blocks }: Body): string =>
  [
    ...attributes.map(it => `${it.name}=${showExpression(it.value)}`),
    ...blocks.map(it => `${[it.type, ...it.labels].join(' ')} {${show(it.body)}}`),
  ].join(' ');

const values: readonly (readonly [source: string, shown: string])[] = [
  ['1', '1'],
  ['-1.5e3', '-1500'],
  ['true', 'true'],
  ['null', 'null'],
  ['"a\\"b\\n\\u0041$${x}%%{y}"', `'a"b\nA\${x}%{y}'`],
  ['"a ${var.b} c"', "'a {var.b} c'"],
  ['"${~ x ~}"', "'{x}'"],
  ['"%{ if x }a%{ endif }"', "'{?}a{?}'"],
  ['"${f("${g}")}"', "'{f('{g}')}'"],
  ['[1, "a", [x],]', "[1 'a' [x]]"],
  ['{ a = 1, "b" : 2\n (c) = 3 }', "{a=1 'b'=2 c=3}"],
  ['{ a = { b = 1 } }', '{a={b=1}}'],
  ['var.a.b[0].c["d"]', "var.a.b[0].c['d']"],
  ['a.*.b', 'a[*].b'],
  ['a[*].b', 'a[*].b'],
  ['a.0.b', 'a.0.b'],
  ['f(a, b...)', 'f(a b)'],
  ['provider::x::f(1)', 'provider.x.f(1)'],
  ['a ? b : c', '(if a b c)'],
  ['a && b || !c == d', '(|| (&& a b) (== (! c) d))'],
  ['1 + 2 * 3 - 4', '(- (+ 1 (* 2 3)) 4)'],
  ['(\n  a\n  + b\n)', '(+ a b)'],
  ['[for k, v in m : "${k}" if v != null]', "(for k,v in m: '{k}' if (!= v null))"],
  ['{for s in l : s => upper(s)...}', '(for s in l: s=>upper(s))'],
  ['merge({\n  a = 1\n  b = 2\n}, c)', 'merge({a=1 b=2} c)'],
  ['<<EOT\na ${b}\n  c\nEOT', "'a {b}\n  c\n'"],
  ['<<-EOT\n    a\n      b\n    EOT', "'a\n  b\n'"],
  ['<<-EOT\n    a ${b} c\n\n    d\n  EOT', "'  a {b} c\n\n  d\n'"],
];

const files: readonly (readonly [source: string, shown: string, faults?: number])[] = [
  ['', ''],
  ['a = 1 # one\n// two\n/* three\n*/ b = 2', 'a=1 b=2'],
  ['\uFEFFa = 1\r\nb = 2\r\n', 'a=1 b=2'],
  ['resource "a" "b" {\n  c = 1\n  d {\n    e = 2\n  }\n}\n', 'resource a b {c=1 d {e=2}}'],
  ['variable "x" { default = "y" }', "variable x {default='y'}"],
  [
    'plugins {\n  NodeAttestor "join_token" {\n    plugin_data {}\n  }\n}',
    'plugins {NodeAttestor join_token {plugin_data {}}}',
  ],
  ['"quoted" = 1', 'quoted=1'],
  ['port = ${PORT}\nhost = $HOST', 'port=? host=?'],
  ['a =\nb = 2', 'a=? b=2', 1],
  ['a = "x\nb = 2', "a='x' b=2", 1],
  ['a {\n  b = 1\n', 'a {b=1}', 1],
  ['}\na = 1', '', 1],
  ['a = [1, 2\nb = 3', 'a=[1 2]', 1],
  ['a b c', '', 1],
  ['a = <<EOT\nno end\n', 'a=?', 1],
];

describe('HCL', () => {
  for (const [source, shown] of values) {
    it(source, () => {
      const { body, faults } = parseHcl(`x = ${source}\n`);
      assert.deepEqual(faults, []);
      assert.equal(showExpression(body.attributes[0]!.value), shown);
    });
  }

  for (const [source, shown, faults = 0] of files) {
    it(JSON.stringify(source), () => {
      const file = parseHcl(source);
      if (faults === 0) assert.equal(show(file.body), shown);
      assert.equal(Math.min(file.faults.length, 1), Math.min(faults, 1), JSON.stringify(file.faults));
    });
  }

  it('knows where things stand', () => {
    const source = 'resource "a" "b" {\r\n  name = "x${y}z"\r\n}';
    const block = parseHcl(source).body.blocks[0]!;
    assert.equal(source.slice(block.head.start, block.head.end), 'resource "a" "b"');
    const { at, value } = block.body.attributes[0]!;
    assert.equal(source.slice(at.start, at.end), 'name');
    assert.equal(source.slice(value.start, value.end), '"x${y}z"');
    assert.ok(value.kind === 'text');
    assert.deepEqual(
      value.parts.map(it => source.slice(it.start, it.end)),
      ['x', '${y}', 'z'],
    );
  });

  it('finds the comments', () => {
    const source = 'a = 1 # one\nb = [ // two\n  1 /* three */,\n]\n';
    assert.deepEqual(
      parseHcl(source).comments.map(it => source.slice(it.start, it.end)),
      ['# one', '// two', '/* three */'],
    );
  });

  it('takes any text', () => {
    const whole = [...values.map(([source]) => `x = ${source}\n`), ...files.map(([source]) => source)].join('\n');
    for (let size = 0; size <= whole.length; size++) assert.ok(isPlaced(parseHcl(whole.slice(0, size)), size));
    const piece = fc.constantFrom(
      ...'a = "${}[]<>%\n#/*:?.,-'.split(''),
      '<<EOT\n',
      'EOT\n',
      '{',
      '}',
      '(',
      ')',
      'for x in ',
      '=> ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const text = pieces.join('');
        return isPlaced(parseHcl(text), text.length);
      }),
      { seed: 7 },
    );
  });

  it('is not felled by depth or length', () => {
    for (const text of [
      'x = '.concat('['.repeat(50_000)),
      'a {\n'.repeat(20_000),
      `x = ${'('.repeat(50_000)}`,
      `x = ${'1+'.repeat(50_000)}`,
      `x = "${'${'.repeat(20_000)}`,
    ]) {
      const before = performance.now();
      parseHcl(text);
      assert.ok(performance.now() - before < 3000);
    }
  });
});
