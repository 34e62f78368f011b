import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import { expand } from '../../syntax/dockerfile';
import { parseReference, readReference } from '../image/parse';
import type { ImageReference } from '../image/reference';
import type { Variables } from './variables';

/** What a reference says on its own, before its place is known. */
export type Named = Omit<ImageReference, 'span' | 'place' | 'use' | 'repeated'>;

/** Reads the image of a FROM. */
export function readFrom(mapped: MappedText, variables: Variables, isStage: (name: string) => boolean): Named {
  const at = mapped.span(0, mapped.text.length);
  const value = expand(mapped, variables);
  if (!value.known) return { text: mapped.text, at, names: 'unknown', ...partly(value) };
  const found = { text: mapped.text, at, resolved: value.value };
  if (value.value === '') return { ...found, names: 'unknown', registry: '', repository: '' };
  return { ...found, ...namedBy(value.value, isStage, (from, to) => partAt(mapped, value, variables, from, to)) };
}

/** Reads the image of a `COPY --from`, where no variables are replaced. */
export function readCopyFrom(mapped: MappedText, isStage: (name: string) => boolean): Named {
  const { text } = mapped;
  const at = mapped.span(0, text.length);
  if (text.includes('$')) return { text, at, names: 'unknown', registry: '', repository: '' };
  return { text, at, resolved: text, ...namedBy(text, isStage, (from, to) => mapped.span(from, to)) };
}

/** What a template engine puts in: `{{ version }}`, `<%= version %>`. */
const hole = /^(?:\{\{|<%)/;

/** Where a part of the resolved text is written. */
type Place = (start: number, end: number) => Span | undefined;

function namedBy(text: string, isStage: (name: string) => boolean, place: Place): Omit<Named, 'text' | 'at'> {
  if (isStage(text)) return { names: 'stage', registry: '', repository: '' };
  if (text === 'scratch') return { names: 'scratch', registry: '', repository: '' };
  const read = readReference(text);
  if ('part' in read) {
    const whole = read.part === 'tag' && hole.test(text.slice(read.at.start)) ? text.slice(0, read.at.start - 1) : '';
    const named = parseReference(whole);
    const nameSpan = place(0, whole.length);
    if (named) {
      const { registry, repository } = named;
      return { names: 'unknown', registry, repository, ...(nameSpan && { nameSpan }) };
    }
    const span = place(read.at.start, read.at.end);
    const fault = span && { fault: { part: read.part, span } };
    return { names: 'unknown', registry: '', repository: '', ...fault };
  }
  const { registry, repository, tag, digest, nameAt, tagAt, digestAt } = read;
  const nameSpan = place(nameAt.start, nameAt.end);
  const tagSpan = tagAt && place(tagAt.start, tagAt.end);
  const digestSpan = digestAt && place(digestAt.start, digestAt.end);
  return {
    names: 'image',
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(nameSpan && { nameSpan }),
    ...(tagSpan && { tagSpan }),
    ...(digestSpan && { digestSpan }),
  };
}

/**
 * Where `[start, end)` of a resolved reference is written: in the instruction itself, or in the default of the build
 * argument that stands for all of it.
 */
function partAt(text: MappedText, value: Value<string>, variables: Variables, start: number, end: number) {
  if (!value.known) return undefined;
  const { literal } = value;
  if (literal && literal.end - literal.start === value.value.length) {
    return { start: literal.start + start, end: literal.start + end };
  }
  const part = value.value.slice(start, end);
  const parts = /^(.*?)(?::("?)\$(?:(\w+)|\{(\w+)\})\2)?$/s.exec(text.text);
  const name = parts?.[3] ?? parts?.[4];
  const before = parts?.[1] ?? '';
  // The name stands here and the tag is a variable.
  if (name && value.value.startsWith(before)) {
    if (end <= before.length) return text.span(start, end);
    const tag = variables.get(name);
    return tag?.known && tag.value === part ? tag.literal : undefined;
  }
  // The name is a variable and the tag stands here.
  const size = part.length;
  const tail = text.text.slice(text.text.length - size);
  if (end === value.value.length && tail === part && !tail.includes('$')) {
    return text.span(text.text.length - size, text.text.length);
  }
  return undefined;
}

/** Registry and repository where only the tag cannot be known. */
function partly(value: Value<string>): { registry: string; repository: string } {
  const prefix = value.known ? '' : (value.prefix ?? '');
  const colon = prefix.lastIndexOf(':');
  const whole = colon > prefix.lastIndexOf('/') ? parseReference(prefix.slice(0, colon)) : undefined;
  return { registry: whole?.registry ?? '', repository: whole?.repository ?? '' };
}
