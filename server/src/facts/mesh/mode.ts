import type { YamlNode } from '../../syntax/yaml/model';
import { placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';

/**
 * Reads a mode that its kind does not have, for which the API server refuses the object.
 * Source: istio/istio manifests/charts/base/files/crd-all.gen.yaml (`enum`).
 *
 * @param names those that it has, in the spelling that is asked for
 */
export function readUnknownMode(resource: Resource, mode: YamlNode | undefined, names: ReadonlySet<string>): void {
  const name = text(mode);
  if (!mode || name === undefined || names.has(name)) return;
  const meant = name.toUpperCase();
  const edit = names.has(meant) ? write(mode, meant) : undefined;
  resource.emit('mesh.without-effect', {
    span: mode.span,
    place: configuration(),
    by: 'Istio',
    resource: nameOf(resource),
    text: name,
    at: placeOf(mode),
    fate: 'refused',
    why: `its modes are ${[...names].map(it => `\`${it}\``).join(', ')}`,
    ...mendBy(`Write ${meant}`, edit),
  });
}
