import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { entries, entryAt, nodesIn, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import { configuration, type YamlContext } from '../yaml/context';
import { type BypassMark, bypassMarks } from './bypass.data';

/** Values that leave nothing out: every port, every address. */
const everything = /^(?:[01]-65535|\*|0\.0\.0\.0\/0|::\/0)$/;

/** Reads labels and annotations that lead traffic past a proxy. @param metadata that of a namespace, a pod or its template */
export function readBypasses(
  metadata: YamlNode | undefined,
  resource: string,
  context: YamlContext,
  place: Place = configuration(),
): void {
  for (const holder of ['labels', 'annotations']) {
    const entry = entryAt(metadata, holder);
    if (entry) readHolder(entry, resource, context, place);
  }
}

/** Values of charts hold such labels and annotations under any name: `podAnnotations`, `namespace.labels`. */
export function readBypassesBelow(root: YamlNode, resource: string, context: YamlContext): void {
  for (const node of nodesIn(root)) for (const it of entries(node)) readHolder(it, resource, context, configuration());
}

function readHolder(holder: YamlEntry, resource: string, { file, emit }: YamlContext, place: Place): void {
  for (const entry of entries(holder.value)) {
    const mark = bypassMarks.get(entry.key);
    const value = text(entry.value);
    if (!mark || value === undefined || !applies(mark, value)) continue;
    const removal = entry.map === holder.value ? removeEntry(file, entry, holder) : undefined;
    emit('mesh.bypass', {
      span: entry.span,
      place,
      by: mark.by,
      resource,
      annotation: entry.key,
      what: mark.what,
      whole: value.split(',').some(it => everything.test(it.trim())),
      text: `${entry.key}: ${value}`,
      at: entry.span,
      ...(removal ? { removal } : {}),
    });
  }
}

/** Ports and addresses leave something out when one is named; a word in their place is none. */
const applies = ({ values }: BypassMark, value: string): boolean =>
  values ? values.includes(value) : /\d|\*/.test(value);
