import { LineIndex } from '../base/lines';
import { type Severity, severities } from '../base/severity';
import type { Span } from '../base/span';
import type { Finding } from '../engine/finding';
import type { AnyRule } from '../rules/rule';
import { frameOf } from './frame';
import { imageSummary } from './images';
import type { Report } from './model';
import { oneLine, wrapped } from './prose';
import { visible } from './visible';

type Paint = (text: string) => string;

/** How words stand out; the identity where there is no colour. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

export interface TextOptions {
  readonly palette: Palette;
  /** Findings as one line each, and nothing else. */
  readonly quiet: boolean;
}

/** The report for a person at a terminal. */
export function textReport(report: Report, options: TextOptions): string {
  const writer = new TextWriter(report, options);
  const parts = [...writer.settings(), ...writer.findings()];
  if (options.quiet) return parts.map(it => `${it}\n`).join('');
  return [...parts, ...writer.failures(), writer.summary()].map(it => `${it}\n`).join('\n');
}

class TextWriter {
  private readonly rules: ReadonlyMap<string, AnyRule>;

  constructor(
    private readonly report: Report,
    private readonly options: TextOptions,
  ) {
    this.rules = new Map(report.rules.map(rule => [rule.name, rule]));
  }

  settings(): string[] {
    return this.report.settings.flatMap(({ path, text, problems }) => {
      const lines = new LineIndex(text);
      return problems.map(it => {
        const word = it.severity === 'error' ? 'settings' : 'note';
        const colour = it.severity === 'error' ? this.paint.red : this.paint.yellow;
        return this.block(path, lines, it.span, colour, word, '', it.message, []);
      });
    });
  }

  findings(): string[] {
    return this.report.files.flatMap(({ path, text, analysis }) => {
      if (analysis.findings.length + analysis.problems.length === 0) return [];
      const lines = new LineIndex(text);
      const items: { readonly span: Span; readonly block: () => string }[] = [
        ...analysis.problems.map(it => ({
          span: it.span,
          block: () => this.block(path, lines, it.span, this.paint.cyan, 'syntax', '', it.message, []),
        })),
        ...analysis.findings.map(it => ({ span: it.span, block: () => this.finding(path, lines, it) })),
      ];
      return items.sort((a, b) => a.span.start - b.span.start).map(it => it.block());
    });
  }

  failures(): string[] {
    return this.report.files.flatMap(({ path, analysis }) =>
      analysis.failures.map(it => {
        const title = this.paint.red(this.paint.bold(`failure in ${it.rule}`));
        return `${title} on ${visible(path)}; this is a bug of Boltseal\n${it.error}`;
      }),
    );
  }

  summary(): string {
    const { files, skipped, analysed } = this.report;
    const counts = countBySeverity(files.flatMap(it => it.analysis.findings));
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const grades = severities.filter(it => counts[it] > 0).map(it => this.colour(it)(`${counts[it]} ${it}`));
    const found = total === 0 ? 'No findings' : `${many(total, 'finding')} (${grades.join(', ')})`;
    const sentences = [this.paint.bold(`${found} in ${many(analysed, 'file')}.`)];
    if (this.report.fixed > 0) sentences.push(`${this.report.fixed} mended.`);
    const suppressed = sum(files, it => it.analysis.suppressed.length);
    if (suppressed > 0) sentences.push(`${suppressed} suppressed.`);
    const problems = sum(files, it => it.analysis.problems.length);
    if (problems > 0) sentences.push(`${many(problems, 'syntax problem')}.`);
    const fixable = (safety: string): number =>
      sum(files, it => it.analysis.findings.filter(own => own.fixes[0]?.safety === safety).length);
    const ways = [
      ...(fixable('safe') > 0 ? [`${fixable('safe')} with --fix`] : []),
      ...(fixable('unsafe') > 0 ? [`${fixable('unsafe')} with --fix-unsafe`] : []),
    ];
    if (ways.length > 0) sentences.push(`Can be mended: ${ways.join(', ')}.`);
    const lines = [sentences.join(' ')];
    const looked = this.report.images?.flatMap(it => it.status ?? []) ?? [];
    if (looked.length > 0) lines.push(`${imageSummary(looked)}.`);
    if (skipped.length > 0) {
      lines.push(`${many(skipped.length, 'file')} not read:`);
      lines.push(
        ...skipped.map(
          it =>
            `  ${visible(it.path)} ${this.paint.dim(`(${skipWords[it.reason]}${it.detail ? `: ${it.detail}` : ''})`)}`,
        ),
      );
    }
    return lines.join('\n');
  }

  private finding(path: string, lines: LineIndex, finding: Finding): string {
    const rule = this.rules.get(finding.rule);
    const notes: string[] = finding.related.map(it => {
      const { line } = it.elsewhere ?? lines.positionOf(it.span.start);
      const where = it.elsewhere ? `${visible(it.elsewhere.path)}:${line + 1}` : `line ${line + 1}`;
      return `${this.paint.dim('see   ')} ${where}: ${visible(it.message)}`;
    });
    if (rule)
      notes.push(
        ...wrapped(oneLine(rule.remedy), 96).map((it, at) => `${this.paint.dim(at === 0 ? 'remedy' : '      ')} ${it}`),
      );
    const [fix] = finding.fixes;
    if (fix) notes.push(`${this.paint.dim('fix   ')} ${visible(fix.title)} ${this.paint.dim(`(${fix.safety})`)}`);
    return this.block(
      path,
      lines,
      finding.span,
      this.colour(finding.severity),
      finding.severity,
      finding.rule,
      finding.message,
      notes,
    );
  }

  private block(
    path: string,
    lines: LineIndex,
    span: Span,
    colour: Paint,
    grade: string,
    rule: string,
    message: string,
    notes: readonly string[],
  ): string {
    const { line, column, source, indent, width } = frameOf(lines, span);
    const { bold, dim } = this.paint;
    const place = `${visible(path)}:${line}:${column}`;
    if (this.options.quiet) return `${place}: ${colour(grade)} ${visible(message)}${rule ? dim(` [${rule}]`) : ''}`;
    const gutter = ' '.repeat(String(line).length);
    return [
      `${bold(place)}  ${colour(bold(grade))}${rule ? `  ${dim(rule)}` : ''}`,
      `  ${bold(visible(message))}`,
      `  ${dim(`${line} |`)} ${source}`,
      `  ${dim(`${gutter} |`)} ${' '.repeat(indent)}${colour('^'.repeat(width))}`,
      ...notes.map(it => `  ${gutter}   ${it}`),
    ].join('\n');
  }

  private get paint(): Palette {
    return this.options.palette;
  }

  private colour(severity: Severity): Paint {
    const { red, yellow, cyan } = this.paint;
    return { critical: red, high: red, medium: yellow, low: cyan, info: cyan }[severity];
  }
}

/** Why a file was not read, in words. */
const skipWords: Readonly<Record<Report['skipped'][number]['reason'], string>> = {
  binary: 'binary',
  unreadable: 'unreadable',
  'too-large': 'too large',
  undecodable: 'not decodable',
  'not-supported': 'not supported',
};

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const it of findings) counts[it.severity]++;
  return counts;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((total, it) => total + of(it), 0);

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
