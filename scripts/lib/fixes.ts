import { LineIndex } from '../../server/src/base/lines';
import { type Analysis, analyse } from '../../server/src/engine/analyse';
import type { Finding } from '../../server/src/engine/finding';
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
