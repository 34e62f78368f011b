import type { ClusterObject, Labels, NetworkPolicy, PolicyPeer, PolicyRule } from '../cluster/object';
import type { LabelSelector } from '../cluster/selector';
import { isMeshAnnotation } from '../cluster/summary/spot';
import type { Kustomization } from './kustomization';
import type { Application } from './layers';
import { merged } from './merge';
import { type Identity, isFor, type Patch } from './patch';

/** A kustomization with its patches read. */
export interface Layer {
  readonly kustomization: Kustomization;
  readonly patches: readonly Patch[];
}

/** An object as it is applied in the end; `undefined` where a patch takes it away. @param layers the last one first applied last */
export function applied(object: ClusterObject, layers: readonly Layer[]): ClusterObject | undefined {
  let it = object;
  let { kind, names, namespaces }: Identity = {
    kind: object.kind,
    names: [object.name],
    namespaces: [object.namespace],
  };
  for (const { kustomization, patches } of layers) {
    for (const patch of patches) {
      const is = isFor(patch, { kind, names, namespaces });
      if (is === false) continue;
      if (is && patch.deletes) return undefined;
      it = is ? patched(it, patch) : { ...it, vague: true };
    }
    it = isChange(kustomization) ? changed(it, kustomization) : it;
    names = [...names, it.name];
    namespaces = [...namespaces, it.namespace];
  }
  return it;
}

/**
 * An object as all ways leave it on which its file is applied; vague where they leave it different.
 * @param patchesOf the patches of a kustomization, read
 */
export function settled(
  object: ClusterObject,
  ways: readonly Application[],
  patchesOf: (kustomization: Kustomization) => readonly Patch[],
): ClusterObject | undefined {
  const made = ways.map(({ layers }) =>
    applied(
      object,
      layers.map(it => ({ kustomization: it, patches: patchesOf(it) })),
    ),
  );
  const distinct = new Set(made);
  if (distinct.size === 0 || (distinct.size === 1 && distinct.has(object))) return object;
  const [first, ...others] = new Set([...distinct].map(it => JSON.stringify(it)));
  return others.length === 0 ? first && JSON.parse(first) : { ...object, vague: true };
}

function patched(object: ClusterObject, patch: Patch): ClusterObject {
  const made = merged(object, patch.overlay);
  const vague = made.vague || patch.renames || patch.positions.some(it => !isHarmless(it));
  return vague === made.vague ? made : { ...made, vague };
}

/** Parts of pods that are named by their position and that nothing is remembered of. */
const isHarmless = (path: string): boolean =>
  /\/(?:containers|initContainers)\/(?:\d+|-)\/(?!ports\b|name$)./.test(path) ||
  /\/(?:tolerations|imagePullSecrets|volumeClaimTemplates)\//.test(path);

/** Whether the fields of a kustomization make anything of objects. */
export const isChange = (it: Kustomization): boolean =>
  it.namespace !== undefined ||
  it.namePrefix !== '' ||
  it.nameSuffix !== '' ||
  it.labels.length > 0 ||
  it.transformed ||
  Object.keys(it.annotations).some(isMeshAnnotation);

/** What the fields of a kustomization make of an object. Source: kustomize, `api/internal/konfig/builtinpluginconsts`. */
function changed(object: ClusterObject, kustomization: Kustomization): ClusterObject {
  const { namespace, namePrefix, nameSuffix, annotations, transformed } = kustomization;
  const isNamespace = object.type === 'namespace';
  const name = isNamespace ? (namespace ?? object.name) : `${namePrefix}${object.name}${nameSuffix}`;
  const own: ClusterObject = {
    ...object,
    name,
    ...(namespace !== undefined && !isNamespace ? { namespace } : {}),
    vague: object.vague || transformed,
  };
  const mesh = Object.fromEntries(Object.entries(annotations).filter(([key]) => isMeshAnnotation(key)));
  switch (own.type) {
    case 'workload':
      return {
        ...own,
        labels: { ...own.labels, ...added(kustomization, 'templates') },
        annotations: { ...own.annotations, ...mesh },
      };
    case 'namespace':
      return {
        ...own,
        labels: { ...own.labels, ...added(kustomization) },
        annotations: { ...own.annotations, ...mesh },
      };
    case 'service':
      return own.selector ? { ...own, selector: { ...own.selector, ...added(kustomization, 'selectors') } } : own;
    case 'network-policy':
      return labelled(own, added(kustomization, 'selectors'));
    default:
      return own;
  }
}

/** A policy with labels added to its selectors of pods; to those only that have labels. */
function labelled(policy: NetworkPolicy, labels: Labels): NetworkPolicy {
  const pods = (it: LabelSelector): LabelSelector =>
    it.matchLabels ? { ...it, matchLabels: { ...it.matchLabels, ...labels } } : it;
  const peer = (it: PolicyPeer): PolicyPeer => ('pods' in it && it.pods ? { ...it, pods: pods(it.pods) } : it);
  const rule = (it: PolicyRule): PolicyRule => (it.from ? { ...it, from: it.from.map(peer) } : it);
  const { ingress } = policy;
  return { ...policy, pods: pods(policy.pods), ...(ingress ? { ingress: ingress.map(rule) } : {}) };
}

/** The labels that are added: all of them, or those that go to selectors or to pods as well. */
const added = ({ labels }: Kustomization, to?: 'selectors' | 'templates'): Labels =>
  Object.assign({}, ...labels.filter(it => !to || it[to]).map(it => it.pairs));
