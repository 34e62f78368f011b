import { LineIndex } from '../base/lines';
import { nearest } from '../base/nearest';
import type { Span } from '../base/span';
import type { CommentText, Reading } from '../facts/source';
import type { SuppressedRule, Suppression } from '../facts/suppression/suppression';
import type { Catalog } from './catalog';
import type { Finding } from './finding';

/** The words that a comment can begin with. */
export const keywords = {
  'boltseal-disable-next-line': 'next-line',
  'boltseal-disable-line': 'line',
  'boltseal-disable-file': 'file',
} as const;

/** A suppression and the part of the file it speaks of; `region` is undefined when it silences nothing. */
export interface PlacedSuppression {
  readonly suppression: Suppression;
  readonly region: Span | undefined;
}

export interface SuppressContext {
  readonly catalog: Catalog;
  readonly requireReason: boolean;
  /** `2027-01-31` */
  readonly today: string;
}

/** The suppressions among the comments of a file. */
export function suppressionsIn(text: string, reading: Reading, context: SuppressContext): PlacedSuppression[] {
  const candidates = reading.comments.filter(it => comment.test(it.text));
  if (candidates.length === 0) return [];
  const lines = new LineIndex(text);
  const found = candidates.map(it => parse(it, lines, context));
  const commentStarts = new Map(reading.comments.map(it => [lines.startOf(lines.lineOf(it.span.start)), it.span]));
  return found.map(suppression => ({
    suppression,
    region: regionOf(suppression, lines, reading.units, commentStarts),
  }));
}

/** So many characters share a list of suppressions. */
const stretch = 1_024;

/** The suppressions that may speak of a finding, in their order: large files have thousands, of which few are near. */
export function placedNear(placed: readonly PlacedSuppression[]): (finding: Finding) => readonly PlacedSuppression[] {
  const wide: number[] = [];
  const byStretch = new Map<number, number[]>();
  placed.forEach(({ suppression, region }, index) => {
    if (!region) return;
    if (suppression.scope === 'file') {
      wide.push(index);
      return;
    }
    for (let at = Math.floor(region.start / stretch); at * stretch < region.end; at++) {
      const list = byStretch.get(at);
      if (list) list.push(index);
      else byStretch.set(at, [index]);
    }
  });
  const at = (place: number): readonly number[] => byStretch.get(Math.floor(place / stretch)) ?? [];
  return ({ span, statement }) => {
    const near = new Set([...wide, ...at(span.start), ...at(statement.start)]);
    return [...near].sort((a, b) => a - b).map(it => placed[it]!);
  };
}

/** Whether the suppression silences the finding, and by which of its rules. */
export function silencedBy(finding: Finding, { suppression, region }: PlacedSuppression): SuppressedRule | undefined {
  if (!region) return undefined;
  const inside = ({ start }: Span): boolean => start >= region.start && start < region.end;
  if (!inside(finding.span) && !(suppression.scope === 'next-line' && inside(finding.statement))) return undefined;
  const own = suppression.span;
  if (finding.span.start >= own.start && finding.span.end <= own.end) return undefined;
  return suppression.rules.find(it => covers(it.name, finding.rule));
}

/** Whether a name as written in a suppression stands for the rule. */
const covers = (name: string, rule: string): boolean =>
  name === rule || (name.endsWith('/*') && rule.startsWith(name.slice(0, -1)));

