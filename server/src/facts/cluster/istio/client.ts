import type { ClientMode, ClientPolicy, DestinationRule, Labels, MeshConfiguration, Said } from '../object';
import type { Decision } from './decision';
import { hostMatch, type Target } from './host';
import { lookUp, type Merged, type Place } from './lookup';
import type { MeshProxy } from './proxy';

/** What a client's proxy sends; `AUTO`: mutual TLS where the server has a proxy, which it detects. */
export type ClientSetting = ClientMode | 'AUTO' | 'undecided';

/** Who calls. */
export interface Client {
  readonly namespace?: string;
  /** Of its pods; absent: unknown. */
  readonly labels?: Labels;
  /** Absent: a sidecar. */
  readonly proxy?: MeshProxy;
}

export interface ClientContext {
  readonly rootNamespace: string;
  readonly mesh?: MeshConfiguration;
  /** Of the DestinationRule, to which a route sends the call. */
  readonly subset?: string;
}

/** The TLS of a client. */
export interface ClientSide {
  readonly mode: ClientSetting;
  /** Absent where Istio's own default holds, or where the client has no proxy. */
  readonly decidedBy?: Decision<DestinationRule | MeshConfiguration>;
  /** Why nobody decided: the client's proxy reads no DestinationRule. */
  readonly proxy?: MeshProxy;
  /** The rules that are for the host and that the client sees, those that count first. */
  readonly chain: readonly { readonly rule: DestinationRule; readonly place: Place; readonly counts: boolean }[];
}

/**
 * What the proxy of a client sends to a port of a service.
 * Sources: istio/istio pilot/pkg/networking/core/cluster_tls.go (`buildUpstreamTLSSettings`), pilot/pkg/networking/util/util.go
 * (`MergeSubsetTrafficPolicy`), pilot/pkg/model/{push_context,destination_rule,sidecar}.go.
 * @param port that of the service; absent: those that no rule names
 */
export function clientMode(
  client: Client,
  target: Target,
  port: number | undefined,
  rules: readonly DestinationRule[],
  context: ClientContext,
): ClientSide {
  const kind = client.proxy?.kind ?? 'sidecar';
  if (client.proxy && kind !== 'sidecar') {
    const mode = kind === 'none' ? 'DISABLE' : kind === 'ambient' ? 'AUTO' : 'undecided';
    return { mode, proxy: client.proxy, chain: [] };
  }
  const matching = rules.filter(it => hostMatch(it, target) !== 'none');
  const isOpen = (it: DestinationRule) => it.vague || hostMatch(it, target) === 'maybe';
  const certain = matching.filter(it => !isOpen(it));
  const settledBy = (list: readonly DestinationRule[]) => {
    const found = lookUp(list, client, target, context.rootNamespace);
    return { found, settled: agreed(found.alternatives.flatMap(it => outcomesOf(it, port, context))) };
  };
  const { found, settled } = settledBy(certain);
  const others = matching.filter(isOpen).map(it => settledBy([...certain, it]).settled);
  return {
    ...agreed([settled, ...others]),
    chain: found.seen.map(it => ({ ...it, counts: found.alternatives.some(list => list.includes(it.rule)) })),
  };
}

type Settled = Pick<ClientSide, 'mode' | 'decidedBy'>;

function agreed([first = { mode: 'undecided' }, ...rest]: readonly Settled[]): Settled {
  return rest.every(it => it.mode === first.mode) ? first : { mode: 'undecided' };
}

const byDefault = ({ mesh }: ClientContext): Settled =>
  mesh?.autoMtls?.value === false
    ? { mode: 'DISABLE', decidedBy: { object: mesh, at: mesh.autoMtls } }
    : { mode: 'AUTO' };

/**
 * What may come out of rules of one host: the first one that has a policy gives that of the host, the first one that has
 * the subset gives that of the subset. Files do not tell which is the first.
 * Source: istio/istio pilot/pkg/model/destination_rule.go (`mergeDestinationRule`).
 */
function outcomesOf(rules: Merged, port: number | undefined, context: ClientContext): Settled[] {
  const bases: (DestinationRule | undefined)[] = rules.filter(it => hasPolicy(it) !== false);
  if (!rules.some(hasPolicy)) bases.push(undefined);
  const owners = rules.filter(it => subsetOf(it, context));
  return bases.flatMap(base => (owners[0] ? owners : [undefined]).map(it => outcomeOf(base, it, port, context)));
}

const subsetOf = (rule: DestinationRule | undefined, { subset }: ClientContext) =>
  subset === undefined ? undefined : rule?.subsets.find(it => it.name === subset);

/** Whether a rule has a policy at all; `undefined`: unknown. */
const hasPolicy = ({ stated, tls, ports }: ClientPolicy): boolean | undefined =>
  tls || ports.length > 0 ? true : stated;

function outcomeOf(
  base: DestinationRule | undefined,
  owner: DestinationRule | undefined,
  port: number | undefined,
  context: ClientContext,
): Settled {
  const subset = subsetOf(owner, context);
  const own = subset && levelOf(subset, port);
  const wide = base && levelOf(base, port);
  if (owner && own?.said) return { mode: own.said.value, decidedBy: { object: owner, at: own.said } };
  const settled = byDefault(context);
  if (base && wide?.said && !own?.hasPort) return { mode: wide.said.value, decidedBy: { object: base, at: wide.said } };
  // A port takes nothing over, says the documentation; what is told to clients of the endpoints does, says the source.
  const inherits = own?.inherited ?? wide?.inherited;
  return inherits && settled.mode === 'AUTO' ? { mode: 'undecided' } : settled;
}

/**
 * Source: istio/istio pilot/pkg/networking/util/util.go (`GetPortLevelTrafficPolicy`); `inherited` is what
 * pilot/pkg/xds/endpoints/mtls_checker.go (`trafficPolicyTLSModeForPort`) takes it for.
 */
function levelOf(policy: ClientPolicy, port: number | undefined) {
  const own = policy.ports.find(it => it.port.value === port);
  const said: Said<ClientMode> | undefined = own ? own.tls : policy.tls;
  return { said, inherited: said ?? policy.tls, hasPort: own !== undefined };
}
