// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Docker variables are written like template placeholders
import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../server/src/syntax/dockerfile';
import { assertMapped, only, parse } from './helpers';

/** A file and the bodies of its instructions as BuildKit joins them. */
const bodies: readonly (readonly [what: string, text: string, bodies: readonly string[]])[] = [
  ['one line', 'FROM a\nRUN b c', ['a', 'b c']],
  ['CRLF', 'FROM a\r\nRUN b \\\r\n  c\r\n', ['a', 'b   c']],
  ['byte-order mark', '\ufeffFROM a', ['a']],
  ['byte-order mark and CRLF', '\ufeff# escape=`\r\nFROM a\r\nRUN b `\r\n c', ['a', 'b  c']],
  ['tabs and indentation', '\tFROM\ta\n  RUN \t b\t c', ['a', 'b\t c']],
  ['lone CR is white space', 'FROM a\nRUN b\rc', ['a', 'b\rc']],
  ['lone CR behind the keyword', 'FROM\ra\nRUN b', ['a', 'b']],
  ['lower-case keywords', 'from a\nrun b\nCmd c', ['a', 'b', 'c']],
  ['trailing white space', 'FROM a  \nRUN b\t \n', ['a', 'b']],
  ['white space behind the escape', 'FROM a\nRUN b \\ \t\n c', ['a', 'b  c']],
  ['no white space before the escape', 'FROM a\nRUN b\\\nc', ['a', 'bc']],
  ['escape alone on a line', 'FROM a\nRUN b \\\n\\\nc', ['a', 'b c']],
  ['escape behind indentation', 'FROM a\nRUN b \\\n  \\\nc', ['a', 'b   c']],
  ['continuation at the end of the file', 'FROM a\nRUN b \\', ['a', 'b']],
  ['continuation, then nothing', 'FROM a\nRUN b \\\n', ['a', 'b']],
  ['continuation, then a comment', 'FROM a\nRUN b \\\n# end', ['a', 'b']],
  ['empty lines inside', 'FROM a\nRUN b \\\n\n \t\n c', ['a', 'b  c']],
  ['comments inside, at column 0 and indented', 'FROM a\nRUN b \\\n# x\n  # y \\\n c', ['a', 'b  c']],
  ['a hash that is no comment', 'FROM a\nRUN b # c \\\n d', ['a', 'b # c  d']],
  ['escaped keyword line', 'FROM a\nRUN \\\n b', ['a', 'b']],
  ['a line that begins with the escape', 'FROM a\n\\\nRUN b', ['a', 'b']],
  ['keyword without anything', 'FROM a\nRUN', ['a', '']],
  ['keyword of one letter', 'FROM a\nX\nRUN b', ['a', '', 'b']],
  ['backtick', '# escape=`\nFROM a\nRUN dir C:\\ `\n /s\\\nRUN c', ['a', 'dir C:\\  /s\\', 'c']],
];

describe('Dockerfile lines', () => {
  for (const [what, text, expected] of bodies) {
    it(`joins: ${what}`, () => {
      const file = parseDockerfile(text);
      assert.deepEqual(
        file.instructions.map(each => each.body.text),
        expected,
      );
      for (const each of file.instructions) {
        assertMapped(each.body, text);
        assert.equal(text.slice(each.keywordSpan.start, each.keywordSpan.end).toUpperCase(), each.keyword);
      }
    });
  }

  it('spans the instruction from keyword to last character, and its whole lines', () => {
    const text = 'FROM a\n  RUN b \\\n  # note\n  c \n\nCMD d';
    const run = parseDockerfile(text).instructions[1]!;
    assert.equal(text.slice(run.span.start, run.span.end), 'RUN b \\\n  # note\n  c');
    assert.equal(text.slice(run.lines.start, run.lines.end), '  RUN b \\\n  # note\n  c \n');
  });

  it('lists all comments, but no directive and nothing of a here-document', () => {
    const text = '# syntax=docker/dockerfile:1\n#one\nFROM a\n  # two \nRUN b \\\n # three\n c\nRUN <<E\n# no\nE\n';
    const file = parseDockerfile(text);
    assert.deepEqual(
      file.comments.map(comment => comment.text),
      ['#one', '# two', '# three'],
    );
    for (const { text: comment, span } of file.comments) assert.equal(text.slice(span.start, span.end), comment);
  });

  it('refuses inserted line breaks, which an instruction cannot hold', () => {
    const { args } = only('RUN', 'RUN b');
    assert.equal(args.encode('a b'), 'a b');
    assert.equal(args.encode('a\nb'), undefined);
  });
});

