import assert from 'node:assert/strict';
import { parseSettings } from '../../server/src/engine/settings/parse';
import { Settings } from '../../server/src/engine/settings/settings';
import { mark } from '../kit/marked';
import { layer, toyCatalog, toyRule } from '../kit/toy';

const catalog = () =>
  toyCatalog([toyRule('toy/bad', 'bad'), toyRule('toy/worse', 'worse'), toyRule('toy/rare', 'rare', { optIn: true })], {
    'toy/old': 'toy/bad',
  });

describe('settings file, problems', () => {
  const cases: readonly (readonly [marked: string, ...messages: string[]])[] = [
    ['rules:\n  «toy/bda»: off\n', 'There is no rule `toy/bda`. Did you mean `toy/bad`?'],
    ['rules:\n  «other/*»: off\n', 'There is no family `other/*`.'],
    ['rules:\n  «toy/old»: off\n', 'The rule `toy/old` is called `toy/bad` now.'],
    [
      'rules:\n  toy/bad: «fatal»\n',
      '`toy/bad` must be one of `off`, `on`, `critical`, `high`, `medium`, `low` or `info`.',
    ],
    [
      'rules:\n  toy/bad: «false»\n',
      '`toy/bad` must be one of `off`, `on`, `critical`, `high`, `medium`, `low` or `info`.',
    ],
    ['rules:\n  toy/bad:\n    «alsoo»: [x]\n', 'There is no setting `alsoo`. Did you mean `also`?'],
    ['rules:\n  toy/bad:\n    also: «x»\n', '`also` must be a list.'],
    ['rules:\n  toy/bad:\n    also: [a, «1»]\n', 'This item must be a text.'],
    ['«rule»: {}\n', 'There is no setting `rule`. Did you mean `rules`?'],
    ['exclude: «a»\nrules: {}\n', '`exclude` must be a list.'],
    ['overrides:\n  - «files: [a]»\n', '`rules` must be a table of rules.'],
    [
      'overrides:\n  - files: [a]\n    rules:\n      «toy/bda»: off\n',
      'There is no rule `toy/bda`. Did you mean `toy/bad`?',
    ],
    ['maxFileSize: «1.5»\n', '`maxFileSize` must be a whole number.'],
    ['suppressions:\n  requireReason: «maybe»\n', '`requireReason` must be `true` or `false`.'],
    ['«- a»\n', 'The file must be a table of settings.'],
    ['failOn: «always»\n', '`failOn` must be one of `critical`, `high`, `medium`, `low`, `info` or `never`.'],
  ];
  for (const [marked, ...messages] of cases) {
    it(messages[0]!, async () => {
      const text = marked.replace(/[«»]/g, '');
      const { problems } = parseSettings(text, await catalog());
      assert.deepEqual(
        problems.map(it => it.message),
        messages,
      );
      assert.equal(
        mark(
          text,
          problems.map(it => it.span),
        ),
        marked,
      );
    });
  }

  it('broken YAML has a place', async () => {
    const { problems } = parseSettings('rules:\n  a: [\n', await catalog());
    assert.equal(problems.length, 1);
    assert.ok(problems[0]!.span.start > 0);
  });

  it('the parts that are right count', async () => {
    const { configuration } = parseSettings(
      'exclude: 1\nfailOn: low\nrules: { toy/bda: off, toy/bad: low }',
      await catalog(),
    );
    assert.equal(configuration.failOn, 'low');
    assert.deepEqual(configuration.rules, { 'toy/bad': { level: 'low', options: {} } });
  });

  for (const text of ['', '# nothing\n', '---\n', 'rules: {}']) {
    it(`accepts ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(parseSettings(text, await catalog()).problems, []);
    });
  }
});

describe('settings of a file', () => {
  interface Case {
    readonly name: string;
    /** Settings files by folder. */
    readonly files: Readonly<Record<string, string>>;
    readonly path?: string;
    /** The toy rules that are on, with the severity that was set. */
    readonly on: readonly string[];
  }
  const cases: readonly Case[] = [
    { name: 'nothing said', files: {}, on: ['toy/bad', 'toy/worse'] },
    { name: 'off', files: { '/w': 'rules: { toy/bad: off }' }, on: ['toy/worse'] },
    { name: 'an old name', files: { '/w': 'rules: { toy/old: off }' }, on: ['toy/worse'] },
    { name: 'severity', files: { '/w': 'rules: { toy/bad: low }' }, on: ['toy/bad low', 'toy/worse'] },
    {
      name: 'narrow wins over wide, whatever the order',
      files: { '/w': 'rules: { toy/bad: on, toy/*: off }' },
      on: ['toy/bad'],
    },
    { name: 'opt in', files: { '/w': 'rules: { toy/rare: on }' }, on: ['toy/bad', 'toy/rare', 'toy/worse'] },
    {
      name: 'opt in by severity',
      files: { '/w': 'rules: { toy/rare: low }' },
      on: ['toy/bad', 'toy/rare low', 'toy/worse'],
    },
    {
      name: 'a wide severity does not opt in',
      files: { '/w': 'rules: { "toy/*": low }' },
      on: ['toy/bad low', 'toy/worse low'],
    },
    { name: 'a wide on opts in', files: { '/w': 'rules: { "toy/*": on }' }, on: ['toy/bad', 'toy/rare', 'toy/worse'] },
    {
      name: 'a folder over its parent',
      files: { '/w/in': 'rules: { toy/bad: high }', '/w': 'rules: { toy/*: off }' },
      path: '/w/in/a.ps1',
      on: ['toy/bad high'],
    },
    {
      name: 'a folder has no say about its neighbours',
      files: { '/w/in': 'rules: { toy/bad: off }' },
      path: '/w/inner/a.ps1',
      on: ['toy/bad', 'toy/worse'],
    },
    {
      name: 'overrides, the later over the earlier',
      files: {
        '/w': 'overrides: [{ files: "*.ps1", rules: { toy/bad: low, toy/worse: off } }, { files: [/in/], rules: { toy/bad: info } }]',
      },
      path: '/w/in/a.ps1',
      on: ['toy/bad info'],
    },
    {
      name: 'overrides for other files',
      files: { '/w': 'overrides: [{ files: [test/], rules: { toy/*: off } }]' },
      on: ['toy/bad', 'toy/worse'],
    },
    {
      name: 'a table without a severity',
      files: { '/w': 'rules: { toy/rare: { also: [x] } }' },
      on: ['toy/bad', 'toy/worse'],
    },
  ];
  for (const { name, files, path = '/w/a.ps1', on } of cases) {
    it(name, async () => {
      const rules = await catalog();
      const settings = new Settings(
        rules,
        Object.entries(files).map(([folder, text]) => layer(rules, text, folder)),
      );
      const active = settings.for(path).rules.filter(it => it.rule.name.startsWith('toy/'));
      assert.deepEqual(
        active.map(it => (it.severity ? `${it.rule.name} ${it.severity}` : it.rule.name)),
        on,
      );
    });
  }

  it('options reach the rule, over their defaults', async () => {
    const rules = await catalog();
    const settings = new Settings(rules, [layer(rules, 'rules: { toy/bad: { also: [x] } }')]);
    const options = Object.fromEntries(settings.for('/w/a').rules.map(it => [it.rule.name, it.options]));
    assert.deepEqual(options['toy/bad'], { also: ['x'] });
    assert.deepEqual(options['toy/worse'], { also: [] });
  });

  it('files that read alike share their settings', async () => {
    const rules = await catalog();
    const settings = new Settings(rules, [layer(rules, 'overrides: [{ files: "*.ps1", rules: {} }]')]);
    assert.equal(settings.for('/w/a.ps1'), settings.for('/w/in/b.ps1'));
    assert.notEqual(settings.for('/w/a.ps1'), settings.for('/w/a.cmd'));
  });

  it('include and exclude', async () => {
    const rules = await catalog();
    const settings = new Settings(rules, [layer(rules, 'include: [src/]\nexclude: ["*.old.ps1", "!keep.old.ps1"]')]);
    const left = ['src/a.ps1', 'src/a.old.ps1', 'src/keep.old.ps1', 'b.ps1'].filter(
      it => !settings.excludes(`/w/${it}`),
    );
    assert.deepEqual(left, ['src/a.ps1', 'src/keep.old.ps1']);
  });

  it('only some rules', async () => {
    const settings = new Settings(await catalog(), [], ['toy/rare']);
    assert.deepEqual(
      settings.for('/w/a').rules.map(it => it.rule.name),
      ['toy/rare'],
    );
  });
});
