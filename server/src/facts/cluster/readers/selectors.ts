import { lookUp } from '../../../base/look-up';
import { type ClusterObject, type Labels, selects, type Workload } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';
import type { LabelSelector } from '../selector';

/** Policies whose selector misses the workload that it is plainly meant for. */
export const readSelectors: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    const selector = selectorOf(it);
    if (it.vague || !selector) continue;
    const { objects, certain } = view.in('workload', it.namespace);
    if (!certain || objects.some(workload => selects(selector, workload.labels))) continue;
    const meant = objects.find(workload => isAlmost(selector, workload));
    if (!meant) continue;
    emit('cluster.stray-selector', {
      ...about(it),
      selector: Object.entries(selector)
        .map(([key, value]) => `${key}: ${value}`)
        .join(', '),
      workload: originOf(meant),
    });
  }
};

/** The labels that a policy asks for; of a selector that has conditions, too, nothing is said. */
function selectorOf(it: ClusterObject): Labels | undefined {
  if (it.type === 'network-policy' || it.type === 'linkerd-server') return selectorIn(it.pods);
  return 'selector' in it && it.type !== 'service' && it.type !== 'destination-rule' ? it.selector : undefined;
}

/**
 * Whether a selector means a workload: the values that it asks for are there under other keys, name the workload, or differ
 * by what is easily mistaken.
 */
function isAlmost(selector: Labels, { labels, name }: Workload): boolean {
  const own = Object.entries(labels).filter(([key]) => !shared.test(key));
  const there = new Set(own.map(([, value]) => value));
  return Object.entries(selector).every(
    ([key, value]) => there.has(value) || value === name || plainOf(lookUp(labels, key) ?? '') === plainOf(value),
  );
}

/** Labels that many workloads have alike. Source: kubernetes.io/docs/concepts/overview/working-with-objects/common-labels. */
const shared = /(?:^|\/)(?:part-of|managed-by|instance|version|release|chart|heritage|tier|env|environment)$/;

/** A value without its letter case, its separators and the `s` of a plural. */
const plainOf = (value: string): string => value.toLowerCase().replace(/[-_.]|s$/g, '');

const selectorIn = (pods: LabelSelector | undefined): Labels | undefined =>
  pods?.matchExpressions ? undefined : pods?.matchLabels;
