import { LineIndex } from '../base/lines';
import { bySpan } from '../base/span';
import type { SuppressedFinding } from '../engine/analyse';
import type { Finding } from '../engine/finding';
import { fingerprints } from '../engine/fingerprint';
import type { ReportedFile } from './model';

/** A finding with all that a report says of it beyond what the rule said. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly fingerprint: string;
  readonly suppression?: SuppressedFinding['suppression'];
}

/** The findings of a file in order of place, suppressed ones among them. */
export function locate({ text, analysis }: ReportedFile): {
  readonly lines: LineIndex;
  readonly findings: readonly LocatedFinding[];
} {
  const lines = new LineIndex(text);
  const all = [...analysis.findings, ...analysis.suppressed].sort(
    (a, b) => bySpan(a.span, b.span) || (a.rule < b.rule ? -1 : 1),
  );
  const names = fingerprints(all, lines);
  const findings = all.map((finding, index) => {
    const suppression = 'suppression' in finding ? (finding as SuppressedFinding).suppression : undefined;
    const fingerprint = names[index]!;
    return suppression ? { finding, fingerprint, suppression } : { finding, fingerprint };
  });
  return { lines, findings };
}
