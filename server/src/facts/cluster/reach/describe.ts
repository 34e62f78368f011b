import { type Link, quoted, titleOf } from '../markdown';
import type { ContainerPort, PolicyPeer, Workload } from '../object';
import type { LabelSelector } from '../selector';
import type { ClusterView } from '../view';
import { policiesOf } from './around';
import { managementPorts } from './management.data';
import { waysTo } from './outside';
import { isEmpty, type Reach, reachOf } from './policy';

/** So many peers are named. */
const most = 3;

/** Whom policies let in: `pods with app: web and 10.0.0.0/8`. */
export function peersText(peers: readonly PolicyPeer[]): string {
  const all = [...new Set(peers.map(peerText))];
  const named = all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all;
  return named.length < 2 ? (named[0] ?? 'nobody') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

function peerText(peer: PolicyPeer): string {
  if ('cidr' in peer) {
    const parts = peer.except.length > 0 ? ` without ${peer.except.map(quoted).join(', ')}` : '';
    return `${quoted(peer.cidr)}${parts}`;
  }
  const { pods = {}, namespaces } = peer;
  const who = isEmpty(pods) ? 'pods' : `pods with ${selectorText(pods)}`;
  if (!namespaces) return isEmpty(pods) ? 'pods of the namespace' : who;
  return isEmpty(namespaces) ? `${who} of all namespaces` : `${who} of namespaces with ${selectorText(namespaces)}`;
}

/** `app: web`, in back-ticks. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}: ${value}`);
  const others = matchExpressions.map(({ key, operator, values = [] }) =>
    values.length > 0 ? `${key} ${operator} ${values.join(', ')}` : `${key} ${operator}`,
  );
  return quoted([...labels, ...others].join(', '));
}

/** Lines of Markdown on who reaches the ports of a workload that policies hold or that administer Windows. */
export function describeReach(workload: Workload, view: ClusterView, link: Link): readonly string[] {
  const { near, certain } = policiesOf(workload.namespace, view);
  // What a template selects is not known, nor what selects pods whose labels it makes.
  const policies = near.filter(it => !it.vague);
  const services = view.in('service', workload.namespace).objects;
  const lines = new Map<string, string[]>();
  for (const port of workload.vague ? [] : workload.ports) {
    const reach = reachOf(workload, port, policies);
    const manages = workload.os === 'windows' ? managementPorts.get(port.port) : undefined;
    if (!manages && reach.why !== 'policies') continue;
    const ways = waysTo(workload, port, services).map(({ by, service, from }) => {
      const limits = from === 'limited' ? ', from some addresses' : '';
      return service ? `${titleOf(service, link)}${limits}` : wayText[by];
    });
    const outside = ways.length > 0 ? `; from outside by ${ways.join(' and ')}` : '';
    const text = `reached by ${reachText(reach, link)}${outside}${certain ? '' : ' (other policies may say more)'}`;
    lines.set(text, [...(lines.get(text) ?? []), portText(port, manages)]);
  }
  return [...lines].map(([text, ports]) => `Port ${ports.join(', ')}: ${text}`);
}

const wayText = {
  service: '',
  'host-port': 'the port of its node',
  'host-network': 'the network of its node',
} as const;

const portText = ({ port, protocol }: ContainerPort, manages: string | undefined): string =>
  `${port}${protocol === 'TCP' ? '' : `/${protocol}`}${manages ? ` (${manages})` : ''}`;

function reachText({ who, why, policies, openers, peers }: Reach, link: Link): string {
  const by = (openers.length > 0 ? openers : policies).map(it => titleOf(it, link)).join(', ');
  if (why === 'host-network') return '**everyone who reaches its node**: it is on that network, and under no policy';
  if (why === 'host-process') return '**everyone who reaches its node**: HostProcess containers are under no policy';
  if (why === 'no-policy') return '**every pod of the cluster**: no NetworkPolicy is in force for it';
  if (who === 'everyone') return `**everyone**, by ${by}`;
  if (who === 'cluster') return `**every pod of the cluster**, by ${by}`;
  return who === 'nobody' ? `**nobody**, by ${by}` : `**${peersText(peers)}**, by ${by}`;
}
