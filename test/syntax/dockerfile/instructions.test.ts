// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Docker variables are written like template placeholders
import assert from 'node:assert/strict';
import { only, parse } from './helpers';

describe('FROM', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined, string | undefined])[] = [
    ['FROM scratch', 'scratch', undefined, undefined],
    ['FROM a:1@sha256:00 AS b', 'a:1@sha256:00', 'b', undefined],
    ['from --platform=windows/amd64 a as B', 'a', 'B', 'windows/amd64'],
    ['FROM --platform="$BUILDPLATFORM" a', 'a', undefined, '$BUILDPLATFORM'],
    ['FROM \\\n a \\\n AS \\\n b', 'a', 'b', undefined],
    ['FROM', undefined, undefined, undefined],
  ];
  for (const [text, image, stage, platform] of cases) {
    it(text, () => {
      const { file, at } = parse(text);
      const [from] = file.instructions;
      assert.ok(from?.kind === 'FROM');
      assert.deepEqual([from.image?.text, from.stage?.text, from.platform?.value?.text], [image, stage, platform]);
      if (from.image) assert.equal(at(from.image.span), image);
      if (from.stage) assert.equal(at(from.stage.span), stage);
    });
  }
});

describe('flags', () => {
  it('reads names and values, quotes undone, up to the first word that is none', () => {
    const text = `FROM a\nRUN --mount=type=cache,target="C:\\a b" --Network=none \\\n --x -- --y z`;
    const { rest, at } = parse(text);
    const run = rest[0]!;
    assert.deepEqual(
      run.flags.map(flag => [flag.name, flag.value?.text]),
      [
        ['mount', 'type=cache,target=C:a b'],
        ['network', 'none'],
        ['x', undefined],
      ],
    );
    assert.equal(run.args.text, '--y z');
    assert.equal(at(run.flags[1]!.nameSpan), 'Network');
    assert.equal(at(run.flags[1]!.value!.span), 'none');
    assert.equal(at(run.flags[2]!.span), '--x');
  });

  it('names the stage or image that COPY takes from, and the checksum of ADD', () => {
    assert.equal(only('COPY', 'COPY --chown=a:b --from=build x y').from?.value?.text, 'build');
    const add = only('ADD', 'ADD --checksum=sha256:00 https://a/b c');
    assert.deepEqual(
      add.flags.map(flag => [flag.name, flag.value?.text]),
      [['checksum', 'sha256:00']],
    );
  });
});

