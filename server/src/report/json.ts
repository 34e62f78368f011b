import type { LineIndex } from '../base/lines';
import type { Span } from '../base/span';
import { nothing } from '../engine/analyse';
import type { Origin } from '../facts/cluster/fact';
import { boundTo } from './images';
import { locate } from './located';
import type { Report, ReportedImage } from './model';
import { countBySeverity } from './text';

/** Changes when a field goes or changes its meaning; new fields come without a change. */
export const jsonVersion = 1;

/** The report for programs. `docs/command-line.md` describes every field. */
export function jsonReport(report: Report): string {
  const findings = report.files.flatMap(file => {
    const { lines, findings } = locate(file);
    return findings.map(({ finding, fingerprint, suppression }) => ({
      path: file.path,
      ...range(lines, finding.span),
      rule: finding.rule,
      messageId: finding.messageId,
      message: finding.message,
      severity: finding.severity,
      confidence: finding.confidence,
      fingerprint,
      suppressed: suppression ? { ...range(lines, suppression.span), reason: suppression.reason ?? null } : null,
      related: finding.related.map(it => ({
        ...(it.elsewhere ? rangeElsewhere(it.elsewhere) : range(lines, it.span)),
        message: it.message,
      })),
      fixes: finding.fixes.map(fix => ({
        title: fix.title,
        safety: fix.safety,
        edits: fix.edits.map(edit => ({ ...range(lines, edit.span), text: edit.text })),
      })),
    }));
  });
  const shown = report.files.flatMap(it => it.analysis.findings);
  return `${JSON.stringify(
    {
      version: jsonVersion,
      tool: { name: 'boltseal', version: report.version },
      summary: {
        files: report.analysed,
        findings: shown.length,
        bySeverity: countBySeverity(shown),
        suppressed: findings.length - shown.length,
        fixed: report.fixed,
        failing: report.failing,
      },
      findings,
      problems: report.files.flatMap(file => {
        const { lines } = locate(file);
        return file.analysis.problems.map(it => ({ path: file.path, ...range(lines, it.span), message: it.message }));
      }),
      settings: report.settings.flatMap(file => {
        const { lines } = locate({ ...file, analysis: nothing });
        return file.problems.map(it => ({
          path: file.path,
          ...range(lines, it.span),
          severity: it.severity,
          message: it.message,
        }));
      }),
      skipped: report.skipped,
      ...(report.images ? { images: report.images.map(imageJson) } : {}),
      failures: report.files.flatMap(({ path, analysis }) => analysis.failures.map(it => ({ path, ...it }))),
    },
    undefined,
    2,
  )}\n`;
}

/** An image with what it stands for. */
const imageJson = (image: ReportedImage) => ({
  reference: image.reference,
  paths: image.paths,
  digest: boundTo(image) ?? null,
  locked: image.locked ?? null,
  status: image.status ?? null,
});

/** Lines and columns from 1, offsets from 0, all in UTF-16 code units; `end` is the first that does not belong. */
function range(lines: LineIndex, span: Span): { readonly start: Point; readonly end: Point } {
  const point = (offset: number): Point => {
    const { line, column } = lines.positionOf(offset);
    return { line: line + 1, column: column + 1, offset };
  };
  return { start: point(span.start), end: point(span.end) };
}

/** A place in another file, on one line. */
function rangeElsewhere({ path, line, column, span }: Origin): { path: string; start: Point; end: Point } {
  return {
    path,
    start: { line: line + 1, column: column + 1, offset: span.start },
    end: { line: line + 1, column: column + 1 + span.end - span.start, offset: span.end },
  };
}

interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}
