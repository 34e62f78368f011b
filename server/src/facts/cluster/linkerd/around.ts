import type { ClusterObject, ClusterType, ObjectOf, Workload } from '../object';
import type { ClusterView } from '../view';
import type { LinkerdObject } from './object';
import { inboundPolicy, serverPolicy } from './policy';
import type { Decider, InboundPolicy, Namespace, Reference, Rules, Server, Workload as Subject } from './types';

/** All that Linkerd is told about a namespace, as one file sees it. */
export interface LinkerdMesh {
  readonly rules: Rules;
  /** False where files contradict each other, or a template decides. */
  readonly certain: boolean;
  /** The object that a part of the answer stands for; `undefined` for what no file states. */
  objectOf(it: Decider): ClusterObject | undefined;
  /** What its proxies ask of the callers of a port of a workload. */
  inbound(workload: Workload, port: number): InboundPolicy;
  /** What its Servers ask of callers, whichever pods they select. */
  servers(): readonly { readonly server: Server; readonly policy: InboundPolicy }[];
  subjectOf(it: Workload): Subject;
  /** Absent where files contradict each other about it. */
  readonly namespace: Namespace | undefined;
}

/** Stands for a namespace that files leave open. */
const open = '<namespace>';

/** What was made of a view: its answers stay the same. */
const known = new WeakMap<ClusterView, Map<string | undefined, LinkerdMesh>>();

/** @param namespace absent where files leave it open */
export function linkerdAround(namespace: string | undefined, view: ClusterView): LinkerdMesh {
  const meshes = known.get(view) ?? new Map<string | undefined, LinkerdMesh>();
  const mesh = meshes.get(namespace) ?? meshAround(namespace, view);
  meshes.set(namespace, mesh);
  known.set(view, meshes);
  return mesh;
}

function meshAround(namespace: string | undefined, view: ClusterView): LinkerdMesh {
  const origins = new Map<object, ClusterObject>();
  const made = new Map<ClusterObject, object>();
  let certain = true;
  const all = <T extends ClusterType>(type: T, places: readonly (string | undefined)[]): readonly ObjectOf<T>[] => {
    const found = places.map(it => view.in(type, it));
    certain &&= found.every(it => it.certain);
    return found.flatMap(it => it.objects);
  };
  const keep = <O extends ClusterObject, P extends object>(object: O, part: P): P => {
    origins.set(part, object);
    made.set(object, part);
    return part;
  };
  const placed = <O extends LinkerdObject | Workload>(it: O) => ({ ...it, namespace: it.namespace ?? open });
  const here = [namespace];
  const policies = all('linkerd-policy', here);
  const wanted = policies.flatMap(it => it.requires.map(own => own.value));
  const named = (kind: string): readonly (string | undefined)[] => [
    ...new Set([namespace, ...wanted.filter(it => it.kind === kind).flatMap(it => it.namespace ?? [])]),
  ];
  const meshTLS = all('linkerd-identities', named('MeshTLSAuthentication')).map(placed);
  const networks = all('linkerd-networks', named('NetworkAuthentication')).map(placed);
  const isOpen = ({ kind, name, namespace: home = namespace ?? open }: Reference): boolean =>
    [...meshTLS, ...networks].some(it => it.vague && it.kind === kind && it.name === name && it.namespace === home);
  const namespaces = (namespace === undefined ? [] : all('namespace', here)).map(it => keep(it, { ...it }));
  const rules: Rules = {
    namespaces,
    policies: policies.map(it => {
      const requires = it.requires.map(own => own.value);
      return keep(it, { ...placed(it), target: it.target.value, requires, vague: it.vague || requires.some(isOpen) });
    }),
    servers: all('linkerd-server', here).map(it => {
      const { pods, port, accessPolicy, ...rest } = placed(it);
      return keep(it, {
        ...rest,
        port: port.value,
        ...(pods ? { podSelector: pods } : {}),
        ...(accessPolicy ? { accessPolicy: accessPolicy.value } : {}),
      });
    }),
    serverAuthorizations: all('linkerd-authorization', here).map(it => keep(it, placed(it))),
    meshTLS,
    networks,
    routes: all('linkerd-route', here).map(placed),
  };
  const subjectOf = (it: Workload): Subject => (made.get(it) as Subject | undefined) ?? keep(it, placed(it));
  let servers: ReturnType<LinkerdMesh['servers']> | undefined;
  return {
    rules,
    certain,
    namespace: namespace !== undefined && view.in('namespace', namespace).certain ? namespaces[0] : undefined,
    subjectOf,
    objectOf: it => (typeof it === 'object' ? origins.get(it) : undefined),
    inbound: (workload, port) => inboundPolicy(subjectOf(workload), port, rules),
    servers: () => {
      servers ??= (rules.servers ?? []).map(server => ({ server, policy: serverPolicy(server, rules) }));
      return servers;
    },
  };
}
