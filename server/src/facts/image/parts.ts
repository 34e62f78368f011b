import type { Span } from '../../base/span';
import type { OperatingSystem } from '../fact';
import { isWindowsImage } from '../kubernetes/system';
import { configuration, type YamlContext } from '../yaml/context';
import type { ParsedReference } from './parse';

/** Where the parts of a reference are written that stands in several keys. */
export interface PartPlaces {
  readonly span: Span;
  /** What a finding about the whole points at. */
  readonly at: Span;
  readonly nameSpan?: Span | undefined;
  readonly tagSpan?: Span | undefined;
  readonly digestSpan?: Span | undefined;
}

/**
 * States an image whose name, tag and digest stand in keys of their own: in values of a chart, in a kustomization. Without a
 * tag or a digest nobody knows which image it is: the one who uses the name adds it.
 */
export function emitImageOfParts(
  text: string,
  { registry, repository, tag, digest }: ParsedReference,
  { span, at, nameSpan, tagSpan, digestSpan }: PartPlaces,
  { emit, images }: YamlContext,
  system: OperatingSystem = isWindowsImage(text) ? 'windows' : 'unknown',
): void {
  const isKnown = tag !== undefined || digest !== undefined;
  emit('image.reference', {
    span,
    place: configuration(system),
    use: 'container',
    text,
    at,
    names: isKnown ? 'image' : 'unknown',
    registry,
    repository,
    repeated: images.has(text),
    ...(isKnown ? { resolved: text } : {}),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(nameSpan ? { nameSpan } : {}),
    ...(tagSpan && tag !== undefined ? { tagSpan } : {}),
    ...(digestSpan ? { digestSpan } : {}),
  });
  images.add(text);
}
