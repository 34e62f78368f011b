import assert from 'node:assert/strict';
import { analyse } from '../../server/src/engine/analyse';
import { mark } from '../kit/marked';
import { readWords, resolved, toyCatalog, toyRule, toySource } from '../kit/toy';

const today = '2026-06-01';

/** What a text is judged as, with `«»` around what is still found. */
const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly shown: string;
  readonly settings?: string;
}[] = [
  {
    name: 'next line only',
    text: '# boltseal-disable-next-line toy/bad -- why\nbad\nbad',
    shown: '# boltseal-disable-next-line toy/bad -- why\nbad\n«bad»',
  },
  {
    name: 'next line, over blank lines and other comments',
    text: '# boltseal-disable-next-line toy/bad -- why\n\n# note\n  bad\nbad',
    shown: '# boltseal-disable-next-line toy/bad -- why\n\n# note\n  bad\n«bad»',
  },
  {
    name: 'stacked',
    text: '# boltseal-disable-next-line toy/bad -- why\n# boltseal-disable-next-line toy/worse -- why\nbad worse',
    shown: '# boltseal-disable-next-line toy/bad -- why\n# boltseal-disable-next-line toy/worse -- why\nbad worse',
  },
  {
    name: 'next line before a unit speaks of all of it',
    text: '# boltseal-disable-next-line toy/bad -- why\n{ x\nbad\nbad }\nbad',
    shown: '# boltseal-disable-next-line toy/bad -- why\n{ x\nbad\nbad }\n«bad»',
  },
  {
    name: 'next line inside a unit speaks of the line',
    text: '{ bad\n# boltseal-disable-next-line toy/bad -- why\nbad\nbad }',
    shown: '{ «bad»\n# boltseal-disable-next-line toy/bad -- why\nbad\n«bad» }',
  },
  {
    name: 'same line',
    text: 'bad # boltseal-disable-line toy/bad -- why\nbad',
    shown: 'bad # boltseal-disable-line toy/bad -- why\n«bad»',
  },
  {
    name: 'whole file, from anywhere',
    text: 'bad\nbad # boltseal-disable-file toy/bad -- why',
    shown: 'bad\nbad # boltseal-disable-file toy/bad -- why',
  },
  {
    name: 'another rule is not meant',
    text: '# boltseal-disable-file toy/worse -- why\nworse bad',
    shown: '# boltseal-disable-file toy/worse -- why\nworse «bad»',
  },
  {
    name: 'a family, several rules, any letter case of the keyword',
    text: '# Boltseal-Disable-File toy/worse, toy/bad -- why\nworse bad # boltseal-disable-line toy/* -- why',
    shown: '# Boltseal-Disable-File toy/worse, toy/bad -- why\nworse bad # boltseal-disable-line toy/* -- why',
  },
  {
    name: 'an old name of a rule',
    text: '# boltseal-disable-file toy/old -- why\nbad',
    shown: '# boltseal-disable-file toy/old -- why\nbad',
  },
  {
    name: 'until a day that is to come, and on it',
    text: '# boltseal-disable-file toy/bad until 2026-06-01 -- why\nbad',
    shown: '# boltseal-disable-file toy/bad until 2026-06-01 -- why\nbad',
  },
  {
    name: 'expired',
    text: '# boltseal-disable-file toy/bad until 2026-05-31 -- why\nbad',
    shown: '# boltseal-disable-file toy/bad until «2026-05-31» -- why\n«bad»',
  },
  {
    name: 'without a reason',
    text: '# boltseal-disable-file toy/bad\nbad',
    shown: '# «boltseal-disable-file» toy/bad\nbad',
  },
  {
    name: 'without a reason where one is required',
    settings: 'suppressions: { requireReason: true }',
    text: '# boltseal-disable-file toy/bad\nbad',
    shown: '# «boltseal-disable-file» toy/bad\n«bad»',
  },
  {
    name: 'unused',
    text: '# boltseal-disable-next-line toy/bad, toy/worse -- why\nbad',
    shown: '# boltseal-disable-next-line toy/bad, «toy/worse» -- why\nbad',
  },
  {
    name: 'unused, of a family with rules that nobody asked for',
    text: '# boltseal-disable-file strict/* -- why\nfine',
    shown: '# boltseal-disable-file «strict/*» -- why\nfine',
  },
  {
    name: 'of a rule that is off nothing is known',
    settings: 'rules: { toy/worse: off }',
    text: '# boltseal-disable-next-line toy/bad, toy/worse -- why\nbad',
    shown: '# boltseal-disable-next-line toy/bad, toy/worse -- why\nbad',
  },
  {
    name: 'findings about suppressions can be suppressed, but not by themselves',
    text: '# boltseal-disable-file policy/unused-suppression -- why\n# boltseal-disable-line policy/suppression-without-reason\n# boltseal-disable-next-line toy/bad -- why\nfine',
    shown:
      '# boltseal-disable-file policy/unused-suppression -- why\n# «boltseal-disable-line» policy/suppression-without-reason\n# boltseal-disable-next-line toy/bad -- why\nfine',
  },
  {
    name: 'words that are no suppression',
    text: '# see boltseal-disable-file toy/bad\n# boltseal is good\nbad',
    shown: '# see boltseal-disable-file toy/bad\n# boltseal is good\n«bad»',
  },
];

describe('suppressions', () => {
  for (const { name, text, shown, settings } of cases) {
    it(name, async () => {
      const rules = [
        toyRule('toy/bad', 'bad'),
        toyRule('toy/worse', 'worse'),
        toyRule('strict/odd', 'odd', { optIn: true }),
        toyRule('strict/bad', 'worst'),
      ];
      const catalog = await toyCatalog(rules, { 'toy/old': 'toy/bad' });
      const { findings, failures } = analyse(toySource(text), resolved(catalog, settings), readWords, today);
      assert.deepEqual(failures, []);
      const spans = findings.map(it => it.span);
      assert.equal(mark(text, spans), shown);
    });
  }

  it('keeps what is suppressed, with the reason', async () => {
    const catalog = await toyCatalog([toyRule('toy/bad', 'bad')]);
    const text = 'bad # boltseal-disable-line toy/bad -- port 1 -- only';
    const { suppressed } = analyse(toySource(text), resolved(catalog), readWords, today);
    assert.deepEqual(
      suppressed.map(it => [it.rule, it.suppression.reason]),
      [['toy/bad', 'port 1 -- only']],
    );
  });
});

describe('analyse', () => {
  it('records a rule that throws and goes on with the others', async () => {
    const broken = { ...toyRule('toy/broken', 'bad'), visit: { unresolved: () => JSON.parse('{') } };
    const catalog = await toyCatalog([broken, toyRule('toy/bad', 'bad')]);
    const { findings, failures } = analyse(toySource('bad bad'), resolved(catalog), readWords, today);
    assert.equal(findings.length, 2);
    assert.deepEqual(
      failures.map(it => it.rule),
      ['toy/broken'],
    );
  });

  it('records a reader that throws', async () => {
    const catalog = await toyCatalog([]);
    const { failures } = analyse(toySource(''), resolved(catalog), () => JSON.parse('{'), today);
    assert.deepEqual(
      failures.map(it => it.rule),
      ['read/powershell'],
    );
  });
});
