import { applyEdits } from '../../server/src/base/edit';
import { LineIndex } from '../../server/src/base/lines';
import { type Analysis, analyse } from '../../server/src/engine/analyse';
import type { Finding, FindingFix } from '../../server/src/engine/finding';
import { type FixOutcome, fixToEnd } from '../../server/src/engine/fixes';
import type { ResolvedSettings } from '../../server/src/engine/settings/settings';
import type { FileReader, Source } from '../../server/src/facts/source';
import type { Safety } from '../../server/src/rules/rule';
import { addedFindings } from './added';

/** What fixing did that no fix may do. */
export interface Fault {
  /** The rules whose fixes did it, as far as can be told. */
  readonly rules: readonly string[];
  readonly what: string;
}

/** What fixing a file to the end came to. */
export interface Trial {
  readonly before: Analysis;
  readonly outcome: FixOutcome;
  readonly faults: readonly Fault[];
}

/** Fixes a file to the end and tells what went wrong: fixes that do not settle, break the file or bring findings. */
export function tryFixes(
  source: Source,
  settings: ResolvedSettings,
  read: FileReader,
  safeties: readonly Safety[],
  today: string,
): Trial {
  const fixed = (wanted: (finding: Finding) => boolean = () => true): FixOutcome =>
    fixToEnd(source, settings, read, { safeties, today, wanted });
  const before = analyse(source, settings, read, today);
  const outcome = fixed();
  const { text, analysis, applied, unsettled } = outcome;
  const rules = [...new Set(applied.map(it => it.rule))];
  const faults: Fault[] = unsettled.map(rule => ({ rules: [rule], what: 'does not settle, or breaks the file' }));
  for (const it of analysis.failures) faults.push({ rules: [it.rule], what: it.error });
  if (analysis.problems.length > before.problems.length) faults.push({ rules, what: 'the file does not parse' });
  for (const it of addedFindings(source.text, before.findings, text, analysis.findings)) {
    const alone = rules.filter(rule => {
      const one = fixed(finding => finding.rule === rule);
      const added = addedFindings(source.text, before.findings, one.text, one.analysis.findings);
      return added.some(other => other.rule === it.rule && other.message === it.message);
    });
    const line = new LineIndex(text).lineOf(it.span.start) + 1;
    const what = `adds ${it.rule} in line ${line} of the result: ${it.message}`;
    faults.push({ rules: alone.length > 0 ? alone : rules, what });
  }
  return { before, outcome, faults };
}

/** Fixes of one rule with one title that are tried in a file. */
const mostAlike = 3;

/** Makes each fix of a file alone, alternatives too, and tells which changes nothing, mends nothing or does harm. */
export function tryEachFix(
  source: Source,
  settings: ResolvedSettings,
  read: FileReader,
  today: string,
): readonly Fault[] {
  const before = analyse(source, settings, read, today);
  const tried = new Map<string, number>();
  return before.findings.flatMap(finding =>
    finding.fixes.flatMap(fix => {
      const kind = `${finding.rule} ${fix.title}`;
      tried.set(kind, (tried.get(kind) ?? 0) + 1);
      if (tried.get(kind)! > mostAlike) return [];
      const text = applyEdits(source.text, fix.edits);
      const after = analyse({ ...source, text }, settings, read, today);
      const wrongs: string[] = [];
      if (text === source.text) wrongs.push('changes nothing');
      if (after.problems.length > before.problems.length) wrongs.push('the file does not parse');
      if (stays(finding, fix, after)) wrongs.push('its finding stays');
      for (const it of addedFindings(source.text, before.findings, text, after.findings))
        wrongs.push(`adds ${it.rule}: ${it.message}`);
      const line = new LineIndex(source.text).lineOf(finding.span.start) + 1;
      return wrongs.map(what => ({ rules: [finding.rule], what: `${fix.title}, alone, in line ${line}: ${what}` }));
    }),
  );
}

/** Whether a finding stands where it stood. */
function stays({ rule, message, span }: Finding, { edits }: FindingFix, { findings }: Analysis): boolean {
  const moved = edits.filter(it => it.span.end <= span.start);
  const start = moved.reduce((at, it) => at + it.text.length - (it.span.end - it.span.start), span.start);
  return findings.some(it => it.rule === rule && it.message === message && it.span.start === start);
}
