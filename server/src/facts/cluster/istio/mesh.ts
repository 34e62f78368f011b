import { nameOf } from '../../kubernetes/resource';
import { rootNamespace } from '../../mesh/peer-authentication';
import type { Origin } from '../fact';
import type { ClusterObject, Namespace, PeerAuthentication, Spot, Workload } from '../object';
import { type ClusterView, wholeMesh } from '../view';
import { type MeshProxy, proxyOf } from './proxy';
import { type ServerMode, serverMode } from './server';

/** The mesh around a namespace, as one file sees it. */
export interface IstioMesh {
  readonly rootNamespace: string;
  readonly namespace: Namespace | undefined;
  readonly policies: readonly PeerAuthentication[];
  /** False where files contradict each other, or a template decides. */
  readonly certain: boolean;
}

/** The namespace whose policies hold for the whole mesh. */
export const rootOf = (view: ClusterView): string =>
  view.in('mesh-config', wholeMesh).objects.find(it => it.rootNamespace !== undefined)?.rootNamespace ?? rootNamespace;

/** @param namespace absent where files leave it open */
export function meshAround(namespace: string | undefined, view: ClusterView): IstioMesh {
  const root = rootOf(view);
  const own = view.in('peer-authentication', namespace);
  const wide = namespace === root ? { objects: [], certain: true } : view.in('peer-authentication', root);
  const named = namespace === undefined ? undefined : view.in('namespace', namespace);
  return {
    rootNamespace: root,
    namespace: named?.certain ? named.objects[0] : undefined,
    policies: [...own.objects, ...wide.objects],
    certain: own.certain && wide.certain,
  };
}

/** The mode of a port of a workload, and whether it has a proxy to keep it. */
export function modeOf(workload: Workload, port: number | undefined, mesh: IstioMesh): ServerMode {
  const proxy: MeshProxy = proxyOf(workload, mesh.namespace);
  return serverMode(workload, port, mesh.policies, { rootNamespace: mesh.rootNamespace, proxy });
}

/** Where an object says something, with its name for messages. */
export const originOf = (object: ClusterObject, { span, line, column }: Spot = object.at): Origin => ({
  path: object.path,
  span,
  line,
  column,
  resource: nameOf(object),
});
