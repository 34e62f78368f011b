import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { WindowsImage } from '../image/catalog';
import type { WindowsRelease } from '../image/lifecycle';
import type { Placement } from './placement';
import type { SystemSource } from './system';

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

/** An account that a container runs as. */
export interface UserName extends Stated<string> {
  /** An escape in double quotes where a backslash was meant, `\\S`, and the name in single quotes. */
  readonly misread?: { readonly text: string; readonly requote: Edit };
}

/** A field of a pod that only the other system knows: `runAsUser` on Windows, `windowsOptions` on Linux. */
export interface ForeignField {
  /** `securityContext.runAsUser`. */
  readonly field: string;
  /**
   * `refused`: the API server takes no pod that has it, once `os.name` says what it is. `unsupported`: it takes them,
   * and the node does not do what they say; `disk`: it uses its disk instead of memory.
   */
  readonly is: 'refused' | 'unsupported' | 'disk';
  /** Key and value, where it is written first. */
  readonly at: Span;
  /** Where other containers say the same. */
  readonly others: readonly Span[];
  /** One for each place, where it can be taken out there. */
  readonly removals: readonly Edit[];
  readonly remove?: Fix;
}

/** A part of the node that a pod reaches. */
export interface HostPath {
  /** As written. */
  readonly path: string;
  readonly at: Span;
  /** Every container that mounts it does so read-only. */
  readonly readOnly: boolean;
  /** Folders of it that containers mount, where they mount no more (`subPath`); `undefined` where that is unknown. */
  readonly parts: readonly string[] | undefined;
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
  readonly osFrom?: SystemSource;
  /** What `os.name` says, known system or not. */
  readonly osName?: Stated<string>;
  readonly placement: Placement;
  /** No container names an image: it changes a pod that is written elsewhere. */
  readonly patch: boolean;
  /** Adds `os: {name: windows}`; absent when it is there. */
  readonly addOs?: Edit;
  readonly containers: readonly Container[];
  /** Every place that says `hostProcess`. */
  readonly hostProcess: readonly Stated<boolean>[];
  /** `undefined` when a template decides; `false` when absent. */
  readonly hostNetwork: boolean | undefined;
  readonly setHostNetwork?: Fix;
  /** Names the account with fewest rights beside the first `hostProcess: true`. */
  readonly nameUser?: Edit;
  /** Takes it off the network of its node: removes `hostNetwork: true` and what goes with it. */
  readonly leaveNetwork: readonly Edit[];
  /** Empty unless it runs on Windows. */
  readonly linuxOnly: readonly ForeignField[];
  /** Empty unless it runs on Linux. */
  readonly windowsOnly: readonly ForeignField[];
  readonly hostPaths: readonly HostPath[];
  /** Where it names the credential spec of a group managed service account, and has the service account of all pods. */
  readonly sharedLogon?: { readonly spec: string; readonly at: Span };
  /** The label or annotation that asks for the proxy of Istio. */
  readonly injection?: {
    readonly at: Span;
    readonly text: string;
    /** Asks for none. */
    readonly off?: Edit;
  };
}

/** The memory of a container. */
export interface ContainerMemory {
  /** In bytes; absent where it has no limit. */
  readonly limit?: number;
  readonly request?: number;
  /** As written. */
  readonly text: { readonly limit?: string; readonly request?: string };
  /** The request, else the name or the whole of the container. */
  readonly at: Span;
  readonly setRequest?: (quantity: string) => Edit | undefined;
}

/** A container of a pod, init and ephemeral ones included; fields of the pod hold for it unless it has its own. */
export interface Container extends Fact {
  readonly kind: 'container' | 'init' | 'ephemeral';
  readonly name?: string;
  readonly image?: string;
  readonly imageAt?: Span;
  /** Of the pod it is in. */
  readonly namespace?: string;
  /** What makes the pod: `DaemonSet`. */
  readonly workload: string;
  /** `undefined` when a template decides. */
  readonly hostProcess: boolean | undefined;
  readonly user?: UserName;
  /** How much memory it gets, where the file tells. */
  readonly memory?: ContainerMemory;
  /** Neither it nor its pod names an account. */
  readonly userUnset: boolean;
  /** Names `ContainerUser` as its account, where none is named. */
  readonly addUser?: Edit;
  /** `runAsNonRoot`, its own or that of the pod. */
  readonly nonRoot?: Stated<boolean>;
  /** What the name of the image tells of Windows in it. */
  readonly windows?: WindowsImage;
  /** The release of Windows in the image, and the word of the tag that names it. */
  readonly release?: { readonly is: WindowsRelease; readonly at: Span };
}
