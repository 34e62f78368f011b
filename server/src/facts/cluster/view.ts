import { Group } from './group';
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
   * Objects of the file with those of others that count beside them: such as are applied with the file; where it has none itself
   * the nearest of the files around it.
   * @param namespace absent: those applied with the file that leave their namespace open
   */
  among<T extends ClusterType>(type: T, namespace: string | undefined, mine: readonly ObjectOf<T>[]): Found<T>;
  /** The nearest objects of other files, be there several of one name. */
  find<T extends ClusterType>(type: T, namespace: string | undefined): readonly ObjectOf<T>[];
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
  const mine = new Map<string, ClusterObject[]>();
  for (const it of own) {
    const key = keyOf(it.type, foundBy(it));
    const known = mine.get(key);
    if (known) known.push(it);
    else mine.set(key, [it]);
  }
  const ownOf = <T extends ClusterType>(type: T, namespace: string | undefined): readonly ObjectOf<T>[] =>
    (mine.get(keyOf(type, namespace)) ?? []) as readonly ClusterObject[] as readonly ObjectOf<T>[];
  // The same is asked of object after object.
  const answers = new Map<string, unknown>();
  return {
    own,
    in<T extends ClusterType>(type: T, namespace: string | undefined): Found<T> {
      const key = keyOf(type, namespace);
      const known = answers.get(key) as Found<T> | undefined;
      if (known) return known;
      const here = ownOf(type, namespace);
      const found = around?.among(type, namespace, here) ?? nothing.found(here, []);
      answers.set(key, found);
      return found;
    },
    all: (type, namespace) => [...ownOf(type, namespace), ...(around?.all(type, namespace) ?? [])],
    shown: path => around?.shown(path) ?? path,
  };
}

const nothing = new Group([]);

const keyOf = (type: ClusterType, namespace: string | undefined): string =>
  namespace === undefined ? type : `${type}\0${namespace}`;
