import { conflicts, type Edit } from '../base/edit';
import { type Confidence, type Severity, severities } from '../base/severity';
import { bySpan, contains, type Span } from '../base/span';
import type { Call, Fact } from '../facts/fact';
import type { FactKind } from '../facts/facts';
import type { FactEntry } from '../facts/source';
import type { AnyRule, Fix, Message, More, Related } from '../rules/rule';
import type { Failure, Finding, FindingFix } from './finding';

/** A rule switched on, with its settings resolved. */
export interface ActiveRule {
  readonly rule: AnyRule;
  /** Replaces every severity of the rule when the user set one. */
  readonly severity?: Severity;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The visitors of the active rules by fact kind, made once per configuration. */
export type Dispatcher = (facts: readonly FactEntry[]) => { findings: Finding[]; failures: Failure[] };

/**
 * Hands each fact to the rules that visit its kind. A rule that throws is recorded once and not asked again in this
 * run; the others go on. Findings come sorted by place, then rule; equal ones (a loop unrolled) once.
 */
export function dispatcher(active: readonly ActiveRule[]): Dispatcher {
  const byKind = new Map<FactKind, ActiveRule[]>();
  for (const it of active) {
    for (const kind of Object.keys(it.rule.visit) as FactKind[]) {
      const list = byKind.get(kind);
      if (list) list.push(it);
      else byKind.set(kind, [it]);
    }
  }
  return facts => {
    const findings = new Map<string, Finding>();
    const failures = new Map<string, Failure>();
    let current: Fact | undefined;
    const contexts = new Map<ActiveRule, unknown>();
    const contextOf = (it: ActiveRule): unknown => {
      let context = contexts.get(it);
      if (!context) {
        const report = (id: string, at: Span, data: Record<string, string>, more: More = {}): void => {
          const finding = make(it, id, at, data, more, current!);
          const key = `${it.rule.name}\0${at.start}\0${at.end}\0${finding.message}`;
          const same = findings.get(key);
          findings.set(key, same ? together(same, finding) : finding);
        };
        contexts.set(it, (context = { options: it.options, report }));
      }
      return context;
    };
    for (const { kind, fact } of facts) {
      const rules = byKind.get(kind);
      if (!rules) continue;
      current = fact;
      for (const it of rules) {
        const { name, visit } = it.rule;
        if (failures.has(name)) continue;
        try {
          (visit as Record<string, (fact: unknown, ctx: unknown) => void>)[kind]!(fact, contextOf(it));
        } catch (error) {
          const text = error instanceof Error ? (error.stack ?? error.message) : `${error}`;
          failures.set(name, { rule: name, error: text });
        }
      }
    }
    const sorted = [...findings.values()].sort((a, b) => bySpan(a.span, b.span) || (a.rule < b.rule ? -1 : 1));
    return { findings: sorted, failures: [...failures.values()] };
  };
}

function make(
  { rule, severity }: ActiveRule,
  messageId: string,
  at: Span,
  data: Record<string, string>,
  more: More,
  { span: statement, place: { runs, encode, decoded, test = false, offered = false, away = false, os, call } }: Fact,
): Finding {
  const message = rule.messages[messageId] as Message;
  const confidence: Confidence = more.confidence ?? rule.confidence;
  const own = severity ?? (typeof message === 'string' ? rule.severity : message.severity);
  return {
    rule: rule.name,
    messageId,
    message: fill(typeof message === 'string' ? message : message.text, data) + readAs(decoded),
    span: at,
    // A statement of a configuration file is a whole document: too much to be silenced by one comment.
    statement: runs === 'configuration' ? at : statement,
    severity: severity ?? capped(own, confidence, test, offered),
    confidence,
    related: [...(more.related ?? []), ...callPlaces(at, statement, call)],
    fixes: (more.fixes ?? []).flatMap(fix => (fix ? hosted(fix, rule, encode) : [])),
    repairs: os === 'linux' || runs === 'build' || runs === 'start' || away ? [] : (more.repairs ?? []),
  };
}

/** What a text that is encoded says: nobody can read it off the file. */
function readAs(decoded: string | undefined): string {
  // No message repeats a secret.
  if (decoded === undefined || /passw|secret|token|key\b/i.test(decoded)) return '';
  const line = decoded.trim().replace(/\s+/g, ' ');
  const shown = line.length > longestDecoded ? `${line.slice(0, longestDecoded)}...` : line;
  return ` Decoded, this reads: ${shown}`;
}

const longestDecoded = 200;

/**
 * Where a statement of a function does what a finding at the call is about; or the call that makes it do so, of a finding
 * in the function.
 */
function callPlaces(at: Span, statement: Span, call: Call | undefined): readonly Related[] {
  if (!call) return [];
  if (!contains(statement, at)) return [{ span: statement, message: `\`${call.name}\` does it here.` }];
  let first = call;
  while (first.outer) first = first.outer;
  return [{ span: first.span, message: `\`${first.name}\` is called here.` }];
}

/** Calls that are named with one finding. */
const maximumCalls = 5;

/** Edits that one fix may have, where a loop brings many. */
const maximumEdits = 64;

/** A finding that was stated before, with the other call that leads to it, and what mends the other item of a loop. */
function together(finding: Finding, other: Finding): Finding {
  const fresh = other.related.filter(
    it => !finding.related.some(({ span, message }) => span.start === it.span.start && message === it.message),
  );
  const related = finding.related.length >= maximumCalls ? [] : fresh;
  const repairs = other.repairs.filter(it => !finding.repairs.some(own => JSON.stringify(own) === JSON.stringify(it)));
  const fixes = finding.fixes.map(fix => joined(fix, other.fixes));
  return { ...finding, related: [...finding.related, ...related], fixes, repairs: [...finding.repairs, ...repairs] };
}

/** A fix with the edits of another of the same name, unless both write to one place. */
function joined(fix: FindingFix, others: readonly FindingFix[]): FindingFix {
  const other = others.find(it => it.title === fix.title && it.safety === fix.safety);
  const fresh = (other?.edits ?? []).filter(it => !fix.edits.some(own => isSame(own, it)));
  const clash = fresh.some(it => fix.edits.some(own => conflicts(own, it)));
  return clash || fresh.length === 0 || fix.edits.length >= maximumEdits
    ? fix
    : { ...fix, edits: [...fix.edits, ...fresh] };
}

const isSame = (a: Edit, b: Edit): boolean =>
  a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;

/** A low-confidence finding is never above `medium`, one in a test never above `low`; what is only offered is told. */
function capped(severity: Severity, confidence: Confidence, test: boolean, offered: boolean): Severity {
  const cap = offered ? 'info' : test ? 'low' : confidence === 'low' ? 'medium' : 'critical';
  return severities[Math.max(severities.indexOf(severity), severities.indexOf(cap))]!;
}

const fill = (text: string, data: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => data[name] ?? hole);

/** The fix with its texts written for the host; dropped when one cannot be written there. */
function hosted(fix: Fix, rule: AnyRule, encode: (text: string) => string | undefined): FindingFix[] {
  const edits = [];
  for (const edit of fix.edits) {
    const text = encode(edit.text);
    if (text === undefined) return [];
    edits.push({ span: edit.span, text });
  }
  return [{ title: fix.title, edits, safety: fix.safety ?? (rule.fixable || 'suggestion') }];
}
