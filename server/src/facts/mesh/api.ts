import { at, placeOf } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { olderVersions, retiredGroups } from './api.data';

/** Reads for which API an object of a mesh is written. */
export function readMeshApi(resource: Resource): void {
  const { root, group, version, kind, emit } = resource;
  const node = at(root, 'apiVersion');
  if (!node) return;
  const text = `${group}/${version}`;
  const base = { span: root.span, place: configuration(), resource: nameOf(resource), text, at: placeOf(node) };
  const gone = retiredGroups[text] ?? retiredGroups[group];
  if (gone) emit('mesh.api', { ...base, ...gone, state: 'gone' });
  const older = olderVersions[text];
  if (!older?.kinds.has(kind)) return;
  const setTo = (to: string) => write(node, `${group}/${to}`);
  emit('mesh.api', { ...base, by: 'Istio', state: 'older', successor: older.successor, setTo });
}
