import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MappedText } from '../../../server/src/base/mapped-text';
import { expand, type Instruction, parseDockerfile } from '../../../server/src/syntax/dockerfile';
import { assertMapped, eachSpan } from './helpers';

const pieces = [
  ...['FROM x', 'RUN', 'run ', 'COPY', 'ONBUILD ', 'ENV ', 'ARG ', 'EXPOSE 80', 'HEALTHCHECK CMD ', 'SHELL', 'CMD '],
  ...[
    '\n',
    '\r\n',
    '\r',
    '\\\n',
    '\\ \r\n',
    '`\n',
    '\\\\\n',
    ' ',
    '\t',
    '\v',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '# note\n',
  ],
  ...[
    '["a", "b"]',
    '["\\u0041\\n"',
    '[',
    ']',
    '"',
    "'",
    '\\',
    '`',
    '$X',
    '${X:-',
    '}',
    '${',
    '--flag=',
    '--',
    '=',
    '#',
  ],
  ...['<<EOF', '<<-"E F"', 'EOF\n', '<', '{{ x }}', '# escape=`\n', '# syntax=a\n', 'a', 'é', '😀', '\0'],
];
const file = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** All texts of an instruction that map back. */
function* textsOf(instruction: Instruction): Iterable<MappedText> {
  yield instruction.body;
  yield instruction.args;
  for (const flag of instruction.flags) if (flag.value) yield flag.value.mapped;
  for (const doc of instruction.heredocs) yield doc.body;
  if ('exec' in instruction) for (const word of instruction.exec) yield word.text;
  if ('words' in instruction) for (const word of instruction.words) yield word.mapped;
  if (instruction.kind === 'ONBUILD' && instruction.onbuild) yield* textsOf(instruction.onbuild);
}

describe('any Dockerfile', () => {
  it('is read without throwing, every span and text in its place', () => {
    fc.assert(
      fc.property(file, text => {
        const parsed = parseDockerfile(text);
        eachSpan(parsed, span => {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        });
        for (const instruction of parsed.instructions) {
          for (const mapped of textsOf(instruction)) assertMapped(mapped, text);
          expand(instruction.args, { escape: parsed.escape, get: () => undefined });
        }
        for (const comment of parsed.comments) {
          assert.equal(text.slice(comment.span.start, comment.span.end), comment.text);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('loses no line: each is part of an instruction, a comment, a directive or blank', () => {
    fc.assert(
      fc.property(file, text => {
        const { instructions, comments, directives } = parseDockerfile(text);
        const taken = [
          ...instructions.map(each => each.lines),
          ...comments.map(each => each.span),
          ...directives.map(each => each.span),
        ];
        const rest = [...text].length === 0 ? [] : text.split('');
        for (const { start, end } of taken) rest.fill(' ', start, end);
        const left = rest.join('').replace(/^\ufeff/, '');
        const errors = parseDockerfile(text).errors.filter(error => error.code === 'bad-directive');
        if (errors.length === 0) assert.match(left, /^[\s\u0085\\`]*$/);
      }),
      { numRuns: 500 },
    );
  });

  it('is read in linear time', () => {
    const size = 100_000;
    const shapes = [
      'RUN a\n',
      'RUN a \\\n',
      '# x\n',
      'RUN <<A\n',
      '\\\n',
      '"',
      '${a:-',
      '--a ',
      '[',
      '<<A ',
      'a=b ',
      '$(',
    ];
    for (const shape of shapes) {
      const text = `FROM x\nENV ${shape.repeat(size / shape.length)}`;
      const start = performance.now();
      const parsed = parseDockerfile(text);
      for (const each of parsed.instructions.slice(0, 3)) expand(each.args, { escape: '\\', get: () => undefined });
      parseDockerfile(`FROM x\nRUN ${shape.repeat(size / shape.length)}`);
      const took = performance.now() - start;
      assert.ok(took < 2500, `${JSON.stringify(shape)} took ${took.toFixed(0)} ms`);
    }
  });
});
