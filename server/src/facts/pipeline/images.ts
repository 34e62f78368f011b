import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { isWindowsImage } from '../kubernetes/system';
import { configuration, type YamlContext } from '../yaml/context';
import { readImage } from '../yaml/image';

/** How GitHub marks a step that is an image. */
const transport = 'docker://';

/**
 * Reads the images that a part of a pipeline names for itself: `container`, `services` and `uses: docker://...` of GitHub,
 * `container` of Azure, `docker` of CircleCI, the steps of Drone. What stands below it is read when its turn comes.
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
  // Steps of Drone say what the image is to do.
  if (at(node, 'commands') ?? at(node, 'settings')) read(at(node, 'image'));
  read(marked(at(node, 'uses')));
  read(marked(at(node, 'image')));
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
