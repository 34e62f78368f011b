import type { Span } from '../../base/span';
import { insertBefore, listMargin } from '../../syntax/yaml/edit';
import type { YamlList, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, integer, items, placeOf, text } from '../../syntax/yaml/read';
import type { Labels } from '../cluster/object';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { PortRange } from '../network/ports';
import { onlyPrivate, privateAddresses } from '../network/private-addresses';
import { isEveryone } from '../network/scope';
import { configuration, write } from '../yaml/context';
import { nameOf, type Resource } from './resource';

/** A policy that says who may connect to pods, or to nodes. All of it is plain data. */
export interface NetworkPolicy extends Fact {
  readonly by: 'Kubernetes' | 'Calico' | 'Antrea' | 'Cilium';
  /** `NetworkPolicy web`. */
  readonly resource: string;
  readonly name?: string;
  readonly namespace?: string;
  /** What it is for: pods of its namespace, pods of all namespaces, or nodes. */
  readonly scope: 'namespace' | 'cluster' | 'nodes';
  /** The labels of the pods, none for all of them; absent where it chooses them in another way. */
  readonly pods?: Labels;
  /** What it is in force for; `undefined` when a template decides. */
  readonly types: { readonly ingress: boolean; readonly egress: boolean } | undefined;
  /** Who is let in, where it is in force for connections that come in. */
  readonly ingress: readonly IngressRule[];
}

/** One rule of a policy that lets somebody in. */
export interface IngressRule {
  readonly span: Span;
  readonly from: 'anyone' | 'limited' | 'unknown';
  /** The text that lets anyone in: `0.0.0.0/0`, `{}`; absent when that is an omission. */
  readonly open?: { readonly text: string; readonly at: Span };
  /** Ports that are known; `all` when none is named. */
  readonly ports: 'all' | readonly PolicyPort[];
  /** Limits who is let in. */
  readonly fix?: Fix;
}

/** Ports of a rule. */
export interface PolicyPort {
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** Absent where it is a name. */
  readonly range?: PortRange;
  readonly name?: string;
  readonly at: Span;
}

/** What a dialect makes of a rule's sources. */
export type Sources = Pick<IngressRule, 'from' | 'open' | 'fix'>;

/** Every port, as a range. */
export const everyPort: PortRange = { from: 0, to: 65535 };

/** Reads Kubernetes' NetworkPolicy. Source: kubernetes/api networking/v1 types.go. */
export function networkPolicyOf(resource: Resource): NetworkPolicy {
  const spec = at(resource.root, 'spec');
  const types = typesOf(spec);
  const rules = at(spec, 'ingress');
  const pods = labelsOf(at(spec, 'podSelector'));
  return {
    ...headerOf(resource, 'Kubernetes'),
    scope: 'namespace',
    ...(pods ? { pods } : {}),
    types,
    ingress:
      types?.ingress && !isOpen(rules) && !isConditional(resource, spec)
        ? items(rules).flatMap(it => ruleOf(resource, it))
        : [],
  };
}

