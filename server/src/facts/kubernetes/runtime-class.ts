import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import { addAfter } from '../../syntax/yaml/branch';
import { insertAfter } from '../../syntax/yaml/edit';
import { at, entryAt, placeOf, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import { configuration } from '../yaml/context';
import { nameOf, type Resource } from './resource';
import { buildLabel, systemLabels } from './system';

/** A way of running the containers of Windows nodes. */
export interface RuntimeClass extends Fact {
  readonly resource: string;
  /** `runhcs-wcow-process`. */
  readonly handler: string;
  readonly at: Span;
  /** It chooses nodes that run Windows; `undefined` when a template may. */
  readonly choosesWindows: boolean | undefined;
  readonly choose?: Edit;
}

/** Reads a RuntimeClass for Windows. Source: kubernetes/enhancements keps/sig-windows/1301-windows-runtime-class. */
export function readRuntimeClass(resource: Resource): void {
  const { root, emit, file } = resource;
  const handler = at(root, 'handler');
  const name = text(handler);
  if (!handler || name === undefined || !/^runhcs-wcow/i.test(name)) return;
  const selector = at(root, 'scheduling', 'nodeSelector');
  const chosen = [...systemLabels, buildLabel].map(label => at(selector, label));
  const isOpen = selector?.kind === 'unknown' || chosen.some(it => it?.kind === 'unknown');
  const entry = entryAt(root, 'handler')!;
  const last = selector?.kind === 'map' ? selector.entries.at(-1) : undefined;
  const label = systemLabels[0]!;
  const choose = last
    ? insertAfter(file, last, `${label}: windows`)
    : entryAt(root, 'scheduling')
      ? undefined
      : addAfter(file, entry, { scheduling: { nodeSelector: { [label]: 'windows' } } });
  emit('kubernetes.runtime-class', {
    span: root.span,
    place: configuration('windows'),
    resource: nameOf(resource),
    handler: name,
    at: placeOf(handler),
    choosesWindows: isOpen ? undefined : chosen.some(it => it),
    ...(choose ? { choose } : {}),
  });
}
