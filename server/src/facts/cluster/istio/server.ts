import { type PeerAuthentication, type PeerMode, type Said, type Spot, selects, type Workload } from '../object';
import type { Decision } from './decision';
import { captures, type MeshProxy } from './proxy';

/** What PeerAuthentication makes of a port; `undecided` where the answer depends on what files do not tell. */
export type ServerSetting = 'DISABLE' | 'PERMISSIVE' | 'STRICT' | 'undecided';

/** From the narrowest to the widest. */
export type PeerScope = 'port' | 'workload' | 'namespace' | 'mesh';

/** What became of the word of a policy. */
export type PeerUse =
  | 'decides'
  /** It says nothing or UNSET: the next wider one is asked. */
  | 'inherits'
  /** A narrower one has decided. */
  | 'overruled'
  /** Another one of its scope may be older, or a template decides whether it counts. */
  | 'contends'
  /** It has a selector in the root namespace, or ports without a selector. */
  | 'ignored';

/** A policy that was consulted, and what it said. */
export interface Consulted {
  readonly policy: PeerAuthentication;
  readonly scope: PeerScope;
  readonly said: Said<PeerMode> | undefined;
  readonly use: PeerUse;
}

/** A mode, and who said it; nobody where Istio's own default holds. */
export interface Settled {
  readonly mode: ServerSetting;
  readonly decidedBy?: Decision<PeerAuthentication>;
}

/** What a port of a pod takes. */
export type Accepts = 'mtls' | 'both' | 'plaintext' | 'unknown';

/** The mutual TLS of a port of a pod, as a server. */
export interface ServerMode extends Settled {
  readonly workload: Workload;
  /** From the narrowest scope to the widest; what is ignored comes last. */
  readonly chain: readonly Consulted[];
  /** What namespace and mesh say by themselves: clients that detect mutual TLS look at this first. */
  readonly broad: Settled;
  readonly proxy: MeshProxy;
  /** Whether what comes in goes through the proxy; `undefined`: unknown. */
  readonly captured: boolean | undefined;
  /** What comes of the mode and of whoever enforces it. */
  readonly accepts: Accepts;
}

export interface ServerContext {
  readonly rootNamespace: string;
  readonly proxy: MeshProxy;
}

interface Candidate {
  readonly policy: PeerAuthentication;
  /** False where a template decides whether it counts. */
  readonly certain: boolean;
}

/**
 * The mode of mutual TLS for what comes in at a port: that of the port in the policy of the workload, else that of the
 * workload, of its namespace, of the mesh, else PERMISSIVE. The oldest policy of a scope counts, which files do not tell:
 * several that differ leave it undecided. Policies with a selector are ignored in the root namespace.
 * Sources: istio/istio pilot/pkg/security/authn/policy_applier.go (`ComposePeerAuthentication`),
 * pilot/pkg/model/authentication.go; istio.io reference/config/security/peer_authentication.
 * @param port that of the pod; absent: those that no policy names
 */
export function serverMode(
  workload: Workload,
  port: number | undefined,
  policies: readonly PeerAuthentication[],
  { rootNamespace, proxy }: ServerContext,
): ServerMode {
  const candidates = policies.flatMap(it => candidateOf(it, workload, rootNamespace) ?? []);
  const of = (scope: PeerScope) => candidates.filter(it => scopeOf(it.policy, rootNamespace) === scope);
  const mesh = settle(of('mesh'), it => stated(it, it.mode, byDefault), byDefault);
  const broad = settle(of('namespace'), it => stated(it, it.mode, mesh), mesh);
  const own = (it: PeerAuthentication) => stated(it, it.mode, broad);
  const settled = settle(of('workload'), it => stated(it, portOf(it, port), own(it)), broad);
  const captured = captures(workload, proxy, port);
  const consulted: Omit<Consulted, 'use'>[] = [
    ...of('workload').flatMap(({ policy }) => [
      ...(portOf(policy, port) ? [{ policy, scope: 'port' as const, said: portOf(policy, port) }] : []),
      { policy, scope: 'workload' as const, said: policy.mode },
    ]),
    ...(['namespace', 'mesh'] as const).flatMap(scope =>
      of(scope).map(({ policy }) => ({ policy, scope, said: policy.mode })),
    ),
  ];
  return {
    ...settled,
    workload,
    broad,
    chain: [
      ...consulted.map(it => ({ ...it, use: useOf(it, settled) })),
      ...ignored(workload, policies, rootNamespace),
    ],
    proxy,
    captured,
    accepts: acceptsOf(settled, captured, proxy, broad),
  };
}

