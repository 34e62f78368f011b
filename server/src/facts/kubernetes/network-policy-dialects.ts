import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entries, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { parsePorts } from '../network/ports';
import { isEveryone } from '../network/scope';
import {
  emitPolicy,
  everyPort,
  headerOf,
  type IngressRule,
  isOpen,
  labelsOf,
  type NetworkPolicy,
  networkPolicyOf,
  openAt,
  type PolicyPort,
  portOf,
  type Sources,
  sourcesOf,
  statedTypes,
} from './network-policy';
import type { Resource } from './resource';

/** A rule and what it does; only `Allow` lets in. Those behind one that may refuse are not known to. */
function allowing(rules: YamlNode | undefined, read: (rule: YamlNode) => IngressRule | undefined): IngressRule[] {
  const found: IngressRule[] = [];
  let mayRefuse = isOpen(rules);
  for (const rule of items(rules)) {
    const action = text(at(rule, 'action'));
    const it = action === 'Allow' ? read(rule) : undefined;
    if (it) found.push(mayRefuse ? { ...it, from: it.from === 'anyone' ? 'unknown' : it.from } : it);
    if (action !== 'Allow' && action !== 'Log') mayRefuse = true;
  }
  return found;
}

const both = { ingress: true, egress: true } as const;

/**
 * Reads Calico's NetworkPolicy and GlobalNetworkPolicy. Source: projectcalico/calico api/pkg/apis/projectcalico/v3
 * (networkpolicy.go, globalnetworkpolicy.go).
 */
function calicoPolicyOf(resource: Resource): NetworkPolicy {
  const spec = at(resource.root, 'spec');
  const written = at(spec, 'types');
  const hasIngress = at(spec, 'ingress') !== undefined;
  const hasEgress = at(spec, 'egress') !== undefined;
  const types = written ? statedTypes(written) : { ingress: hasIngress || !hasEgress, egress: hasEgress };
  const onNodes = ['applyOnForward', 'preDNAT', 'doNotTrack'].some(key => boolean(at(spec, key)) === true);
  const selector = text(at(spec, 'selector')) ?? (at(spec, 'selector') ? undefined : 'all()');
  const isGlobal = resource.kind === 'GlobalNetworkPolicy';
  return {
    ...headerOf(resource, 'Calico'),
    scope: onNodes ? 'nodes' : isGlobal ? 'cluster' : 'namespace',
    ...(selector === '' || selector === 'all()' ? { pods: {} } : {}),
    types,
    ingress: types?.ingress ? allowing(at(spec, 'ingress'), calicoRule) : [],
  };
}

/** With others a rule is for some connections only: `http`, `icmp`, `notProtocol`. */
const ruleKeys: ReadonlySet<string> = new Set(['action', 'protocol', 'source', 'destination', 'metadata']);

function calicoRule(rule: YamlNode): IngressRule | undefined {
  const source = at(rule, 'source');
  const destination = at(rule, 'destination');
  const protocol = at(rule, 'protocol');
  const name = text(protocol)?.toLowerCase();
  const ports = at(destination, 'ports');
  // A rule for single addresses, for ICMP, or for all but some ports says too little.
  if (isOpen(ports) || isOpen(destination) || (protocol && name !== 'tcp' && name !== 'udp')) return undefined;
  if (entries(destination).some(it => it.key !== 'ports')) return undefined;
  if (entries(rule).some(it => !ruleKeys.has(it.key))) return undefined;
  const transport = name === 'udp' ? 'udp' : name === 'tcp' ? 'tcp' : 'any';
  const known = items(ports).flatMap((it): PolicyPort[] => {
    const range = parsePorts((text(it) ?? '').replace(':', '-'));
    const written = text(it);
    if (range) return [{ protocol: transport, range, at: placeOf(it) }];
    return written === undefined ? [] : [{ protocol: transport, name: written, at: placeOf(it) }];
  });
  const every: IngressRule['ports'] = protocol ? [{ protocol: transport, range: everyPort, at: rule.span }] : 'all';
  return { span: rule.span, ...calicoSources(rule, source), ports: items(ports).length === 0 ? every : known };
}

function calicoSources(rule: YamlNode, source: YamlNode | undefined): Sources {
  if (source?.kind === 'unknown' || isOpen(source)) return { from: 'unknown' };
  const others = entries(source).filter(it => it.key !== 'nets' && it.key !== 'ports');
  const nets = at(source, 'nets');
  if (others.length > 0 || isOpen(nets)) return { from: 'unknown' };
  if (!nets) return { from: 'anyone', ...actionOf(rule) };
  const open = items(nets).find(it => isEveryone(text(it) ?? ''));
  return open ? openAt(open) : { from: 'limited' };
}

/** An omission has no text of its own: the action stands for it. */
function actionOf(rule: YamlNode): Pick<Sources, 'open'> {
  const entry = entryAt(rule, 'action');
  return entry ? { open: { text: 'action: Allow', at: entry.span } } : {};
}

/**
 * Reads Antrea's NetworkPolicy and ClusterNetworkPolicy. Source: antrea-io/antrea pkg/apis/crd/v1beta1/types.go,
 * docs/antrea-network-policy.md.
 */