describe('Dockerfile directives', () => {
  const cases: readonly (readonly [text: string, escapeChar: string, names: readonly string[]])[] = [
    ['# escape=`\nFROM a', '`', ['escape']],
    ['#escape=`\nFROM a', '`', ['escape']],
    ['  # Escape = ` \nFROM a', '`', ['escape']],
    ['# syntax=docker/dockerfile:1\n# escape=`\nFROM a', '`', ['syntax', 'escape']],
    ['# check=skip=all\r\n# escape=`\r\nFROM a', '`', ['check', 'escape']],
    ['# escape=\\\nFROM a', '\\', ['escape']],
    ['# a comment\n# escape=`\nFROM a', '\\', []],
    ['\n# escape=`\nFROM a', '\\', []],
    ['# unknown=1\n# escape=`\nFROM a', '\\', []],
    ['FROM a\n# escape=`', '\\', []],
    ['#!/usr/bin/env x\n# escape=`\nFROM a', '\\', []],
    ['# escape=\nFROM a', '\\', []],
  ];
  for (const [text, escapeChar, names] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const file = parseDockerfile(text);
      assert.equal(file.escape, escapeChar);
      assert.deepEqual(
        file.directives.map(directive => directive.name),
        names,
      );
      for (const { name, nameSpan, value, valueSpan } of file.directives) {
        assert.equal(text.slice(nameSpan.start, nameSpan.end).toLowerCase(), name);
        assert.equal(text.slice(valueSpan.start, valueSpan.end), value);
      }
    });
  }
});

describe('the faults of dockerfile-ast that do not reach us', () => {
  it('1: an indented comment in a continued RUN is dropped', () => {
    assert.equal(only('RUN', 'RUN a \\\n    # note\n  b').command.text, 'a   b');
  });
  it('2: the tail of a last argument behind the escape character is kept', () => {
    assert.equal(only('RUN', 'RUN a \\\n  b c\\*').command.text, 'a   b c\\*');
    assert.equal(only('RUN', 'RUN find . \\\n  -exec rm {} \\;').command.text, 'find .   -exec rm {} \\;');
  });
  it('3: a doubled escape at the end of a line continues nothing', () => {
    const { rest } = parse('FROM a\nENV DIR C:\\go\\\\\nRUN b');
    assert.deepEqual(
      rest.map(each => [each.keyword, each.body.text]),
      [
        ['ENV', 'DIR C:\\go\\\\'],
        ['RUN', 'b'],
      ],
    );
  });
  it('4: exec strings keep white space and backslashes', () => {
    const run = only('RUN', 'RUN [ "a  b", "C:\\\\x\\ty" ]');
    assert.deepEqual(
      run.exec.map(word => word.value),
      ['a  b', 'C:\\x\ty'],
    );
  });
  it('5: invalid JSON is the shell form', () => {
    for (const text of ['["C:\\a.exe"]', "['a']", '["a",]', '["a"', '["a"] b', '["a" "b"]']) {
      const run = only('ENTRYPOINT', `ENTRYPOINT ${text}`);
      assert.equal(run.form, 'shell', text);
      assert.equal(run.command.text, text);
    }
  });
  it('6: all strings of an exec form on several lines come back', () => {
    const text = 'FROM a\nCMD [ "a", \\\n  # note\n  "b", \\\n\n  "c" ]';
    const { rest, at } = parse(text);
    const [cmd] = rest;
    assert.ok(cmd?.kind === 'CMD');
    assert.deepEqual(
      cmd.exec.map(word => at(word.span)),
      ['"a"', '"b"', '"c"'],
    );
  });
  it('7: escape behind an unknown directive is a comment', () => {
    assert.equal(parseDockerfile('# author=me\n# escape=`\nFROM a').escape, '\\');
  });
  it('8: the body of a here-document is no argument', () => {
    const copy = only('COPY', 'COPY <<a <<b /d/\none\na\ntwo\nb');
    assert.deepEqual(
      [copy.sources.length, copy.destination?.text, copy.heredocs.map(each => each.body.text)],
      [0, '/d/', ['one\n', 'two\n']],
    );
  });
  it('9: what ARG defaults and SHELL need is there', () => {
    const { file } = parse('ARG TAG=ltsc2022\nFROM a:${TAG}\nSHELL ["pwsh", "-Command"]\nFROM b');
    const [arg, from, shell] = file.instructions;
    assert.ok(arg?.kind === 'ARG' && from?.kind === 'FROM' && shell?.kind === 'SHELL');
    assert.deepEqual([arg.pairs[0]!.value!.text, from.image!.text], ['ltsc2022', 'a:${TAG}']);
    assert.deepEqual(
      shell.exec.map(word => word.value),
      ['pwsh', '-Command'],
    );
  });
});
