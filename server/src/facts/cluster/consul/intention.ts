import { home, takesRequests } from './policy';
import type { Agent, Intention, Refused, Rules, Service, ServiceIntentions, Source } from './types';

/** A part of an intention that speaks of a call. */
interface Match {
  readonly entry: ServiceIntentions;
  readonly source: Source;
  readonly precedence: number;
  /** The sameness group that it names is not known here. */
  readonly isOpen: boolean;
}

/**
 * Whether one service may call another: of all intentions that match, the one with the highest precedence alone decides; a stated
 * destination counts more than a stated source. Where none matches, the default does. Sources: developer.hashicorp.com
 * consul/docs/secure-mesh/intention, consul/docs/reference/config-entry/service-intentions; hashicorp/consul agent/structs/intention.go
 * (UpdatePrecedence), agent/xds/rbac.go.
 */
export function intentionOf(source: Service, destination: Service, rules: Rules): Intention {
  const refused: Refused<ServiceIntentions>[] = [];
  const matches: Match[] = [];
  for (const entry of rules.intentions ?? []) {
    if (home(entry.destination.partition) !== home(destination.partition)) continue;
    if (entry.vague) return { action: 'unknown', decidedBy: entry, refused };
    const why = refusal(entry);
    if (why) refused.push({ object: entry, why });
    else if (isCovered(entry.destination, destination)) matches.push(...matchesOf(entry, source, rules));
  }
  const highest = Math.max(0, ...matches.map(it => it.precedence));
  const [first, ...others] = matches.filter(it => it.precedence === highest);
  const fallback = defaultOf(rules.agent);
  if (!first) return { ...fallback, refused };
  const found = decide(first, destination, rules, fallback.action);
  // Two entries for the same destination, or a group beside a peer: which one counts, no file tells.
  const isDisputed = others.some(it => decide(it, destination, rules, fallback.action).action !== found.action);
  const isOpen = [first, ...others].some(it => it.isOpen);
  const { action, rest } = isDisputed || isOpen ? { action: 'unknown' as const, rest: undefined } : found;
  return {
    action,
    decidedBy: first.entry,
    source: first.source,
    precedence: highest,
    ...(rest ? { rest } : {}),
    refused,
  };
}

function decide(
  { source }: Match,
  destination: Service,
  rules: Rules,
  fallback: 'allow' | 'deny',
): Pick<Intention, 'action' | 'rest'> {
  if (!source.permissions?.length) return { action: source.action === 'allow' ? 'allow' : 'deny' };
  const isByRequest = takesRequests(destination, rules);
  if (isByRequest === undefined) return { action: 'unknown' };
  // Connections have no requests that a permission could match.
  if (!isByRequest) return { action: 'deny' };
  const actions = new Set([...source.permissions.map(it => it.action), fallback]);
  return actions.size === 1 ? { action: fallback } : { action: 'requests', rest: fallback };
}

/** Where no intention speaks: the policy for intentions, else that of access control, which allows while it is off. */
function defaultOf(agent: Agent | undefined): {
  readonly action: 'allow' | 'deny';
  readonly decidedBy: Agent | 'default';
} {
  const { acl, intentionPolicy } = agent ?? {};
  if (agent && intentionPolicy) return { action: intentionPolicy === 'deny' ? 'deny' : 'allow', decidedBy: agent };
  if (agent && acl?.enabled === false) return { action: 'allow', decidedBy: agent };
  if (agent && acl?.enabled && acl.defaultPolicy) {
    return { action: acl.defaultPolicy === 'deny' ? 'deny' : 'allow', decidedBy: agent };
  }
  return { action: 'allow', decidedBy: agent && acl?.enabled ? agent : 'default' };
}

/** Why Consul does not take an entry: what is wrong in one source, is wrong for all of it. */
function refusal({ destination, sources }: ServiceIntentions): string | undefined {
  const fault = wildcardFault(destination);
  if (fault) return fault;
  if (sources.length === 0) return 'there is no source';
  const seen = new Set<string>();
  for (const it of sources) {
    const own = wildcardFault(it);
    if (own) return own;
    const where = [it.partition, it.peer, it.samenessGroup].filter(own => own !== undefined);
    if (where.length > 1) return 'a source has a partition, a peer or a group, not two of them';
    if (where.some(own => own.includes('*'))) return '`*` stands for no partition, peer or group';
    const isByRequest = (it.permissions ?? []).length > 0;
    if (it.action !== undefined && isByRequest) return 'a source has an action or permissions, not both';
    if (it.action === undefined && !isByRequest) return 'a source has no action';
    if (isByRequest && destination.name === '*') return 'permissions need a destination with a name';
    const strange = [it, ...(it.permissions ?? [])].find(own => !/^(?:allow|deny)$/.test(own.action ?? 'deny'));
    if (strange) return `there is no action ${strange.action}`;
    const key = [it.partition, it.peer, it.samenessGroup, namespaceOf(it, destination), it.name].join('|');
    if (seen.has(key)) return `the source ${it.name} is stated twice`;
    seen.add(key);
  }
  return undefined;
}

function wildcardFault({ name, namespace = '' }: Service): string | undefined {
  if (/[^*]\*|\*[^*]|\*\*/.test(name) || /[^*]\*|\*[^*]|\*\*/.test(namespace))
    return '`*` stands for a whole name only';
  return namespace === '*' && name !== '*' ? 'a name does not follow a namespace `*`' : undefined;
}

/** A namespace that a source leaves out is that of the destination; not all of them, and not for callers of elsewhere. */
const namespaceOf = (source: Source, destination: Service): string =>
  home(
    source.namespace ??
      (source.peer || source.samenessGroup || destination.namespace === '*' ? undefined : destination.namespace),
  );

function matchesOf(entry: ServiceIntentions, caller: Service, rules: Rules): readonly Match[] {
  const { destination } = entry;
  return entry.sources.flatMap((source): Match[] => {
    const own: Service = { name: source.name, namespace: namespaceOf(source, destination) };
    if (!isCovered(own, caller)) return [];
    const where = isFrom(source, caller, entry, rules);
    if (where === false) return [];
    const precedence = 3 + 3 * exactness(destination) - (2 - exactness(own));
    return [{ entry, source, precedence, isOpen: where === undefined }];
  });
}

/** Whether a caller is of the partition or the peer that a source speaks of; these are never a wildcard. */
function isFrom(source: Source, caller: Service, entry: ServiceIntentions, rules: Rules): boolean | undefined {
  if (source.samenessGroup === undefined) {
    if (source.peer || caller.peer) return source.peer === caller.peer;
    return home(source.partition ?? entry.destination.partition) === home(caller.partition);
  }
  const group = rules.groups?.find(
    it => it.name === source.samenessGroup && home(it.partition) === home(entry.destination.partition),
  );
  if (!group || group.vague) return undefined;
  return group.members.some(it =>
    caller.peer || it.peer ? it.peer === caller.peer : home(it.partition) === home(caller.partition),
  );
}

const isCovered = (pattern: Service, service: Service): boolean =>
  (pattern.namespace === '*' || home(pattern.namespace) === home(service.namespace)) &&
  (pattern.name === '*' || pattern.name === service.name);

/** How many of namespace and name are stated; behind a namespace `*` no name is. */
const exactness = ({ name, namespace }: Service): number => (namespace === '*' ? 0 : name === '*' ? 1 : 2);
