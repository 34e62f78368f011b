import { harmless, type Link, quoted, titleOf } from '../markdown';
import type { ClusterObject, Workload } from '../object';
import { fits } from '../selector';
import type { ClusterView } from '../view';
import { type LinkerdMesh, linkerdAround } from './around';
import type { Decider, Grant, InboundPolicy, Network } from './types';

/** So many names are told of. */
const most = 6;

/** Lines of Markdown on whom the proxies of Linkerd let in at an object, and which files decide; none where it is not about Linkerd. */
export function describeLinkerd(object: ClusterObject, view: ClusterView, link: Link): string[] {
  const { type } = object;
  if (type === 'workload') {
    const mesh = linkerdAround(object.namespace, view);
    return concerns(object, mesh) ? linesOf(object, mesh, link) : [];
  }
  if (type !== 'linkerd-server' && type !== 'linkerd-policy' && type !== 'linkerd-authorization') return [];
  const mesh = linkerdAround(object.namespace, view);
  const has = (policy: InboundPolicy): boolean =>
    [policy.server, ...policy.grants.map(it => it.by), ...policy.ignored.map(it => it.object)].some(
      it => it !== undefined && mesh.objectOf(it) === object,
    );
  const lines = view.in('workload', object.namespace).objects.flatMap(workload => {
    const own = linesOf(workload, mesh, link, has);
    return own.map(it => `${titleOf(workload, link)}: ${it}`);
  });
  if (lines.length === 0) lines.push(...linesOfServers(mesh, link, has));
  return [...lines.slice(0, 2 * most), ...(lines.length > 2 * most ? [`and ${lines.length - 2 * most} more`] : [])];
}

/** What Servers ask of callers, where the pods that they select are not in the files. */
const linesOfServers = (mesh: LinkerdMesh, link: Link, isWanted: (policy: InboundPolicy) => boolean): string[] =>
  mesh.servers().flatMap(({ server, policy }) => {
    const object = mesh.objectOf(server);
    if (!object || !isWanted(policy)) return [];
    return describeInbound(policy, mesh, link).map(it => `Linkerd, ${titleOf(object, link)}: ${it}`);
  });

/** Whether anything of Linkerd is said about a workload. */
const concerns = (workload: Workload, { rules, namespace }: LinkerdMesh): boolean =>
  [workload.annotations, namespace?.annotations ?? {}].some(it =>
    Object.keys(it).some(key => /(?:^|\.)linkerd\.io\//.test(key)),
  ) || (rules.servers ?? []).some(it => it.podSelector && fits(it.podSelector, workload.labels));

function linesOf(
  workload: Workload,
  mesh: LinkerdMesh,
  link: Link,
  isWanted: (policy: InboundPolicy) => boolean = () => true,
): string[] {
  const stated = workload.ports.filter(it => it.protocol === 'TCP').map(it => it.port);
  const selected = (mesh.rules.servers ?? [])
    .filter(it => it.podSelector && fits(it.podSelector, workload.labels))
    .flatMap(it => (typeof it.port === 'number' ? [it.port] : []));
  const ports = new Map<string, number[]>();
  for (const port of new Set([...stated, ...selected])) {
    const policy = mesh.inbound(workload, port);
    if (!isWanted(policy)) continue;
    for (const line of describeInbound(policy, mesh, link)) ports.set(line, [...(ports.get(line) ?? []), port]);
  }
  return [...ports].map(([line, own]) => `Linkerd, port ${own.join(', ')}: ${line}`);
}

/** What the proxy asks of callers, and what would have a say and has none. */
function describeInbound(policy: InboundPolicy, mesh: LinkerdMesh, link: Link): string[] {
  const by = (it: Decider): string => {
    const object = mesh.objectOf(it);
    return object ? `by ${titleOf(object, link)}` : 'as nothing in these files says otherwise';
  };
  const { meaning, grants, decidedBy, routes, ignored } = policy;
  const shown = grants.slice(0, most).map(it => `${describeGrant(it)}, ${by(it.by)}`);
  const others = grants.length > most ? [`and ${grants.length - most} more`] : [];
  const first =
    meaning === 'no proxy'
      ? `no proxy, nothing is asked of callers, ${by(decidedBy)}`
      : meaning === 'unknown'
        ? `not to be told from these files, ${by(decidedBy)}`
        : meaning === 'denied'
          ? `**nobody** may call, ${by(decidedBy)}`
          : `callers are let in: ${[...shown, ...others].join('; ')}`;
  return [
    first,
    ...(routes.length > 0
      ? [`requests of no route are refused (${routes.map(it => quoted(it.name)).join(', ')})`]
      : []),
    ...ignored.flatMap(({ object, why }) => {
      const found = mesh.objectOf(object);
      return found ? [`without effect: ${titleOf(found, link)}: ${harmless(why)}`] : [];
    }),
  ];
}

function describeGrant({ tls, identities, from, audited, route }: Grant): string {
  const names = identities.slice(0, most).map(quoted).join(', ');
  const who =
    tls === 'none'
      ? typeof from === 'string'
        ? '**anyone**'
        : 'whoever calls'
      : tls === 'any'
        ? 'anyone with TLS of the mesh'
        : identities.includes('*')
          ? 'every identity of the mesh'
          : `${names}${identities.length > most ? ' and others' : ''}`;
  const where = from === 'anywhere' ? '' : from === 'cluster' ? ' from the cluster' : ` from ${networks(from)}`;
  const what = route ? ` for the ${route.kind} ${quoted(route.name)}` : '';
  return `${who}${where}${what}${tls === 'none' ? ', in plain text too' : ''}${audited ? ' (and reported)' : ''}`;
}

const networks = (from: readonly Network[]): string =>
  from
    .slice(0, most)
    .map(it => quoted(it.cidr))
    .join(', ');
