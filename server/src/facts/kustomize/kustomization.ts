import type { Labels } from '../cluster/object';

/** An entry of `images`: whatever has the name gets another name, tag or digest. */
export interface ImageChange {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

/** Which objects a patch is for. Patterns are regular expressions for the whole; what is absent takes all. */
export interface Target {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** `app=web,tier!=x`: of the labels of the object itself. */
  readonly labelSelector?: string;
}

/** A patch that a kustomization names: in a file, or written in place. */
export interface PatchSource {
  /** Absolute, with forward slashes. */
  readonly path?: string;
  readonly text?: string;
  readonly target?: Target;
}

/** Labels that are added to all objects. */
export interface AddedLabels {
  readonly pairs: Labels;
  /** To selectors, and to the pods that these select. */
  readonly selectors: boolean;
  /** To the pods of workloads. */
  readonly templates: boolean;
}

/** A `kustomization.yaml`, as far as files tell. Plain data: it crosses threads. */
export interface Kustomization {
  /** Its folder: absolute, with forward slashes. */
  readonly folder: string;
  /** It changes the objects of whoever includes it, and cannot be applied alone. */
  readonly component: boolean;
  /** Files and folders, absolute. What lies elsewhere in the world is left out. */
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly patches: readonly PatchSource[];
  readonly namespace?: string;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly labels: readonly AddedLabels[];
  readonly annotations: Labels;
  readonly images: readonly ImageChange[];
  /** ConfigMaps that it makes, by the name that other objects use. */
  readonly configMaps: readonly string[];
  /** It takes objects from elsewhere: by address, chart or plugin. */
  readonly open: boolean;
  /** A plugin changes its objects in ways that no field tells. */
  readonly transformed: boolean;
}

/** The names that kustomize looks for, in this order. */
const fileNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a file is a kustomization by its name. */
export const isKustomizationPath = (path: string): boolean => fileNames.includes(path.slice(path.lastIndexOf('/') + 1));
