import assert from 'node:assert/strict';
import { parseToml, type TomlNode } from '../../../server/src/syntax/toml/parse';

/** A value without its places. */
const plain = (node: TomlNode): unknown => {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(it => [it.key, plain(it.value)]));
};

const cases: readonly (readonly [name: string, text: string, value: unknown, errors?: number])[] = [
  ['keys', 'a = 1\nb = "x"\nc = true\nd = 1.5\n', { a: 1, b: 'x', c: true, d: 1.5 }],
  ['dotted keys', 'a.b.c = 1\na.b.d = 2\n', { a: { b: { c: 1, d: 2 } } }],
  ['quoted keys', '"a.b" = 1\n\'c d\'.e = 2\n', { 'a.b': 1, 'c d': { e: 2 } }],
  ['tables', '[a.b]\nc = 1\n[a.d]\ne = 2\n', { a: { b: { c: 1 }, d: { e: 2 } } }],
  ['lists of tables', '[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2\n', { a: [{ b: 1 }, { c: { d: 2 } }] }],
  ['inline tables', 'a = { b = [1, 2], c.d = "x" }\n', { a: { b: [1, 2], c: { d: 'x' } } }],
  ['texts over lines', 'a = """x\ny"""\n', { a: 'x\ny' }],
  ['literal texts', "a = 'C:\\x'\n", { a: 'C:\\x' }],
  ['dates', 'a = 2024-01-01T00:00:00Z\n', { a: '2024-01-01T00:00:00.000Z' }],
  ['a byte-order mark', '\uFEFFa = 1\n', { a: 1 }],
  ['nothing', '', {}],
  ['a line of a template', 'a = 1\n{{ more }}\nb = 2\n', { a: 1, b: 2 }, 1],
  ['a value of a template', 'a = {{ x }}\nb = 2\n', { b: 2 }, 1],
  ['a value that is not there yet', 'a = \nb = 2\n', { b: 2 }, 1],
  ['a key that is not complete', 'a = 1\nb\nc = 3\n', { a: 1, c: 3 }, 1],
  ['a header that is not complete', 'a = 1\n[b\nc = 3\n', { a: 1, c: 3 }, 1],
  ['a key twice', 'a = 1\na = 2\n', { a: 1 }, 1],
];

describe('TOML', () => {
  for (const [name, text, value, errors = 0] of cases) {
    for (const [wear, worn] of [
      ['LF', text],
      ['CRLF', text.replace(/\n/g, '\r\n')],
    ] as const) {
      it(`${name}, ${wear}`, () => {
        const tree = parseToml(worn);
        assert.deepEqual(JSON.parse(JSON.stringify(plain(tree.root)).replace(/\\r/g, '')), value);
        assert.equal(tree.errors.length, errors);
      });
    }
  }

  it('knows where things stand', () => {
    const text = '# c\n[a."b c"] # d\nkey = "value"\n';
    const tree = parseToml(text);
    assert.deepEqual(
      tree.comments.map(it => text.slice(it.start, it.end)),
      ['# c', '# d'],
    );
    const a = tree.root.kind === 'table' ? tree.root.entries[0] : undefined;
    const b = a?.value.kind === 'table' ? a.value.entries[0] : undefined;
    const key = b?.value.kind === 'table' ? b.value.entries[0] : undefined;
    const said = key?.value;
    assert.equal(b && text.slice(b.keySpan.start, b.keySpan.end), '"b c"');
    assert.equal(said?.kind === 'scalar' && said.inner && text.slice(said.inner.start, said.inner.end), 'value');
  });

  it('gives up on what is no TOML at all, and on endless nesting', () => {
    assert.deepEqual(plain(parseToml('(\n'.repeat(200)).root), {});
    assert.deepEqual(plain(parseToml(`a = ${'['.repeat(20_000)}`).root), {});
  });
});
