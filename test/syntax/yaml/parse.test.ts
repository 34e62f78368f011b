import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { YamlNode } from '../../../server/src/syntax/yaml/model';
import { parseInside, parseYaml } from '../../../server/src/syntax/yaml/parse';
import { at, boolean, entries, integer, items, placeOf, text, toValue } from '../../../server/src/syntax/yaml/read';

const root = (source: string): YamlNode => parseYaml(source).documents[0]!.root;
/** Writes a node as one would say it. */
const say = (node: YamlNode | undefined): unknown => {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case 'unknown':
      return '?';
    case 'scalar':
      return node.value;
    case 'list':
      return [...items(node).map(say), ...(node.open ? ['...'] : [])];
    case 'map':
      return {
        ...Object.fromEntries(entries(node).map(it => [it.key, say(it.value)])),
        ...(node.open ? { '...': true } : {}),
      };
  }
};

const cases: readonly (readonly [string, string, unknown])[] = [
  ['scalars', 'a: 1\nb: x\nc: true\nd:\n', { a: 1, b: 'x', c: true, d: null }],
  ['anchors', 'a: &x {b: 1}\nc: *x\nd: [*x]', { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }] }],
  ['an alias without anchor', 'a: *x', { a: '?' }],
  ['merge keys', 'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3', { a: { b: 1, c: 2 }, d: { c: 3, b: 1 } }],
  ['several merges', 'a: &x {b: 1}\nc: &y {d: 2}\ne:\n  <<: [*x, *y]', { a: { b: 1 }, c: { d: 2 }, e: { b: 1, d: 2 } }],
  [
    'names that another program fills in',
    'a: [${B}, "${C}"] # [${D}]\ne: {f: ${G}, h: x}',
    { a: ['?', '${C}'], e: { f: '?', h: 'x' } },
  ],
  ['a name that stands as it is', 'a: ${B}\nc: x', { a: '${B}', c: 'x' }],
  ['templates as values', 'a: {{ .b }}\nc: "x {{ .d }}"\n', { a: '?', c: '?' }],
  ['a template below a key', 'a:\n  {{- toYaml .b | nindent 2 }}\nc: 1', { a: '?', c: 1 }],
  ['a template behind a key', 'a: {{- toYaml .b | nindent 2 }}\nc: 1', { a: '?', c: 1 }],
  [
    'a template among keys',
    'a:\n  b: 1\n  {{- toYaml .c | nindent 2 }}\nd: 1',
    { a: { b: 1, '...': true }, d: 1, '...': true },
  ],
  ['a condition among keys', 'a:\n  b: 1\n  {{- if .c }}\n  c: 2\n  {{- end }}\nd: 1', { a: { b: 1, c: 2 }, d: 1 }],
  ['a template as key', 'a:\n  {{ .b }}: 1\n  c: 2', { a: { c: 2, '...': true } }],
  ['a template among items', 'a:\n- 1\n{{ toYaml .b }}\n', { a: [1, '...'], '...': true }],
];

