import { applyEdits, conflicts, type Edit } from '../base/edit';
import type { FileReader, Source } from '../facts/source';
import type { Safety } from '../rules/rule';
import { type Analysis, analyse } from './analyse';
import type { Finding, FindingFix } from './finding';
import type { ResolvedSettings } from './settings/settings';

/** A fix that was made. */
export interface AppliedFix {
  readonly rule: string;
  readonly title: string;
}

export interface FixOutcome {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  /** Of the text as it is now. */
  readonly analysis: Analysis;
  /** Rules whose fixes were given up: they did not come to an end, or broke the file's grammar. */
  readonly unsettled: readonly string[];
}

export interface FixOptions {
  /** Which fixes may be made. */
  readonly safeties: readonly Safety[];
  /** Which findings to mend; all when absent. */
  readonly wanted?: (finding: Finding) => boolean;
  /** `2027-01-31` */
  readonly today: string;
}

/** Rounds after which fixes that still find work are given up: a mistake behind a mistake behind a mistake. */
const mostRounds = 10;

interface Choice {
  readonly finding: Finding;
  readonly fix: FindingFix;
}

/** Mends a file again and again until nothing is left to mend. */
export function fixToEnd(
  source: Source,
  settings: ResolvedSettings,
  read: FileReader,
  options: FixOptions,
): FixOutcome {
  const judge = (text: string): Analysis => analyse({ ...source, text }, settings, read, options.today);
  const applied: AppliedFix[] = [];
  const broken = new Set<string>();
  const seen = new Set([source.text]);
  let text = source.text;
  let analysis = judge(text);
  for (let round = 0; ; round++) {
    const chosen = choose(
      analysis.findings.filter(it => !broken.has(it.rule) && (options.wanted?.(it) ?? true)),
      options.safeties,
    );
    if (chosen.length === 0) return { text, applied, analysis, unsettled: [...broken] };
    const attempt = make(text, analysis, chosen, judge);
    for (const rule of attempt.broke) broken.add(rule);
    if (attempt.made.length === 0) continue;
    if (round === mostRounds || seen.has(attempt.text)) {
      return { text, applied, analysis, unsettled: [...broken, ...new Set(chosen.map(it => it.finding.rule))] };
    }
    seen.add(attempt.text);
    ({ text, analysis } = attempt);
    applied.push(...attempt.made.map(it => ({ rule: it.finding.rule, title: it.fix.title })));
  }
}

/** One fix a finding, the first of an allowed safety, leaving out those that touch one chosen before. */
export function choose(findings: readonly Finding[], safeties: readonly Safety[]): readonly Choice[] {
  const chosen: Choice[] = [];
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(it => safeties.includes(it.safety));
    if (!fix) continue;
    const own = fix.edits.filter(edit => !taken.some(it => same(it, edit)));
    if (own.some(edit => taken.some(it => conflicts(it, edit)))) continue;
    taken.push(...own);
    chosen.push({ finding, fix });
  }
  return chosen;
}

/** The edits of several fixes, those that are shared once. */
export function editsOf(fixes: readonly FindingFix[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const edit of fixes.flatMap(it => it.edits)) if (!edits.some(it => same(it, edit))) edits.push(edit);
  return edits;
}

const same = (a: Edit, b: Edit): boolean =>
  a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;

interface Attempt {
  readonly text: string;
  readonly analysis: Analysis;
  readonly made: readonly Choice[];
  readonly broke: readonly string[];
}

/** Makes the fixes together; where the file does not parse as well as before, one by one, leaving out those that break it. */
function make(text: string, before: Analysis, chosen: readonly Choice[], judge: (text: string) => Analysis): Attempt {
  const together = applyEdits(text, editsOf(chosen.map(it => it.fix)));
  const analysis = judge(together);
  if (analysis.problems.length <= before.problems.length) return { text: together, analysis, made: chosen, broke: [] };
  const sound = chosen.filter(it => {
    const alone = judge(applyEdits(text, editsOf([it.fix])));
    return alone.problems.length <= before.problems.length;
  });
  const broke = chosen.filter(it => !sound.includes(it)).map(it => it.finding.rule);
  // Fixes that are sound alone and break the file together are made one at a time, in rounds.
  const made = broke.length > 0 ? sound : sound.slice(0, 1);
  const mended = applyEdits(text, editsOf(made.map(it => it.fix)));
  const after = judge(mended);
  if (after.problems.length <= before.problems.length) return { text: mended, analysis: after, made, broke };
  return { text, analysis: before, made: [], broke: chosen.map(it => it.finding.rule) };
}