/** The ports that policies of a workload name, and which may so differ from its others. */
export const namedPorts = ({ chain }: ServerMode): readonly number[] => {
  const ports = chain
    .filter(it => it.scope === 'workload' && it.use !== 'ignored')
    .flatMap(it => it.policy.ports.map(({ port }) => port.value));
  return [...new Set(ports)].sort((one, other) => one - other);
};

const byDefault: Settled = { mode: 'PERMISSIVE' };

const portOf = (policy: PeerAuthentication, port: number | undefined): Said<PeerMode> | undefined =>
  policy.ports.find(it => it.port.value === port)?.mode;

const hasSelector = ({ selector }: PeerAuthentication): boolean => Object.keys(selector ?? {}).length > 0;

function scopeOf(policy: PeerAuthentication, rootNamespace: string): PeerScope {
  if (hasSelector(policy)) return 'workload';
  return policy.namespace === rootNamespace ? 'mesh' : 'namespace';
}

function candidateOf(policy: PeerAuthentication, workload: Workload, rootNamespace: string): Candidate | undefined {
  const root = policy.namespace === rootNamespace;
  if (!root && policy.namespace !== workload.namespace) return undefined;
  if (!hasSelector(policy)) return { policy, certain: !policy.vague };
  if (root) return undefined;
  const certain = !policy.vague && !workload.vague;
  return selects(policy.selector, workload.labels) || !certain ? { policy, certain } : undefined;
}

function stated(object: PeerAuthentication, said: Said<PeerMode> | undefined, inherited: Settled): Settled {
  return said && said.value !== 'UNSET' ? { mode: said.value, decidedBy: { object, at: said } } : inherited;
}

/** What comes out for all candidates, whichever of them counts. */
function settle(
  candidates: readonly Candidate[],
  outcome: (policy: PeerAuthentication) => Settled,
  inherited: Settled,
): Settled {
  const open = candidates.some(it => it.certain) ? [] : [inherited];
  const [first, ...rest] = [...open, ...candidates.map(it => outcome(it.policy))] as [Settled, ...Settled[]];
  return rest.every(it => it.mode === first.mode) ? first : { mode: 'undecided' };
}

function useOf({ policy, scope, said }: Omit<Consulted, 'use'>, { mode, decidedBy }: Settled): PeerUse {
  if (!said || said.value === 'UNSET') return 'inherits';
  if (mode === 'undecided') return 'contends';
  if (decidedBy?.at === (said as Spot)) return 'decides';
  const same = decidedBy && decidedBy.object !== policy && spread(decidedBy.object) === spread(policy);
  return same && scope !== 'port' ? 'contends' : 'overruled';
}

/** Policies of which only one counts have the same. */
const spread = (policy: PeerAuthentication): string => `${policy.namespace ?? ''}/${hasSelector(policy)}`;

/** What would be for the pod, if Istio did not leave it out. */
function ignored(workload: Workload, policies: readonly PeerAuthentication[], rootNamespace: string): Consulted[] {
  return policies.flatMap((policy): Consulted[] => {
    const root = policy.namespace === rootNamespace;
    if (hasSelector(policy)) {
      if (!root || !selects(policy.selector, workload.labels)) return [];
      return [{ policy, scope: 'workload', said: policy.mode, use: 'ignored' }];
    }
    if (!root && policy.namespace !== workload.namespace) return [];
    return policy.ports.map(it => ({ policy, scope: 'port', said: it.mode, use: 'ignored' }));
  });
}

/**
 * The ztunnel of ambient mode always takes mutual TLS: DISABLE is not supported there and lets both in. A port that is
 * disabled below a strict namespace stays strict, or not, by what else the policy says: that is left open here.
 * Sources: istio.io reference/config/security/peer_authentication; istio/istio
 * pilot/pkg/serviceregistry/ambient/authorization.go (`convertedSelectorPeerAuthentications`).
 */
function acceptsOf(
  { mode, decidedBy }: Settled,
  captured: boolean | undefined,
  { kind }: MeshProxy,
  broad: Settled,
): Accepts {
  if (captured === false) return 'plaintext';
  if (captured === undefined || mode === 'undecided') return 'unknown';
  if (mode === 'STRICT') return 'mtls';
  if (mode === 'PERMISSIVE') return 'both';
  if (kind !== 'ambient') return 'plaintext';
  return broad.mode === 'STRICT' && decidedBy?.object.ports.some(it => it.mode === decidedBy.at) ? 'unknown' : 'both';
}