describe('YAML', () => {
  for (const [name, source, expected] of cases) {
    it(`reads ${name}`, () => assert.deepEqual(say(root(source)), expected));
  }

  it('reads several documents, comments and byte-order marks', () => {
    const file = parseYaml('\uFEFF# one\r\na: 1 # two\r\n---\r\n- b\r\n...\r\n# three\r\n');
    assert.deepEqual(
      file.documents.map(it => say(it.root)),
      [{ a: 1 }, ['b']],
    );
    assert.deepEqual(
      file.comments.map(it => it.text),
      ['# one', '# two', '# three'],
    );
    assert.equal(file.newline, '\r\n');
    assert.deepEqual(file.problems, []);
  });

  it('reports what every reader refuses, but nothing in templates', () => {
    assert.equal(parseYaml('a: b\n c: d\n').problems.length > 0, true);
    assert.deepEqual(parseYaml('a: b\n c: {{ d }}\n  e').problems, []);
  });

  it('takes quoted text that goes on at the margin, as Kubernetes does', () => {
    const file = parseYaml('a:\n  b: "one\ntwo"\n  c: 1\n');
    assert.deepEqual(file.problems, []);
    assert.deepEqual(say(file.documents[0]!.root), { a: { b: 'one two', c: 1 } });
    const closed = parseYaml('a:\n  b: "one\n"\n  c: "two"\n');
    assert.deepEqual(closed.problems, []);
    assert.deepEqual(say(closed.documents[0]!.root), { a: { b: 'one ', c: 'two' } });
  });

  it('tells both arms of a condition from a value', () => {
    const node = root('a:\n  {{- if .x }}\n  b: 1\n  {{- else }}\n  b: 2\n  {{- end }}\n');
    assert.equal(at(node, 'a', 'b')?.kind, 'unknown');
  });

  it('tells absence from what a template may add', () => {
    const node = root('a:\n  b: 1\nc:\n  {{ include "x" . }}\n  d: 1\n');
    assert.equal(at(node, 'a', 'x'), undefined);
    assert.equal(at(node, 'c', 'x')?.kind, 'unknown');
    assert.equal(at(node, 'a', 'b', 'x'), undefined);
    assert.equal(at(root('a:\n'), 'a'), undefined);
  });

  it('reads booleans as Kubernetes does', () => {
    const node = root('a: yes\nb: Off\nc: "true"\nd: maybe\ne: TRUE\n');
    const values = entries(node).map(it => boolean(it.value));
    assert.deepEqual(values, [true, false, undefined, undefined, true]);
  });

  it('reads numbers, quoted or not', () => {
    assert.deepEqual(
      entries(root('a: 80\nb: "443"\nc: 1.5\nd: x')).map(it => integer(it.value)),
      [80, 443, undefined, undefined],
    );
  });

  it('knows the places of values', () => {
    const source = 'a: x\nb: "y"\nc: \'z\'\nd: [1, "2"]\n';
    const found = entries(root(source)).flatMap(it => (it.value.kind === 'list' ? items(it.value) : [it.value]));
    assert.deepEqual(
      found.map(it => source.slice(placeOf(it).start, placeOf(it).end)),
      ['x', 'y', 'z', '1', '2'],
    );
  });

  it('turns nodes into values', () => {
    const value = toValue(root('a: [1]'));
    assert.equal(value.known && JSON.stringify(value.value).includes('"list"'), true);
    assert.equal(toValue(root('{{ a }}: 1').kind === 'map' ? root('a: {{ b }}') : root('a: 1')).known, true);
  });

  it('reads YAML inside of YAML at the offsets of the file', () => {
    const source = 'data:\n  mesh: |-\n    # note\n    a:\n      b: c\n    d: 1\n  other: x\n';
    const file = parseYaml(source);
    const mesh = at(file.documents[0]!.root, 'data', 'mesh');
    assert.equal(mesh?.kind, 'scalar');
    const inner = parseInside(file, mesh as Extract<YamlNode, { kind: 'scalar' }>)[0]!.root;
    assert.deepEqual(say(inner), { a: { b: 'c' }, d: 1 });
    const place = placeOf(at(inner, 'a', 'b')!);
    assert.equal(source.slice(place.start, place.end), 'c');
  });

  it('passes over documents of large files that do not matter', () => {
    const schema = `kind: Schema\n${'x: y\n'.repeat(30_000).replace(/x/g, () => 'x')}`;
    const file = parseYaml(`${schema}---\nkind: Pod\n`, it => it.startsWith('---\nkind: Pod'));
    assert.deepEqual(
      file.documents.map(it => text(at(it.root, 'kind'))),
      ['Pod'],
    );
  });

  it('never throws and stays within the text', () => {
    const piece = fc.constantFrom(
      ...[
        'a: ',
        '- ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '|',
        '>',
        '&x ',
        '*x',
        '<<: ',
        '---\n',
        '# c',
        '{{ a }}',
        ': ',
        '\\',
        '\t',
        '\r',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const source = pieces.join('');
        const file = parseYaml(source);
        const check = (node: YamlNode): void => {
          assert.ok(node.span.start >= 0 && node.span.end <= source.length && node.span.start <= node.span.end);
          if (node.kind === 'scalar') node.content();
          for (const it of node.kind === 'map' ? node.entries : []) check(it.value);
          for (const it of node.kind === 'list' ? node.items : []) check(it);
        };
        for (const it of file.documents) check(it.root);
      }),
      { numRuns: 500 },
    );
  });

  it('tells no error of names that another program fills in, and those of others', () => {
    assert.deepEqual(parseYaml('a: [${B}]\n').problems, []);
    assert.notEqual(parseYaml('a: [${B}]\nc: [d\n').problems.length, 0);
    assert.notEqual(parseYaml('a: [${B} c]\n').problems.length, 0);
    const blanks = parseYaml(`a: [$\{B} c]${' '.repeat(50_000)}\n`);
    assert.notEqual(blanks.problems.length, 0);
  });

  it('survives deep nesting', () => {
    assert.doesNotThrow(() => parseYaml('['.repeat(20_000)));
  });
});
