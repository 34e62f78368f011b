import type { YamlNode } from '../../syntax/yaml/model';
import { placeOf, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { readReference } from '../image/parse';
import type { ImageReference } from '../image/reference';
import { overrideOf } from '../kustomize/override';
import type { YamlContext } from './context';

/** What else is to be known of an image. */
interface Manner {
  /** Whether no registry is asked for it. */
  readonly kept?: boolean;
  /** Whether it runs on the kernel of the machine. */
  readonly shares?: boolean;
  /** How many letters stand before its name: those of `docker://`. */
  readonly skip?: number;
}

/**
 * Reads the image of a container or service. Variables of compose and envsubst leave it unknown. Of one that a template
 * takes from the values of its chart, these speak.
 */
export function readImage(
  node: YamlNode | undefined,
  use: 'container' | 'compose',
  place: Place,
  { emit, images, overrides }: YamlContext,
  { kept = false, shares = false, skip = 0 }: Manner = {},
): void {
  const image = text(node)?.slice(skip);
  if (node?.kind !== 'scalar' || node.assumed || image === undefined || image === '') return;
  const override = use === 'container' ? overrideOf(image, overrides) : undefined;
  // The name that counts stands in the kustomization.
  if (override?.name) return;
  const whole = placeOf(node);
  const exact = whole.end - whole.start === image.length + skip;
  const at = exact ? { start: whole.start + skip, end: whole.end } : whole;
  const base = {
    span: node.span,
    place,
    use,
    text: image,
    at,
    repeated: images.has(image),
    ...(kept ? { kept } : {}),
    ...(shares ? { shares } : {}),
  };
  images.add(image);
  const parts = partsOf(image, at.start, exact);
  emit('image.reference', { ...base, ...(override?.tag ? untagged(parts) : parts) });
}

type Parts = Omit<ImageReference, 'span' | 'place' | 'use' | 'text' | 'at' | 'repeated' | 'kept' | 'shares'>;

/** What is known of an image whose tag is replaced. */
const untagged = ({ registry, repository, nameSpan }: Parts): Parts => ({
  names: 'unknown',
  registry,
  repository,
  ...(nameSpan ? { nameSpan } : {}),
});

function partsOf(image: string, start: number, exact: boolean): Parts {
  const nothing = { names: 'unknown', registry: '', repository: '' } as const;
  if (/[${}<>]/.test(image)) return nothing;
  const read = readReference(image);
  const span = (range: { start: number; end: number } | undefined) =>
    range && exact ? { start: start + range.start, end: start + range.end } : undefined;
  if ('part' in read) {
    const fault = span(read.at);
    return { resolved: image, ...nothing, ...(fault ? { fault: { part: read.part, span: fault } } : {}) };
  }
  const { registry, repository, tag, digest } = read;
  const nameSpan = span(read.nameAt);
  const tagSpan = span(read.tagAt);
  const digestSpan = span(read.digestAt);
  return {
    names: 'image',
    resolved: image,
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(nameSpan ? { nameSpan } : {}),
    ...(tagSpan ? { tagSpan } : {}),
    ...(digestSpan ? { digestSpan } : {}),
  };
}
