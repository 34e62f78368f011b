import { at, integer, items, text } from '../../../syntax/yaml/read';
import { outsideOf } from '../../kubernetes/service';
import type { Namespace, Service } from '../object';
import { isOpen, labelsOf, meshAnnotations, type Summarised, said } from './spot';
import type { Own } from './summary';

/** What is remembered of a Namespace. */
export function namespace({ root }: Summarised): Own<Namespace> {
  const labels = at(root, 'metadata', 'labels');
  return {
    type: 'namespace',
    labels: labelsOf(labels),
    annotations: meshAnnotations(at(root, 'metadata', 'annotations')),
    vague: isOpen(labels),
  };
}

/** What is remembered of a Service. Source: kubernetes/api core/v1 types.go. */
export function service(resource: Summarised): Own<Service> {
  const spec = at(resource.root, 'spec');
  const selector = at(spec, 'selector');
  const ports = items(at(spec, 'ports')).flatMap(it => {
    const node = at(it, 'port');
    const port = integer(node);
    const name = text(at(it, 'name'));
    const target = at(it, 'targetPort');
    if (!node || port === undefined || target?.kind === 'unknown') return [];
    return [
      {
        port: said(resource, node, port),
        target: integer(target) ?? text(target) ?? port,
        protocol: text(at(it, 'protocol'))?.toUpperCase() ?? 'TCP',
        ...(name === undefined ? {} : { name }),
      },
    ];
  });
  const outside = outsideOf(resource);
  return {
    type: 'service',
    ports,
    ...(outside === undefined ? {} : { outside }),
    ...(text(at(spec, 'clusterIP')) === 'None' ? { headless: true } : {}),
    ...(selector?.kind === 'map' && selector.entries.length > 0 ? { selector: labelsOf(selector) } : {}),
    vague: isOpen(selector),
  };
}
