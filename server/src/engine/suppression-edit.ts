import { applyEdits, type Edit } from '../base/edit';
import { LineIndex } from '../base/lines';
import type { Span } from '../base/span';
import type { Language, Source } from '../facts/source';
import type { Analysis } from './analyse';
import type { Finding } from './finding';
import type { keywords } from './suppress';

export type SuppressionScope = (typeof keywords)[keyof typeof keywords];

/** A comment that would silence a finding. */
export interface SuppressionEdit {
  readonly scope: SuppressionScope;
  /** Where to insert it. */
  readonly offset: number;
  /** What comes before the reason and after it. */
  readonly before: string;
  readonly after: string;
}

/** What begins a comment. JSON has none. */
const markers: Readonly<Record<Language, string | undefined>> = {
  dockerfile: '#',
  powershell: '#',
  cmd: 'rem',
  yaml: '#',
  json: undefined,
  registry: ';',
  xml: '<!--',
  inf: ';',
  lgpo: ';',
  hcl: '#',
  bicep: '//',
  toml: '#',
  shell: '#',
};

/** What ends a comment that does not end with its line. */
const closers: Readonly<Partial<Record<Language, string>>> = { xml: ' -->' };

/** Languages in which a comment may follow a statement on its line. */
const trailing: ReadonlySet<Language> = new Set(['powershell', 'yaml', 'xml', 'hcl', 'bicep', 'toml']);

const scopes: readonly SuppressionScope[] = ['line', 'next-line', 'file'];

/** First lines that must stay first, by language. */
const heads: Readonly<Partial<Record<Language, RegExp>>> = {
  dockerfile: /^#\s*(?:escape|syntax|check)\s*=/i,
  powershell: /^#!/,
  cmd: /^@?echo\s+off/i,
  yaml: /^%/,
  registry: /^(?:Windows Registry Editor|REGEDIT4)/i,
  xml: /^\uFEFF?<\?xml/,
};

/**
 * The comments that would silence a finding, each of them tried: where a comment would not be one (in a string, after a
 * line that is continued) it is not offered.
 */
export function suppressionEdits(
  source: Source,
  analysis: Analysis,
  finding: Finding,
  judge: (text: string) => Analysis,
): readonly SuppressionEdit[] {
  const marker = markers[source.language];
  if (!marker) return [];
  const lines = new LineIndex(source.text);
  return scopes.flatMap(scope => {
    const made = make(scope, marker, source, lines, analysis.units, finding);
    return made && silences(made, source.text, analysis, finding, judge) ? [made] : [];
  });
}

/** The edit with a reason. */
export const withReason = ({ offset, before, after }: SuppressionEdit, reason: string): Edit => ({
  span: { start: offset, end: offset },
  text: before + reason + after,
});

function make(
  scope: SuppressionScope,
  marker: string,
  { language, text }: Source,
  lines: LineIndex,
  units: readonly Span[],
  { rule, span }: Finding,
): SuppressionEdit | undefined {
  const end = closers[language] ?? '';
  const comment = `${marker} boltseal-disable-${scope} ${rule} -- `;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = lines.lineOf(span.start);
  if (scope === 'line') {
    return trailing.has(language) ? { scope, offset: lines.endOf(line), before: ` ${comment}`, after: end } : undefined;
  }
  if (scope === 'next-line') {
    const unit = units.find(it => it.start <= span.start && span.start < it.end);
    const first = unit ? lines.lineOf(unit.start) : line;
    const indent = /^[ \t]*/.exec(lines.textOf(first))?.[0] ?? '';
    return { scope, offset: lines.startOf(first), before: indent + comment, after: end + newline };
  }
  let first = 0;
  while (first < lines.count - 1 && heads[language]?.test(lines.textOf(first))) first++;
  return { scope, offset: lines.startOf(first), before: comment, after: end + newline };
}

function silences(
  made: SuppressionEdit,
  text: string,
  before: Analysis,
  finding: Finding,
  judge: (text: string) => Analysis,
): boolean {
  const edit = withReason(made, 'x');
  const after = judge(applyEdits(text, [edit]));
  const shift = made.offset <= finding.span.start ? edit.text.length : 0;
  const silenced = after.suppressed.some(
    it => it.rule === finding.rule && it.message === finding.message && it.span.start === finding.span.start + shift,
  );
  return silenced && after.problems.length <= before.problems.length;
}
