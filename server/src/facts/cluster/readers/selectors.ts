import { nameOf } from '../../kubernetes/resource';
import { configuration } from '../../yaml/context';
import { originOf } from '../istio/mesh';
import { type ClusterObject, type Labels, selects, type Workload } from '../object';
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
      span: it.at.span,
      place: configuration(),
      resource: nameOf(it),
      at: it.at.span,
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

/** The values that the selector asks for are there under other keys, or the first of them is the name of the workload. */
function isAlmost(selector: Labels, { labels, name }: Workload): boolean {
  const wanted = Object.values(selector);
  const there = new Set(Object.values(labels));
  return wanted.every(it => there.has(it) || it === name);
}

const selectorIn = (pods: LabelSelector | undefined): Labels | undefined =>
  pods?.matchExpressions ? undefined : pods?.matchLabels;
