import type { YamlNode } from '../../../syntax/yaml/model';
import { at, boolean, integer, items, placeOf, text } from '../../../syntax/yaml/read';
import { systemOf } from '../../kubernetes/system';
import { podTemplate } from '../../kubernetes/workload';
import { isLoopback } from '../../network/loopback';
import type { ContainerPort, Workload } from '../object';
import { isOpen, labelsOf, meshAnnotations, type Summarised, spotOf } from './spot';
import type { Own } from './summary';

/** What is remembered of a pod or of what makes pods; `undefined` for other objects. */
export function workload(resource: Summarised): Own<Workload> | undefined {
  const template = podTemplate(resource);
  if (!template) return undefined;
  const spec = at(template, 'spec');
  const containers = items(at(spec, 'containers'));
  const first = items(at(spec, 'initContainers'));
  const all = [...first, ...containers];
  // Sidecars of Kubernetes itself are started first and stay.
  const staying = [...containers, ...first.filter(it => text(at(it, 'restartPolicy')) === 'Always')];
  const labels = at(template, 'metadata', 'labels');
  return {
    type: 'workload',
    labels: labelsOf(labels),
    annotations: meshAnnotations(at(template, 'metadata', 'annotations')),
    os: systemOf(spec!, all).os,
    hostNetwork: boolean(at(spec, 'hostNetwork')) ?? false,
    ...([spec, ...all].some(isHostProcess) ? { hostProcess: true } : {}),
    serviceAccount: text(at(spec, 'serviceAccountName')) ?? 'default',
    ports: staying.flatMap(it => items(at(it, 'ports')).flatMap(port => portOf(resource, port))),
    containers: all.flatMap(it => text(at(it, 'name')) ?? []),
    configMaps: items(at(spec, 'volumes')).flatMap(it => text(at(it, 'configMap', 'name')) ?? []),
    vague: isOpen(labels),
  };
}

const isHostProcess = (holder: YamlNode | undefined): boolean =>
  boolean(at(holder, 'securityContext', 'windowsOptions', 'hostProcess')) === true;

function portOf(resource: Summarised, node: YamlNode): ContainerPort[] {
  const own = at(node, 'containerPort');
  const port = integer(own);
  const name = text(at(node, 'name'));
  if (!own || port === undefined) return [];
  const protocol = text(at(node, 'protocol'))?.toUpperCase() ?? 'TCP';
  const hostPort = isLoopback(text(at(node, 'hostIP')) ?? '') ? undefined : integer(at(node, 'hostPort'));
  return [
    {
      port,
      protocol,
      ...(name === undefined ? {} : { name }),
      ...(hostPort ? { hostPort } : {}),
      at: spotOf(resource.lines, placeOf(own)),
    },
  ];
}
