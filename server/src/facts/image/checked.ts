import type { Fact } from '../fact';
import type { FactEntry } from '../source';
import { isAskable } from './made';
import { parseReference } from './parse';
import type { ImageReference } from './reference';
import {
  type CheckedImages,
  fullReference,
  type ImageException,
  type ImageStatus,
  type LockEntry,
  type NamedImage,
  type TrustState,
} from './status';

/** An image of a file, with what is known of it beside the text. */
export interface CheckedImage extends Fact {
  readonly image: ImageReference;
  /** Absent where nobody looked. */
  readonly status?: ImageStatus;
  /** What the lock file says; absent without a lock file that is to be kept. */
  readonly lock?: { readonly path: string; readonly entry?: LockEntry };
  /** It is accepted as it is, for now. */
  readonly exception?: ImageException;
}

/** The images of a file that a registry can be asked about. */
export const imagesOf = (facts: readonly FactEntry[]): readonly ImageReference[] =>
  facts.flatMap(({ kind, fact }) => (kind === 'image.reference' && isAskable(fact) ? [fact] : []));

/** The facts of a file, in which images say what is known of their signatures. */
export const withVerdicts = (facts: readonly FactEntry[], { statuses }: CheckedImages): readonly FactEntry[] =>
  facts.map(it => {
    if (it.kind !== 'image.reference' || it.fact.names !== 'image') return it;
    const full = fullReference(it.fact);
    const verdict = Object.hasOwn(statuses, full) ? statuses[full]?.state : undefined;
    return verdict === undefined ? it : { kind: it.kind, fact: { ...it.fact, verdict } };
  });

/**
 * States what is known of the images of a file.
 * @param today `2027-01-31`; exceptions end at a date
 */
export function checkedImages(
  images: readonly ImageReference[],
  { statuses, lock, exceptions }: CheckedImages,
  today: string,
): FactEntry[] {
  const entries = lock?.enforce ? new Map(lock.entries.map(it => [it.reference, it])) : undefined;
  return images.flatMap(image => {
    const full = fullReference(image);
    const status = Object.hasOwn(statuses, full) ? statuses[full] : undefined;
    const entry = entries?.get(lockedName(image));
    const exception = exceptionOf(image, exceptions, today);
    if (!status && !entries) return [];
    const fact: CheckedImage = {
      span: image.span,
      place: image.place,
      image,
      ...(status ? { status } : {}),
      ...(entries ? { lock: { path: lock!.path, ...(entry ? { entry } : {}) } } : {}),
      ...(exception ? { exception } : {}),
    };
    return [{ kind: 'image.checked', fact }];
  });
}

/** The name under which an image is in a lock file: that of its tag, where it has one. */
export const lockedName = (image: NamedImage): string =>
  fullReference(image.tag === undefined ? image : { ...image, digest: undefined });

/** What accepts an image as it is, and still holds. */
export const exceptionOf = (
  image: NamedImage,
  exceptions: readonly ImageException[],
  today: string,
): ImageException | undefined => exceptions.find(it => today <= it.until && covers(it.image, image));

/** From good to bad. What is unknown or skipped is neither. */
const ranks: readonly TrustState[] = ['signed-trusted', 'signed-untrusted', 'unsigned', 'signature-invalid'];

/** Whether less is known to vouch for an image than did before. */
export const isWorse = (before: TrustState, after: TrustState): boolean =>
  ranks.includes(before) && ranks.indexOf(after) > ranks.indexOf(before);

/** Whether an image belongs in a lock file: it becomes part of an image or runs, and comes from a registry. */
export const isLockable = ({ use, kept }: Pick<ImageReference, 'use' | 'kept'>): boolean =>
  use !== 'command' && kept !== true;

/** Whether a reference, which may leave out tag and digest, speaks of an image. */
function covers(pattern: string, image: NamedImage): boolean {
  const said = parseReference(pattern);
  return (
    said !== undefined &&
    said.registry === image.registry &&
    said.repository === image.repository &&
    (said.tag === undefined || said.tag === (image.tag ?? 'latest')) &&
    (said.digest === undefined || said.digest === image.digest)
  );
}
