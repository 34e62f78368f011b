import { type Edit, insert, replace } from '../../base/edit';
import { contains } from '../../base/span';
import type { ImageReference } from './reference';

/**
 * Writes a digest at a reference; `undefined` where it does not stand in one piece: a build argument or a key of its own holds the
 * tag, and may serve another image too.
 */
export function pinTo(image: ImageReference, digest: string): Edit | undefined {
  const { at, tag, digest: own, nameSpan, tagSpan, digestSpan } = image;
  if (own !== undefined) return digestSpan && replace(digestSpan, digest);
  if (tag === undefined) return nameSpan && insert(nameSpan.end, `:latest@${digest}`);
  const isOne =
    tagSpan && (nameSpan ? tagSpan.start === nameSpan.end + 1 : contains(at, tagSpan) && at.start < tagSpan.start);
  return isOne ? insert(tagSpan.end, `@${digest}`) : undefined;
}
