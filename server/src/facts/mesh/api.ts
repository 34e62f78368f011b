import { lookUp } from '../../base/look-up';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, placeOf, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { olderVersions, retiredGroups, retiredMarks } from './api.data';

/** Reads for which API an object of a mesh is written. */
export function readMeshApi(resource: Resource): void {
  const { root, group, version, kind, file, emit } = resource;
  const node = at(root, 'apiVersion');
  const said = `${group}/${version}`;
  const gone = lookUp(retiredGroups, said) ?? lookUp(retiredGroups, group);
  const older = lookUp(olderVersions, said);
  if (!node || !(gone || older)) return;
  const base = { span: root.span, place: configuration(), resource: nameOf(resource), text: said, at: placeOf(node) };
  // Of many objects in a file the first one speaks for all.
  const first = file.documents.find(it => text(at(it.root, 'apiVersion')) === said)?.root;
  if (gone && (first === undefined || first === root)) emit('mesh.api', { ...base, ...gone, state: 'gone' });
  if (!older?.kinds.has(kind)) return;
  const setTo = (to: string) => write(node, `${group}/${to}`);
  emit('mesh.api', { ...base, by: 'Istio', state: 'older', successor: older.successor, setTo });
}

/** Reads labels and annotations that ask a mesh for something that is gone. @param metadata that of a namespace or a pod */
export function readRetiredMarks(metadata: YamlNode | undefined, { root, emit, ...resource }: Resource): void {
  for (const holder of ['labels', 'annotations']) {
    for (const { key, keySpan } of entries(at(metadata, holder))) {
      const gone = lookUp(retiredMarks, key);
      if (!gone) continue;
      const base = { span: root.span, place: configuration(), resource: nameOf(resource), text: key, at: keySpan };
      emit('mesh.api', { ...base, ...gone, state: 'gone' });
      return;
    }
  }
}
