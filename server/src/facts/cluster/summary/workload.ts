import { at, boolean, integer, items, text } from '../../../syntax/yaml/read';
import { systemOf } from '../../kubernetes/system';
import { podTemplate } from '../../kubernetes/workload';
import type { ContainerPort, Workload } from '../object';
import { isOpen, labelsOf, meshAnnotations, type Summarised } from './spot';
import type { Own } from './summary';

/** What is remembered of a pod or of what makes pods; `undefined` for other objects. */
export function workload(resource: Summarised): Own<Workload> | undefined {
  const template = podTemplate(resource);
  if (!template) return undefined;
  const spec = at(template, 'spec');
  const containers = items(at(spec, 'containers'));
  const all = [...items(at(spec, 'initContainers')), ...containers];
  const labels = at(template, 'metadata', 'labels');
  return {
    type: 'workload',
    labels: labelsOf(labels),
    annotations: meshAnnotations(at(template, 'metadata', 'annotations')),
    os: systemOf(spec!, all).os,
    hostNetwork: boolean(at(spec, 'hostNetwork')) ?? false,
    serviceAccount: text(at(spec, 'serviceAccountName')) ?? 'default',
    ports: containers.flatMap(it => items(at(it, 'ports')).flatMap(portOf)),
    containers: all.flatMap(it => text(at(it, 'name')) ?? []),
    configMaps: items(at(spec, 'volumes')).flatMap(it => text(at(it, 'configMap', 'name')) ?? []),
    vague: isOpen(labels),
  };
}

function portOf(node: Parameters<typeof at>[0]): ContainerPort[] {
  const port = integer(at(node, 'containerPort'));
  const name = text(at(node, 'name'));
  if (port === undefined) return [];
  const protocol = text(at(node, 'protocol'))?.toUpperCase() ?? 'TCP';
  return [{ port, protocol, ...(name === undefined ? {} : { name }) }];
}
