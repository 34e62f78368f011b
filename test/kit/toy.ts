import { replace } from '../../server/src/base/edit';
import { Catalog } from '../../server/src/engine/catalog';
import type { Layer } from '../../server/src/engine/settings/configuration';
import { parseSettings } from '../../server/src/engine/settings/parse';
import type { ResolvedSettings } from '../../server/src/engine/settings/settings';
import { Settings } from '../../server/src/engine/settings/settings';
import type { FactEntry, FileReader, Source } from '../../server/src/facts/source';
import { type AnyRule, defineRule } from '../../server/src/rules/rule';
import { allRules } from './rules';

/** A language of words: each word is a fact `unresolved`, `#` begins a comment, `{` and `}` enclose a unit, `?` is a problem. */
export const readWords: FileReader = ({ text }) => {
  const facts: FactEntry[] = [];
  const comments = [...text.matchAll(/#.*/g)].map(it => spanned(it));
  const code = text.replace(/#.*/g, it => ' '.repeat(it.length));
  for (const word of code.matchAll(/[\w-]+/g)) {
    const { span } = spanned(word);
    const place = { os: 'windows', runs: 'script', encode: (it: string) => it } as const;
    facts.push({ kind: 'unresolved', fact: { span, place, what: word[0], why: '' } });
  }
  return {
    facts,
    comments,
    problems: [...code.matchAll(/\?/g)].map(it => ({ span: spanned(it).span, message: 'A question mark.' })),
    units: [...code.matchAll(/\{[^}]*\}/g)].map(it => spanned(it).span),
  };
};

const spanned = (it: RegExpExecArray): { text: string; span: { start: number; end: number } } => ({
  text: it[0],
  span: { start: it.index, end: it.index + it[0].length },
});

interface ToyOptions {
  readonly severity?: AnyRule['severity'];
  /** What the word is replaced by. */
  readonly by?: string;
  readonly safety?: 'safe' | 'unsafe' | 'suggestion';
  readonly optIn?: boolean;
}

/** A rule that finds a word. */
export const toyRule = (name: string, word: string, more: ToyOptions = {}): AnyRule =>
  defineRule({
    name,
    title: `The word ${word}`,
    severity: more.severity ?? 'high',
    confidence: 'high',
    ...(more.optIn ? { optIn: true } : {}),
    cwe: [1],
    tags: ['toy'],
    fixable: more.safety ?? 'safe',
    messages: { found: '`{word}` is here.' },
    rationale: `Nobody wants ${word}.`,
    remedy: 'Remove the word.',
    references: ['https://example.org/'],
    options: { also: { default: [] as readonly string[], description: 'Other words.' } },
    bad: [{ language: 'powershell', code: `«${word}»` }],
    good: [{ language: 'powershell', code: 'fine' }],
    visit: {
      unresolved({ what, span }, { report, options }) {
        if (what !== word && !options.also.includes(what)) return;
        const fix = more.by === undefined ? undefined : { title: `Write ${more.by}`, edits: [replace(span, more.by)] };
        report('found', span, { word: what }, { fixes: [fix] });
      },
    },
  });

export const toySource = (text: string): Source => ({ path: '/w/a.ps1', language: 'powershell', text });

/** A catalogue of toy rules and the real ones about suppressions. */
export async function toyCatalog(
  rules: readonly AnyRule[],
  renamed: Readonly<Record<string, string>> = {},
): Promise<Catalog> {
  const policy = (await allRules()).filter(rule => rule.name.startsWith('policy/'));
  return new Catalog([...rules, ...policy], renamed);
}

/** A layer out of the text of a settings file. */
export const layer = (catalog: Catalog, text: string, folder = '/w'): Layer => ({
  folder,
  configuration: parseSettings(text, catalog).configuration,
});

/** The settings of `/w/a.ps1` under one settings file. */
export const resolved = (catalog: Catalog, text = ''): ResolvedSettings =>
  new Settings(catalog, [layer(catalog, text)]).for('/w/a.ps1');
