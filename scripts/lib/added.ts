import { LineIndex } from '../../server/src/base/lines';
import { severities } from '../../server/src/base/severity';
import type { Finding } from '../../server/src/engine/finding';

/**
 * The findings that fixing brought: those that are not of before, nor stand in the stead of one that went. A finding
 * stands in for one at a place that it stood at or its fixes write to, when it is of the same rule and no graver, or of
 * the grade `info` where that was graver.
 */
export function addedFindings(
  before: string,
  old: readonly Finding[],
  after: string,
  found: readonly Finding[],
): readonly Finding[] {
  const here = anchors(after, before);
  const there = anchors(before, after);
  let gone = old;
  let added = found;
  const pair = (same: (finding: Finding, other: Finding) => boolean): void => {
    const left = [...gone];
    added = added.filter(it => {
      const at = left.findIndex(other => same(it, other));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    gone = left;
  };
  const equal = (a: Finding, b: Finding): boolean => a.rule === b.rule && a.message === b.message;
  const isAt = (it: Finding, other: Finding): boolean => placesOf(other, there).has(here(it.span.start));
  pair((it, other) => equal(it, other) && isAt(it, other));
  pair(equal);
  pair((it, other) => it.rule === other.rule && grade(it) >= grade(other) && isAt(it, other));
  return added.filter(
    it =>
      !consequences.has(it.rule) &&
      (it.severity !== 'info' || !gone.some(other => grade(it) > grade(other) && isAt(it, other))),
  );
}

/** What is told of other objects once a policy is strict: that they do not keep it, or contradict it. It was so before. */
const consequences: ReadonlySet<string> = new Set(['mesh/mtls-not-enforced', 'mesh/mtls-conflict']);

/** Higher is milder. */
const grade = ({ severity }: Finding): number => severities.indexOf(severity);

const placesOf = ({ span, fixes }: Finding, anchor: (offset: number) => string): ReadonlySet<string> =>
  new Set([span, ...fixes.flatMap(fix => fix.edits.map(edit => edit.span))].map(({ start }) => anchor(start)));

/** Of a place in `text`, the nearest line above that stands once in both texts. */
function anchors(text: string, other: string): (offset: number) => string {
  const lines = new LineIndex(text);
  const own = text.split(/\r?\n/);
  const here = occurrences(own);
  const there = occurrences(other.split(/\r?\n/));
  return offset => {
    const above = own.slice(0, lines.lineOf(offset) + 1);
    return above.findLast(it => here.get(it) === 1 && there.get(it) === 1) ?? '';
  };
}

function occurrences(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const it of lines) counts.set(it, (counts.get(it) ?? 0) + 1);
  return counts;
}
