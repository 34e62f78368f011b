// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Docker variables are written like template placeholders
import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../server/src/syntax/dockerfile';
import { assertMapped, only, parse } from './helpers';

type Doc = readonly [name: string, body: string, expands: boolean];

const cases: readonly (readonly [text: string, docs: readonly Doc[]])[] = [
  ['RUN <<EOF\na\nb\nEOF', [['EOF', 'a\nb\n', true]]],
  ['RUN <<EOF\nEOF', [['EOF', '', true]]],
  ['RUN <<"EOF"\n$a\nEOF', [['EOF', '$a\n', false]]],
  ["RUN <<'a b'\nx\na b", [['a b', 'x\n', false]]],
  ["RUN <<E'O'F\nx\nEOF", [['EOF', 'x\n', false]]],
  ["RUN <<E\\'F\nx\nE'F", [["E'F", 'x\n', true]]],
  ['RUN <<-EOF\n\ta\n\t\tb\n\tEOF', [['EOF', 'a\nb\n', true]]],
  ['RUN <<EOF\n\tEOF\nEOF', [['EOF', '\tEOF\n', true]]],
  ['RUN <<EOF\n EOF\nEOF ', []],
  ['RUN <<  EOF > log\nx\nEOF', [['EOF', 'x\n', true]]],
  ['RUN 3<<EOF\nEOF', [['EOF', '', true]]],
  ['RUN --mount=type=cache,target=/x <<EOF\nx\nEOF', [['EOF', 'x\n', true]]],
  [
    'RUN <<A cat <<B\n1\nA\n2\nB',
    [
      ['A', '1\n', true],
      ['B', '2\n', true],
    ],
  ],
  ['RUN <<EOF\r\na\r\nEOF\r\n', [['EOF', 'a\r\n', true]]],
  ['RUN <<EOF\n# a\n\nb \\\nEOF', [['EOF', '# a\n\nb \\\n', true]]],
  ['RUN a && \\\n <<EOF b\nx\nEOF', [['EOF', 'x\n', true]]],
  ['ADD <<f.txt /d\nx\nf.txt', [['f.txt', 'x\n', true]]],
  ['ONBUILD COPY <<f /d\nx\nf', [['f', 'x\n', true]]],
  ['RUN "<<EOF"', []],
  ['RUN ["a", "<<EOF"]', []],
  ['RUN powershell "1 << 2"', []],
  ["RUN echo don't <<EOF", []],
  ['RUN a <<<b', []],
  ['RUN $x = ${env:A} <<EOF', []],
  ['USER <<EOF', []],
];

describe('here-documents', () => {
  for (const [text, docs] of cases) {
    it(JSON.stringify(text), () => {
      const source = `FROM x\n${text}\nCMD z`;
      const { rest, at } = parse(source);
      const [first] = rest;
      const found = first?.kind === 'ONBUILD' ? first.onbuild : first;
      assert.deepEqual(
        found?.heredocs.map(doc => [doc.name, doc.body.text, doc.expands]),
        docs,
      );
      assert.equal(rest.at(-1)?.keyword, 'CMD');
      for (const doc of found?.heredocs ?? []) {
        assertMapped(doc.body, source);
        assert.equal(at(doc.terminator).trim(), doc.name);
        assert.match(at(doc.marker), /^\d*<</);
        assert.equal(first!.span.end, found!.heredocs.at(-1)!.terminator.end);
      }
    });
  }

  it('is the command of a RUN that holds nothing else, and part of it otherwise', () => {
    assert.equal(only('RUN', 'RUN <<EOF\na\nEOF').command.text, 'a\n');
    assert.equal(only('RUN', 'RUN pwsh <<EOF\na\nEOF').command.text, 'pwsh <<EOF');
  });

  it('says which ones have no end, and reads the lines behind as instructions', () => {
    const file = parseDockerfile('FROM x\nRUN <<A cat <<B\na\nA\nUSER b');
    assert.deepEqual(
      file.errors.map(error => error.code),
      ['unterminated-heredoc', 'unknown-instruction', 'unknown-instruction'],
    );
    assert.equal(file.instructions.at(-1)?.keyword, 'USER');
  });

  it('takes several lines, but not the one that would end it', () => {
    const [doc] = only('RUN', 'RUN <<EOF\na\nEOF').heredocs;
    assert.equal(doc?.body.encode('b\nc'), 'b\nc');
    assert.equal(doc?.body.encode('b\nEOF\nc'), undefined);
  });
});