describe('ARG, ENV and LABEL', () => {
  type Pairs = readonly (readonly [string, string | undefined])[];
  const cases: readonly (readonly ['ARG' | 'ENV' | 'LABEL', string, Pairs])[] = [
    ['ARG', 'a', [['a', undefined]]],
    [
      'ARG',
      'a= b="1 2" c',
      [
        ['a', ''],
        ['b', '"1 2"'],
        ['c', undefined],
      ],
    ],
    ['ENV', 'a b c', [['a', 'b c']]],
    ['ENV', 'a "b c"', [['a', '"b c"']]],
    [
      'ENV',
      'a=1 b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'ENV',
      'a="x \\" y" b=\'x\\\' c=d\\ e',
      [
        ['a', '"x \\" y"'],
        ['b', "'x\\'"],
        ['c', 'd\\ e'],
      ],
    ],
    [
      'ENV',
      'a=1 \\\n  # note\n  b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['ENV', 'a b=c', [['a', 'b=c']]],
    ['ENV', 'PATH="C:\\go\\bin;${PATH}"', [['PATH', '"C:\\go\\bin;${PATH}"']]],
    ['LABEL', '"a b"=c', [['"a b"', 'c']]],
    ['LABEL', 'a=b=c', [['a', 'b=c']]],
  ];
  for (const [kind, text, expected] of cases) {
    it(`${kind} ${text}`, () => {
      const source = `FROM x\n${kind} ${text}`;
      const { rest, at } = parse(source);
      const [found] = rest;
      assert.ok(found?.kind === 'ARG' || found?.kind === 'ENV' || found?.kind === 'LABEL');
      assert.deepEqual(
        found.pairs.map(pair => [pair.name, pair.value?.text]),
        expected,
      );
      for (const pair of found.pairs) {
        assert.equal(at(pair.nameSpan), pair.name);
        if (pair.value?.text) assert.equal(at(pair.value.span), pair.value.text);
      }
    });
  }
});

describe('lists and single values', () => {
  it('EXPOSE gives each port and what to delete to be rid of it', () => {
    const text = 'FROM x\nEXPOSE 80 \\\n 3389/tcp 5985-5986\n';
    const { rest, at } = parse(text);
    const [expose] = rest;
    assert.ok(expose?.kind === 'EXPOSE');
    assert.deepEqual(
      expose.words.map(word => at(word.span)),
      ['80', '3389/tcp', '5985-5986'],
    );
    const without = expose.words.map(word => text.slice(0, word.gap.start) + text.slice(word.gap.end));
    assert.deepEqual(without, [
      'FROM x\nEXPOSE 3389/tcp 5985-5986\n',
      'FROM x\nEXPOSE 80 5985-5986\n',
      'FROM x\nEXPOSE 80 \\\n 3389/tcp\n',
    ]);
  });

  it('VOLUME and COPY take both forms', () => {
    const texts = (words: readonly { text: string }[]) => words.map(word => word.text);
    assert.deepEqual(texts(only('VOLUME', 'VOLUME C:\\a D:').words), ['C:\\a', 'D:']);
    assert.deepEqual(texts(only('VOLUME', 'VOLUME ["C:\\\\a b"]').words), ['C:\\a b']);
    const copy = only('COPY', 'COPY ["a b", "c", "C:\\\\d\\\\"]');
    assert.deepEqual([texts(copy.sources), copy.destination?.text], [['a b', 'c'], 'C:\\d\\']);
    const bare = only('COPY', 'COPY a b c');
    assert.deepEqual([texts(bare.sources), bare.destination?.text], [['a', 'b'], 'c']);
    assert.equal(only('COPY', 'COPY a').destination, undefined);
  });

  it('USER, WORKDIR, STOPSIGNAL and MAINTAINER are one value, blanks included', () => {
    assert.equal(only('USER', 'USER ContainerUser').word?.text, 'ContainerUser');
    assert.equal(only('WORKDIR', 'WORKDIR C:\\Program Files\\a').word?.text, 'C:\\Program Files\\a');
    assert.equal(only('STOPSIGNAL', 'STOPSIGNAL 9').word?.text, '9');
    assert.equal(only('MAINTAINER', 'MAINTAINER a <b@c>').word?.text, 'a <b@c>');
    assert.equal(only('USER', 'USER').word, undefined);
  });
});

describe('commands', () => {
  it('gives exec strings with the way back and JSON for what is inserted', () => {
    const text = 'FROM x\nRUN ["powershell", "-Command", "Write-Host \\"C:\\\\a\\""]';
    const { rest, at } = parse(text);
    const [run] = rest;
    assert.ok(run?.kind === 'RUN');
    assert.equal(run.form, 'exec');
    const script = run.exec[2]!;
    assert.equal(script.value, 'Write-Host "C:\\a"');
    assert.equal(at(script.text.span(11, 16)), '\\"C:\\\\a');
    assert.equal(script.text.encode('"\\\n'), '\\"\\\\\\n');
  });

  it('an empty array is an exec form without strings', () => {
    const cmd = only('CMD', 'CMD []');
    assert.deepEqual([cmd.form, cmd.exec], ['exec', []]);
  });

  it('HEALTHCHECK: NONE, a command, nothing', () => {
    assert.equal(only('HEALTHCHECK', 'HEALTHCHECK none').none, true);
    const check = only('HEALTHCHECK', 'HEALTHCHECK --interval=5s \\\n  cmd powershell -Command a');
    assert.deepEqual([check.check?.form, check.check?.command.text], ['shell', 'powershell -Command a']);
    assert.equal(only('HEALTHCHECK', 'HEALTHCHECK CMD ["a"]').check?.exec[0]?.value, 'a');
    assert.equal(only('HEALTHCHECK', 'HEALTHCHECK').check, undefined);
  });

  it('ONBUILD holds an instruction with all its parts', () => {
    const text = 'FROM x\nONBUILD  run --mount=a \\\n b';
    const { rest, at } = parse(text);
    const [onbuild] = rest;
    assert.ok(onbuild?.kind === 'ONBUILD' && onbuild.onbuild?.kind === 'RUN');
    assert.equal(at(onbuild.onbuild.keywordSpan), 'run');
    assert.equal(onbuild.onbuild.command.text, 'b');
    assert.deepEqual(
      onbuild.onbuild.flags.map(flag => flag.name),
      ['mount'],
    );
    assert.equal(only('ONBUILD', 'ONBUILD').onbuild, undefined);
  });
});
