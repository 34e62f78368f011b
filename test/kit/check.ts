import { applyEdits } from '../../server/src/base/edit';
import { analyse } from '../../server/src/engine/analyse';
import { Catalog } from '../../server/src/engine/catalog';
import { dispatcher } from '../../server/src/engine/dispatch';
import type { Finding } from '../../server/src/engine/finding';
import { defaultsOf, Settings } from '../../server/src/engine/settings/settings';
import { readerOf } from '../../server/src/facts/read';
import type { Language, Problem } from '../../server/src/facts/source';
import type { AnyRule, Example } from '../../server/src/rules/rule';
import { allRules } from './rules';

/** File names under which an example without one is read. */
export const defaultNames: Readonly<Record<Language, string>> = {
  dockerfile: 'Dockerfile',
  powershell: 'script.ps1',
  cmd: 'script.cmd',
  yaml: 'file.yaml',
  json: 'file.json',
  registry: 'file.reg',
  xml: 'file.xml',
  inf: 'file.inf',
  lgpo: 'lgpo.txt',
  hcl: 'main.tf',
  bicep: 'main.bicep',
  toml: 'config.toml',
  shell: 'script.sh',
};

export interface Checked {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Runs rules over a text. Rules about suppressions run beside all others. Throws what a rule threw. */
export async function check(
  rules: readonly AnyRule[],
  language: Language,
  text: string,
  more: { readonly [K in 'file' | 'options' | 'checked']?: Example[K] | undefined } = {},
): Promise<Checked> {
  const read = await readerOf(language);
  const all = await allRules();
  const running = rules.some(rule => rule.visit.suppression) ? all : rules;
  const active = running.map(rule => ({ rule, options: { ...defaultsOf(rule), ...more.options } }));
  const settings = { ...new Settings(new Catalog(all)).for(''), rules: active, dispatch: dispatcher(active) };
  const source = { path: more.file ?? defaultNames[language], language, text, checked: more.checked };
  const { findings, problems, failures } = analyse(source, settings, read, '2026-06-01');
  if (failures[0]) throw new Error(`${failures[0].rule}: ${failures[0].error}`);
  return { findings: findings.filter(it => rules.some(rule => rule.name === it.rule)), problems };
}

/** The text after the first fix of each finding that has one and does not touch an earlier one. */
export function fixAll(text: string, findings: readonly Finding[]): string {
  const edits = new Map<string, { span: { start: number; end: number }; text: string }>();
  let at = -1;
  for (const finding of findings) {
    const fix = finding.fixes[0];
    if (!fix) continue;
    const own = fix.edits.filter(edit => !edits.has(`${edit.span.start}:${edit.span.end}:${edit.text}`));
    if (own.some(edit => edit.span.start < at)) continue;
    for (const edit of own) {
      edits.set(`${edit.span.start}:${edit.span.end}:${edit.text}`, edit);
      at = Math.max(at, edit.span.end);
    }
  }
  return applyEdits(text, [...edits.values()]);
}
