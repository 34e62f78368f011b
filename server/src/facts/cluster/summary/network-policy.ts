import type { YamlNode } from '../../../syntax/yaml/model';
import { at, entries, entryAt, items, text } from '../../../syntax/yaml/read';
import { networkPolicyOf, portOf } from '../../kubernetes/network-policy';
import type { ClusterPolicy, NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from '../object';
import { mayDiffer, type Summarised, selectorOf, spotOf } from './spot';
import type { Own } from './summary';

/** What is remembered of a NetworkPolicy. Source: kubernetes/api networking/v1 types.go. */
export function networkPolicy(resource: Summarised): Own<NetworkPolicy> {
  const spec = at(resource.root, 'spec');
  const { types } = networkPolicyOf(resource);
  const rules = at(spec, 'ingress');
  const vague = !types || [at(spec, 'podSelector'), rules].some(it => mayDiffer(it)) || items(rules).some(isOdd);
  return {
    type: 'network-policy',
    pods: selectorOf(at(spec, 'podSelector')),
    ...(types?.ingress ? { ingress: items(rules).map(it => ruleOf(resource, it)) } : {}),
    vague,
  };
}

/** A policy in the language of another maker. */
export const otherPolicy = (): Own<NetworkPolicy> => ({ type: 'network-policy', pods: {}, vague: true });

/** One that is for the whole cluster. */
export const clusterPolicy = (): Own<ClusterPolicy> => ({ type: 'cluster-policy', vague: true });

/** Whether a rule has what the API server refuses or fills in: `from:` without a value, a peer that names nobody. */
const isOdd = (rule: YamlNode): boolean =>
  rule.kind !== 'map' ||
  ['from', 'ports'].some(key => entryAt(rule, key) && at(rule, key)?.kind !== 'list') ||
  items(at(rule, 'from')).some(it => entries(it).length === 0) ||
  items(at(rule, 'ports')).some(it => it.kind !== 'map');

function ruleOf(resource: Summarised, rule: YamlNode): PolicyRule {
  const from = items(at(rule, 'from'));
  const ports = items(at(rule, 'ports'));
  return {
    ...(from.length > 0 ? { from: from.flatMap(peerOf) } : {}),
    ...(ports.length > 0 ? { ports: ports.flatMap(it => portsOf(resource, it)) } : {}),
  };
}

function peerOf(node: YamlNode): PolicyPeer[] {
  const block = at(node, 'ipBlock');
  const cidr = text(at(block, 'cidr'));
  if (block)
    return cidr === undefined ? [] : [{ cidr, except: items(at(block, 'except')).flatMap(it => text(it) ?? []) }];
  const [pods, namespaces] = ['podSelector', 'namespaceSelector'].map(key =>
    entryAt(node, key) ? selectorOf(at(node, key)) : undefined,
  );
  return [{ ...(pods ? { pods } : {}), ...(namespaces ? { namespaces } : {}) }];
}

function portsOf({ lines }: Summarised, node: YamlNode): PolicyPort[] {
  return portOf(node).flatMap(({ protocol, range, name, at: place }) => {
    const value = range ?? name;
    if (protocol === 'any' || value === undefined) return [];
    return [
      { protocol: protocol === 'udp' ? ('UDP' as const) : ('TCP' as const), port: { value, ...spotOf(lines, place) } },
    ];
  });
}
