import type { ClusterObject, ClusterType, ObjectOf } from './object';

/** The namespace by which what holds for the whole mesh is asked for. */
export const wholeMesh = '*';
/** The same of the whole cluster. */
export const wholeCluster = '*';

/**
 * The namespace by which an object is found. A Namespace is found by its own name; what is said to Consul of a service, by the
 * name of that service: a namespace of Kubernetes means nothing to Consul, and `*` stands for all services.
 */
export function foundBy(object: ClusterObject): string | undefined {
  switch (object.type) {
    case 'namespace':
    case 'consul-service-defaults':
      return object.name;
    case 'consul-intentions':
      return object.destination.value.name;
    case 'mesh-config':
    case 'consul-mesh':
    case 'consul-proxy-defaults':
      return wholeMesh;
    case 'cluster-policy':
    case 'spire-agent':
    case 'spire-server':
      return wholeCluster;
    default:
      return object.namespace;
  }
}

/** The objects of the other files, as one file sees them. Whatever is asked is noted: its answer may change. */
export interface Surroundings {
  /** The file holds no objects, but changes of objects that stand elsewhere. */
  readonly isPatch: boolean;
  /** The namespace into which all its objects go, whatever they say: that of a kustomization. */
  readonly namespace?: string;
  /**
   * The nearest objects of a kind: those that are applied with the file, else those of the files around it.
   * @param namespace absent: those applied with the file that leave their namespace open
   * @param beside only those that are applied with the file
   */
  find<T extends ClusterType>(type: T, namespace: string | undefined, beside: boolean): readonly ObjectOf<T>[];
  /** All objects of a kind in a namespace, however far away; without a namespace those that are applied with the file. */
  all<T extends ClusterType>(type: T, namespace: string | undefined): readonly ObjectOf<T>[];
  /** How the file writes the path of another: relative to its own folder. */
  shown(path: string): string;
}

/** What is found of one kind. */
export interface Found<T extends ClusterType> {
  readonly objects: readonly ObjectOf<T>[];
  /** False where files contradict each other, or a template decides: nothing is concluded from what is absent. */
  readonly certain: boolean;
}

/** The objects of the workspace as one file sees them: those that are applied together with it, as far as files tell. */
export interface ClusterView {
  /** The objects of the asking file. */
  readonly own: readonly ClusterObject[];
  /**
   * The objects of a kind in a namespace. Without a namespace: those that are applied with the asking file and leave
   * the namespace open as it does. A Namespace is found by its own name.
   */
  in<T extends ClusterType>(type: T, namespace: string | undefined): Found<T>;
  /** All of the namespace, however far away and be there several of one name: for what adds up. */
  all<T extends ClusterType>(type: T, namespace: string | undefined): readonly ObjectOf<T>[];
  /** How the asking file writes the path of another: relative to its own folder. */
  shown(path: string): string;
}

/** @param own the objects of the asking file; without surroundings they are all there is */
export function viewOf(own: readonly ClusterObject[], around?: Surroundings): ClusterView {
  const mine = <T extends ClusterType>(type: T, namespace: string | undefined): readonly ObjectOf<T>[] =>
    own.filter((it): it is ObjectOf<T> => it.type === type && foundBy(it) === namespace);
  return {
    own,
    in(type, namespace) {
      const here = mine(type, namespace);
      return settled(here, around?.find(type, namespace, here.length > 0) ?? []);
    },
    all: (type, namespace) => [...mine(type, namespace), ...(around?.all(type, namespace) ?? [])],
    shown: path => around?.shown(path) ?? path,
  };
}

/** Of several objects of one name, those of the asking file count; else nobody knows which of them is applied. */
function settled<T extends ClusterType>(mine: readonly ObjectOf<T>[], others: readonly ObjectOf<T>[]): Found<T> {
  const names = new Set(mine.map(nameOf));
  const left = [...mine, ...others.filter(it => !names.has(nameOf(it)))];
  const certain = new Set(left.map(nameOf)).size === left.length && !left.some(it => it.vague);
  return { objects: left, certain };
}

const nameOf = ({ kind, name }: ClusterObject): string => `${kind}/${name}`;
