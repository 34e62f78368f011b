import { includes } from '../../network/ports';
import { isEveryone } from '../../network/scope';
import type { NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule, Workload } from '../object';
import { fits, type LabelSelector } from '../selector';

/** A port of the pods of a workload. */
export interface PodPort {
  readonly port: number;
  readonly protocol: string;
}

/** Who may connect to a port of pods: by what NetworkPolicies say, wherever something enforces them. */
export interface Reach {
  /** `cluster`: every pod of it. `some`: those of `peers`. */
  readonly who: 'everyone' | 'cluster' | 'some' | 'nobody';
  readonly why: 'no-policy' | 'host-network' | 'host-process' | 'policies';
  /** Those that are in force for the pods. Any of them keeps out whom none lets in. */
  readonly policies: readonly NetworkPolicy[];
  /** Those that let somebody in at this port. */
  readonly openers: readonly NetworkPolicy[];
  /** Whom these let in. */
  readonly peers: readonly PolicyPeer[];
}

/** Whether a policy is in force for what comes in to the pods of a workload. */
export const holds = (policy: NetworkPolicy, { namespace, labels }: Workload): boolean =>
  policy.ingress !== undefined && policy.namespace === namespace && fits(policy.pods, labels);

/**
 * Who reaches a port of pods. Pods are open until a policy is in force for them; then those get in whom one of these
 * policies lets in. Pods on the network of their node are under none: what a policy does to these is not defined.
 * Source: kubernetes.io/docs/concepts/services-networking/network-policies.
 * @param policies all that may concern the workload
 */
export function reachOf(workload: Workload, port: PodPort, policies: readonly NetworkPolicy[]): Reach {
  const open = { who: 'everyone', policies: [], openers: [], peers: [] } as const;
  if (workload.hostProcess) return { ...open, why: 'host-process' };
  if (workload.hostNetwork) return { ...open, why: 'host-network' };
  const own = policies.filter(it => holds(it, workload));
  if (own.length === 0) return { ...open, why: 'no-policy' };
  const openers = own.filter(it => it.ingress?.some(rule => isFor(rule, port, workload)));
  const rules = openers.flatMap(it => it.ingress?.filter(rule => isFor(rule, port, workload)) ?? []);
  const peers = rules.flatMap(it => it.from ?? []);
  const who = rules.some(it => !it.from || it.from.some(isAnyone))
    ? 'everyone'
    : peers.some(isWholeCluster)
      ? 'cluster'
      : peers.length > 0
        ? 'some'
        : 'nobody';
  return { who, why: 'policies', policies: own, openers, peers };
}

/** Whether a rule is for a port. */
const isFor = ({ ports }: PolicyRule, port: PodPort, workload: Workload): boolean =>
  !ports || ports.some(it => isPort(it, port, workload));

/** Whether a port of a rule is one of the pods; its name is looked up among the ports of the containers. */
export function isPort({ protocol, port: { value } }: PolicyPort, own: PodPort, workload: Workload): boolean {
  if (protocol !== own.protocol) return false;
  if (typeof value !== 'string') return includes(value, own.port);
  return workload.ports.some(it => it.name === value && it.protocol === protocol && it.port === own.port);
}

const isAnyone = (peer: PolicyPeer): boolean => 'cidr' in peer && isEveryone(peer.cidr) && peer.except.length === 0;

/** All pods of all namespaces. */
const isWholeCluster = (peer: PolicyPeer): boolean =>
  !('cidr' in peer) && peer.namespaces !== undefined && isEmpty(peer.namespaces) && isEmpty(peer.pods ?? {});

/** Whether a selector takes all. */
export const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
