import type { YamlNode } from '../../syntax/yaml/model';
import { items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { configuration, type YamlContext } from '../yaml/context';
import { field } from './envoy-fields';

/**
 * Reads routes that send a copy of what goes to one cluster to another. Source: envoy/config/route/v3/route_components.proto.
 */
export function readMirrors(root: YamlNode, { emit }: YamlContext): void {
  const clusters = new Map<string, boolean>();
  for (const it of items(field(root, 'static_resources', 'clusters'))) {
    const name = text(field(it, 'name'));
    if (name !== undefined) clusters.set(name, encrypts(it));
  }
  if (clusters.size < 2) return;
  for (const route of nodesIn(root)) {
    const policies = [...items(field(route, 'request_mirror_policies')), field(route, 'request_mirror_policy')];
    const weighted = items(field(route, 'weighted_clusters', 'clusters')).map(it => text(field(it, 'name')));
    const own = [text(field(route, 'cluster')), ...weighted].filter(it => it !== undefined);
    for (const policy of policies) {
      const mirror = field(policy, 'cluster');
      const name = text(mirror);
      if (!mirror || name === undefined || clusters.get(name) !== false) continue;
      const original = own.find(it => clusters.get(it));
      if (original === undefined) continue;
      emit('mesh.mirror', { span: policy!.span, place: configuration(), original, mirror: name, at: placeOf(mirror) });
    }
  }
}

/** Whether a cluster has a transport of its own; what it does is not asked. */
const encrypts = (cluster: YamlNode): boolean =>
  ['transport_socket', 'transport_socket_matches', 'tls_context'].some(key => field(cluster, key) !== undefined);
