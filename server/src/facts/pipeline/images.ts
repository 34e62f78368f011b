import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { madeName } from '../image/made';
import { isWindowsImage } from '../kubernetes/system';
import { configuration, type YamlContext } from '../yaml/context';
import { readImage } from '../yaml/image';

/** How GitHub marks a step that is an image. */
const transport = 'docker://';

/**
 * Reads the images that a part of a pipeline names for itself: `container`, `services` and `uses: docker://...` of GitHub,
 * `container` of Azure, `docker` of CircleCI, the steps of Drone, a plug-in of Buildkite. What stands below it is read when its turn comes.
 */
export function readJobImages(node: YamlMap, place: Place, context: YamlContext): void {
  const where: Place = { ...configuration(place.os), ...(place.host ? { host: place.host } : {}) };
  const read = (image: YamlNode | undefined): void => readPipelineImage(image, where, context);
  const container = at(node, 'container');
  // A bare word is the name that `resources` give to an image, maybe in another file.
  if (container?.kind !== 'scalar' || /[:/@]/.test(container.text)) read(container);
  read(at(container, 'image'));
  const services = at(node, 'services');
  for (const { value } of entries(services)) read(at(value, 'image'));
  for (const it of items(services)) read(at(it, 'image'));
  for (const it of items(at(node, 'docker'))) read(at(it, 'image'));
  // A plug-in of Buildkite: `docker#v5.8.0`.
  for (const { key, value } of entries(node)) if (key.startsWith('docker#')) read(at(value, 'image'));
  // Steps of Drone say what the image is to do.
  if (at(node, 'commands') ?? at(node, 'settings')) read(at(node, 'image'));
  read(marked(at(node, 'uses')));
  readMade(node, where, context);
  read(marked(at(node, 'image')));
}

/** What a step builds, by the tags that it gives: `docker/build-push-action`. */
function readMade(step: YamlMap, place: Place, { emit }: YamlContext): void {
  if (!/^docker\/build-push-action@/.test(text(at(step, 'uses')) ?? '')) return;
  const tags = at(step, 'with', 'tags');
  // Of expressions nothing is known but what stands before them.
  const written = tags?.kind === 'scalar' || tags?.kind === 'unknown' ? tags.text : '';
  for (const it of written.split(/[\s,"']+/)) {
    const name = madeName(it.replace(/:[^/]*[$_].*$/, ''));
    if (name !== undefined) emit('image.made', { span: step.span, place, name });
  }
}

/** Reads the images to which a pipeline of Azure gives names. */
export function readPipelineResources(root: YamlMap, context: YamlContext): void {
  for (const it of items(at(root, 'resources', 'containers')))
    readPipelineImage(at(it, 'image'), configuration(), context);
}

/** Reads one image; where the machine does not tell the system, the name of the image does. */
export function readPipelineImage(node: YamlNode | undefined, place: Place, context: YamlContext): void {
  const name = text(node);
  if (name === undefined) return;
  const where: Place = isWindowsImage(name) ? { ...place, os: 'windows' } : place;
  const skip = name.startsWith(transport) ? transport.length : 0;
  readImage(node, 'container', where, context, { skip, shares: true });
}

const marked = (node: YamlNode | undefined): YamlNode | undefined =>
  text(node)?.startsWith(transport) ? node : undefined;
