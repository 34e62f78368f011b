import type { YamlNode } from '../../../syntax/yaml/model';
import { at, integer, items, text } from '../../../syntax/yaml/read';
import type { Destination, VirtualService } from '../object';
import { type Summarised, said } from './spot';
import type { Own } from './summary';

/** Routes that copy requests; the others say nothing that files of others ask about. */
export function virtualService(resource: Summarised): Own<VirtualService> | undefined {
  const destinations = (nodes: readonly (YamlNode | undefined)[]) =>
    nodes.flatMap(it => destinationOf(resource, it) ?? []);
  const mirrors = items(at(resource.root, 'spec', 'http')).flatMap(route => {
    const to = [at(route, 'mirror'), ...items(at(route, 'mirrors')).map(it => at(it, 'destination'))];
    const copies = destinations(to);
    const originals = destinations(items(at(route, 'route')).map(it => at(it, 'destination')));
    return copies.length > 0 ? [{ copies, originals }] : [];
  });
  return mirrors.length > 0 ? { type: 'virtual-service', mirrors, vague: false } : undefined;
}

function destinationOf(resource: Summarised, node: YamlNode | undefined): Destination | undefined {
  const host = at(node, 'host');
  const name = text(host);
  const subset = text(at(node, 'subset'));
  const port = integer(at(node, 'port', 'number'));
  if (!host || name === undefined) return undefined;
  return {
    host: said(resource, host, name),
    ...(subset === undefined ? {} : { subset }),
    ...(port === undefined ? {} : { port }),
  };
}
