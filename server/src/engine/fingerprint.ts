import { hash } from '../base/hash';
import type { LineIndex } from '../base/lines';
import type { Finding } from './finding';

/**
 * Names for the findings of one file that stay the same when lines are added elsewhere: made of the rule, the text of
 * the lines in question without their white space, and how many like it come before. Give suppressed findings as well,
 * all in order of place, so that suppressing one does not rename the next.
 */
export function fingerprints(findings: readonly Finding[], lines: LineIndex): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, messageId, span }) => {
    const first = lines.lineOf(span.start);
    const last = Math.max(first, lines.lineOf(Math.max(span.start, span.end - 1)));
    const text = lines.text.slice(lines.startOf(first), lines.endOf(last)).replace(/\s+/g, ' ').trim();
    const key = `${rule}\0${messageId}\0${text}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return hash(`${key}\0${count}`);
  });
}
