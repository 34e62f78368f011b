import { rootNamespace } from '../../mesh/peer-authentication';
import type { ClusterType, MeshConfiguration, Namespace, PeerAuthentication, Workload } from '../object';
import { type ClusterView, type Found, wholeMesh } from '../view';
import { assumedProxy, proxyOf } from './proxy';
import { type ServerMode, serverMode } from './server';

/** The mesh around a namespace, as one file sees it. */
export interface IstioMesh {
  readonly rootNamespace: string;
  readonly namespace: Namespace | undefined;
  readonly policies: readonly PeerAuthentication[];
  /** False where files contradict each other, or a template decides. */
  readonly certain: boolean;
}

/** What the installation says, and the namespace whose policies hold for the whole mesh. */
export function meshOf(view: ClusterView): { readonly rootNamespace: string; readonly mesh?: MeshConfiguration } {
  const { objects, certain } = view.in('mesh-config', wholeMesh);
  const [mesh] = certain ? objects : [];
  return { rootNamespace: mesh?.rootNamespace ?? rootNamespace, ...(mesh ? { mesh } : {}) };
}

/** The objects of a kind in some namespaces and in the root namespace of the mesh, each once. */
export function together<T extends ClusterType>(
  view: ClusterView,
  type: T,
  namespaces: readonly (string | undefined)[],
): Found<T> {
  const found = [...new Set([...namespaces, meshOf(view).rootNamespace])].map(it => view.in(type, it));
  const some = found.filter(it => it.objects.length > 0);
  return {
    objects: some.length === 1 ? some[0]!.objects : some.flatMap(it => it.objects),
    certain: found.every(it => it.certain),
  };
}

/** @param namespace absent where files leave it open */
export function meshAround(namespace: string | undefined, view: ClusterView): IstioMesh {
  const { objects, certain } = together(view, 'peer-authentication', [namespace]);
  const named = namespace === undefined ? undefined : view.in('namespace', namespace);
  return {
    rootNamespace: meshOf(view).rootNamespace,
    namespace: named?.certain ? named.objects[0] : undefined,
    policies: objects,
    certain,
  };
}

/** The mode of a port of a workload, and whether it has a proxy to keep it, as far as files tell. */
export const modeOf = (workload: Workload, port: number | undefined, mesh: IstioMesh): ServerMode =>
  serverMode(workload, port, mesh.policies, {
    rootNamespace: mesh.rootNamespace,
    proxy: proxyOf(workload, mesh.namespace),
  });

/** The same of a workload that is taken for one of the mesh where files do not say otherwise: a policy is meant for it. */
export const assumedModeOf = (workload: Workload, port: number | undefined, mesh: IstioMesh): ServerMode =>
  serverMode(workload, port, mesh.policies, {
    rootNamespace: mesh.rootNamespace,
    proxy: assumedProxy(proxyOf(workload, mesh.namespace)),
  });