function antreaPolicyOf(resource: Resource): NetworkPolicy {
  const spec = at(resource.root, 'spec');
  const subjects = [at(spec, 'appliedTo'), ...items(at(spec, 'ingress')).map(it => at(it, 'appliedTo'))];
  const onNodes = subjects.flatMap(items).some(it => at(it, 'nodeSelector'));
  const isCluster = resource.kind === 'ClusterNetworkPolicy';
  const hasEgress = items(at(spec, 'egress')).length > 0;
  return {
    ...headerOf(resource, 'Antrea'),
    scope: onNodes ? 'nodes' : isCluster ? 'cluster' : 'namespace',
    types: isOpen(spec) ? undefined : { ingress: items(at(spec, 'ingress')).length > 0, egress: hasEgress },
    ingress: allowing(at(spec, 'ingress'), rule => antreaRule(resource, rule)),
  };
}

function antreaRule(resource: Resource, rule: YamlNode): IngressRule | undefined {
  const ports = at(rule, 'ports');
  if (isOpen(ports) || at(rule, 'protocols') || at(rule, 'l7Protocols')) return undefined;
  const sources = sourcesOf(resource, rule, peer => at(peer, 'ipBlock', 'cidr'));
  return {
    span: rule.span,
    ...(sources.from === 'anyone' && !sources.open ? { ...sources, ...actionOf(rule) } : sources),
    ports: items(ports).length === 0 ? 'all' : items(ports).flatMap(portOf),
  };
}

/**
 * Reads the policies of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. Sources: cilium/cilium pkg/policy/api
 * (ingress.go, entity.go), docs.cilium.io security/policy.
 */
function ciliumPoliciesOf(resource: Resource): readonly NetworkPolicy[] {
  const { root, kind } = resource;
  const isCluster = kind === 'CiliumClusterwideNetworkPolicy';
  return [at(root, 'spec'), ...items(at(root, 'specs'))].flatMap((spec): NetworkPolicy[] => {
    if (spec?.kind !== 'map') return [];
    const pods = labelsOf(at(spec, 'endpointSelector'));
    const mayRefuse = at(spec, 'ingressDeny') !== undefined || spec.open;
    const rules = items(at(spec, 'ingress')).flatMap(it => ciliumRule(it) ?? []);
    return [
      {
        ...headerOf(resource, 'Cilium'),
        scope: at(spec, 'nodeSelector') ? 'nodes' : isCluster ? 'cluster' : 'namespace',
        ...(pods && at(spec, 'endpointSelector') ? { pods } : {}),
        types: { ...both, ingress: at(spec, 'ingress') !== undefined, egress: at(spec, 'egress') !== undefined },
        ingress: mayRefuse ? rules.map(it => (it.from === 'anyone' ? { ...it, from: 'unknown' } : it)) : rules,
      },
    ];
  });
}

/** A rule without sources and ports lets nobody in: it is how everything is refused. */
function ciliumRule(rule: YamlNode): IngressRule | undefined {
  const toPorts = at(rule, 'toPorts');
  const sources = entries(rule).filter(it => it.key.startsWith('from'));
  if (rule.kind !== 'map' || rule.open || isOpen(toPorts) || at(rule, 'authentication')) return undefined;
  if (sources.length === 0 && items(toPorts).length === 0) return undefined;
  const ports = items(toPorts).flatMap(it => items(at(it, 'ports')));
  return {
    span: rule.span,
    ...(sources.length === 0 ? { from: 'anyone' } : ciliumSources(rule)),
    ports: toPorts ? ports.flatMap(portOf) : 'all',
  };
}

function ciliumSources(rule: YamlNode): Sources {
  const worlds = items(at(rule, 'fromEntities')).filter(it =>
    /^(?:world|world-ipv4|world-ipv6|all)$/.test(text(it) ?? ''),
  );
  if (worlds[0]) return { from: 'anyone', open: { text: text(worlds[0])!, at: placeOf(worlds[0]) } };
  for (const block of items(at(rule, 'fromCIDR'))) if (isEveryone(text(block) ?? '')) return openAt(block);
  for (const set of items(at(rule, 'fromCIDRSet'))) {
    const block = at(set, 'cidr');
    if (block && isEveryone(text(block) ?? '')) return openAt(block, at(set, 'except'));
  }
  return { from: 'limited' };
}

/** Reads a NetworkPolicy of Kubernetes. */
export const readNetworkPolicy = (resource: Resource): void => emitPolicy(resource, networkPolicyOf(resource));

/** Reads the policies of Calico's group. */
export function readCalico(resource: Resource): void {
  if (/^(?:Global)?NetworkPolicy$/.test(resource.kind)) emitPolicy(resource, calicoPolicyOf(resource));
}

/** Reads the policies of Antrea's group. */
export function readAntrea(resource: Resource): void {
  if (/^(?:Cluster)?NetworkPolicy$/.test(resource.kind)) emitPolicy(resource, antreaPolicyOf(resource));
}

/** Reads the policies of Cilium's group. */
export function readCilium(resource: Resource): void {
  if (!/^Cilium(?:Clusterwide)?NetworkPolicy$/.test(resource.kind)) return;
  for (const it of ciliumPoliciesOf(resource)) emitPolicy(resource, it);
}
