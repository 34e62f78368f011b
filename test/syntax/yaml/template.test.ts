import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskTemplates } from '../../../server/src/syntax/yaml/template';

const cases: readonly (readonly [string, string, string])[] = [
  ['no template', 'a: {b: c}', 'a: {b: c}'],
  ['a value', 'a: {{ .b }}', 'a: $_______'],
  ['a value in quotes', 'a: "{{ .b }}"', 'a: "$_______"'],
  ['a part of a value', 'a: x-{{.b}}-y', 'a: x-$_____-y'],
  ['a condition on its line', '{{- if .b }}\na: 1\n{{- end }}', '            \na: 1\n          '],
  ['an include on its line', 'a:\n  {{- include "x" . | nindent 2 }}\n', 'a:\n                                  \n'],
  ['two actions on a line', '  {{ if .a }}{{ .b }}{{ end }}\na: 1', '                              \na: 1'],
  ['a comment with braces', '{{/* }} */}}\na: 1', '            \na: 1'],
  ['a string with braces', 'a: {{ "}}" }}', 'a: $_________'],
  ['an action over lines', 'a: {{ .b\n  | c }}\nd: 1', 'a: $____\n        \nd: 1'],
  ['what is not closed', 'a: {{ .b', 'a: {{ .b'],
  ['Jinja', '{% if a %}\nb: {{ c }}\n{% endif %}', '          \nb: $______\n           '],
  ['ERB', '<% if a %>\nb: <%= c %>', '          \nb: $_______'],
  ['an expression of a pipeline', 'a: ${{ b }}', 'a: $_______'],
  ['a gap to be filled in', 'a: {b-c}/{d}:{e}', 'a: $____/{d}:{e}'],
  ['a flow mapping', 'a: {b}\n- {c}: d\ne: {f: g}', 'a: {b}\n- {c}: d\ne: {f: g}'],
  ['an expression as key', '- ${{ if b }}:\n  - c', '- $__________:\n  - c'],
];

describe('templates in YAML', () => {
  for (const [name, text, expected] of cases) {
    it(`masks ${name}`, () => assert.equal(maskTemplates(text).text, expected));
  }

  it('knows templates from expressions of pipelines', () => {
    assert.equal(maskTemplates('a: {{ b }}').templated, true);
    assert.equal(maskTemplates('a: ${{ b }}').templated, false);
    assert.equal(maskTemplates('a: b').templated, false);
  });

  it('tells what adds lines', () => {
    const adds = (text: string) => maskTemplates(text).holes.map(it => it.adds);
    assert.deepEqual(adds('{{ if .a }}\n{{ toYaml .b }}\n{{ end }}\nc: {{ .d }}'), [false, true, false, false]);
  });

  it('moves no offset', () => {
    const piece = fc.constantFrom('{{', '}}', '{%', '%}', '<%', '%>', '${{', '"', '\n', 'a: b', ' ', '- ', '/*', '*/');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const text = pieces.join('');
        const masked = maskTemplates(text).text;
        assert.equal(masked.length, text.length);
        assert.deepEqual([...masked.matchAll(/\n/g)].length, [...text.matchAll(/\n/g)].length);
      }),
    );
  });
});
