import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Expression, parseAction, parseExpression } from '../../../server/src/syntax/go-template/parse';

/** Writes an expression with each call in brackets. */
function say(expression: Expression | undefined): string | undefined {
  switch (expression?.kind) {
    case undefined:
      return undefined;
    case 'literal':
      return JSON.stringify(expression.value);
    case 'variable':
      return expression.name;
    case 'field':
      return `${expression.of ? say(expression.of) : expression.root ? '$' : ''}.${expression.path.join('.')}`;
    case 'call':
      return `(${[expression.name, ...expression.args.map(say)].join(' ')})`;
  }
}

const cases: readonly (readonly [action: string, said: string | undefined])[] = [
  ['{{ .Values.a }}', '.Values.a'],
  ['{{- .Values.a -}}', '.Values.a'],
  ['{{ $.Values.a }}', '$.Values.a'],
  ['{{ $ }}', '$.'],
  ['{{ . }}', '.'],
  ['{{ $x.y }}', '$x.y'],
  ['{{ .a | default "b" | quote }}', '(quote (default "b" .a))'],
  ['{{ printf "%s" (default .b .a) }}', '(printf "%s" (default .b .a))'],
  ['{{ (index .a "b").c.d }}', '(index .a "b").c.d'],
  ['{{ f (.a) .b }}', '(f .a .b)'],
  ['{{ f -1 2.5 true nil `x` }}', '(f -1 2.5 true null "x")'],
  ['{{ "a\\"b" }}', '"a\\"b"'],
  ['{{ f . }}', '(f .)'],
  ['{{ if .a }}', '(if .a)'],
  ['{{ $x := 1 }}', undefined],
  ['{{/* x */}}', undefined],
  ['{{ .a | .b }}', undefined],
  ['{{ .a | }}', undefined],
  ['{{ (.a }}', undefined],
  ['{{ .a) }}', undefined],
  ['{{ .a + 1 }}', undefined],
  ['{{ }}', undefined],
  ['{% a %}', undefined],
];

describe('expressions of Go templates', () => {
  for (const [action, said] of cases) it(`reads ${action}`, () => assert.equal(say(parseAction(action)), said));

  it('never throws', () => {
    const piece = fc.constantFrom('(', ')', '|', '.a', '$', '"', 'f', ' ', '-', '1', '.', '`');
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), pieces => void parseExpression(pieces.join(''))));
    assert.equal(parseExpression('('.repeat(100_000)), undefined);
  });
});
