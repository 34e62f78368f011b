import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Mesh } from '../mesh/mesh';

/** A field with a known value, where it is written. */
export interface Stated<T> {
  readonly value: T;
  /** As written. */
  readonly text: string;
  /** The value itself. */
  readonly at: Span;
  /** Key and value. */
  readonly span: Span;
  /** Written for the pod, for all its containers, or for one. */
  readonly level: 'pod' | 'container';
  readonly setTo: (text: string) => Edit | undefined;
}

/** A field that exists for Linux only, on a pod that runs on Windows. */
export interface LinuxOnlyField {
  /** `securityContext.runAsUser`. */
  readonly field: string;
  /** Key and value. */
  readonly at: Span;
  readonly removal?: Edit;
  /** What goes with it: the field, or the mapping of which nothing would be left. */
  readonly removes?: string;
}

/** A part of the node that a pod reaches. */
export interface HostPath {
  /** As written. */
  readonly path: string;
  readonly at: Span;
  /** Every container that mounts it does so read-only. */
  readonly readOnly: boolean;
}

/** A pod, or the template that a workload makes pods of. The system is that of its place. */
export interface Pod extends Fact {
  readonly kind: string;
  readonly name?: string;
  /** Absent where the file does not say: the namespace is chosen when it is applied. */
  readonly namespace?: string;
  /** `DaemonSet win-exporter`. */
  readonly resource: string;
  /** What tells the system: the value of `os.name`, a node selector ... */
  readonly osFrom?: { readonly by: 'os.name' | 'nodeSelector' | 'other'; readonly span: Span };
  /** Adds `os: {name: windows}`; absent when it is there. */
  readonly addOs?: Edit;
  readonly containers: readonly Container[];
  /** Every place that says `hostProcess`. */
  readonly hostProcess: readonly Stated<boolean>[];
  /** `undefined` when a template decides; `false` when absent. */
  readonly hostNetwork: boolean | undefined;
  readonly setHostNetwork?: Fix;
  readonly linuxOnly: readonly LinuxOnlyField[];
  readonly hostPaths: readonly HostPath[];
  /** The label or annotation that asks for a sidecar. */
  readonly injection?: {
    readonly by: Mesh;
    readonly at: Span;
    readonly text: string;
    readonly setTo: (text: string) => Edit | undefined;
  };
}

/** A container of a pod, init and ephemeral ones included; fields of the pod hold for it unless it has its own. */
export interface Container extends Fact {
  readonly kind: 'container' | 'init' | 'ephemeral';
  readonly name?: string;
  readonly image?: string;
  /** Of the pod it is in. */
  readonly namespace?: string;
  /** `undefined` when a template decides. */
  readonly hostProcess: boolean | undefined;
  readonly user?: Stated<string>;
}
