import { lookUp } from '../../base/look-up';
import { insertAfter, removeEntry } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, text } from '../../syntax/yaml/read';
import type { Fix } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import type { Mesh } from './mesh';

/** What asks for a proxy, with its word for yes. Meshes read it at the pod. */
const requests: Readonly<Record<string, { readonly yes: string; readonly by: Mesh }>> = {
  'sidecar.istio.io/inject': { yes: 'true', by: 'Istio' },
  'linkerd.io/inject': { yes: 'enabled', by: 'Linkerd' },
  'consul.hashicorp.com/connect-inject': { yes: 'true', by: 'Consul' },
};

/** Reads what asks for a proxy at a workload, where it says nothing, and not at the template of its pods. */
export function readMisplaced(resource: Resource, template: YamlNode): void {
  const { root, emit } = resource;
  for (const holder of ['labels', 'annotations']) {
    for (const entry of entries(at(root, 'metadata', holder))) {
      const request = lookUp(requests, entry.key);
      if (!request || text(entry.value) !== request.yes) continue;
      if (['labels', 'annotations'].some(it => at(template, 'metadata', it, entry.key) !== undefined)) continue;
      const mend = moveOf(resource, entry, entryAt(root, 'metadata', holder), at(template, 'metadata', holder));
      emit('mesh.without-effect', {
        span: entry.span,
        place: configuration(),
        by: request.by,
        resource: nameOf(resource),
        text: `${entry.key}: ${request.yes}`,
        at: entry.span,
        fate: 'ignored',
        why: `${request.by} reads it at the template of the pods`,
        ...(mend ? { mend } : {}),
      });
    }
  }
}

function moveOf(
  { file }: Resource,
  entry: YamlEntry,
  from: YamlEntry | undefined,
  to: YamlNode | undefined,
): Fix | undefined {
  const last = to?.kind === 'map' ? to.entries[to.entries.length - 1] : undefined;
  const removal = removeEntry(file, entry, from);
  if (!last || !removal) return undefined;
  const line = file.text.slice(entry.span.start, entry.span.end);
  return { title: 'Move it to the template of the pods', edits: [removal, insertAfter(file, last, line)] };
}
