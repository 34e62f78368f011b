import type { Span } from '../../base/span';
import type { YamlMap, YamlNode, YamlScalar } from '../../syntax/yaml/model';
import { at, entries, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import type { OperatingSystem } from '../fact';
import { parseReference } from '../image/parse';
import { emitImageOfParts } from '../image/parts';
import type { YamlContext } from '../yaml/context';

/** The parts of an image that a chart lets one choose, as charts usually name them. */
interface Written {
  readonly registry?: string;
  readonly name: YamlScalar;
  /** Absent where the templates have a default of their own. */
  readonly tag?: YamlScalar;
  readonly digest?: YamlScalar;
}

/**
 * Reads the images among the values of a chart: `image: {registry, repository, tag, digest}`, `image: name:tag`. The
 * templates that use them say nothing of them: here is where they are changed.
 */
export function readValuesImages(root: YamlNode, context: YamlContext): void {
  if (context.file.comments.some(it => ytt.test(it.text))) return;
  for (const node of nodesIn(root)) {
    if (node.kind !== 'map') continue;
    for (const { key, value } of entries(node)) {
      if (!/images?$/i.test(key)) continue;
      for (const it of imagesAt(key, value, node)) readFound(it, value.span, systemOf(node), context);
    }
  }
}

/** Values of ytt, in which a repository is often but the group of one. Source: carvel.dev/ytt/docs, "Using Data Values". */
const ytt = /^#@\s*data\/values/;

/** The image that a key holds, or those that it holds by names of their own: `images: {driver: {repository, tag}, proxy: web:1}`. */
function imagesAt(key: string, value: YamlNode, holder: YamlMap): readonly Written[] {
  const own = value.kind === 'map' ? ofMap(value) : ofText(value, holder, key);
  if (own || value.kind !== 'map' || at(value, 'repository')) return own ? [own] : [];
  return entries(value).flatMap(it => (it.value.kind === 'map' ? (ofMap(it.value) ?? []) : named(it.value)));
}

/** A text that can be nothing but an image: it names a tag and a path. */
const named = (value: YamlNode): readonly Written[] =>
  isText(value) && /\/.*:/.test(value.text) ? [{ name: value }] : [];

function ofMap(map: YamlMap): Written | undefined {
  const name = at(map, 'repository') ?? at(map, 'name');
  const registry = at(map, 'registry');
  if (!isText(name) || registry?.kind === 'unknown') return undefined;
  const host = text(registry);
  const parts = partsIn(map, 'tag', 'digest');
  return parts && { name, ...(host ? { registry: host } : {}), ...parts };
}

/** `image: web`, `imageTag: "1"`; `sidecarImage: web:1`. */
function ofText(value: YamlNode, holder: YamlMap, key: string): Written | undefined {
  const parts = partsIn(holder, `${key}Tag`, `${key}Digest`);
  return isText(value) && parts ? { name: value, ...parts } : undefined;
}

/** `undefined` where one of them cannot be known. */
function partsIn(map: YamlMap, tag: string, digest: string): Pick<Written, 'tag' | 'digest'> | undefined {
  const parts: { tag?: YamlScalar; digest?: YamlScalar } = {};
  for (const [part, key] of [
    ['tag', tag],
    ['digest', digest],
  ] as const) {
    const node = at(map, key);
    if (node && node.kind !== 'scalar') return undefined;
    if (node && node.text !== '') parts[part] = node;
  }
  return parts;
}

const isText = (node: YamlNode | undefined): node is YamlScalar =>
  node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== '' && !/[${}<>]/.test(node.value);

/** The system that a node selector beside the image names. */
function systemOf(holder: YamlMap): OperatingSystem | undefined {
  const name = text(at(holder, 'nodeSelector', 'kubernetes.io/os'));
  return name === 'windows' || name === 'linux' ? name : undefined;
}

function readFound(
  { registry, name, tag, digest }: Written,
  span: Span,
  system: OperatingSystem | undefined,
  context: YamlContext,
): void {
  const base = registry ? `${registry}/${name.text}` : name.text;
  const whole = `${base}${tag ? `:${tag.text}` : ''}${digest ? `@${digest.text}` : ''}`;
  const parsed = parseReference(whole);
  if (!parsed) return;
  const { literal } = name;
  const exact = literal && literal.end - literal.start === name.text.length ? literal : undefined;
  const within = (range: { start: number; end: number } | undefined): Span | undefined =>
    range && exact && !registry ? { start: exact.start + range.start, end: exact.start + range.end } : undefined;
  const places = {
    span,
    at: placeOf(name),
    nameSpan: within(parsed.nameAt),
    tagSpan: tag ? placeOf(tag) : within(parsed.tagAt),
    digestSpan: digest ? placeOf(digest) : within(parsed.digestAt),
  };
  emitImageOfParts(whole, parsed, places, context, system);
}
