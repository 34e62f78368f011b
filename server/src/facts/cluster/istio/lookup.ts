import { type DestinationRule, type Labels, selects } from '../object';
import { resolvedHost, type Target } from './host';

/** The namespaces that are searched for a rule, in this order. */
export type Place = 'client' | 'service' | 'root';

/** Rules of one host that are merged into one. */
export type Merged = readonly DestinationRule[];

export interface Found {
  /** What may count; more than one where files do not tell which. An empty one: no rule. */
  readonly alternatives: readonly Merged[];
  readonly seen: readonly { readonly rule: DestinationRule; readonly place: Place }[];
}

interface Caller {
  readonly namespace?: string;
  readonly labels?: Labels;
}

/**
 * The rules for a host that count for a client. The first namespace that has one for the host ends the search, whatever
 * the rule says; in a namespace the most specific host counts.
 * Sources: istio/istio pilot/pkg/model/push_context.go (`setDestinationRules`, `destinationRule`); istio.io
 * ops/best-practices/traffic-management#cross-namespace-configuration.
 * @param rules those whose host is that of the target
 */
export function lookUp(rules: Merged, client: Caller, target: Target, rootNamespace: string): Found {
  const places: readonly (readonly [Place, Merged])[] = [
    ['client', ofClient(rules, client, rootNamespace)],
    ['service', ofNamespace(rules, target.namespace, client)],
    ['root', ofNamespace(rules, rootNamespace, client)],
  ];
  const seen = places.flatMap(([place, found]) => found.map(rule => ({ rule, place })));
  return {
    alternatives: alternativesOf(
      places.map(([, found]) => found),
      client.labels,
    ),
    seen: seen.filter((it, index) => seen.findIndex(other => other.rule === it.rule) === index),
  };
}

/** A rule for some clients is seen in its own namespace only. */
const exports = ({ exportTo, selector }: DestinationRule): readonly string[] =>
  selector ? ['.'] : exportTo?.length ? exportTo : ['*'];

const isPrivate = (rule: DestinationRule): boolean =>
  exports(rule).length === 1 && ['.', rule.namespace].includes(exports(rule)[0]);

function ofClient(rules: Merged, { namespace }: Caller, rootNamespace: string): Merged {
  const own = rules.filter(it => it.namespace === namespace);
  // What the root namespace has for all is not preferred for its own clients: that of the service goes before.
  if (namespace === rootNamespace) return mostSpecific(own.filter(isPrivate));
  return mostSpecific(own.filter(it => exports(it).some(to => to === '*' || to === '.' || to === namespace)));
}

/** The most specific host counts even where the client does not see its rule. */
function ofNamespace(rules: Merged, namespace: string | undefined, client: Caller): Merged {
  const exported = rules.filter(it => it.namespace === namespace && !isPrivate(it));
  return mostSpecific(exported).filter(it => exports(it).some(to => to === '*' || to === client.namespace));
}

function mostSpecific(rules: Merged): Merged {
  const hosts = rules.map(resolvedHost);
  const exact = hosts.find(it => !it.startsWith('*'));
  const longest = exact ?? hosts.reduce((one, other) => (other.length > one.length ? other : one), '');
  return rules.filter(it => resolvedHost(it) === longest);
}

/**
 * Rules with a selector go before those without. One that selects others hides what other namespaces have: so says the
 * source, while the documentation says that it does not apply.
 * Source: istio/istio pilot/pkg/model/sidecar.go (`DestinationRule`), destination_rule.go (`mergeDestinationRule`).
 */
function alternativesOf(places: readonly Merged[], labels: Labels | undefined): readonly Merged[] {
  const [group, ...rest] = places;
  if (!group) return [[]];
  if (group.length === 0) return alternativesOf(rest, labels);
  const common = group.filter(it => !it.selector);
  const special = group.filter(it => it.selector);
  const chosen = labels ? special.filter(it => selects(it.selector, labels)) : special;
  const sets = [...new Set(chosen.map(selectorKey))].map(key => chosen.filter(it => selectorKey(it) === key));
  if (labels && sets.length > 0) {
    // What has no policy of its own may have taken that of the rule for all.
    return sets.flatMap(it => (it.some(rule => rule.stated) ? [it] : [it, [...it, ...common]]));
  }
  const others = common.length > 0 ? [common] : [[], ...alternativesOf(rest, labels)];
  // A rule for its own namespace alone is merged into those with a selector and is lost for others.
  const lost = special.length > 0 && common.some(it => exports(it)[0] === '.' && exports(it).length === 1) ? [[]] : [];
  return [...sets, ...others, ...lost];
}

const selectorKey = ({ selector }: DestinationRule): string =>
  JSON.stringify(Object.entries(selector ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
