import { lockedName } from '../../facts/image/checked';
import { lifeOf } from '../../facts/image/describe';
import type { ImageReference } from '../../facts/image/reference';
import { fullReference } from '../../facts/image/status';
import { describeTrust } from '../../report/image-status';
import { type Judged, today } from '../analyst';
import { plain } from '../markdown';
import type { RequestContext } from './context';

/** The image that is named at a place. */
export const imageAt = ({ analysis }: Judged, offset: number): ImageReference | undefined =>
  analysis.images.find(({ at }) => at.start <= offset && offset <= at.end);

/** All that is known of an image, as Markdown; empty when that is nothing. */
export function imageHover(image: ImageReference, judged: Judged, { images: { images } }: RequestContext): string {
  const { judging, source } = judged;
  const status = images.status(judging, image);
  const parts: string[] = [];
  if (status) parts.push(...describeTrust(status, new Date()).map(it => `**${it.label}:** ${plain(it.text)}`));
  parts.push(...lifeOf(image, today(), status).map(plain));
  const lock = source.checked?.lock;
  const locked = lock?.entries.find(it => it.reference === lockedName(image));
  if (locked) {
    parts.push(
      `**Lock file:** ${plain(`${locked.digest}, ${locked.verdict}, checked ${locked.checked.slice(0, 10)}`)}`,
    );
  }
  for (const { path, message } of status ? images.problems(judging) : []) {
    parts.push(`**Policy:** ${plain(message)} (${plain(path)})`);
  }
  return parts.length === 0 ? '' : [`**${plain(fullReference(image))}**`, ...parts.map(it => `- ${it}`)].join('\n');
}