/** Whether conditions of a template choose among the rules: one alone may be there. */
function isConditional({ file }: Resource, spec: YamlNode | undefined): boolean {
  const span = entryAt(spec, 'ingress')?.span;
  const inside = span && file.templated ? file.text.slice(span.start, span.end) : '';
  return /\{\{-?\s*(?:if|else|with|range)\b/.test(inside);
}

/** What all dialects have alike. */
export const headerOf = (
  resource: Resource,
  by: NetworkPolicy['by'],
): Pick<NetworkPolicy, 'span' | 'place' | 'by' | 'resource' | 'name' | 'namespace'> => ({
  span: resource.root.span,
  place: configuration(),
  by,
  resource: nameOf(resource),
  ...(resource.name === undefined ? {} : { name: resource.name }),
  ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
});

/** `policyTypes`; when it is absent, always ingress, and egress where rules for it are written. */
function typesOf(spec: YamlNode | undefined): NetworkPolicy['types'] {
  const written = at(spec, 'policyTypes');
  const egress = at(spec, 'egress');
  if (!written || (written.kind === 'list' && written.items.length === 0 && !written.open))
    return egress?.kind === 'unknown' ? undefined : { ingress: true, egress: egress !== undefined };
  return statedTypes(written);
}

/** The words `Ingress` and `Egress` of a list. */
export function statedTypes(list: YamlNode): NetworkPolicy['types'] {
  if (list.kind !== 'list' || list.open || list.items.some(it => it.kind !== 'scalar')) return undefined;
  const words = list.items.map(text);
  return { ingress: words.includes('Ingress'), egress: words.includes('Egress') };
}

/** A selector that is nothing but equal labels. */
export function labelsOf(selector: YamlNode | undefined): Labels | undefined {
  if (selector && (selector.kind !== 'map' || selector.open || at(selector, 'matchExpressions'))) return undefined;
  const all = entries(at(selector, 'matchLabels')).map(it => [it.key, text(it.value)] as const);
  return all.every((it): it is readonly [string, string] => it[1] !== undefined) ? Object.fromEntries(all) : undefined;
}

function ruleOf(resource: Resource, node: YamlNode): IngressRule[] {
  if (node.kind !== 'map') return [];
  const ports = at(node, 'ports');
  if (ports?.kind === 'unknown' || (ports?.kind === 'list' && ports.open)) return [];
  return [
    {
      span: node.span,
      ...sourcesOf(resource, node, ipBlockOf),
      ports: items(ports).length === 0 ? 'all' : items(ports).flatMap(portOf),
    },
  ];
}

const ipBlockOf = (peer: YamlNode): YamlNode | undefined => at(peer, 'ipBlock', 'cidr');

/** Who is meant by `from`: anyone when it is absent or empty, or when one of its blocks holds every address. */
export function sourcesOf(
  resource: Resource,
  rule: YamlNode,
  blockOf: (peer: YamlNode) => YamlNode | undefined,
): Sources {
  const list = at(rule, 'from');
  const entry = entryAt(rule, 'from');
  if (!list) {
    if (entry) return { from: 'unknown' };
    return { from: 'anyone', ...openRule(rule), ...limited(resource, rule) };
  }
  if (list.kind !== 'list') return { from: 'unknown' };
  for (const peer of list.items) {
    const block = blockOf(peer);
    if (block?.kind === 'scalar' && isEveryone(block.text)) return openAt(block, at(peer, 'ipBlock', 'except'));
  }
  if (list.open) return { from: 'unknown' };
  if (list.items.length === 0 && entry) return { from: 'anyone', open: { text: 'from: []', at: entry.span } };
  return { from: list.items.some(it => it.kind !== 'map' || blockOf(it)?.kind === 'unknown') ? 'unknown' : 'limited' };
}

/** A block of addresses that lets anyone in. Exceptions must lie within it: with some, it cannot simply be replaced. */
export function openAt(block: YamlNode, except?: YamlNode): Sources {
  const edit = except ? undefined : write(block, privateAddresses);
  const open = { text: text(block) ?? '', at: placeOf(block) };
  return { from: 'anyone', open, ...(edit ? { fix: onlyPrivate(edit) } : {}) };
}

const openRule = (rule: YamlNode): Pick<Sources, 'open'> =>
  rule.kind === 'map' && rule.entries.length === 0 ? { open: { text: '{}', at: rule.span } } : {};

/** Private addresses as the sources of a rule that names ports only. */
function limited({ file }: Resource, rule: YamlNode): Pick<Sources, 'fix'> {
  const ports = entryAt(rule, 'ports');
  if (!ports) return {};
  const margin = listMargin(file, ports);
  const isBlock = ports.map.style === 'block' && ports.value.kind === 'list' && ports.value.style === 'block';
  const lines = isBlock
    ? ['from:', `${margin}- ipBlock:`, `${margin}    cidr: ${privateAddresses}`]
    : `from: [{ ipBlock: { cidr: ${privateAddresses} } }]`;
  return { fix: onlyPrivate(insertBefore(file, ports, lines)) };
}

const transports: Readonly<Record<string, 'tcp' | 'udp' | 'any'>> = { TCP: 'tcp', UDP: 'udp', ANY: 'any' };

/** One of the ports of a rule: `port`, with `endPort` to end a range; all of the protocol without. */
export function portOf(node: YamlNode): PolicyPort[] {
  const written = text(at(node, 'protocol'));
  const protocol = transports[written?.toUpperCase() ?? 'TCP'];
  const port = at(node, 'port');
  if (!protocol || node.kind !== 'map') return [];
  if (!port) return entryAt(node, 'port') ? [] : [{ protocol, range: everyPort, at: node.span }];
  const from = integer(port);
  const name = text(port);
  const end = at(node, 'endPort');
  const to = end ? integer(end) : from;
  if (name === undefined) return [];
  if (from === undefined) return [{ protocol, name, at: placeOf(port) }];
  if (to === undefined) return [];
  return [{ protocol, range: from === 0 ? everyPort : { from, to }, at: placeOf(port) }];
}

/** States a policy, and the ports that it opens to anyone. */
export function emitPolicy({ emit }: Resource, policy: NetworkPolicy): void {
  emit('kubernetes.network-policy', policy);
  for (const { ports, from, open, fix, span } of policy.ingress) {
    for (const { protocol, range, at: where } of ports === 'all' ? [] : ports) {
      if (!range) continue;
      emit('network.exposure', {
        span,
        place: policy.place,
        via: policy.scope === 'nodes' ? 'node policy' : 'network policy',
        protocol,
        ports: [{ range, span: where }],
        from,
        ...(open ? { fromSpan: open.at } : {}),
        fixes: fix ? [fix] : [],
      });
    }
  }
}

/** Whether a list may hold more than is written. */
export const isOpen = (list: YamlNode | undefined): boolean =>
  list?.kind === 'unknown' || (list as YamlList | undefined)?.open === true;
