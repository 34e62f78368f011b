import { type AuthorizationPolicy, type PeerCondition, selects, type Workload } from '../object';
import type { ServerMode } from './server';

/** What conditions on the caller's certificate do to callers that come without one. */
export type PeerEffect =
  /** There are none, or nobody comes without certificate. */
  | 'none'
  /** A DENY that names callers does not see them: they pass. */
  | 'passed-by'
  /** An ALLOW for all but some callers lets them in. */
  | 'let-in'
  /** An ALLOW that names callers keeps them out. */
  | 'kept-out'
  /** A DENY for all but some callers denies them. */
  | 'denied'
  /** No proxy reads the policy: everybody gets in. */
  | 'unenforced'
  | 'undecided';

export interface PeerTrap {
  readonly effect: PeerEffect;
  /** Those at fault. */
  readonly conditions: readonly PeerCondition[];
}

/** Whether a policy is for a workload. One of the root namespace is for all namespaces, with a selector, too. */
export const concerns = (policy: AuthorizationPolicy, workload: Workload, rootNamespace: string): boolean =>
  !policy.targeted &&
  (policy.namespace === workload.namespace || policy.namespace === rootNamespace) &&
  selects(policy.selector, workload.labels);

/**
 * What a policy does to callers that come without mutual TLS: all that it reads of their certificate is empty.
 * Sources: istio.io news/security/istio-security-2021-004 and concepts/security#dependency-on-mutual-tls; istio/istio
 * pilot/pkg/security/authz/model/model.go. Neither says what a policy of the action CUSTOM does.
 * @param server at the ports in question
 * @param others the other policies of the workload: they may keep such callers out
 */
export function peerTrap(
  policy: AuthorizationPolicy,
  { accepts, captured }: Pick<ServerMode, 'accepts' | 'captured'>,
  others: readonly AuthorizationPolicy[],
): PeerTrap {
  const { action, peers, vague } = policy;
  if (captured === false) return { effect: 'unenforced', conditions: [] };
  if (peers.length === 0 || action === 'AUDIT' || accepts === 'mtls') return { effect: 'none', conditions: [] };
  if (vague || accepts === 'unknown' || action === 'CUSTOM') return { effect: 'undecided', conditions: [] };
  const sources = sourcesOf(peers);
  if (!sources) return { effect: 'undecided', conditions: [] };
  const named = sources.filter(it => it.some(one => !one.negative));
  const unnamed = sources.filter(it => it.every(one => one.negative));
  if (action === 'DENY') {
    if (named.length === 0) return { effect: 'denied', conditions: [] };
    const trapped: PeerTrap = { effect: 'passed-by', conditions: named.flat().filter(it => !it.negative) };
    return unnamed.length > 0 || others.some(mayKeepOut) ? { effect: 'undecided', conditions: [] } : trapped;
  }
  // Whoever writes "not anybody" means those without certificate.
  const careless = unnamed.filter(it => !it.some(one => one.value === '*'));
  if (unnamed.length === 0) return { effect: 'kept-out', conditions: [] };
  if (careless.length === 0) return { effect: 'none', conditions: [] };
  return others.some(it => it.action === 'DENY' && mayKeepOut(it))
    ? { effect: 'undecided', conditions: [] }
    : { effect: 'let-in', conditions: careless.flat() };
}

/** What must hold together. `undefined`: positive and negative ones stand side by side, and nobody knows in which sources. */
function sourcesOf(peers: readonly PeerCondition[]): readonly (readonly PeerCondition[])[] | undefined {
  if (peers.some(it => it.rule === undefined)) {
    return new Set(peers.map(it => it.negative)).size === 1 ? peers.map(it => [it]) : undefined;
  }
  return [...new Set(peers.map(it => it.rule))].flatMap(rule => {
    const own = peers.filter(it => it.rule === rule);
    const shared = own.filter(it => it.source === undefined);
    const sources = [...new Set(own.flatMap(it => it.source ?? []))];
    if (sources.length === 0) return [shared];
    return sources.map(source => [...own.filter(it => it.source === source), ...shared]);
  });
}

/** A DENY for all but some callers, or an ALLOW that names callers: whom they are for is not all known here. */
const mayKeepOut = ({ action, peers, vague }: AuthorizationPolicy): boolean =>
  vague ||
  (action === 'DENY' && peers.some(it => it.negative)) ||
  (action === 'ALLOW' && peers.some(it => !it.negative));
