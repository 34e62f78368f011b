import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import { placeOf } from '../command/native';
import type { Place } from '../fact';
import { isWindowsImage } from '../kubernetes/system';
import { isLinuxImage } from './catalog';
import { parseReference, readReference } from './parse';
import type { ImageReference } from './reference';

/** The statement that names an image. */
export interface Naming {
  readonly span: Span;
  /** Its system is that of the image, where the name does not tell another: not that of the machine which runs a command. */
  readonly place: Place;
  readonly use: ImageReference['use'];
}

/** What engines put into a text later: `${TAG}`, `{{ tag }}`, `<tag>`, `%TAG%`. */
const hole = /[${}<>%`]/;

/**
 * The image that a value names; `undefined` for what can be no name of one. Of a value whose end cannot be known its name
 * is, where that is written whole.
 * @param seen the images named so far
 */
export function imageNamed(value: Value<string>, { span, place, use }: Naming, seen: Set<string>) {
  const text = value.known ? value.value : value.text;
  const at = placeOf(value);
  // Loops come by the same place again.
  const met = `${at.start}:${text}`;
  if (seen.has(met)) return undefined;
  seen.add(met);
  const whole = { span, use, text, at };
  const unclear = !value.known || hole.test(text);
  const read = unclear ? undefined : readReference(text);
  if (!read) {
    const name = nameBefore(value.known ? text.slice(0, text.search(hole)) : (value.prefix ?? ''));
    if (!name) return undefined;
    return { ...whole, ...name, place: of(place, text), names: 'unknown', repeated: false } satisfies ImageReference;
  }
  const { literal } = value as Value<string> & { known: true };
  const isExact = literal !== undefined && literal.end - literal.start === text.length;
  const part = (range: { start: number; end: number } | undefined): Span | undefined =>
    range && isExact ? { start: literal.start + range.start, end: literal.start + range.end } : undefined;
  if ('part' in read) {
    const fault = read.part === 'name' ? undefined : part(read.at);
    if (!fault) return undefined;
    const nothing = { registry: '', repository: '', names: 'unknown', repeated: false } as const;
    const placed = { place: of(place, text), resolved: text, fault: { part: read.part, span: fault } };
    return { ...whole, ...nothing, ...placed } satisfies ImageReference;
  }
  const { registry, repository, tag, digest } = read;
  const [nameSpan, tagSpan, digestSpan] = [part(read.nameAt), part(read.tagAt), part(read.digestAt)];
  const repeated = seen.has(text);
  seen.add(text);
  return {
    ...whole,
    place: of(place, text),
    names: 'image',
    resolved: text,
    registry,
    repository,
    repeated,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(nameSpan ? { nameSpan } : {}),
    ...(tagSpan ? { tagSpan } : {}),
    ...(digestSpan ? { digestSpan } : {}),
  } satisfies ImageReference;
}

/** The name of an image before the part that is left open: `mcr.microsoft.com/windows/servercore` of `...:$tag`. */
function nameBefore(prefix: string): Pick<ImageReference, 'registry' | 'repository'> | undefined {
  const colon = prefix.lastIndexOf(':');
  const found = colon > prefix.lastIndexOf('/') ? parseReference(prefix.slice(0, colon)) : undefined;
  return found && { registry: found.registry, repository: found.repository };
}

/** The place with the system of the image: its name tells, else what states it. */
function of(place: Place, text: string): Place {
  const parsed = parseReference(text);
  const os = isWindowsImage(text) ? 'windows' : parsed && isLinuxImage(parsed) ? 'linux' : place.os;
  return os === place.os ? place : { ...place, os };
}
