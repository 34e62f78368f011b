import type { OperatingSystem } from '../../fact';
import type { Held } from '../../network/exposure';
import type { Origin } from '../fact';
import type { NetworkPolicy, Service, Workload } from '../object';
import { originOf } from '../origin';
import { targetOf } from '../service';
import type { ClusterView } from '../view';
import { behind, candidates, policiesOf } from './around';
import { peersText } from './describe';
import { type PodPort, type Reach, reachOf } from './policy';

/** What the pods behind a port of a service have in common. */
export interface Endpoint {
  /** The ports at which they listen; absent where no container has one of that name. */
  readonly ports?: readonly number[];
  readonly os: OperatingSystem;
  /** Where the first of the ports is written. */
  readonly means?: Origin;
  /** Policies that keep callers from all of them. */
  readonly held?: Held;
}

/** What is behind a port of a service; `undefined` where no pods are known. */
export function endpointOf(service: Service, number: number, view: ClusterView): Endpoint | undefined {
  const port = service.ports.find(it => it.port.value === number);
  const workloads = behind(service, view);
  const [first] = workloads;
  if (!port || !first) return likely(service, view);
  const targets = workloads.flatMap(workload => {
    const target = targetOf(port, workload);
    return target ? [{ workload, target }] : [];
  });
  const os = workloads.every(it => it.os === first.os) ? first.os : 'unknown';
  if (targets.length < workloads.length) return { os };
  const at = targets[0]?.target.at;
  const held = heldAt(service, targets, view);
  return {
    os,
    ports: [...new Set(targets.map(it => it.target.port))],
    ...(at ? { means: originOf(first, at) } : {}),
    ...(held ? { held } : {}),
  };
}

/** What is known of the pods where files contradict each other: what all of them say. */
function likely(service: Service, view: ClusterView): Endpoint | undefined {
  const [first, ...others] = service.vague ? [] : candidates(service, view);
  return first && others.every(it => it.os === first.os) ? { os: first.os } : undefined;
}

/** The policies that keep callers from every one of some ports; `undefined` where one is open, or may be. */
function heldAt(
  { namespace }: Service,
  targets: readonly { readonly workload: Workload; readonly target: PodPort }[],
  view: ClusterView,
): Held | undefined {
  const { near, all, certain } = policiesOf(namespace, view);
  const reachesBy = (policies: readonly NetworkPolicy[]): readonly Reach[] =>
    targets.map(({ workload, target }) => reachOf(workload, target, policies));
  const reaches = reachesBy(near);
  if (!certain || [...reaches, ...reachesBy(all)].some(it => it.who === 'everyone')) return undefined;
  const by = new Set(reaches.flatMap(it => (it.openers.length > 0 ? it.openers : it.policies)));
  return { by: [...by].map(it => originOf(it)), away: awayText(reaches) };
}

/** Whom reaches keep away. */
function awayText(reaches: readonly Reach[]): string {
  if (reaches.some(it => it.who === 'cluster')) return 'all but the pods of the cluster';
  const peers = reaches.flatMap(it => it.peers);
  return peers.length > 0 ? `all but ${peersText(peers)}` : 'everyone';
}
