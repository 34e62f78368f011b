import type { ImageKnowledge } from '../engine/image-knowledge';
import { lockedName } from '../facts/image/checked';
import { fullReference } from '../facts/image/status';
import type { ReportedImage } from '../report/model';
import type { FileImages } from './batch';
import { shown } from './paths';

/** The images of files with what is known of each; `undefined` where nothing tells what any stands for. */
export function reportedImages(
  files: readonly FileImages[],
  knowledge: ImageKnowledge,
  asked: boolean,
): readonly ReportedImage[] | undefined {
  const images = new Map<string, { paths: Set<string>; locked?: string }>();
  let isLocked = false;
  for (const { path, images: named } of files) {
    const { lock } = knowledge.of(path) ?? {};
    isLocked ||= lock !== undefined;
    for (const image of named) {
      const reference = fullReference(image);
      const own = images.get(reference) ?? { paths: new Set() };
      images.set(reference, own);
      own.paths.add(shown(path));
      const locked = lock?.entries.find(it => it.reference === lockedName(image))?.digest;
      if (locked !== undefined) own.locked ??= locked;
    }
  }
  if (!asked && !isLocked) return undefined;
  return [...images]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reference, { paths, locked }]) => {
      const status = Object.hasOwn(knowledge.statuses, reference) ? knowledge.statuses[reference] : undefined;
      return {
        reference,
        paths: [...paths],
        ...(status ? { status } : {}),
        ...(locked === undefined ? {} : { locked }),
      };
    });
}
