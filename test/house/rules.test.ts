import assert from 'node:assert/strict';
import { ruleFiles } from '../../scripts/lib/tree';
import { atLeast, severities } from '../../server/src/base/severity';
import { rules } from '../../server/src/rules/index.generated';
import { renamed } from '../../server/src/rules/renamed';
import type { AnyRule, Example, Message, OptionSpec } from '../../server/src/rules/rule';
import { textOf } from './tree';

const files = ruleFiles();

/** The rules for which a check has something to say, each with what it says. */
function all(check: (rule: AnyRule) => readonly string[]): void {
  const wrong = rules.flatMap(rule => check(rule).map(it => `${rule.name}: ${it}`));
  assert.deepEqual(wrong, []);
}

const messagesOf = (rule: AnyRule): readonly string[] =>
  (Object.values(rule.messages) as Message[]).map(it => (typeof it === 'string' ? it : it.text));
const examplesOf = (rule: AnyRule): readonly Example[] => [...rule.bad, ...rule.good];
const sentenceEnds = /[.!?](?=\s+[A-Z])/g;

describe('rules, as they are written', () => {
  it('have the name of their file', () => {
    assert.deepEqual(
      rules.map(rule => `${rule.name}.ts`),
      files,
    );
    all(rule => (/^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule.name) ? [] : ['name']));
  });

  it('have a title of one line without a full stop', () =>
    all(({ title }) =>
      /^(?:[A-Z`]|\.NET).*[^.]$/.test(title) && title.length <= 90 && !title.includes('\n') ? [] : [title],
    ));

  it('have messages of one sentence that name the text at fault', () =>
    all(rule =>
      messagesOf(rule).flatMap(message => {
        const wrong: string[] = [];
        if (!message.endsWith('.')) wrong.push(`no full stop: ${message}`);
        if (sentenceEnds.test(message.replace(/`[^`]*`/g, ''))) wrong.push(`more than one sentence: ${message}`);
        if (!/\{\w+\}|`[^`]+`/.test(message)) wrong.push(`names nothing: ${message}`);
        if ((message.match(/`/g) ?? []).length % 2 !== 0) wrong.push(`back-ticks: ${message}`);
        return wrong;
      }),
    ));

  it('say why and what to do in whole sentences', () =>
    all(({ rationale, remedy, exceptions }) =>
      [rationale, remedy, ...(exceptions ? [exceptions] : [])].flatMap(it =>
        /^(?:[A-Z0-9`"']|\.NET).*[.)]$/s.test(it.trim()) ? [] : [it.trim()],
      ),
    ));

  it('keep to the grades: what is hardly sure is never grave', () =>
    all(rule => {
      const grave = severities.indexOf(rule.severity) < severities.indexOf('medium');
      return rule.confidence === 'low' && grave ? [`${rule.severity} with low confidence`] : [];
    }));

  it('name their topics, their sources, and from medium up their weakness', () =>
    all(({ cwe, tags, references, severity }) => [
      ...(cwe.length > 0 || !atLeast(severity, 'medium') ? [] : ['no CWE']),
      ...(tags.length > 0 && tags.every(it => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(it)) ? [] : [`tags: ${tags}`]),
      ...(references.length > 0 ? [] : ['no reference']),
      ...references.filter(it => !/^https:\/\/[^\s]+$/.test(it)),
    ]));

  it('describe their options', () =>
    all(rule =>
      Object.entries((rule.options ?? {}) as Record<string, OptionSpec<string>>).flatMap(([name, it]) =>
        /^[A-Z`].*\.$/s.test(it.description.trim()) ? [] : [`${name}: ${it.description}`],
      ),
    ));

  it('mark what is bad, and only that; no example stands twice', () =>
    all(rule => [
      ...rule.bad.filter((it: Example) => !/«[^»]*»/.test(it.code)).map((it: Example) => `no mark in ${it.code}`),
      ...rule.good.filter((it: Example) => /[«»]/.test(it.code)).map((it: Example) => `mark in ${it.code}`),
      ...examplesOf(rule)
        .map(it => `${it.file} ${it.code} ${JSON.stringify(it.options)} ${JSON.stringify(it.checked)}`)
        .filter((it, index, list) => list.indexOf(it) !== index)
        .map(it => `twice: ${it}`),
    ]));

  it('show a fix if and only if they declare one', () =>
    all(({ fixable, bad }) => {
      const shows = bad.some((it: Example) => it.fixed !== undefined);
      return shows === (fixable !== false) ? [] : [`fixable is ${fixable}`];
    }));

  it('stay short: 160 lines at most, half of them at most 80', () => {
    const sizes = files.map(file => textOf(`server/src/rules/${file}`).split('\n').length).sort((a, b) => a - b);
    const long = files.filter(file => textOf(`server/src/rules/${file}`).split('\n').length > 161);
    assert.deepEqual(long, []);
    assert.ok(sizes[sizes.length >> 1]! <= 80, `median ${sizes[sizes.length >> 1]}`);
  });

  it('keep old names known', () => {
    const names = new Set(rules.map(rule => rule.name));
    for (const [old, name] of Object.entries(renamed)) {
      assert.ok(!names.has(old), `${old} is a rule`);
      assert.ok(names.has(name), `${name} is no rule`);
    }
  });
});
