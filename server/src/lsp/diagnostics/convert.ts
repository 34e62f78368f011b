import type { Diagnostic, TextEdit } from 'vscode-languageserver/node';
import type { LineIndex } from '../../base/lines';
import { grades } from '../../base/severity';
import type { Analysis } from '../../engine/analyse';
import type { Finding } from '../../engine/finding';
import type { SettingsProblem } from '../../engine/settings/parse';
import type { Safety } from '../../rules/rule';
import { locationOf, toRange, toTextEdit } from '../convert';
import { source } from '../protocol';

/** What a client understands, and where it is told of what failed. */
export interface DiagnosticContext {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly data: boolean;
  /** The address of a rule's page. */
  pageOf(rule: string): string | undefined;
  failed(rule: string, uri: string, error: string): void;
}

/** A fix as it travels with its diagnostic, so that the server need not remember it. */
export interface CarriedFix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly TextEdit[];
}

/** `Diagnostic.data` of a finding. */
export interface FindingData {
  readonly rule: string;
  /** The version of the document that the edits are for; `null` for a file that is not open. */
  readonly version: number | null;
  readonly fixes: readonly CarriedFix[];
}

export interface Place {
  readonly uri: string;
  readonly lines: LineIndex;
  readonly version: number | null;
}

/** The code of diagnostics that say where a file breaks the grammar of its language. They are no findings. */
export const syntaxCode = 'syntax';

export function ofAnalysis(analysis: Analysis, place: Place, context: DiagnosticContext): Diagnostic[] {
  return [
    ...analysis.findings.map(it => ofFinding(it, place, context)),
    ...analysis.problems.map(
      (it): Diagnostic => ({
        range: toRange(place.lines, it.span),
        severity: grades.low.lsp,
        source,
        code: syntaxCode,
        message: it.message,
      }),
    ),
  ];
}

function ofFinding(finding: Finding, { uri, lines, version }: Place, context: DiagnosticContext): Diagnostic {
  const href = context.codeDescription ? context.pageOf(finding.rule) : undefined;
  const related = context.relatedInformation ? finding.related : [];
  const data: FindingData = { rule: finding.rule, version, fixes: carried(finding, lines) };
  return {
    range: toRange(lines, finding.span),
    severity: grades[finding.severity].lsp,
    source,
    code: finding.rule,
    message: finding.message,
    ...(href ? { codeDescription: { href } } : {}),
    ...(related.length > 0
      ? {
          relatedInformation: related.map(it => ({
            location: it.elsewhere ? locationOf(it.elsewhere) : { uri, range: toRange(lines, it.span) },
            message: it.message,
          })),
        }
      : {}),
    ...(context.data ? { data } : {}),
  };
}

export const carried = (finding: Finding, lines: LineIndex): readonly CarriedFix[] =>
  finding.fixes.map(({ title, safety, edits }) => ({ title, safety, edits: edits.map(it => toTextEdit(lines, it)) }));

export const ofSettings = (problems: readonly SettingsProblem[], lines: LineIndex): Diagnostic[] =>
  problems.map(it => ({
    range: toRange(lines, it.span),
    severity: it.severity === 'error' ? grades.high.lsp : grades.medium.lsp,
    source,
    message: it.message,
  }));
