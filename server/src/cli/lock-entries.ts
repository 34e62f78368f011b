import { lockedVerdicts } from '../engine/lock-file';
import type { ImageStatuses } from '../engine/ports';
import { exceptionOf, isWorse, lockedName } from '../facts/image/checked';
import {
  fullReference,
  type ImageException,
  type ImageStatus,
  type LockEntry,
  type NamedImage,
} from '../facts/image/status';
import { stateName } from '../report/image-status';

/** An image as one file names it. */
export interface LockedImage {
  /** As shown. */
  readonly path: string;
  readonly image: NamedImage;
  /** Those of the file's settings. */
  readonly exceptions: readonly ImageException[];
}

export interface LockOutcome {
  readonly entries: readonly LockEntry[];
  /** What does not verify. Its entry stays as it was. */
  readonly failed: readonly string[];
  /** Of what nothing could be found out. Its entry stays as it was. */
  readonly unknown: readonly string[];
  /** Of what nothing could be found out, and there is no entry yet. */
  readonly missing: readonly string[];
}

/** What came of one image: what to write, or why its entry stays. */
type Looked = { readonly entry: LockEntry } | { readonly failed: string } | { readonly unknown: string };

/**
 * What a lock file has to say after images were looked at.
 * @param whole whether all files were read that it holds for: what none of them names is left out then
 * @param today `2027-01-31`; exceptions end at a date
 */
export function entriesOf(
  images: readonly LockedImage[],
  before: readonly LockEntry[],
  statuses: ImageStatuses,
  { whole, today }: { readonly whole: boolean; readonly today: string },
): LockOutcome {
  const named = new Map<string, LockedImage[]>();
  for (const it of images) {
    const uses = named.get(lockedName(it.image));
    if (uses) uses.push(it);
    else named.set(lockedName(it.image), [it]);
  }
  const entries = whole ? [] : before.filter(it => !named.has(it.reference));
  const [failed, unknown, missing]: string[][] = [[], [], []];
  for (const [reference, uses] of named) {
    const was = before.find(it => it.reference === reference);
    const looked = look(reference, uses, was, statuses, today);
    if ('entry' in looked) entries.push(looked.entry);
    else if (was) entries.push(was);
    if ('failed' in looked) failed!.push(`${reference}: ${looked.failed}`);
    if ('unknown' in looked) (was ? unknown : missing)!.push(`${reference}: ${looked.unknown}`);
  }
  return { entries, failed: failed!, unknown: unknown!, missing: missing! };
}

function look(
  reference: string,
  uses: readonly LockedImage[],
  was: LockEntry | undefined,
  statuses: ImageStatuses,
  today: string,
): Looked {
  const pinned = new Map(uses.flatMap(it => (it.image.digest === undefined ? [] : [[it.image.digest, it] as const])));
  if (pinned.size > 1) {
    const places = [...pinned].map(([digest, { path }]) => `${digest.slice(0, 19)} in ${path}`);
    return { failed: `Files pin it to different digests: ${places.join(', ')}. A lock file holds one.` };
  }
  // Who pins it says what is meant; the others follow the tag.
  const { image } = [...pinned.values()][0] ?? uses[0]!;
  const full = fullReference(image);
  const status = Object.hasOwn(statuses, full) ? statuses[full] : undefined;
  const digest = image.digest ?? status?.digest;
  if (!status || status.state === 'unknown' || digest === undefined) {
    const why = status?.detail || 'Nothing could be found out.';
    const differs = was && image.digest !== undefined && image.digest !== was.digest;
    return differs ? { failed: `It is pinned to another digest than that of the lock file. ${why}` } : { unknown: why };
  }
  const isAccepted = uses.every(it => exceptionOf(it.image, it.exceptions, today));
  const failure = failureOf(status, was, isAccepted);
  if (failure) return { failed: failure };
  if (was?.digest === digest && was.verdict === status.state) return { entry: was };
  const checked = status.checkedAt ?? status.resolvedAt ?? new Date().toISOString();
  return { entry: { reference, digest, verdict: status.state, checked } };
}

/** Why an image must not be written down as it is now. */
function failureOf(
  { state, level, detail }: ImageStatus,
  was: LockEntry | undefined,
  isAccepted: boolean,
): string | undefined {
  if (!lockedVerdicts.includes(state)) return detail;
  if (isAccepted || state === 'signed-trusted' || state === 'skipped') return undefined;
  if (level === 'strict' || level === 'permissive') return detail;
  if (!was || !isWorse(was.verdict, state)) return undefined;
  return `It was locked as ${stateName(was.verdict)}, and is ${stateName(state)} now. ${detail} Take its entry out of the lock file when that is meant.`;
}
