import type { DestinationRule } from '../object';

/** A service that is called. */
export interface Target {
  readonly name: string;
  readonly namespace?: string;
}

/** How a rule is for a host: `maybe` where the namespace of the service is open and the rule names one. */
export type HostMatch = 'exact' | 'wildcard' | 'maybe' | 'none';

/** Stands for a namespace that is left open: no name of a namespace has a blank. */
const open = ' ';

/**
 * The host of a rule as Istio resolves it: a name without dots is one of the rule's own namespace. A name with a dot is
 * taken for complete: `a.b` is no service of Kubernetes.
 * Source: istio/istio pilot/pkg/model/config.go, `ResolveShortnameToFQDN`.
 */
export function resolvedHost({ host, namespace }: Pick<DestinationRule, 'host' | 'namespace'>): string {
  const { value } = host;
  return value === '*' || value.includes('.') ? value : fullName({ name: value, ...(namespace ? { namespace } : {}) });
}

const fullName = ({ name, namespace }: Target): string => `${name}.${namespace ?? open}.svc.cluster.local`;

/** Source: istio/istio pilot/pkg/model/config.go, `MostSpecificHostMatch`; pkg/config/host/name.go. */
export function hostMatch(rule: DestinationRule, target: Target): HostMatch {
  const host = resolvedHost(rule);
  if (host === fullName(target)) return 'exact';
  if (!host.startsWith('*')) return target.namespace === undefined && named(host, target) ? 'maybe' : 'none';
  if (fullName(target).endsWith(host.slice(1))) return 'wildcard';
  return target.namespace === undefined && /^\*\.[^.]+\.svc\.cluster\.local$/.test(host) ? 'maybe' : 'none';
}

const named = (host: string, { name }: Target): boolean =>
  host.startsWith(`${name}.`) &&
  /^[^.]+\.svc\.cluster\.local$/.test(host.slice(name.length + 1)) &&
  !host.includes(open);

/** The service that a host may mean whose name Istio takes for complete: `reviews.shop`, `reviews.shop.svc`. */
export function halfNamed(host: string): Target | undefined {
  const [, name, namespace] = /^([^.*]+)\.([^.]+)(?:\.svc)?$/.exec(host) ?? [];
  return name && namespace ? { name, namespace } : undefined;
}

/** The one service that a rule or a route is for; `undefined` for patterns and for hosts outside of the cluster. */
export function serviceOf(rule: Pick<DestinationRule, 'host' | 'namespace'>): Target | undefined {
  const [, name, namespace] = /^([^.*]+)\.([^.]+)\.svc\.cluster\.local$/.exec(resolvedHost(rule)) ?? [];
  if (!name || !namespace) return undefined;
  return namespace === open ? { name } : { name, namespace };
}