const comment =
  /^(?:#|<#|<!--|\/\/|;|::|rem\b)?[\s#;]*(?<keyword>boltseal-(?:disable|enable|ignore|suppress|allow)[\w-]*)(?<rest>[\s\S]*)$/i;
const markerEnd = /\s*(?:#|--)>\s*$/;

function parse(from: CommentText, lines: LineIndex, context: SuppressContext): Suppression {
  const match = comment.exec(from.text.replace(markerEnd, ''));
  const { keyword = '', rest = '' } = match?.groups ?? {};
  const restAt = from.span.start + (match?.[0].length ?? 0) - rest.length;
  const [head = '', ...reasons] = rest.split(/\s--(?=\s|$)/);
  const reason = reasons.join(' --').trim();
  const untilMatch = /\suntil\s+(?<date>\S+)\s*$/i.exec(head);
  const names = untilMatch ? head.slice(0, untilMatch.index) : head;
  const rules = withCommas([...names.matchAll(/[^\s,]+/g)].map(it => named(it[0], restAt + it.index, context.catalog)));
  const scope = scopeOf(keyword);
  const suggestion = scope ? undefined : nearest(keyword, Object.keys(keywords));
  return {
    span: from.span,
    whole: wholeOf(from.span, lines),
    place: { os: 'unknown', runs: 'configuration', encode: text => text },
    scope,
    ...(suggestion ? { suggestion } : {}),
    keyword: { text: keyword, span: { start: restAt - keyword.length, end: restAt } },
    rules,
    ...(reason ? { reason } : {}),
    reasonRequired: context.requireReason,
    ...(untilMatch ? { until: dated(untilMatch, restAt, context.today) } : {}),
  };
}

const scopeOf = (keyword: string): Suppression['scope'] =>
  Object.hasOwn(keywords, keyword.toLowerCase()) ? keywords[keyword.toLowerCase() as keyof typeof keywords] : undefined;

type Named = Omit<SuppressedRule, 'withComma'>;

/** Each name but the first goes with what stands between it and the one before. */
const withCommas = (names: readonly Named[]): SuppressedRule[] =>
  names.map((it, index) => {
    const before = names[index - 1];
    const after = names[index + 1];
    const { start, end } = it.span;
    return { ...it, withComma: before ? { start: before.span.end, end } : { start, end: after?.span.start ?? end } };
  });

function wholeOf(comment: Span, lines: LineIndex): Span {
  const first = lines.lineOf(comment.start);
  const last = lines.lineOf(comment.end);
  const before = lines.text.slice(lines.startOf(first), comment.start);
  const after = lines.text.slice(comment.end, lines.endOf(last));
  if (before.replace('\uFEFF', '').trim() !== '') {
    return { start: comment.start - (before.length - before.trimEnd().length), end: comment.end };
  }
  if (after.trim() !== '') return comment;
  return { start: lines.startOf(first) + (before.startsWith('\uFEFF') ? 1 : 0), end: lines.startOf(last + 1) };
}

function named(written: string, start: number, catalog: Catalog): Named {
  const span = { start, end: start + written.length };
  const moved = catalog.newName(written);
  if (moved) return { name: moved, span, known: true, suggestion: moved };
  if (written !== '*' && catalog.matching(written).length > 0) return { name: written, span, known: true };
  const suggestion = catalog.suggestion(written);
  return { name: written, span, known: false, ...(suggestion ? { suggestion } : {}) };
}

function dated(match: RegExpExecArray, restAt: number, today: string): NonNullable<Suppression['until']> {
  const text = match.groups?.date ?? '';
  const start = restAt + match.index + match[0].lastIndexOf(text);
  const valid = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return {
    text,
    span: { start, end: start + text.length },
    state: !valid ? 'malformed' : text < today ? 'expired' : 'valid',
  };
}

function regionOf(
  it: Suppression,
  lines: LineIndex,
  units: readonly Span[],
  commentStarts: ReadonlyMap<number, Span>,
): Span | undefined {
  if (!it.scope || (it.until && it.until.state !== 'valid') || (it.reasonRequired && !it.reason)) return undefined;
  if (it.scope === 'file') return { start: 0, end: lines.text.length + 1 };
  const last = lines.lineOf(Math.max(it.span.start, it.span.end - 1));
  if (it.scope === 'line') return lineSpan(lines, lines.lineOf(it.span.start), last);
  const line = nextCodeLine(lines, last, commentStarts);
  const whole = lineSpan(lines, line, line);
  const unit = units.find(own => own.start >= whole.start && own.start < whole.end);
  return unit ? { start: whole.start, end: Math.max(whole.end, unit.end + 1) } : whole;
}

const lineSpan = (lines: LineIndex, first: number, last: number): Span => ({
  start: lines.startOf(first),
  end: lines.endOf(last) + 1,
});

/** The first line after `line` that holds more than white space and comments, so that several suppressions can be stacked. */
function nextCodeLine(lines: LineIndex, line: number, commentStarts: ReadonlyMap<number, Span>): number {
  for (let at = line + 1; at < lines.count; at++) {
    const text = lines.textOf(at);
    if (text.trim() === '') continue;
    const span = commentStarts.get(lines.startOf(at));
    const start = lines.startOf(at) + text.length - text.trimStart().length;
    if (span && span.start === start) {
      at = lines.lineOf(Math.max(span.start, span.end - 1));
      continue;
    }
    return at;
  }
  return line + 1;
}
