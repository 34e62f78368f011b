import { contains, type Span } from '../../base/span';
import { describeConsul } from './consul/describe';
import { clientMode } from './istio/client';
import { describeClient, describeServer, describeVerdict } from './istio/describe';
import { serviceOf } from './istio/host';
import { meshAround, meshOf, modeOf, together } from './istio/mesh';
import { proxyOf } from './istio/proxy';
import { verdict } from './istio/verdict';
import { describeLinkerd } from './linkerd/describe';
import { type Link, titleOf } from './markdown';
import {
  type ClusterObject,
  type DestinationRule,
  type NetworkPolicy,
  type PeerAuthentication,
  type Spot,
  selects,
  type Workload,
} from './object';
import { describeReach } from './reach/describe';
import { holds } from './reach/policy';
import { backs, workloadPort } from './service';
import type { ClusterView } from './view';

/** What the files of the workspace make of an object together. */
export interface Effective {
  /** Of the text that names the object, or says what it wants. */
  readonly span: Span;
  /** Markdown, a statement a line. */
  readonly lines: readonly string[];
}

/** So many workloads are told of. */
const most = 8;

/** What holds for the object that a place of a file names; `undefined` where there is nothing to say. */
export function effectiveAt(
  own: readonly ClusterObject[],
  view: ClusterView,
  offset: number,
  link: Link,
): Effective | undefined {
  for (const object of own) {
    const span = spansOf(object).find(it => contains(it, { start: offset, end: offset }));
    const lines = span && linesOf(object, view, link);
    if (lines && lines.length > 0) return { span, lines };
  }
  return undefined;
}

/** Where an object is named, and where it says what it wants. */
function spansOf(object: ClusterObject): readonly Span[] {
  const said =
    object.type === 'peer-authentication'
      ? [object.mode, ...object.ports.map(it => it.mode)]
      : object.type === 'destination-rule'
        ? [object.host, object.tls, ...object.ports.map(it => it.tls)]
        : saidOf(object);
  return [object.at.span, ...said.flatMap(it => it?.span ?? [])];
}

/** What objects of Linkerd and Consul say. */
function saidOf(object: ClusterObject): readonly (Spot | undefined)[] {
  if (object.type === 'linkerd-server') return [object.port, object.accessPolicy];
  if (object.type === 'linkerd-policy') return [object.target, ...object.requires];
  if (object.type === 'consul-service-defaults') return [object.mode];
  return object.type === 'consul-intentions' ? [object.destination, ...object.sources] : [];
}

const linesOf = (object: ClusterObject, view: ClusterView, link: Link): readonly string[] => [
  ...ofObject(object, view, link),
  ...describeLinkerd(object, view, link),
  ...describeConsul(object, view, link),
];

function ofObject(object: ClusterObject, view: ClusterView, link: Link): readonly string[] {
  if (object.type === 'workload') return [...ofWorkload(object, view, link), ...describeReach(object, view, link)];
  if (object.type === 'network-policy') return ofNetworkPolicy(object, view, link);
  if (object.type === 'peer-authentication') return ofPolicy(object, view, link);
  return object.type === 'destination-rule' ? ofRule(object, view, link) : [];
}

function ofWorkload(workload: Workload, view: ClusterView, link: Link): readonly string[] {
  const { rootNamespace, namespace, policies } = meshAround(workload.namespace, view);
  const proxy = proxyOf(workload, namespace);
  if (policies.length === 0 && proxy.kind !== 'sidecar' && proxy.kind !== 'ambient') return [];
  return describeServer(workload, policies, { rootNamespace, proxy }, link);
}

/** The workloads that a policy may concern, each with what holds for it. */
function ofPolicy(policy: PeerAuthentication, view: ClusterView, link: Link): readonly string[] {
  const { objects } = view.in('workload', policy.namespace);
  const own = objects.filter(it => selects(policy.selector, it.labels));
  return [
    ...own.slice(0, most).flatMap(it => {
      const [first = ''] = ofWorkload(it, view, link);
      return first ? [`${titleOf(it, link)}: ${first}`] : [];
    }),
    ...(own.length > most ? [`and ${own.length - most} more`] : []),
  ];
}

/** The workloads that it holds, each with who reaches it. */
function ofNetworkPolicy(policy: NetworkPolicy, view: ClusterView, link: Link): readonly string[] {
  const own = view.in('workload', policy.namespace).objects.filter(it => holds(policy, it));
  return own.slice(0, most).flatMap(it => describeReach(it, view, link).map(line => `${titleOf(it, link)}: ${line}`));
}

/** What clients send to the host, and what becomes of it at the workloads behind. */
function ofRule(rule: DestinationRule, view: ClusterView, link: Link): readonly string[] {
  const target = serviceOf(rule);
  if (!target) return [];
  const rules = together(view, 'destination-rule', [rule.namespace, target.namespace]).objects;
  const mesh = meshAround(target.namespace, view);
  const service = view.in('service', target.namespace).objects.find(it => it.name === target.name);
  const client = rule.namespace === undefined ? {} : { namespace: rule.namespace };
  const [port] = service?.ports ?? [];
  const side = clientMode(client, target, port?.port.value, rules, meshOf(view));
  const workloads = view.in('workload', target.namespace).objects.filter(it => service && backs(it, service));
  return [
    describeClient(side, link),
    ...workloads.slice(0, most).map(it => {
      const own = service && port && workloadPort(service, port.port.value, it);
      return `${titleOf(it, link)}: ${describeVerdict(verdict(side, modeOf(it, own, mesh)), link)}`;
    }),
  ];
}
