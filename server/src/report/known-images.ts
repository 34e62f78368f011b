import type { CheckedImages, ImageStatus } from '../facts/image/status';
import { stateName } from './image-status';

/** What an example of a rule knows of its images beside the text, as a list in Markdown; empty when that is nothing. */
export const knownImages = ({ statuses, lock, exceptions }: CheckedImages): string =>
  [
    ...Object.values(statuses).map(it => `- \`${it.reference}\`: ${aspects(it).join(', ')}`),
    ...(lock?.entries ?? []).map(
      it => `- in the lock file, \`${it.reference}\`: ${stateName(it.verdict)}, digest \`${short(it.digest)}\``,
    ),
    ...exceptions.map(it => `- an exception for \`${it.image}\` until ${it.until}`),
  ].join('\n');

function aspects({
  state,
  level,
  digest,
  tagDigest,
  tagTrusted,
  fresh,
  windows,
  newest,
  endOfLife,
}: ImageStatus): string[] {
  const trusted = tagTrusted === undefined ? '' : tagTrusted ? ', which verifies' : ', which does not verify';
  return [
    stateName(state),
    ...(level ? [`policy \`${level}\``] : []),
    ...(digest ? [`digest \`${short(digest)}\``] : []),
    ...(tagDigest && tagDigest !== digest ? [`its tag stands for \`${short(tagDigest)}\` now${trusted}`] : []),
    ...(fresh === false ? ['looked up long ago'] : []),
    ...(windows ? [`Windows \`${windows.version}\``] : []),
    ...(newest ? [`its tag stands for Windows \`${newest.version}\``] : []),
    ...(endOfLife ? [`end of life ${endOfLife}`] : []),
  ];
}

const short = (digest: string): string => (digest.length > 24 ? `${digest.slice(0, 19)}…` : digest);
