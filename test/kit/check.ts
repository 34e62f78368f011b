import { applyEdits } from '../../server/src/base/edit';
import { dispatcher } from '../../server/src/engine/dispatch';
import type { Finding } from '../../server/src/engine/finding';
import { readerOf } from '../../server/src/facts/read';
import type { Language, Problem } from '../../server/src/facts/source';
import type { AnyRule } from '../../server/src/rules/rule';

/** File names under which an example without one is read. */
export const defaultNames: Readonly<Record<Language, string>> = {
  dockerfile: 'Dockerfile',
  powershell: 'script.ps1',
  cmd: 'script.cmd',
  yaml: 'file.yaml',
  json: 'file.json',
  registry: 'file.reg',
};

export interface Checked {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Runs rules over a text. Throws what a rule threw. */
export async function check(
  rules: readonly AnyRule[],
  language: Language,
  text: string,
  more: { readonly file?: string | undefined; readonly options?: Readonly<Record<string, unknown>> | undefined } = {},
): Promise<Checked> {
  const read = await readerOf(language);
  const reading = read({ path: more.file ?? defaultNames[language], language, text });
  const active = rules.map(rule => ({ rule, options: { ...defaultsOf(rule), ...more.options } }));
  const { findings, failures } = dispatcher(active)(reading.facts);
  if (failures[0]) throw new Error(`${failures[0].rule}: ${failures[0].error}`);
  return { findings, problems: reading.problems };
}

const defaultsOf = (rule: AnyRule): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(rule.options ?? {}).map(([name, spec]) => [name, (spec as { default: unknown }).default]),
  );

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
