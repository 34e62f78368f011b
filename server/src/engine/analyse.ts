import { contains, type Span } from '../base/span';
import type { ClusterObject } from '../facts/cluster/object';
import { checkedImages, imagesOf, withVerdicts } from '../facts/image/checked';
import type { ImageReference } from '../facts/image/reference';
import type { FactEntry, FileReader, Problem, Reading, Source } from '../facts/source';
import type { Suppression } from '../facts/suppression/suppression';
import type { Failure, Finding } from './finding';
import type { ResolvedSettings } from './settings/settings';
import { type PlacedSuppression, placedNear, silencedBy, suppressionsIn } from './suppress';

/** A finding that a comment silences. */
export interface SuppressedFinding extends Finding {
  readonly suppression: { readonly span: Span; readonly reason?: string };
}

/** All that is said about one file. Plain data. */
export interface Analysis {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Where the file does not follow its language's grammar. Shown, never counted as findings. */
  readonly problems: readonly Problem[];
  /** Rules and readers that threw. */
  readonly failures: readonly Failure[];
  /** How many facts were read. */
  readonly facts: number;
  readonly units: readonly Span[];
  /** The Kubernetes objects that other files may ask about. */
  readonly objects: readonly ClusterObject[];
  /** The images that it names in full. */
  readonly images: readonly ImageReference[];
}

/** Nothing is said. */
export const nothing: Analysis = {
  findings: [],
  suppressed: [],
  problems: [],
  failures: [],
  facts: 0,
  units: [],
  objects: [],
  images: [],
};

/**
 * What is wrong with one file. Editor, workspace scan and command line all call this, so that they say the same.
 * @param today `2027-01-31`; suppressions may end at a date
 */
export function analyse(
  source: Source,
  settings: ResolvedSettings,
  read: FileReader,
  today: string = new Date().toISOString().slice(0, 10),
): Analysis {
  let reading: Reading;
  try {
    reading = read(source);
  } catch (error) {
    const failure = {
      rule: `read/${source.language}`,
      error: error instanceof Error ? (error.stack ?? '') : `${error}`,
    };
    return { ...nothing, failures: [failure] };
  }
  const images = imagesOf(reading.facts);
  const about = source.checked && images.length > 0 ? checkedImages(images, source.checked, today) : [];
  const known = about.length > 0 ? [...withVerdicts(reading.facts, source.checked!), ...about] : reading.facts;
  const { findings, failures } = settings.dispatch(known);
  const mended = reading.kept?.length ? findings.map(it => withoutEdits(it, reading.kept!)) : findings;
  const raw = reading.taken?.length ? mended.map(it => withOrigin(it, reading.taken!, source.text)) : mended;
  const placed = suppressionsIn(source.text, reading, { ...settings, today });
  const { facts, problems, units, objects = [] } = reading;
  if (placed.length === 0) {
    return { findings: raw, suppressed: [], problems, failures, facts: facts.length, units, objects, images };
  }
  const used = new Set<unknown>();
  const first = split(raw, placed, used);
  const judgement = settings.dispatch(placed.map(it => judged(it, settings, used)));
  const second = split(judgement.findings, placed, used);
  return {
    findings: merged(first.shown, second.shown),
    suppressed: merged(first.silenced, second.silenced),
    problems,
    failures: [...failures, ...judgement.failures],
    facts: facts.length + placed.length,
    units,
    objects,
    images,
  };
}

/** A finding without the fixes that would write where nothing can be mended. */
function withoutEdits(finding: Finding, kept: readonly Span[]): Finding {
  const fixes = finding.fixes.filter(
    fix => !fix.edits.some(({ span }) => kept.some(it => span.start <= it.end && it.start <= span.end)),
  );
  return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
}

/** A finding about a value that stands in another file, with where it stands. */
function withOrigin(finding: Finding, taken: NonNullable<Reading['taken']>, text: string): Finding {
  const { span } = finding;
  const found = taken.find(it => it.span.start < span.end && span.start < it.span.end);
  // What spans lines is about more than one value.
  const isAlone = found && (contains(found.span, span) || !/\n/.test(text.slice(span.start, span.end)));
  if (!isAlone) return finding;
  const { from } = found;
  const related = { span: from.span, message: `\`${found.name}\` gives the value by default`, elsewhere: from };
  return { ...finding, related: [...finding.related, related] };
}

/** Parts findings into shown and silenced, and notes which names of which suppressions were needed. */
function split(
  findings: readonly Finding[],
  placed: readonly PlacedSuppression[],
  used: Set<unknown>,
): { shown: Finding[]; silenced: SuppressedFinding[] } {
  const shown: Finding[] = [];
  const silenced: SuppressedFinding[] = [];
  const near = placedNear(placed);
  for (const finding of findings) {
    let by: Suppression | undefined;
    for (const it of near(finding)) {
      const rule = silencedBy(finding, it);
      if (!rule) continue;
      used.add(rule);
      by ??= it.suppression;
    }
    if (by) {
      const { span, reason } = by;
      silenced.push({ ...finding, suppression: reason === undefined ? { span } : { span, reason } });
    } else shown.push(finding);
  }
  return { shown, silenced };
}

/** The suppression as a fact, each of its rules with whether it was needed. */
function judged({ suppression, region }: PlacedSuppression, settings: ResolvedSettings, used: Set<unknown>): FactEntry {
  const running = (name: string): boolean =>
    settings.catalog.matching(name).every(rule => rule.optIn || settings.rules.some(it => it.rule === rule));
  const rules = suppression.rules.map(it =>
    it.known && region && running(it.name) && !it.name.startsWith('policy/') ? { ...it, used: used.has(it) } : it,
  );
  return { kind: 'suppression', fact: { ...suppression, rules } };
}

const merged = <T extends Finding>(a: readonly T[], b: readonly T[]): readonly T[] =>
  b.length === 0
    ? a
    : [...a, ...b].sort((x, y) => x.span.start - y.span.start || x.span.end - y.span.end || (x.rule < y.rule ? -1 : 1));
